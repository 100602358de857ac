import type { Status } from '../../nodes/OzonetelBlockGroup/contract';
import type { RequestedNumber, Target } from '../../nodes/OzonetelBlockGroup/model';
import { expiryHint } from '../../nodes/OzonetelBlockGroup/output/hints';
import { toBatches, withoutDuplicates } from '../../nodes/OzonetelBlockGroup/send/batches';
import { askFor, targetOf } from './fixtures';

/** So many numbers until each of these dates; `same` asks for the same numbers each time. */
function run(
	expiries: string[],
	{
		count = 1,
		same = false,
		status = 'added' as Status,
		...given
	}: Partial<Target> & { count?: number; same?: boolean; status?: Status } = {},
): RequestedNumber[] {
	const targets = expiries.map((expiryDate) => targetOf({ ...given, expiryDate }));
	const asked = targets.flatMap((target, at) =>
		Array.from({ length: count }, (_, n) =>
			askFor(`9198123${(same ? 0 : at) * 1000 + n + 10_000}`, target, at * count + n),
		),
	);
	const numbers = withoutDuplicates(asked);
	toBatches(numbers);
	for (const { number } of numbers) number!.outcome = { status, message: '' };
	return numbers;
}

const seconds = (count: number) =>
	Array.from({ length: count }, (_, n) => `2030-01-01 10:00:${String(n).padStart(2, '0')}`);

const said = (asked: RequestedNumber[]) =>
	/(took|would take) (\d+) more (requests?) than/.exec(expiryHint(asked)?.message ?? '')?.[0];

it.each([
	[[]],
	[['']],
	[['', '2030-01-01 10:00:00']],
	[['2030-01-01 10:00:00']],
	[['2030-01-01 00:00:00', '2030-01-02 00:00:00']],
	[['2030-01-01 10:00:00', '2030-01-01 10:01:00']],
])('says nothing of %j', (expiries) => {
	expect(expiryHint(run(expiries))).toBeUndefined();
});

it('tells of a period that was evaluated for each item', () => {
	const hint = expiryHint(run([...seconds(3).reverse(), '2031-01-01 10:00:00']));
	expect(hint).toMatchObject({ type: 'warning', location: 'outputPane' });
	expect(hint!.message).toMatch(/took 2 more requests than.*set 'Expires' to 'After a Period'/);
});

describe('counts the requests that one date would have saved', () => {
	it.each([
		[2, 1, 'took 1 more request than'],
		[2, 50, 'took 1 more request than'],
		[2, 100, undefined],
		[2, 200, undefined],
		[2, 150, 'took 1 more request than'],
		[3, 40, 'took 1 more request than'],
		[3, 101, 'took 2 more requests than'],
	])('%i dates with %i numbers each', (dates, count, words) => {
		expect(said(run(seconds(dates), { count }))).toBe(words);
	});

	it('of a number that is asked for with each date', () => {
		expect(said(run(seconds(2), { count: 100, same: true }))).toBe('took 1 more request than');
	});

	it('of the batch size that is set', () => {
		expect(said(run(seconds(4), { batchSize: 1 }))).toBeUndefined();
		expect(said(run(seconds(4), { batchSize: 2 }))).toBe('took 2 more requests than');
	});

	it('of numbers for which a request was answered', () => {
		expect(said(run(seconds(2), { status: 'failed' }))).toBeUndefined();
		expect(said(run(seconds(2), { status: 'refused' }))).toBe('took 1 more request than');
		const [answered, failed] = [run(seconds(1)), run(seconds(1), { status: 'failed' })];
		failed[0].number!.batch = 2;
		expect(said([...answered, ...failed])).toBeUndefined();
	});

	it('which a dry run would take', () => {
		const planned = run(seconds(3), { dryRun: true, status: 'planned' });
		expect(said(planned)).toBe('would take 2 more requests than');
	});
});

it('tells groups apart', () => {
	const [first, second] = run(seconds(2));
	second.target.groupName = 'Another';
	expect(expiryHint([first, second])).toBeUndefined();
});

it('counts none that was never sent, and leaves the results as they are', () => {
	const numbers = run(seconds(2));
	const before = JSON.stringify(numbers);
	expect(said(numbers)).toBeDefined();
	expect(JSON.stringify(numbers)).toBe(before);
	delete numbers[1].number;
	expect(expiryHint(numbers)).toBeUndefined();
});
