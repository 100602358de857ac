import { type Simulator, startSimulator } from '.';
import { callsOf } from './call';

// A server that works on so many calls at a time, as Ozonetel's words for "busy" tell of.

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({ groups: [{ name: 'Spam' }] });
});
beforeEach(() => {
	simulator.reset();
	simulator.addGroup('Spam');
});
afterAll(async () => await simulator.close());

const add = async (number: string) =>
	(await callsOf(simulator).C2({ groupName: 'Spam', blockNumbers: [number] })).body.status;

const numbers = ['9876500001', '9876500002', '9876500003'];

test.each([1, 2])('%i at a time, and the others are told to wait', async (atATime) => {
	simulator.switches.bulkCalls = { atATime, ms: 100 };
	const started = Date.now();
	const statuses = await Promise.all(numbers.map(add));
	expect(statuses.filter((status) => status === 'success')).toHaveLength(atATime);
	expect(simulator.group('Spam')!.numbers.size).toBe(atATime);
	expect(Date.now() - started).toBeGreaterThanOrEqual(99);
	// As soon as the answer is there, the next may come.
	for (const number of numbers) expect(await add(number)).toBe('success');
});

test('a refusal takes no time, and reading is not kept waiting', async () => {
	simulator.switches.bulkCalls = { atATime: 1, ms: 1500 };
	const calls = callsOf(simulator);
	const refused = await calls.C2({ groupName: 'No such', blockNumbers: numbers });
	expect(refused.body.message).toBe('Invalid group name');
	void add(numbers[0]).catch(() => {});
	while (simulator.requests.length < 2) await new Promise((go) => setTimeout(go, 5));
	expect((await calls.S({ campaignName: 'Sales' })).body.status).toBe('success');
	expect(await add(numbers[1])).toBe('error');
	simulator.reset();
	simulator.addGroup('Spam');
	expect(await add(numbers[1])).toBe('success');
});
