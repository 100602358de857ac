import { toBatches, withoutDuplicates } from '../../nodes/OzonetelBlockGroup/send/batches';
import { askFor, targetOf } from './fixtures';

const spam = targetOf({ groupName: 'Spam' });
const optedOut = targetOf({ groupName: 'Opted out' });

const numbersOf = (asked: ReturnType<typeof withoutDuplicates>) =>
	toBatches(asked).map(({ target, numbers }) => [
		target.groupName,
		numbers.map(({ sentAs }) => sentAs),
	]);

it('sends a number asked for several times once per target', () => {
	const asked = withoutDuplicates([
		askFor('111', spam, 0),
		askFor('222', spam, 0),
		askFor('111', optedOut, 1),
		askFor('111', spam, 2),
		askFor('111', spam, 3),
		askFor(null, spam, 4),
		askFor(null, spam, 5),
	]);
	expect(asked.map(({ duplicate }) => duplicate)).toEqual([
		false,
		false,
		false,
		true,
		true,
		false,
		false,
	]);
	expect(asked[3].number).toBe(asked[0].number);
	expect(asked[4].number!.item).toBe(0);
	expect(asked[2].number).not.toBe(asked[0].number);
	expect(asked[5].number).toBeUndefined();
	expect(numbersOf(asked)).toEqual([
		['Spam', ['111', '222']],
		['Opted out', ['111']],
	]);
});

it('takes digits for another number than the same digits after a plus', () => {
	const asked = withoutDuplicates([
		askFor('+68820123', spam, 0),
		askFor('68820123', spam, 1),
		askFor('+68820123', spam, 2),
	]);
	expect(asked.map(({ duplicate }) => duplicate)).toEqual([false, false, true]);
	expect(numbersOf(asked)).toEqual([['Spam', ['+68820123', '68820123']]]);
});

it('knows the country code of a number that any item gives with it', () => {
	const withCode = {
		...askFor('9812345678', spam, 1),
		international: '919812345678',
		valid: true,
		country: 'IN',
	};
	const asked = withoutDuplicates([
		{ ...askFor('9812345678', spam, 0), country: null },
		withCode,
		{ ...askFor('00919812345678', spam, 2), international: '919812345678' },
	]);
	expect(asked.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
	expect(asked[0].number).toMatchObject({
		international: '919812345678',
		valid: true,
		country: 'IN',
		item: 0,
	});
});

describe('a group to create', () => {
	const created = targetOf({ operation: 'createGroup', groupName: 'New' });
	const later = { ...created, expiryDate: '2040-01-31 00:00:00' };
	const [a, b, c] = ['919700000001', '9700000002', '+919700000003'];

	it.each<[string, string[], string[][]]>([
		['sure ones', [a, b, c], [[a, b, c]]],
		['a doubtful one among them', [a, '12345', b], [[a, b], ['12345']]],
		['none that is sure', ['12345', '1800111', '123'], [['12345'], ['1800111', '123']]],
		['one', ['12345'], [['12345']]],
	])('is created with sure numbers, the rest follows: %s', (_, numbers, sent) => {
		const asked = withoutDuplicates(numbers.map((sentAs, item) => askFor(sentAs, created, item)));
		expect(numbersOf(asked).map(([, batch]) => batch)).toEqual(sent);
		expect(toBatches(asked).map(({ number }) => number)).toEqual(sent.map((_one, n) => n + 1));
	});

	it('takes a number for sure that is valid in its country', () => {
		const valid = { ...askFor('447400123456', created, 1), valid: true };
		const asked = withoutDuplicates([askFor('12345', created, 0), valid]);
		expect(numbersOf(asked)).toEqual([
			['New', ['447400123456']],
			['New', ['12345']],
		]);
	});

	it('is one group whatever the expiry: the sure numbers of any of them come first', () => {
		const asked = withoutDuplicates([askFor('12345', created, 0), askFor(a, later, 1)]);
		expect(numbersOf(asked).map(([, batch]) => batch)).toEqual([[a], ['12345']]);
	});

	it('is created by a batch that is sent: one of a dry run creates nothing', () => {
		const dry = { ...created, dryRun: true };
		const asked = withoutDuplicates([
			askFor(c, dry, 0),
			askFor(a, created, 1),
			askFor('12345', created, 2),
		]);
		expect(numbersOf(asked).map(([, batch]) => batch)).toEqual([[c], [a], ['12345']]);
	});

	it('only: other operations keep the order of the items', () => {
		const asked = withoutDuplicates(['12345', a].map((sentAs, n) => askFor(sentAs, spam, n)));
		expect(numbersOf(asked)).toEqual([['Spam', ['12345', a]]]);
	});
});

it('knows numbers named like properties of objects', () => {
	const names = ['__proto__', 'constructor', 'toString'];
	const asked = withoutDuplicates(names.map((name, item) => askFor(name, spam, item)));
	expect(asked.map(({ duplicate }) => duplicate)).toEqual([false, false, false]);
});

it.each([
	[1, [1, 1, 1, 1, 1, 1, 1]],
	[3, [3, 3, 1]],
	[7, [7]],
	[100, [7]],
])('batches of at most %i', (batchSize, sizes) => {
	const target = { ...spam, batchSize };
	const asked = withoutDuplicates(
		Array.from({ length: 7 }, (_, n) => askFor(String(1000 + n), target, n)),
	);
	const batches = toBatches(asked);
	expect(batches.map(({ numbers }) => numbers.length)).toEqual(sizes);
	expect(batches.map(({ number }) => number)).toEqual(sizes.map((_, index) => index + 1));
	expect(batches.flatMap(({ numbers }) => numbers.map(({ sentAs }) => sentAs))).toEqual(
		asked.map(({ number }) => number!.sentAs),
	);
	for (const batch of batches) {
		for (const { batch: number } of batch.numbers) expect(number).toBe(batch.number);
	}
});

it('fills the batches of targets that take turns', () => {
	const asked = withoutDuplicates(
		Array.from({ length: 400 }, (_, n) => askFor(String(1000 + n), n % 2 ? spam : optedOut, n)),
	);
	expect(toBatches(asked).map(({ numbers }) => numbers.length)).toEqual([100, 100, 100, 100]);
});

it('makes no batch of nothing', () => {
	expect(toBatches([])).toEqual([]);
	expect(toBatches(withoutDuplicates([askFor(null, spam, 0)]))).toEqual([]);
});
