import fc from 'fast-check';

import { Experience, RefusalRun, Sieve } from '../../nodes/OzonetelBlockGroup/send/sieve';

type Verdict = 'accepted' | 'refused' | 'failed';

/** Sends what the sieve says, answered as told; what was sent and how it went. */
function sift(
	numbers: number[],
	answer: (part: number[]) => Verdict,
	experience = new Experience(),
) {
	const sieve = new Sieve(numbers, experience);
	const sent: Array<[number[], Verdict]> = [];
	const alone: number[] = [];
	for (let part = sieve.next(); part.length > 0; part = sieve.next()) {
		if (sent.length > 10 * numbers.length + 10) throw new Error('It does not end');
		const verdict = answer(part);
		sent.push([part, verdict]);
		if (verdict === 'refused' && part.length === 1) alone.push(...part);
		sieve[verdict](part);
	}
	const inParts = (verdict: Verdict) =>
		sent.filter(([, how]) => how === verdict).flatMap(([part]) => part);
	return {
		requests: sent.length,
		bad: alone,
		accepted: inParts('accepted'),
		failed: inParts('failed'),
	};
}

const many = (count: number) => Array.from({ length: count }, (_, n) => n);
const pickyAbout = (bad: number[]) => (part: number[]) =>
	part.some((number) => bad.includes(number)) ? 'refused' : ('accepted' as const);
const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b);

it('asks once where all is well, and never about nothing', () => {
	expect(sift(many(100), pickyAbout([]))).toMatchObject({ requests: 1, accepted: many(100) });
	expect(sift([], pickyAbout([])).requests).toBe(0);
});

it('finds exactly the bad ones, and sends each good one exactly once with success', () => {
	const batch = fc
		.integer({ min: 1, max: 100 })
		.chain((size) => fc.record({ size: fc.constant(size), bad: fc.subarray(many(size)) }));
	fc.assert(
		fc.property(fc.array(batch, { maxLength: 4 }), (batches) => {
			const experience = new Experience();
			for (const { size, bad } of batches) {
				const found = sift(many(size), pickyAbout(bad), experience);
				expect(ascending(found.bad)).toEqual(bad);
				expect(ascending(found.accepted)).toEqual(many(size).filter((n) => !bad.includes(n)));
			}
		}),
		{ numRuns: 300 },
	);
});

it('takes few more requests than numbers, whatever is refused and in whatever order', () => {
	const answers = fc.infiniteStream(fc.constantFrom<Verdict>('accepted', 'refused'));
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 100 }), answers, (size, verdicts) => {
			const { requests } = sift(many(size), () => verdicts.next().value as Verdict);
			expect(requests).toBeLessThanOrEqual(1.2 * size + 4);
		}),
		{ numRuns: 500 },
	);
});

it.each([
	['first', (n: number) => n < 300],
	['last', (n: number) => n >= 10],
	['among the others', (n: number) => n % 31 !== 7],
])('finds ten good ones among 300 bad, the bad %s, with about a request each', (_, isBad) => {
	const experience = new Experience();
	const bad = many(310).filter(isBad);
	const batches = [0, 100, 200, 300].map((from) => many(310).slice(from, from + 100));
	const found = batches.map((batch) => sift(batch, pickyAbout(bad), experience));
	expect(found.flatMap(({ bad: ones }) => ones)).toHaveLength(300);
	expect(found.flatMap(({ accepted }) => accepted)).toHaveLength(10);
	expect(found.reduce((sum, { requests }) => sum + requests, 0)).toBeLessThanOrEqual(1.1 * 310);
});

it('leaves no number without a verdict when requests fail', () => {
	const answers = fc.array(fc.constantFrom<Verdict>('accepted', 'refused', 'failed'));
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 100 }), answers, (size, verdicts) => {
			const { bad, accepted, failed } = sift(many(size), () => verdicts.shift() ?? 'failed');
			expect(ascending([...bad, ...accepted, ...failed])).toEqual(many(size));
		}),
		{ numRuns: 500 },
	);
});

it.each([
	['one', 1, 15],
	['two', 2, 25],
	['five', 5, 50],
	['twenty', 20, 110],
	['half', 50, 125],
	['all', 100, 115],
])('costs few requests when %s of 100 are bad', (_, count, most) => {
	for (const offset of [0, 3, 50]) {
		const bad = many(count).map((n) => (offset + Math.floor((n * 100) / count)) % 100);
		expect(sift(many(100), pickyAbout(bad)).requests).toBeLessThanOrEqual(most);
	}
});

describe('a run of refusals', () => {
	const refuse = (run: RefusalRun<number>, count: number, words = 'Group is full') =>
		many(count).map((n) => run.refused(n, words));

	it('is ten numbers in a row, refused in the same words', () => {
		const run = new RefusalRun<number>();
		refuse(run, 9, 'Not allowed');
		expect(refuse(run, 10)).toEqual([...Array<undefined>(9).fill(undefined), many(10)]);
	});

	it('is none in a group that has accepted a number', () => {
		const run = new RefusalRun<number>();
		run.accepted();
		expect(refuse(run, 30)).toEqual(Array(30).fill(undefined));
	});
});
