import { toBatches, withoutDuplicates } from '../../nodes/OzonetelBlockGroup/send/batches';
import { askFor, targetOf } from './fixtures';

const spam = targetOf({ groupName: 'Spam' });

const numbersOf = (asked: ReturnType<typeof withoutDuplicates>) =>
	toBatches(asked).map(({ target, numbers }) => [
		target.groupName,
		numbers.map(({ sentAs }) => sentAs),
	]);

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
