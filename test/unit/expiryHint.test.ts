import { expiryHint } from '../../nodes/OzonetelBlockGroup/output/expiryHint';
import type { RequestedNumber } from '../../nodes/OzonetelBlockGroup/model';
import { targetOf } from './fixtures';

const asked = (...expiries: string[]): RequestedNumber[] =>
	expiries.map((expiryDate, item) => ({
		item,
		phoneNumber: '911',
		target: targetOf({ expiryDate }),
		number: { sentAs: '911', item },
		duplicate: false,
	}));

it.each([
	[[]],
	[['']],
	[['', '2030-01-01 10:00:00']],
	[['2030-01-01 10:00:00']],
	[['2030-01-01 00:00:00', '2030-01-02 00:00:00']],
	[['2030-01-01 10:00:00', '2030-01-01 10:01:00']],
])('says nothing of %j', (expiries) => {
	expect(expiryHint(asked(...expiries))).toBeUndefined();
});

it('tells of a period that was evaluated for each item', () => {
	const hint = expiryHint(
		asked(
			'2030-01-01 10:00:01',
			'2030-01-01 09:59:59',
			'2030-01-01 10:00:00',
			'2031-01-01 10:00:00',
		),
	);
	expect(hint).toMatchObject({ type: 'warning', location: 'outputPane' });
	expect(hint!.message).toMatch(/took 2 more requests.*set 'Expires' to 'After a Period'/);
});

it('tells groups apart', () => {
	const [first, second] = asked('2030-01-01 10:00:01', '2030-01-01 10:00:02');
	second.target.groupName = 'Another';
	expect(expiryHint([first, second])).toBeUndefined();
});

it('counts none that was never sent', () => {
	const numbers = asked('2030-01-01 10:00:01', '2030-01-01 10:00:02');
	delete numbers[1].number;
	expect(expiryHint(numbers)).toBeUndefined();
});
