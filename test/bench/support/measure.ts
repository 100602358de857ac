import { writeFileSync } from 'node:fs';

import { runFloor } from './floorRun';
import { BenchN8n } from './n8n';
import { GROUPS, toCsv, type List } from './numbers';
import type { Scenario } from './scenarios';
import type { Simulator } from './simulator';
import { median } from './statistics';
import { turnedAway, type Trace } from './trace';

export interface Measurement {
	/** What n8n says the nodes took; for the floor what the script took. ms */
	node: number;
	/** ms */
	process: number;
	/** MB */
	memory: number;
	requests: number;
	/** How many of them were answered "limit" or "busy". */
	heldBack: number;
	/** Processor time of the simulator, ms. */
	simulator: number;
}

/** The medians of a scenario's rounds. */
export interface Result extends Measurement {
	scenario: Scenario;
	/** Of the last round. */
	trace: Trace;
}

export function writeLists(n8n: BenchN8n, lists: Record<string, List>): void {
	for (const [name, list] of Object.entries(lists)) {
		writeFileSync(n8n.file(`${name}.csv`), toCsv(list));
	}
}

/** Runs a scenario once, and fails where it did not do its work. */
export async function measure(
	scenario: Scenario,
	n8n: BenchN8n,
	simulator: Simulator,
): Promise<Measurement & { trace: Trace }> {
	const { switches, badNumber, expected } = scenario;
	await simulator.reset({ groups: GROUPS, switches, badNumber });
	const run = scenario.workflow ? await inN8n(scenario, n8n) : await asScript(scenario, simulator);
	const { requests, numbers, busy, trace } = await simulator.counts();
	if (expected !== undefined && numbers !== expected) {
		throw new Error(`${scenario.name}: ${numbers} numbers arrived, not ${expected}`);
	}
	return { ...run, requests, heldBack: turnedAway(trace).length, simulator: busy, trace };
}

async function inN8n(scenario: Scenario, n8n: BenchN8n) {
	const { nodes, process, memory } = await n8n.execute(scenario.id);
	const node = scenario.nodes.reduce((sum, name) => sum + (nodes[name] ?? 0), 0);
	return { node, process, memory };
}

async function asScript({ size, concurrentRequests }: Scenario, simulator: Simulator) {
	const { ms, process, memory } = await runFloor(simulator, size, concurrentRequests);
	return { node: ms, process, memory };
}

/** The middle one of each figure. */
export function medians(measurements: Measurement[]): Measurement {
	const middle = (figure: keyof Measurement) => median(measurements.map((one) => one[figure]));
	return {
		node: middle('node'),
		process: middle('process'),
		memory: middle('memory'),
		requests: middle('requests'),
		heldBack: middle('heldBack'),
		simulator: middle('simulator'),
	};
}
