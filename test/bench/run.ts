import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { writeMeasured } from '../tools/measuredSection';
import { credentialFor } from '../support/credentialFor';
import { chartsOf, toPictures, writeCharts } from './support/drawing';
import { startFarServer } from './support/farServer';
import { judge } from './support/goals';
import { measure, medians, writeLists, type Measurement, type Result } from './support/measure';
import { measureMillion } from './support/million';
import { BenchN8n } from './support/n8n';
import { goalGrid, measured, resultGrid, settingNow } from './support/report';
import { load, save } from './support/saved';
import { listsFor, ROUND_TRIP_MS, scenariosFor, type Scenario } from './support/scenarios';
import { measureCapacity, startSimulator, type Simulator } from './support/simulator';
import { count, toTable } from './support/table';
import { sliced } from './support/workflows';

const LONG_MS = 30_000;
const project = join(__dirname, '../..');
const docs = join(project, 'docs');
const page = join(docs, 'performance.md');
const runFolder = join(project, '.n8n-run/bench');

/**
 * `npm run bench`: everything of docs/performance.md, measured in turn, and its charts and tables written anew.
 *
 *   --quick      one round of short lists, for a look: docs/ stays, a copy is written in .n8n-run/bench
 *   --rounds N   5 unless told otherwise
 *   --only TEXT  only the rows whose id matches, such as `^ours` or `x100000x0`: nothing is written
 *   --redraw     writes what was measured last once more, and measures nothing
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			rounds: { type: 'string' },
			only: { type: 'string' },
			redraw: { type: 'boolean', default: false },
		},
	});
	const { quick, only, redraw } = values;
	const rounds = Number(values.rounds ?? (quick ? 1 : 5));
	const saved = join(runFolder, quick ? 'quick.json' : 'measured.json');
	if (!redraw) await measureAll({ quick, rounds, only, saved });
	if (only !== undefined) return;

	const report = load(saved);
	const charts = chartsOf(report.results);
	const images = join(quick ? runFolder : docs, 'images');
	mkdirSync(images, { recursive: true });
	await writeCharts(images, charts);
	await writeMeasured(quick ? copyOfPage() : page, measured(report, toPictures(charts)));
}

interface Plan {
	quick: boolean;
	rounds: number;
	only?: string;
	/** The file for what was measured. */
	saved: string;
}

async function measureAll({ quick, rounds, only, saved }: Plan): Promise<void> {
	const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
	const million = { id: 'benchMillion', slices: 10, size: quick ? 1_000 : 100_000 };

	const wanted = new RegExp(only ?? '');
	const scenarios = scenariosFor(sizes).filter(({ id }) => wanted.test(id));
	const lists = listsFor(scenarios);
	for (const scenario of scenarios) scenario.expected ??= lists[scenario.list].distinct;
	const simulator = await startSimulator();
	const farServer = await startFarServer(Number(new URL(simulator.url).port), ROUND_TRIP_MS);
	process.env.NODE_EXTRA_CA_CERTS = farServer.certificateFile; // n8n's processes inherit it
	const servers = { near: simulator.url, far: farServer.url };
	const credentials = {
		near: credentialFor(simulator),
		far: credentialFor({ ...simulator, url: farServer.url }),
	};
	const n8n = await BenchN8n.install(credentials, (file) => [
		...scenarios.flatMap(({ workflow, list, place }) =>
			workflow ? [workflow(file(`${list}.csv`), { url: servers[place], place })] : [],
		),
		...sliced(million.id, million.slices, million.size),
	]);
	try {
		writeLists(n8n, lists);
		const setting = settingNow();
		const capacity = await measureCapacity(simulator);
		const slices = only === undefined && (await measureMillion(million, n8n, simulator));
		const runs: Runs = new Map(scenarios.map((scenario) => [scenario, []]));
		for (let round = 1; round <= rounds; round++) {
			await measureRound(round, rounds, runs, n8n, simulator);
			if (slices)
				save(saved, { setting, rounds: round, results: resultsOf(runs), capacity, slices });
		}
		const results = resultsOf(runs);
		console.log(`\n${toTable(resultGrid(results))}\n`);
		const goals = judge(results);
		if (goals.length > 0) console.log(toTable(goalGrid(goals)));
	} finally {
		farServer.stop();
		simulator.stop();
		n8n.remove();
	}
}

type Runs = Map<Scenario, Array<Measurement & Pick<Result, 'trace'>>>;

/** Every row once, and then every row again: whatever slows the machine for a while slows all alike. */
async function measureRound(
	round: number,
	rounds: number,
	runs: Runs,
	n8n: BenchN8n,
	simulator: Simulator,
): Promise<void> {
	for (const [scenario, earlier] of runs) {
		// What takes long varies little: every other round will do.
		if (round % 2 === 0 && earlier[0].process > LONG_MS) continue;
		const one = await measure(scenario, n8n, simulator);
		earlier.push(one);
		const took = `${count(one.node)} ms in a process of ${count(one.process)} ms`;
		console.log(`${round}/${rounds} ${scenario.id}: ${took}`);
	}
}

const resultsOf = (runs: Runs): Result[] =>
	[...runs].map(([scenario, all]) => ({
		scenario,
		...medians(all),
		trace: all[all.length - 1].trace,
	}));

function copyOfPage(): string {
	const copy = join(runFolder, 'performance.md');
	cpSync(page, copy);
	return copy;
}

void main();
