import { refusals, startSimulator, type Switches } from '../../simulator';
import type { Trace } from './trace';

/** What the benchmark sets before a run. */
export interface Setup {
	groups: string[];
	switches?: Partial<Pick<Switches, 'latencyMs' | 'rateLimit' | 'bulkCalls'>>;
	/** Numbers that the server refuses for their format, beyond what the API's page says. */
	badNumber?: string;
}

export interface Message {
	ask: 'reset' | 'counts';
	setup?: Setup;
}

/** The simulator in a process of its own, so that it does not share a thread with what is measured. */
async function main(): Promise<void> {
	const trace: Trace = [];
	const simulator = await startSimulator({
		keepLog: false,
		onRequest: ({ at, answer }) => {
			const said =
				answer?.body === refusals.maxLimitExceeded
					? 'limit'
					: answer?.body === refusals.busy
						? 'busy'
						: 'success';
			trace.push({ from: at, to: Date.now(), said });
		},
	});
	const { isBad } = simulator.switches;
	let cpu = process.cpuUsage();
	const reset = ({ groups, switches, badNumber }: Setup) => {
		simulator.reset();
		trace.length = 0;
		const bad = badNumber === undefined ? undefined : new RegExp(badNumber);
		Object.assign(simulator.switches, switches, {
			isBad: bad ? (number: string) => isBad(number) || bad.test(number) : isBad,
		});
		for (const name of groups) simulator.addGroup(name);
		cpu = process.cpuUsage();
	};
	process.on('message', ({ ask, setup }: Message) => {
		const { user, system } = process.cpuUsage(cpu);
		if (ask === 'reset' && setup) reset(setup);
		const numbers = simulator.groups.reduce((sum, group) => sum + group.numbers.size, 0);
		const requests = simulator.requests.length;
		process.send!({ requests, numbers, busy: (user + system) / 1000, trace });
	});
	process.once('disconnect', () => process.exit());
	process.send!({ url: simulator.url, account: simulator.account });
}

void main();
