import type { IDataObject } from 'n8n-workflow';

import { useExpressionEngine } from '../support/engine';
import { each, PAIRING, phones, registered, simulated } from '../support/simulated';

// Every parameter may be an expression per item: items that differ in group or expiry share no
// request, and the output keeps the order of the input.

const ozonetel = simulated();
const [a, b, c, d] = phones(4);

beforeEach(() => {
	ozonetel.simulator.reset();
	for (const name of ['North', 'South']) ozonetel.simulator.addGroup(name);
});

describe.each(['vm', 'legacy'] as const)('with the %s expression engine', (engine) => {
	beforeAll(async () => await useExpressionEngine(engine));

	it('sends each number to the group and with the expiry of its item', async () => {
		const items = [
			{ phone: a, list: 'North', until: '' },
			{ phone: b, list: 'South', until: '2030-01-31 18:30:00' },
			{ phone: c, list: 'North', until: '2030-01-31' },
			{ phone: d, list: 'South', until: '' },
			{ phone: a, list: 'South', until: '2030-01-31 18:30:00' },
		];
		const { output, downstream } = await ozonetel.run(items, {
			parameters: {
				groupName: '={{ $json.list }}',
				phoneNumbers: "={{ '+91 ' + $json.phone }}",
				expires: "={{ $json.until ? 'onDate' : 'never' }}",
				expiryDate: '={{ $json.until }}',
			},
			downstream: PAIRING,
		});
		const requests = ozonetel.simulator.requests.map(({ body }) => {
			const { groupName, expiryDate, blockNumbers } = body as IDataObject;
			return [groupName, expiryDate, blockNumbers];
		});
		expect(requests).toEqual([
			['North', undefined, [`91${a}`]],
			['South', '2030-01-31 18:30:00', [`91${b}`, `91${a}`]],
			['North', '2030-01-31 23:59:59', [`91${c}`]],
			['South', undefined, [`91${d}`]],
		]);
		expect(each(output, 'group')).toEqual(['North', 'South', 'North', 'South', 'South']);
		expect(each(output, 'expiryDate')).toEqual([
			null,
			'2030-01-31 18:30:00',
			'2030-01-31 23:59:59',
			null,
			'2030-01-31 18:30:00',
		]);
		expect(each(output, 'duplicate')).toEqual(Array(5).fill(false));
		expect(downstream).toEqual(items.map(({ phone }) => ({ ours: `+91 ${phone}`, source: phone })));
	});

	it('sends a number once per group and expiry, and tells every item that asked', async () => {
		const asked = [a, b, `0${a}`, `+91-${a}`, [b, c]];
		const { output, downstream } = await ozonetel.run(asked, {
			parameters: { groupName: 'North' },
			downstream: PAIRING,
		});
		expect(ozonetel.sent()).toEqual([[a, b, c].map((phone) => `91${phone}`)]);
		expect(each(output, 'phoneNumber')).toEqual([a, b, `0${a}`, `+91-${a}`, b, c]);
		expect(each(output, 'duplicate')).toEqual([false, false, true, true, true, false]);
		expect(new Set(each(output, 'status'))).toEqual(new Set(['added']));
		expect(each(output, 'registeredAs')).toEqual([a, b, a, a, b, c].map(registered));
		expect(downstream.map(({ source }) => source)).toEqual([...asked, asked[4]]);
	});
});

it('decides per item whether and how numbers expire, and needs no date where none is used', async () => {
	const items = [
		{ phone: a, expires: 'never' },
		{ phone: b, expires: 'afterPeriod' },
		{ phone: c, expires: 'someday' },
	];
	const { output, error } = await ozonetel.run(items, {
		parameters: { groupName: 'North', expires: '={{ $json.expires }}' },
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(each(output, 'status')).toEqual(['added', 'added', 'invalid']);
	expect(each(output, 'expiryDate')).toEqual([null, expect.stringMatching(/^20/), null]);
});

it("reads dates in the workflow's time zone where the account is not on the India domain", async () => {
	await ozonetel.run([a], {
		parameters: { groupName: 'North', expires: 'onDate', expiryDate: '2030-01-31T18:30:00Z' },
		timezone: 'Europe/Berlin',
	});
	expect(ozonetel.simulator.requests[0].body).toMatchObject({ expiryDate: '2030-01-31 19:30:00' });
});

it('counts a period from now, one moment for the whole run', async () => {
	await ozonetel.run([a, b], {
		parameters: {
			groupName: 'North',
			expires: 'afterPeriod',
			expiryAmount: 36,
			expiryUnit: 'hours',
		},
		options: { timeZone: 'UTC' },
	});
	const [{ body }, ...more] = ozonetel.simulator.requests;
	expect(more).toEqual([]);
	const sent = Date.parse(`${String((body as IDataObject).expiryDate).replace(' ', 'T')}Z`);
	expect(Math.abs(sent - Date.now() - 36 * 3_600_000)).toBeLessThan(10_000);
});
