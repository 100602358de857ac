import type { Workflow } from '../../test/n8n/support/workflow';
import { cleanList, listWithBad, messyList, REFUSED_BY_SERVER, type List } from './numbers';
import type { Setup } from './simulatorProcess';
import { empty, handBuilt, onePerRequest, ours } from './workflows';

/** One row of the table. */
export interface Scenario {
	id: string;
	name: string;
	size: number;
	latencyMs: number;
	concurrentRequests: number;
	/** Beyond what numbers are refused anyway. */
	badNumber?: Setup['badNumber'];
	/** The list's file and its rows; the floor has the clean list in its memory. */
	list: string;
	workflow?: (file: string, url: string) => Workflow;
	/** The nodes whose time counts. */
	nodes: string[];
	/** How many numbers must be in the groups afterwards. */
	expected?: number;
}

const OUR_NAME = 'Ozonetel Block Group';
const OURS = [OUR_NAME];
const HAND_BUILT = ['Chunk', 'HTTP Request', 'Split'];

export const EMPTY = 'benchEmpty';

/** The lists that scenarios read, each made once. */
export function listsFor(sizes: number[]): Record<string, List> {
	const lists = sizes.flatMap((size) => [
		[`clean${size}`, cleanList(size)] as const,
		[`bad${size}`, listWithBad(size)] as const,
		[`messy${size}`, messyList(size)] as const,
	]);
	return Object.fromEntries(lists);
}

export function scenariosFor(sizes: number[], latencyMs: number, lists: Record<string, List>) {
	const scenarios: Scenario[] = [nothing()];
	for (const latency of [0, latencyMs]) {
		const concurrencies = latency === 0 ? [1] : [1, 5];
		for (const size of sizes) {
			for (const concurrent of concurrencies) {
				scenarios.push(
					floor(size, latency, concurrent),
					node(size, latency, concurrent),
					withBad(size, latency, concurrent),
					messy(size, latency, concurrent),
				);
			}
			scenarios.push(byHand(size, latency));
			if (size <= MOST_SINGLE) scenarios.push(single(size, latency));
		}
		// With latency its thousands of requests would take a quarter of an hour.
		if (latency === 0) scenarios.push(refusing(sizes[sizes.length - 1]));
	}
	for (const scenario of scenarios) scenario.expected ??= lists[scenario.list]?.distinct ?? 0;
	return scenarios;
}

const MOST_SINGLE = 10_000;

const of = (id: string, name: string, size: number, latencyMs = 0, concurrentRequests = 1) => ({
	id: `${id}x${size}x${latencyMs}x${concurrentRequests}`,
	name,
	size,
	latencyMs,
	concurrentRequests,
	list: `clean${size}`,
	nodes: [] as string[],
});

function nothing(): Scenario {
	const scenario = of(EMPTY, 'n8n with an empty workflow', 0);
	return { ...scenario, workflow: () => empty(scenario.id) };
}

const floor = (size: number, latency: number, concurrent: number): Scenario =>
	of('floor', 'floor: plain script, keep-alive', size, latency, concurrent);

const node = (size: number, latency: number, concurrent: number): Scenario =>
	withOurs(of('ours', OUR_NAME, size, latency, concurrent));

const withBad = (size: number, latency: number, concurrent: number): Scenario =>
	withOurs({
		...of('bad', `${OUR_NAME}: 2 % bad, seen by the node`, size, latency, concurrent),
		list: `bad${size}`,
	});

function messy(size: number, latency: number, concurrent: number): Scenario {
	const name = `${OUR_NAME}: 2 % bad, 10 % duplicates, 10 groups`;
	const scenario = of('messy', name, size, latency, concurrent);
	return withOurs({ ...scenario, list: `messy${size}` }, '={{ $json.group }}');
}

const refusing = (size: number): Scenario => ({
	...withOurs(of('refused', `${OUR_NAME}: 2 % bad, seen by the server alone`, size)),
	badNumber: REFUSED_BY_SERVER,
	expected: size * 0.98,
});

function withOurs(scenario: Scenario, groupName?: string): Scenario {
	const { id, concurrentRequests } = scenario;
	const options = concurrentRequests === 1 ? {} : { concurrentRequests };
	return { ...scenario, nodes: OURS, workflow: (file) => ours(id, file, options, groupName) };
}

function byHand(size: number, latency: number): Scenario {
	const scenario = of('hand', 'by hand: Code, HTTP Request, Code', size, latency);
	return {
		...scenario,
		nodes: HAND_BUILT,
		workflow: (file, url) => handBuilt(scenario.id, file, url),
	};
}

function single(size: number, latency: number): Scenario {
	const scenario = of('single', 'HTTP Request, one number each', size, latency);
	return {
		...scenario,
		nodes: ['HTTP Request'],
		workflow: (file, url) => onePerRequest(scenario.id, file, url),
	};
}
