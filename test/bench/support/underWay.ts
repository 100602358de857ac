import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/build/src/channeldef';

import type { Chart } from './charts';
import type { Result } from './measure';
import { paletteOf, WIDTH, type Mode } from './theme';
import { turnedAway, type Trace } from './trace';

const SHOWN = /^(?:window\d+|busyx\d+x\d+x50$)/;

/** How many requests the server had at a time over a run, and which of them it turned away. */
export function underWay(results: readonly Result[]): Chart {
	const runs = results.filter(({ scenario: { id } }) => SHOWN.test(id));
	const words = runs.map(
		({ scenario: { name }, trace }) =>
			`${name}: ${turnedAway(trace).length} of ${trace.length} turned away`,
	);
	return {
		name: 'under-way',
		alt: `Requests under way over four runs against servers with a limit. ${words.join('; ')}.`,
		caption:
			'The node may send 50 requests at a time and is told nothing of the limit. A cross is a request that the server turned away; it is sent again later. Nearly all of them stand at the beginning: after that the node knows the limit, and only tries now and then whether it still holds.',
		spec: (mode) => ({ vconcat: runs.map((run) => panel(mode, run)) }),
	};
}

type Panel = Extract<TopLevelSpec, { vconcat: unknown }>['vconcat'][number];

function panel(mode: Mode, { scenario, trace }: Result): Panel {
	const { ours, refused } = paletteOf(mode);
	const steps = stepsOf(trace);
	const most = Math.max(...steps.map(({ count }) => count));
	const y = {
		field: 'count',
		type: 'quantitative',
		title: 'under way',
		axis: { tickCount: Math.min(most, 4), format: 'd' },
		scale: { domain: [0, most * 1.1] },
	} satisfies PositionFieldDef<string>;
	const x = {
		field: 'seconds',
		type: 'quantitative',
		title: 'seconds',
	} satisfies PositionFieldDef<string>;
	return {
		title: scenario.name.replace(/^[^,]*, /, ''),
		width: WIDTH,
		height: 90,
		layer: [
			{
				data: { values: steps },
				mark: { type: 'line', interpolate: 'step-after', strokeWidth: 1.5, color: ours },
				encoding: { x, y },
			},
			{
				data: { values: refusalsOf(trace, steps) },
				mark: {
					type: 'point',
					shape: 'cross',
					angle: 45,
					size: 70,
					filled: true,
					opacity: 1,
					color: refused,
				},
				encoding: { x, y },
			},
		],
	};
}

export interface Step {
	seconds: number;
	/** Requests under way from then on. */
	count: number;
}

/** One step for every moment at which a request came or was answered. */
export function stepsOf(trace: Trace): Step[] {
	const start = startOf(trace);
	const changes = new Map<number, number>();
	const change = (at: number, by: number) => changes.set(at, (changes.get(at) ?? 0) + by);
	for (const { from, to } of trace) {
		change(from, 1);
		change(to, -1);
	}
	let count = 0;
	return [...changes]
		.sort(([a], [b]) => a - b)
		.map(([at, by]) => ({ seconds: (at - start) / 1000, count: (count += by) }));
}

const startOf = (trace: Trace): number => Math.min(...trace.map(({ from }) => from));

function refusalsOf(trace: Trace, steps: readonly Step[]): Step[] {
	const start = startOf(trace);
	const countAt = new Map(steps.map(({ seconds, count }) => [seconds, count]));
	return turnedAway(trace)
		.map(({ from }) => (from - start) / 1000)
		.map((seconds) => ({ seconds, count: countAt.get(seconds) ?? 0 }));
}
