import type { Result } from './measure';
import { ALONE_MS, EMPTY, WINDOW_MS, WINDOW_SIZES, WINDOWS } from './scenarios';

export interface Goal {
	goal: string;
	measured: string;
	met: boolean;
}

/** The goals that one run can judge: ratios, never milliseconds. Those whose rows are missing are left out. */
export function judge(results: Result[]): Goal[] {
	const find = (id: string, size: number, latency = 0, concurrent = 1) =>
		results.find(({ scenario }) => scenario.id === `${id}x${size}x${latency}x${concurrent}`);
	const idle = find(EMPTY, 0);
	const goals: Goal[] = [];

	const most = (goal: string, limit: number, over?: number, under?: number) => {
		if (!over || !under) return;
		const ratio = over / under;
		goals.push({ goal: `${goal} ≤ ${limit} ×`, measured: ratio.toFixed(2), met: ratio <= limit });
	};
	const share = (goal: string, limit: number, result?: Result) => {
		if (!result) return;
		const part = result.heldBack / result.requests;
		const percent = (value: number) => `${Number((value * 100).toFixed(2))} %`;
		goals.push({
			goal: `${goal} ≤ ${percent(limit)}`,
			measured: percent(part),
			met: part <= limit,
		});
	};
	for (const { scenario, node } of results) {
		const { id, size, latencyMs, concurrentRequests: concurrent } = scenario;
		if (!id.startsWith('ours') || (latencyMs === 0 && concurrent > 1)) continue;
		const count = size.toLocaleString('en');
		if (latencyMs === 0) {
			if (size >= 10_000) {
				const limit = size >= 100_000 ? 0.5 : 0.6;
				most(`by hand, ${count} numbers: node time`, limit, node, find('hand', size)?.node);
			}
			const floor = find('floor', size)?.node;
			if (size === 100_000) most(`floor, ${count} numbers: node time`, 3.5, node, floor);
			if (size === 10_000) {
				const single = find('single', size);
				if (!single) continue;
				const times = single.node / node;
				goals.push({
					goal: `one number per request, ${count} numbers: ≥ 30 × faster`,
					measured: times.toFixed(1),
					met: times >= 30,
				});
			}
		} else if (size === 100_000 && concurrent <= 5) {
			const floor = find('floor', size, latencyMs, concurrent)?.node;
			most(`floor, ${latencyMs} ms latency, ${concurrent} at a time: node time`, 1.15, node, floor);
		}
	}
	most(
		'10,000 numbers: node time of 100,000',
		10.5,
		find('ours', 100_000)?.node,
		find('ours', 10_000)?.node,
	);
	const extra = (result?: Result) => result && idle && result.memory - idle.memory;
	const hand = find('hand', 100_000);
	most(
		'by hand, 100,000 numbers: peak memory over an empty run',
		1,
		extra(find('ours', 100_000)),
		extra(hand),
	);
	most(
		'all valid: node time with 2 % bad numbers seen by the node',
		1.1,
		find('bad', 100_000)?.node,
		find('ours', 100_000)?.node,
	);
	for (const [latency, limit] of [
		[50, 0.6],
		[200, 0.9],
	] as const) {
		const fast = find('ours', 100_000, latency, 50)?.node;
		const goal = `100,000 numbers, 50 at a time, ${latency} ms latency: node time`;
		most(`by hand, ${goal}`, limit, fast, find('hand', 100_000, latency)?.node);
		most(`by hand, leaner, ${goal}`, 1, fast, find('lean', 100_000, latency)?.node);
	}
	const [alone, crowd] = [1, 50].map((concurrent) => find('busy', 10_000, 0, concurrent));
	most(
		`one call at a time (${ALONE_MS} ms), asked for 50: node time of 1 at a time`,
		1.1,
		crowd?.node,
		alone?.node,
	);
	share('one call at a time, asked for 50: requests answered “busy”', 0.02, crowd);
	for (const size of WINDOW_SIZES) {
		const result = find(`window${size}`, size * WINDOWS * 100, 0, 50);
		const what = `${size} calls a window`;
		most(`${what}: ideal number of windows`, 1.1, result?.node, WINDOWS * WINDOW_MS);
		if (!result) continue;
		const rejected = result.heldBack / WINDOWS;
		const goal = `${what}: rejected requests a window ≤ 1.5`;
		goals.push({ goal, measured: rejected.toFixed(2), met: rejected <= 1.5 });
	}
	return goals;
}
