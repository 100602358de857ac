import { useSpamGroup } from './call';

// What is as documented is done, and answered as documented; a fault says whether it is done.

const ozonetel = useSpamGroup();

const [held, other] = ['9700000003', '9700000094'];
const numbersOf = (group: string) => [...ozonetel.simulator.group(group)!.numbers.keys()];

describe('in the documented words', () => {
	it.each(['L1', 'C1'] as const)('%s', async (call) => {
		const input = {
			name: 'New',
			description: 'A new group',
			blockNumbers: [other],
			expiryDate: '2031-01-31 23:59:59',
		};
		const { status, body } = await ozonetel.calls[call](input);
		const counts = { affectedRows: 1, lastInsertId: 21, new: 1, inserted: 1 };
		const output = { ...counts, succes: ['+919700000094'], error: [] };
		expect({ status, body }).toEqual({
			status: 200,
			body: { status: 'success', message: 'created', input, output },
		});
		expect([...ozonetel.simulator.group(21)!.numbers]).toEqual([
			['+919700000094', { expiryDate: '2031-01-31 23:59:59' }],
		]);
	});

	it.each([
		['L2', { id: 20 }],
		['L2', { Id: '20' }],
		['C2', { groupName: 'Spam' }],
	] as const)('%s, %j', async (call, target) => {
		const blockNumbers = [other, held, `+91${other}`];
		const { body } = await ozonetel.calls[call]({ ...target, blockNumbers });
		expect(body).toEqual({
			status: 'success',
			message: 'updated',
			input: { id: 20, blockNumbers },
			output: { succes: ['+919700000094', '+919700000003'], error: [], new: 1, inserted: 1 },
		});
	});

	it.each([
		['L3', { id: 20 }],
		['C3', { groupName: 'Spam' }],
		['C3', {}],
	] as const)('%s, %j', async (call, target) => {
		ozonetel.simulator.addGroup('Other', [held]);
		const blockNumbers = [held, other, held];
		const { body } = await ozonetel.calls[call]({ ...target, blockNumbers });
		expect(body).toEqual({
			status: 'success',
			message: 'deleted',
			input: { ...target, blockNumbers },
			output: { success: ['+919700000003'], error: [other], deleted: 1 },
		});
		const isNamed = Object.keys(target).length > 0;
		expect([numbersOf('Spam'), numbersOf('Other').length]).toEqual([[], isNamed ? 1 : 0]);
	});

	it('S', async () => {
		expect((await ozonetel.calls.S({ campaignName: 'Sales' })).body).toMatchObject({
			status: 'success',
			message: [{ CampaignName: 'Sales' }],
		});
		expect((await ozonetel.calls.S({ campaignName: 'x' })).body.message).toBe('no record found');
		expect((await ozonetel.calls.S({})).body.message).toBe('All parameters are mandatory');
	});

	it('creating with numbers joined by commas: the group is made, no number is taken', async () => {
		const blockNumbers = `${held},${other}`;
		const { body } = await ozonetel.calls.C1({
			name: 'New',
			description: 'A new group',
			blockNumbers,
		});
		expect(body.output).toMatchObject({ succes: [], error: [held, other] });
		expect(numbersOf('New')).toEqual([]);
	});
});
