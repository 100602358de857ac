import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { runFloor } from './floorRun';
import { GROUPS } from './numbers';
import type { Message, Setup } from './simulatorProcess';
import type { Trace } from './trace';

export interface Counts {
	/** Requests the simulator got since it was last set up. */
	requests: number;
	/** Numbers its groups hold now. */
	numbers: number;
	/** Processor time it has taken for them, in ms. */
	busy: number;
	/** Of each request. */
	trace: Trace;
}

export interface Simulator {
	url: string;
	account: { userName: string; apiKey: string };
	/** Empty groups and an empty log. */
	reset(setup: Setup): Promise<void>;
	counts(): Promise<Counts>;
	stop(): void;
}

/** Starts the simulator in a process of its own. */
export async function startSimulator(): Promise<Simulator> {
	const child = fork(join(__dirname, 'simulatorProcess.ts'), { execArgv: ['--import', 'tsx'] });
	const answer = async () => (await once(child, 'message'))[0];
	const ask = async (message: Message) => {
		const answered = answer();
		child.send(message);
		return (await answered) as Counts;
	};
	const { url, account } = await answer();
	return {
		url,
		account,
		reset: async (setup) => void (await ask({ ask: 'reset', setup })),
		counts: async () => await ask({ ask: 'counts' }),
		stop: () => void child.disconnect(),
	};
}

export interface Capacity {
	/** Requests of 100 numbers a second, over 8 connections. */
	perSecond: number;
	/** Processor time a request takes it, in ms. */
	cost: number;
}

/** The simulator alone: what it answers when a plain script asks as fast as it can. */
export async function measureCapacity(simulator: Simulator): Promise<Capacity> {
	await simulator.reset({ groups: GROUPS });
	const { ms } = await runFloor(simulator, 200_000, 8);
	const { requests, busy } = await simulator.counts();
	return { perSecond: (requests / ms) * 1000, cost: busy / requests };
}
