import { startSimulator, type Simulator } from '../simulator';
import { asRegistered } from '../simulator/phoneNumbers';
import { forkRun, type Order } from '../support/faults/ownProcess';
import { patience, tries } from '../support/tries';

const GROUP = 'Do not call';
const numbers = Array.from({ length: 10_000 }, (_, n) => String(9_700_000_000 + n));

let simulator: Simulator;
beforeAll(async () => void (simulator = await startSimulator()));
afterAll(async () => await simulator.close());

const kills = Array.from({ length: tries(2, 20) }, (_, n) => ({
	operation: n % 2 === 0 ? ('addNumbers' as const) : ('removeNumbers' as const),
	killAt: 1 + Math.floor(Math.random() * 100), // of 100 requests
}));

it.each(kills)(
	'$operation, killed at request $killAt and run again, is complete',
	async ({ operation, killAt }) => {
		const removes = operation === 'removeNumbers';
		simulator.reset();
		const group = simulator.addGroup(GROUP, removes ? numbers : []);
		const { url, account } = simulator;
		const order = { operation, url, account, group: GROUP, numbers };
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
