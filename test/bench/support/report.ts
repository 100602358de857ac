import { cpus, totalmem, type } from 'node:os';

import { n8nVersion } from '../../n8n/support/install';
import { judge, type Goal } from './goals';
import type { Result } from './measure';
import type { Slices } from './million';
import { EMPTY } from './scenarios';
import type { Capacity } from './simulator';
import { count, toMarkdown, type Grid } from './table';

export interface Report {
	/** Where and when: n8n, the machine and the day. */
	setting: string;
	rounds: number;
	results: Result[];
	capacity: Capacity;
	slices: Slices;
}

export function settingNow(): string {
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	const machine = `${type()}, ${cpus().length} × ${cpus()[0].model}, ${gigabytes} GB`;
	return `${new Date().toISOString().slice(0, 10)}: n8n ${n8nVersion} on SQLite, Node.js ${process.versions.node}, ${machine}`;
}

const perSecond = (value: number) => `${count(value)} requests a second`;

/** Every row beside the floor of the same list, latency and concurrency. */
export function resultGrid(results: Result[]): Grid {
	const floorOf = ({ scenario }: Result) =>
		results.find(
			(other) =>
				other.scenario.id.startsWith('floor') &&
				other.scenario.size === scenario.size &&
				other.scenario.latencyMs === scenario.latencyMs &&
				other.scenario.concurrentRequests === scenario.concurrentRequests,
		)?.node;
	const idle = results.find(({ scenario }) => scenario.id.startsWith(EMPTY))?.memory;
	return {
		head: [
			'numbers',
			'latency',
			'at a time',
			'what',
			'node time, ms',
			'× floor',
			'process, ms',
			'peak, MB',
			'over empty, MB',
			'requests',
			'held back',
			'simulator, ms',
		],
		rows: results.map((result) => {
			const { scenario, node, process, memory, requests, heldBack, simulator } = result;
			const { size, latencyMs, concurrentRequests, name, nodes } = scenario;
			const floor = floorOf(result);
			return [
				size === 0 ? '' : count(size),
				latencyMs === 0 ? '' : count(latencyMs),
				/^(?:by hand|HTTP)/.test(name) ? 'all' : size === 0 ? '' : String(concurrentRequests),
				name,
				size === 0 ? '' : count(node),
				floor ? (node / floor).toFixed(2) : '',
				count(process),
				count(memory),
				nodes.length > 0 && idle ? count(Math.max(0, memory - idle)) : '',
				count(requests),
				heldBack === 0 ? '' : count(heldBack),
				count(simulator),
			];
		}),
	};
}

export const goalGrid = (goals: Goal[]): Grid => ({
	head: ['goal', 'measured', ''],
	rows: goals.map(({ goal, measured, met }) => [goal, measured, met ? 'met' : 'NOT met']),
});

export function measured(
	{ setting, rounds, results, capacity, slices }: Report,
	pictures: string,
): string {
	const { size, process: time, memory, requests } = slices;
	return `Measured on ${setting}. ${rounds === 1 ? 'One round, in which every row had its turn.' : `Medians of ${rounds} rounds, in which every row had its turn (rows of more than half a minute in every other round).`}

${pictures}

${toMarkdown(goalGrid(judge(results)))}

${toMarkdown(resultGrid(results))}

**The simulator alone**: ${perSecond(capacity.perSecond)} (${count(capacity.perSecond * 100)} numbers) over 8 connections from a plain script; ${capacity.cost.toFixed(2)} ms of processor time a request. The last column of the table is what it took of each run, in a process of its own.

**${count(slices.slices * size)} numbers in slices**: ${slices.slices} slices of ${count(size)} through a sub-workflow took ${(time / 1000).toFixed(1)} s as a whole process, ${count(requests)} requests, with a peak memory of ${count(memory)} MB.`;
}
