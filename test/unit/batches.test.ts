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
