import { once } from 'node:events';

import { startSimulator, type Simulator } from '../simulator';
import { forkRun } from '../support/faults/ownProcess';

// Workers of queue mode know nothing of each other: they meet only at Ozonetel.

const GROUP = 'Do not call';
let simulator: Simulator;
beforeAll(async () => void (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const numbersOf = (process: number, count: number) =>
	Array.from({ length: count }, (_, n) => String(9_700_000_000 + 1000 * process + n));

async function runInOwnProcess(numbers: string[], concurrentRequests: number): Promise<string> {
	const { url, account } = simulator;
	const options = { batchSize: 1, concurrentRequests };
	const child = forkRun({
		operation: 'addNumbers',
		url,
		account,
		group: GROUP,
		numbers,
		options,
	});
	const [said] = (await once(child, 'message')) as [string];
	return said;
}

it.each([1, 5])(
	'two processes lose nothing where Ozonetel takes one call at a time (%i at a time each)',
	async (concurrentRequests) => {
		simulator.switches.bulkCalls = { atATime: 1, ms: 100 };
		const group = simulator.addGroup(GROUP);
		const lists = [numbersOf(0, 60), numbersOf(1, 40)];
		const said = await Promise.all(
			lists.map(async (list) => await runInOwnProcess(list, concurrentRequests)),
		);
		expect(said).toEqual(['60 done', '40 done']);
		expect(group.numbers.size).toBe(100);
	},
	120_000,
);
