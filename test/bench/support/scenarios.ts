import type { Workflow } from '../../n8n/support/workflow';
import {
	cleanList,
	listWithBad,
	messyList,
	plainList,
	REFUSED_BY_SERVER,
	type List,
} from './numbers';
import type { Setup } from './simulatorProcess';
import { empty, handBuilt, leanHandBuilt, onePerRequest, ours, type Server } from './workflows';

/** One row of the table. */
export interface Scenario {
	/** Name, numbers, latency and requests at a time: `ours x 1000 x 50 x 5` without the blanks. */
	id: string;
	name: string;
	size: number;
	/** Of the answer; of a round trip where the server is far away. ms */
	latencyMs: number;
	concurrentRequests: number;
	/** How the server behaves otherwise. */
	switches?: Setup['switches'];
	/** Beyond what numbers are refused anyway. */
	badNumber?: Setup['badNumber'];
	place: Server['place'];
	/** The list's file and its rows; the floor has the clean list in its memory. */
	list: string;
	workflow?: (file: string, server: Server) => Workflow;
	/** The nodes whose time counts. */
	nodes: string[];
	/** How many numbers must be in the groups afterwards. */
	expected?: number;
}

const OUR_NAME = 'Ozonetel Block Group';
const OURS = [OUR_NAME];
const HAND_BUILT = ['Chunk', 'HTTP Request', 'Split'];

export const EMPTY = 'benchEmpty';
export const ROUND_TRIP_MS = 100;
/** How long a call takes that a server works on alone. */
export const ALONE_MS = 600;
export const WINDOW_MS = 2_000;
export const WINDOWS = 10;
export const WINDOW_SIZES = [5, 10, 60];
const LATENCY_MS = 50;
const LONG_LATENCY_MS = 200;
const MOST = 50;

/** The lists that scenarios read, each made once. */
export function listsFor(scenarios: Scenario[]): Record<string, List> {
	const make: Record<string, (size: number) => List> = {
		clean: cleanList,
		plain: plainList,
		bad: listWithBad,
		messy: messyList,
	};
	const lists: Record<string, List> = {};
	for (const { list, size } of scenarios) {
		lists[list] ??= make[list.replace(/\d+$/, '')](size);
	}
	return lists;
}

export function scenariosFor(sizes: number[]): Scenario[] {
	const largest = sizes[sizes.length - 1];
	const scenarios: Scenario[] = [nothing()];
	for (const size of sizes) {
		scenarios.push(...lists(size, 0), node(size, 0, MOST), ...rivals(size, 0));
	}
	scenarios.push(node(largest, 0, 5));
	// With latency its thousands of requests would take a quarter of an hour.
	scenarios.push(refusing(largest));
	for (const size of sizes) {
		scenarios.push(...lists(size, LATENCY_MS));
		for (const concurrent of [5, MOST]) {
			scenarios.push(floor(size, LATENCY_MS, concurrent), node(size, LATENCY_MS, concurrent));
		}
		scenarios.push(...rivals(size, LATENCY_MS));
	}
	for (const concurrent of [5, MOST]) scenarios.push(node(largest, LONG_LATENCY_MS, concurrent));
	scenarios.push(...byHand(largest, LONG_LATENCY_MS));
	for (const concurrent of [1, 5, MOST]) scenarios.push(far(10_000, concurrent));
	scenarios.push(farByHand(10_000));
	if (largest > 10_000) scenarios.push(far(largest, MOST), farByHand(largest));
	for (const concurrent of [1, MOST]) scenarios.push(oneAtATime(concurrent));
	return [...scenarios, ...WINDOW_SIZES.map(inWindows)];
}

const lists = (size: number, latency: number): Scenario[] => [
	floor(size, latency, 1),
	node(size, latency, 1),
	withBad(size, latency),
	messy(size, latency),
];

const rivals = (size: number, latency: number): Scenario[] => [
	...byHand(size, latency),
	...(size <= MOST_SINGLE ? [single(size, latency)] : []),
];

const MOST_SINGLE = 10_000;

const of = (
	id: string,
	name: string,
	size: number,
	latencyMs = 0,
	concurrentRequests = 1,
): Scenario => ({
	id: `${id}x${size}x${latencyMs}x${concurrentRequests}`,
	name,
	size,
	latencyMs,
	switches: { latencyMs },
	concurrentRequests,
	place: 'near',
	list: `clean${size}`,
	nodes: [],
});

