import fc from 'fast-check';

import { matchReturned } from '../../nodes/OzonetelBlockGroup/phone/matching';

const numbers = (sent: string[], international = false) =>
	sent.map((sentAs) => ({
		sentAs,
		...(international || sentAs.startsWith('+') ? { international: sentAs.replace('+', '') } : {}),
	}));
const certain = (...[sent, returned]: Parameters<typeof matchReturned>) =>
	Object.fromEntries(matchReturned(sent, returned).certain);
const match = (sent: string[], returned: string[]) => certain(numbers(sent), returned);

describe('equal, or one ends with the national digits of the other', () => {
	it.each<[string, string]>([
		['919812345678', '+919812345678'],
		['919812345678', '919812345678'],
		['+919812345678', '919812345678'],
		['9812345678', '+919812345678'],
		['09812345678', '+919812345678'],
		['919812345678', '9812345678'],
		['919812345678', '09812345678'],
		['12025550123', '+12025550123'],
		['2025550123', '+12025550123'],
		['3545511234', '+3545511234'],
		['5511234', '+3545511234'],
		['140', '140'],
		['140', '+91140'],
	])('%s is %s', (sent, returned) => {
		expect(match([sent], [returned])).toEqual({ [sent]: returned });
	});

	it.each([
		['919812345678', '+919812345679'],
		['919812345678', '+918123456780'],
		['919812345678', '345678'],
		['345678', '+919812345678'],
		['100', '0'],
		['100', '00'],
		['001', '+1201'],
		['140', '+914140'],
	])('%s is not %s', (sent, returned) => {
		expect(match([sent], [returned])).toEqual({});
	});
});

describe('a number sent with its country code', () => {
	it.each([
		['+6581234567', '+916581234567'],
		['442079460958', '+91442079460958'],
	])('%s is not %s', (sent, returned) => {
		expect(certain(numbers([sent], true), [returned])).toEqual({});
		expect(match([`+${sent.replace('+', '')}`], [returned])).toEqual({});
	});

	it.each([
		['919812345678', '9812345678'],
		['+6581234567', '81234567'],
		['+6581234567', '6581234567'],
		['+6581234567', '006581234567'],
		['3545511234', '003545511234'],
	])('%s is %s', (sent, returned) => {
		expect(certain(numbers([sent], true), [returned])).toEqual({ [sent]: returned });
	});

	it('stands for itself beside the same digits without one', () => {
		const sent = [...numbers(['6581234567']), ...numbers(['+6581234567'], true)];
		for (const list of [sent, sent.toReversed()]) {
			expect(certain(list, ['+6581234567'])).toEqual({
				'+6581234567': '+6581234567',
			});
			expect(certain(list, ['+916581234567', '+6581234567'])).toEqual({
				'6581234567': '+916581234567',
				'+6581234567': '+6581234567',
			});
		}
	});

	it('leaves the answer to the number it stands for', () => {
		const sent = [...numbers(['+6581234567'], true), ...numbers(['6581234567'])];
		for (const list of [sent, sent.toReversed()]) {
			expect(certain(list, ['+916581234567'])).toEqual({ '6581234567': '+916581234567' });
		}
	});
});

it('prefers the same digits, whatever the order', () => {
	const sent = ['9812345678', '919812345678'];
	const returned = ['+919812345678', '9812345678'];
	const matches = { '9812345678': '9812345678', '919812345678': '+919812345678' };
	expect(match(sent, returned)).toEqual(matches);
	expect(match(sent, returned.toReversed())).toEqual(matches);
	expect(match(sent.toReversed(), returned)).toEqual(matches);
});

it('tells short numbers apart that end alike', () => {
	const matches = { '123': '+91123', '1123': '+911123' };
	expect(match(['123', '1123'], ['+91123', '+911123'])).toEqual(matches);
	expect(match(['1123', '123'], ['+911123', '+91123'])).toEqual(matches);
	expect(match(['123', '1123'], ['1123'])).toEqual({ '1123': '1123' });
});

