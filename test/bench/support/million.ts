import type { BenchN8n } from './n8n';
import { GROUPS } from './numbers';
import type { Simulator } from './simulator';

export interface Slices {
	slices: number;
	size: number;
	/** ms */
	process: number;
	/** MB */
	memory: number;
	requests: number;
}

/** A long list in slices through a sub-workflow. */
export async function measureMillion(
	{ id, slices, size }: { id: string; slices: number; size: number },
	n8n: BenchN8n,
	simulator: Simulator,
): Promise<Slices> {
	await simulator.reset({ groups: GROUPS });
	const { process, memory } = await n8n.execute(id);
	const { requests, numbers } = await simulator.counts();
	if (numbers !== slices * size) throw new Error(`${numbers} of ${slices * size} numbers arrived`);
	return { slices, size, process, memory, requests };
}
