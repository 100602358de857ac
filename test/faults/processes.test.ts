import { once } from 'node:events';

import { startSimulator, type Simulator } from '../simulator';
import { asRegistered } from '../simulator/numbers';
import { forkRun, type Order } from '../support/faults/ownProcess';
import { patience, tries } from '../support/tries';

// Workers of queue mode know nothing of each other: they meet only at Ozonetel. And any of them may be killed.

const GROUP = 'Do not call';
let simulator: Simulator;
beforeAll(async () => void (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const numbersOf = (process: number, count: number) =>
	Array.from({ length: count }, (_, n) => String(9_700_000_000 + 100_000 * process + n));

const orderOf = (numbers: string[], more: Partial<Order> = {}): Order => {
	const { url, account } = simulator;
	return { operation: 'addNumbers', url, account, group: GROUP, numbers, ...more };
};

it.each([1, 5])(
	'two processes lose nothing where Ozonetel takes one call at a time (%i at a time each)',
	async (concurrentRequests) => {
		simulator.switches.bulkCalls = { atATime: 1, ms: 100 };
		const group = simulator.addGroup(GROUP);
		const options = { batchSize: 1, concurrentRequests };
		const said = await Promise.all(
			[numbersOf(0, 60), numbersOf(1, 40)].map(async (numbers) => {
				const [words] = await once(forkRun(orderOf(numbers, { options })), 'message');
				return words as string;
			}),
		);
		expect(said).toEqual(['60 done', '40 done']);
		expect(group.numbers.size).toBe(100);
	},
	120_000,
);

const kills = Array.from({ length: tries(2, 20) }, (_, n) => ({
	operation: n % 2 === 0 ? ('addNumbers' as const) : ('removeNumbers' as const),
	killAt: 1 + Math.floor(Math.random() * 100), // of 100 requests
}));

it.each(kills)(
	'$operation, killed at request $killAt and run again, is complete',
	async ({ operation, killAt }) => {
		const removes = operation === 'removeNumbers';
		const numbers = numbersOf(0, 10_000);
		const group = simulator.addGroup(GROUP, removes ? numbers : []);
		const order = orderOf(numbers, { operation });
		expect(await run(order, killAt)).toBeUndefined();
		expect(await run(order)).toMatch(/done$/);
		const held = numbers.filter((number) => group.numbers.has(asRegistered(number)));
		expect(held).toEqual(removes ? [] : numbers);
		expect(group.numbers.size).toBe(held.length);
	},
	patience,
);

/** Runs it in a process of its own, and kills that when the simulator gets this request. */
async function run(order: Order, killAt = Infinity): Promise<string | undefined> {
	const child = forkRun(order);
	const first = simulator.requests.length;
	// Asked before a request is handled: sometimes it is still done, sometimes not.
	simulator.fault = () => {
		if (simulator.requests.length - first < killAt) return undefined;
		child.kill('SIGKILL');
		return Math.random() < 0.5 ? { kind: 'dropBefore' } : { kind: 'dropAfter' };
	};
	let said: string | undefined;
	child.on('message', (message: string) => (said = message));
	await new Promise((resolve) => child.once('exit', resolve));
	simulator.fault = undefined;
	return said;
}
