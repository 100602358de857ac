import type { TopLevelSpec } from 'vega-lite';

import type { Result } from './measure';
import { count } from './table';
import { paletteOf, WIDTH, type Mode, type Palette } from './theme';

/** A picture of the page. */
export interface Chart {
	/** Of its files: docs/images/performance-NAME-light.svg and -dark.svg. */
	name: string;
	/** What the picture shows, for whoever cannot see it. */
	alt: string;
	/** What to see in it. */
	caption: string;
	spec(mode: Mode): TopLevelSpec;
}

/** A line: which rows are its points, and how it is drawn. */
interface Series {
	label: string;
	/** How the ids of its rows begin. */
	kind: string;
	concurrent: number;
	color: keyof Palette;
	shape: string;
	dash: number[];
}

interface Point {
	series: string;
	x: number;
	seconds: number;
}

const SOLID = [1, 0];
const DASHED = [8, 5];
const DOTTED = [2, 4];

const series = (
	label: string,
	kind: string,
	color: keyof Palette,
	shape: string,
	dash = SOLID,
	concurrent = 1,
): Series => ({ label, kind, color, shape, dash, concurrent });

const NODE = 'Ozonetel node';
const BY_HAND = series('by hand', 'hand', 'byHand', 'square');
const LEANER = series('by hand, leaner', 'lean', 'leaner', 'triangle-up');

const BY_SIZE = [
	series('one number per request', 'single', 'single', 'diamond'),
	BY_HAND,
	LEANER,
	series(`${NODE}, 1 at a time`, 'ours', 'ours', 'circle'),
	series('floor: plain script, 1 at a time', 'floor', 'floor', 'cross', DOTTED),
];

const BY_LATENCY = [
	series(`${NODE}, 1 at a time`, 'ours', 'ours', 'triangle-down', DOTTED),
	series(`${NODE}, 5 at a time`, 'ours', 'ours', 'diamond', DASHED, 5),
	series(`${NODE}, 50 at a time`, 'ours', 'ours', 'circle', SOLID, 50),
	BY_HAND,
	LEANER,
];

export function bySize(results: readonly Result[]): Chart {
	const near = results.filter(({ scenario }) => scenario.latencyMs === 0);
	const points = pointsOf(BY_SIZE, near, ({ size }) => size);
	return {
		name: 'size',
		alt: `Node time against the length of the list, without latency, on logarithmic scales. ${inWords(points, 'numbers')}`,
		caption:
			'Lower is faster, and both scales are logarithmic. The Ozonetel node sends one request at a time here, which is its default; the workflows built by hand send all of theirs at once.',
		spec: (mode) => lines(mode, BY_SIZE, points, 'numbers in the list', 'log'),
	};
}

export function byLatency(results: readonly Result[]): Chart {
	const byHand = results.filter((result) => isOfKind(result, BY_HAND.kind));
	const largest = Math.max(...byHand.map(({ scenario }) => scenario.size));
	const alike = results.filter(({ scenario }) => scenario.size === largest);
	const points = pointsOf(BY_LATENCY, alike, ({ latencyMs }) => latencyMs);
	const size = count(largest);
	return {
		name: 'latency',
		alt: `Node time of ${size} numbers against the latency of the server. ${inWords(points, 'ms')}`,
		caption: `${size} numbers. One request at a time waits for every answer; with more at a time, most of the waiting goes. The option _Concurrent Requests_ sets how many there may be.`,
		spec: (mode) => lines(mode, BY_LATENCY, points, 'latency of the server, ms', 'linear'),
	};
}

const isOfKind = ({ scenario }: Result, kind: string): boolean =>
	scenario.id.startsWith(`${kind}x`);

function pointsOf(
	all: readonly Series[],
	results: readonly Result[],
	x: (scenario: Result['scenario']) => number,
): Point[] {
	return all.flatMap(({ label, kind, concurrent }) =>
		results
			.filter(
				(result) => isOfKind(result, kind) && result.scenario.concurrentRequests === concurrent,
			)
			.map(({ scenario, node }) => ({ series: label, x: x(scenario), seconds: node / 1000 })),
	);
}

/** The last point of every line, longest first. */
function inWords(points: readonly Point[], unit: string): string {
	const last = Math.max(...points.map(({ x }) => x));
	const said = points
		.filter(({ x }) => x === last)
		.sort((a, b) => b.seconds - a.seconds)
		.map(({ series: name, seconds }) => `${name} ${seconds.toFixed(1)} s`);
	return `At ${count(last)} ${unit}: ${said.join('; ')}.`;
}

const POWERS_OF_TEN = [0.01, 0.1, 1, 10, 100, 1000];

function lines(
	mode: Mode,
	all: readonly Series[],
	points: readonly Point[],
	title: string,
	scale: 'log' | 'linear',
): TopLevelSpec {
	const palette = paletteOf(mode);
	const domain = all.map(({ label }) => label);
	const legend = { columns: 2 };
	const values = [...new Set(points.map(({ x }) => x))];
	return {
		data: { values: [...points] },
		width: WIDTH,
		height: 340,
		mark: { type: 'line', strokeWidth: 2.5, point: { size: 80, filled: true } },
		encoding: {
			x: {
				field: 'x',
				type: 'quantitative',
				title,
				scale: { type: scale },
				axis: { values, format: ',d' },
			},
			y: {
				field: 'seconds',
				type: 'quantitative',
				title: 'node time, s',
				scale: { type: 'log' },
				axis: { format: '~g', values: POWERS_OF_TEN },
			},
			color: {
				field: 'series',
				scale: { domain, range: all.map(({ color }) => palette[color]) },
				legend,
			},
			shape: { field: 'series', scale: { domain, range: all.map(({ shape }) => shape) }, legend },
			strokeDash: {
				field: 'series',
				scale: { domain, range: all.map(({ dash }) => dash) },
				legend,
			},
		},
	};
}