it('claims nothing twice', () => {
	expect(match(['9812345678', '919812345678'], ['+919812345678'])).toEqual({
		'919812345678': '+919812345678',
	});
	expect(match(['9812345678'], ['+919812345678', '9812345678'])).toEqual({
		'9812345678': '9812345678',
	});
});

it('brings nothing in that was not sent', () => {
	expect(match([], ['+919812345678'])).toEqual({});
	expect(match(['919812345678'], ['+919999999999'])).toEqual({});
});

it('finds every number of a batch as Ozonetel registers it, in any order', () => {
	const national = fc.bigInt({ min: 6_000_000_000n, max: 9_999_999_999n }).map(String);
	const spelled = fc.tuple(national, fc.constantFrom('', '91', '0', '+91'));
	const spelling = fc.uniqueArray(spelled, { maxLength: 100, selector: ([number]) => number });
	const batch = spelling.chain((numbers) =>
		fc.record({
			numbers: fc.constant(numbers),
			returned: fc.shuffledSubarray(numbers, { minLength: 0 }),
		}),
	);
	fc.assert(
		fc.property(batch, ({ numbers, returned }) => {
			const sent = numbers.map(([number, prefix]) => prefix + number);
			const answer = returned.map(([number]) => `+91${number}`);
			const expected = returned.map(([number, prefix]) => [prefix + number, `+91${number}`]);
			expect(match(sent, answer)).toEqual(Object.fromEntries(expected));
		}),
		{ numRuns: 100 },
	);
});

it('uses each sent and each returned number once at most, whatever comes back', () => {
	const digits = fc.stringMatching(/^\+?\d{1,16}$/);
	fc.assert(
		fc.property(
			fc.uniqueArray(digits, { maxLength: 30 }),
			fc.array(digits, { maxLength: 30 }),
			(sent, returned) => {
				const matches = [...matchReturned(numbers(sent), returned).certain];
				expect(matches.every(([number]) => sent.includes(number))).toBe(true);
				const left = [...returned];
				for (const [, answer] of matches) {
					expect(left).toContain(answer);
					left.splice(left.indexOf(answer), 1);
				}
			},
		),
		{ numRuns: 200 },
	);
});

describe('never the wrong number', () => {
	it.each<[string, string[], string[], Record<string, string>]>([
		[
			'equal digits, not those without a 0',
			['09812345678', '9812345678'],
			['+9812345678'],
			{ '9812345678': '+9812345678' },
		],
		['a number with a plus behind another code', ['+19812345678'], ['+9119812345678'], {}],
		['an answer that fits two', ['+19812345678', '+919812345678'], ['9812345678'], {}],
		['an answer that fits a short number in two ways', ['140', '91140'], ['+91140'], {}],
		['two answers that fit one', ['9812345678'], ['+919812345678', '+449812345678'], {}],
		[
			'national answers of numbers that end differently',
			['+19812345678', '+919812345679'],
			['9812345679', '9812345678'],
			{ '+19812345678': '9812345678', '+919812345679': '9812345679' },
		],
		[
			'another country’s number that the digits of a national one make',
			['+8613132345678', '+13132345678'],
			['13132345678'],
			{},
		],
		['zeros that a JSON number lost', ['0098123'], ['98123'], { '0098123': '98123' }],
	])('%s', (_, sent, returned, expected) => {
		expect(match(sent, returned)).toEqual(expected);
		expect(match(sent.toReversed(), returned.toReversed())).toEqual(expected);
	});

	it('knows a number sent as given by its reading', () => {
		const sent = [{ sentAs: '9812345678', international: '919812345678' }];
		expect(certain(sent, ['+9812345678'])).toEqual({});
		expect(certain(sent, ['+919812345678'])).toEqual({ '9812345678': '+919812345678' });
		expect(certain(sent, ['09812345678'])).toEqual({ '9812345678': '09812345678' });
	});

	it('tells which other number keeps it from being certain', () => {
		const { doubtful } = matchReturned(numbers(['9812345678', '919812345678']), ['+919812345678']);
		expect([...doubtful]).toEqual([
			['9812345678', { returned: '+919812345678', otherSent: '919812345678' }],
		]);
	});
});