function nothing(): Scenario {
	const scenario = of(EMPTY, 'n8n with an empty workflow', 0);
	return { ...scenario, workflow: () => empty(scenario.id) };
}

const floor = (size: number, latency: number, concurrent: number): Scenario =>
	of('floor', 'floor: plain script, keep-alive', size, latency, concurrent);

const node = (size: number, latency: number, concurrent: number): Scenario =>
	withOurs(of('ours', OUR_NAME, size, latency, concurrent));

const withBad = (size: number, latency: number): Scenario =>
	withOurs({
		...of('bad', `${OUR_NAME}: 2 % bad, seen by the node`, size, latency),
		list: `bad${size}`,
	});

function messy(size: number, latency: number): Scenario {
	const name = `${OUR_NAME}: 2 % bad, 10 % duplicates, 10 groups`;
	const scenario = { ...of('messy', name, size, latency), list: `messy${size}` };
	return withOurs(scenario, {}, '={{ $json.group }}');
}

const refusing = (size: number): Scenario => ({
	...withOurs(of('refused', `${OUR_NAME}: 2 % bad, seen by the server alone`, size)),
	badNumber: REFUSED_BY_SERVER,
	expected: size * 0.98,
});

const farAway = (scenario: Scenario): Scenario => ({
	...scenario,
	switches: {},
	place: 'far',
	name: `${scenario.name}, https to a far region`,
});

const far = (size: number, concurrent: number): Scenario =>
	farAway(withOurs(of('far', OUR_NAME, size, ROUND_TRIP_MS, concurrent)));

const farByHand = (size: number): Scenario =>
	farAway(withHandBuilt(of('farHand', HAND_BUILT_NAME, size, ROUND_TRIP_MS)));

function oneAtATime(concurrent: number): Scenario {
	const name = `${OUR_NAME}, one call at a time, ${ALONE_MS} ms each`;
	const scenario = withOurs(of('busy', name, 10_000, 0, concurrent));
	return { ...scenario, switches: { bulkCalls: { atATime: 1, ms: ALONE_MS } } };
}

function inWindows(requests: number): Scenario {
	const name = `${OUR_NAME}, ${requests} calls in ${WINDOW_MS / 1000} s`;
	const scenario = of(`window${requests}`, name, requests * WINDOWS * 100, 0, MOST);
	const rateLimit = { requests, windowMs: WINDOW_MS, style: 'body' } as const;
	const options = { rateLimitWait: WINDOW_MS / 1000 };
	return { ...withOurs(scenario, options), switches: { latencyMs: 20, rateLimit } };
}

function withOurs(scenario: Scenario, more: object = {}, groupName?: string): Scenario {
	const { id, concurrentRequests } = scenario;
	const options = { ...more, ...(concurrentRequests === 1 ? {} : { concurrentRequests }) };
	const workflow: Scenario['workflow'] = (file, server) =>
		ours(id, file, server, options, groupName);
	return { ...scenario, nodes: OURS, workflow };
}

const HAND_BUILT_NAME = 'by hand: Code, HTTP Request, Code';

const withHandBuilt = (scenario: Scenario): Scenario => ({
	...scenario,
	nodes: HAND_BUILT,
	workflow: (file, server) => handBuilt(scenario.id, file, server),
});

/** As it is mostly built, and with nothing that could be left out. */
function byHand(size: number, latency: number): Scenario[] {
	const name = 'by hand, leaner: nothing cleaned, no item per number';
	const lean = { ...of('lean', name, size, latency), list: `plain${size}` };
	return [
		withHandBuilt(of('hand', HAND_BUILT_NAME, size, latency)),
		{
			...lean,
			nodes: HAND_BUILT.slice(0, 2),
			workflow: (file, server) => leanHandBuilt(lean.id, file, server),
		},
	];
}

function single(size: number, latency: number): Scenario {
	const scenario = of('single', 'HTTP Request, one number each', size, latency);
	return {
		...scenario,
		nodes: ['HTTP Request'],
		workflow: (file, server) => onePerRequest(scenario.id, file, server),
	};
}
