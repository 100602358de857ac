import { startSimulator, type Fault } from '.';
import { callsOf, useSpamGroup, wait } from './call';

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

describe('a fault', () => {
	const adding = { groupName: 'Spam', blockNumbers: [other] };
	const isAdded = () => numbersOf('Spam').length === 2;

	it.each<[Fault, applied: boolean, answer: RegExp | number]>([
		[{ kind: 'dropBefore' }, false, /socket hang up/],
		[{ kind: 'dropAfter' }, true, /socket hang up/],
		[{ kind: 'busy' }, false, 200],
		[{ kind: 'drip', everyMs: 0 }, true, 200],
		[{ kind: 'drip', everyMs: 0, part: 'header' }, true, 200],
		[{ kind: 'huge', bytes: 3_000_000 }, true, 200],
		[{ kind: 'huge', bytes: 3_000_000, packed: true }, true, 200],
		...[false, true].flatMap((applied): Array<[Fault, boolean, number]> => [
			[{ kind: 'status', status: 503, applied }, applied, 503],
			[{ kind: 'html', applied }, applied, 502],
			[{ kind: 'raw', body: '{"status":"succ', contentType: 'text/plain', applied }, applied, 200],
		]),
	])('%j does the work: %p', async (fault, applied, answer) => {
		ozonetel.simulator.fault = ({ n }) => (n === 1 ? fault : undefined);
		const told = ozonetel.calls.C2(adding);
		if (answer instanceof RegExp) await expect(told).rejects.toThrow(answer);
		else expect((await told).status).toBe(answer);
		expect(isAdded()).toBe(applied);
		expect((await ozonetel.calls.C2(adding)).status).toBe(200);
		expect(ozonetel.simulator.requests.map((request) => request.fault)).toEqual([
			fault.kind,
			undefined,
		]);
	});

	it.each([false, true])('late, and slow to do the work: %p', async (slow) => {
		ozonetel.simulator.fault = () => ({ kind: 'late', ms: 300, slow });
		const answer = ozonetel.calls.C2(adding);
		await wait(100);
		expect(isAdded()).toBe(!slow);
		expect((await answer).body.status).toBe('success');
		expect(isAdded()).toBe(true);
	});

	it.each([false, true])('hang, having done the work: %p; closing ends it', async (applied) => {
		const own = await startSimulator({ groups: [{ name: 'Spam' }] });
		own.fault = () => ({ kind: 'hang', applied });
		const hanging = callsOf(own).C2(adding);
		while (own.requests.length === 0) await wait(1);
		await wait(50);
		expect(own.group('Spam')!.numbers.size).toBe(applied ? 1 : 0);
		await Promise.all([expect(hanging).rejects.toThrow('socket hang up'), own.close()]);
	});
});

it.each(['body', '429', '429-retry-after'] as const)(
	'a limit by %s counts every call, and does nothing of what it refuses',
	async (style) => {
		ozonetel.simulator.switches.rateLimit = { requests: 1, windowMs: 2500, style };
		await ozonetel.calls.T({});
		const { status, body, headers } = await ozonetel.calls.C2({
			groupName: 'Spam',
			blockNumbers: [other],
		});
		expect(body).toEqual({ message: 'Max limit exceeded', status: 'error' });
		expect(status).toBe(style === 'body' ? 200 : 429);
		expect(headers.get('retry-after')).toBe(style === '429-retry-after' ? '3' : null);
		expect(numbersOf('Spam')).toHaveLength(1);
	},
);

it('so many calls for numbers at a time: the others are told to wait, until an answer is there', async () => {
	ozonetel.simulator.switches.bulkCalls = { atATime: 1, ms: 200 };
	const add = async (number: string) =>
		(await ozonetel.calls.C2({ groupName: 'Spam', blockNumbers: [number] })).body.message;
	const said = await Promise.all(['9700000005', '9700000006'].map(add));
	expect(said.sort()).toEqual([
		'Already one process is running please try after some time',
		'updated',
	]);
	expect(await add('9700000007')).toBe('updated');
	expect(numbersOf('Spam')).toHaveLength(3);
});
