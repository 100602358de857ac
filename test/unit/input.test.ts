import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readItems } from '../../nodes/OzonetelBlockGroup/input/items';

/** Items whose json holds their parameters by name, as if each were an expression. */
function read(items: IDataObject[]) {
	const context = {
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter(name: string, item: number, fallback: unknown, raw?: object) {
			if (raw) return items.some((json) => name in json) ? '={{ an expression }}' : fallback;
			const value = items[item][name] ?? fallback;
			if (value instanceof Error) throw value;
			return value;
		},
	} as unknown as IExecuteFunctions;
	const now = DateTime.fromISO('2026-11-20T10:00:00Z');
	return readItems(context, { country: 'IN', timeZone: 'Asia/Kolkata', now }).requests;
}

it('tells expiries apart by the moment, not by how they are written', () => {
	const at = (expiryDate: unknown) => ({ groupName: 'Spam', expires: 'onDate', expiryDate });
	const [first, same, other] = read([
		at('2027-03-31 18:30:00'),
		at('2027-03-31T13:00:00Z'),
		at('2027-03-31 18:30:01'),
	] as IDataObject[]);
	expect(same.target).toBe(first.target);
	expect(other.target).not.toBe(first.target);
});

it('a problem of one item is not the problem of the others', () => {
	const requests = read([
		{ groupName: 'Spam' },
		{ groupName: '' },
		{ groupName: new Error('Expression failed') as never },
		{ phoneNumbers: new Error('No such node') as never, groupName: 'Spam' },
		{ groupName: 'Spam', operation: 'constructor' },
		{ groupName: 'Spam', expires: 'onDate', expiryDate: 'soon' },
		{ groupName: 'Spam' },
	]);
	expect(requests.map(({ problem }) => problem)).toEqual([
		undefined,
		expect.stringMatching(/'Group Name' is empty/),
		"The expression in 'Group Name' failed: Expression failed",
		"The expression in 'Phone Numbers' failed: No such node",
		expect.stringMatching(/'Operation' “constructor”/),
		expect.stringMatching(/'Expiry Date' “soon”/),
		undefined,
	]);
	expect(requests[6].target).toBe(requests[0].target);
});

it('a number goes once to a group and expiry, however the rest of its settings differ', () => {
	const [first, second] = read([
		{ groupName: 'Spam', 'options.groupDescription': 'One', 'options.batchSize': 10 },
		{ groupName: 'Spam', 'options.groupDescription': 'Two', 'options.batchSize': 20 },
	]);
	expect(second.target).toBe(first.target);
});

it('two ids under one name are two groups to remove from', () => {
	const from = (groupId: string) => ({ operation: 'removeNumbers', groupName: 'Spam', groupId });
	const [first, other, same] = read([from('20'), from('21'), from('20')]);
	expect(other.target).not.toBe(first.target);
	expect(same.target).toBe(first.target);
});

it('a group of the legacy API is one group whatever name is sent along', () => {
	const to = (groupName: string) => ({ apiVersion: 'legacy', groupId: '20', groupName });
	const [first, second] = read([to('Spam'), to('Other')]);
	expect(second.target).toBe(first.target);
});

it('never takes the date of one item for that of another', () => {
	const values = [
		null,
		Number.NaN,
		DateTime.invalid('none'),
		new Date(Number.NaN),
		'',
		'null',
		'NaN',
	];
	for (const order of [values, [...values].reverse()]) {
		const together = read(order.map(untilIfGiven));
		const alone = order.map((value) => read([untilIfGiven(value)])[0]);
		expect(together.map(said)).toEqual(alone.map(said));
	}
});

const said = ({ problem, target }: ReturnType<typeof read>[number]) => [problem, target.expiryDate];

const untilIfGiven = (expiryDate: unknown) =>
	({ phoneNumbers: '1', groupName: 'Spam', expires: 'onDateIfGiven', expiryDate }) as IDataObject;
