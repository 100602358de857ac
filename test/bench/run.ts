import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { n8nVersion } from '../n8n/support/install';
import type { Workflow } from '../n8n/support/workflow';
import { credentialFor } from '../support/savedCredential';
import { measureNights } from './mirror';
import { BenchN8n, type Execution } from './n8n';
import { median, sendAll } from './script';
import { ROUND_TRIP_MS, startServer, type Counts, type Server } from './server';
import { count, toMarkdown, writeMeasured, type Grid } from '../tools/measuredSection';
import { byHand, CREDENTIALS, ours, type Place } from './workflows';

/**
 * `npm run bench`: how long lists take in the real n8n, beside a workflow built by hand and a plain script;
 * writes the tables of docs/performance.md. About a quarter of an hour a round.
 *
 *   --rounds N   1 unless told otherwise; the tables hold medians
 *   --only TEXT  only the cells whose id contains it, such as `x100000x200x`, or `mirror`; prints, and
 *                writes nothing
 */
const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '1' }, only: { type: 'string', default: '' } },
});
const only = values.only.toLowerCase();

const WAYS = ['default', 'five', 'fifty', 'hand', 'script'] as const;
const AT_A_TIME = { default: 1, five: 5, fifty: 50, hand: 0, script: 50 };
const SIZES = [1_000, 10_000, 100_000];
const SERVERS = ['0', '50', '200', 'far'];
const WINDOW_MS = 2_000;
const ALONE_MS = 500;

/** One list, sent in one way to one server. */
interface Cell {
	id: string;
	size: number;
	place: Place;
	setup: Parameters<Server['reset']>[0];
	way: (typeof WAYS)[number];
	options?: object;
}

const idOf = (size: number, server: string, way: string) => `bench${way}x${size}x${server}x`;

const cells: Cell[] = SERVERS.flatMap((server) =>
	SIZES.flatMap((size) => WAYS.map((way) => cell(size, server, way))),
);
/** One request after another, each over a new https connection: several minutes. */
const TOO_LONG = [idOf(100_000, 'far', 'default'), idOf(100_000, 'far', 'five')];

function cell(size: number, server: string, way: Cell['way']): Cell {
	const far = server === 'far';
	const setup = far ? {} : { latencyMs: Number(server) };
	return { id: idOf(size, server, way), size, place: far ? 'far' : 'near', setup, way };
}

/** Servers with a limit: a call at a time, or so many calls in a window whose length the node is told. */
const limited: Array<Cell & { name: string; leastMs: number }> = [
	{
		...cell(10_000, 'busy', 'fifty'),
		name: `works on one call at a time, ${ALONE_MS} ms each`,
		setup: { bulkCalls: { atATime: 1, ms: ALONE_MS } },
		leastMs: 100 * ALONE_MS,
	},
	...[10, 60].map((requests) => ({
		...cell(requests * 1_000, 'window', 'fifty'),
		name: `takes ${requests} calls in ${WINDOW_MS / 1_000} s`,
		setup: { latencyMs: 20, rateLimit: { requests, windowMs: WINDOW_MS, style: 'body' as const } },
		options: { rateLimitWait: WINDOW_MS / 1_000 },
		leastMs: 9 * WINDOW_MS,
	})),
];

type Measured = Execution & Counts;

async function measure(one: Cell, n8n: BenchN8n, server: Server): Promise<Measured> {
	await server.reset(one.setup);
	const { ms, memory } =
		one.way === 'script'
			? { ms: await sendAll(server, one.size, AT_A_TIME.script), memory: 0 }
			: await n8n.execute(one.id);
	const counts = await server.counts();
	if (counts.numbers !== one.size) throw new Error(`${one.id}: ${counts.numbers} numbers arrived`);
	console.log(`${one.id}: ${count(ms)} ms, ${count(memory)} MB, refused ${counts.refused}`);
	return { ms, memory, ...counts };
}

async function measureAll(
	wanted: Cell[],
	runs: Map<string, Measured[]>,
	server: Server,
	credentials: object[],
	urls: Record<Place, string>,
): Promise<void> {
	const workflows = wanted.flatMap(({ id, size, place, way, options }): Workflow[] => {
		if (way === 'script') return [];
		if (way === 'hand') return [byHand(id, size, place, urls[place])];
		const more = way === 'default' ? {} : { concurrentRequests: AT_A_TIME[way] };
		return [ours(id, size, place, { ...more, ...options })];
	});
	const n8n = await BenchN8n.install(credentials, workflows);
	try {
		// Each cell once, then each again: whatever slows the machine for a while slows all alike.
		for (let round = 1; round <= Number(values.rounds); round++) {
			console.log(`\nRound ${round} of ${values.rounds}`);
			for (const one of wanted) runs.get(one.id)!.push(await measure(one, n8n, server));
		}
	} finally {
		n8n.remove();
	}
}

async function main(): Promise<void> {
	const isWanted = ({ id, way, place }: Cell) =>
		id.toLowerCase().includes(only) &&
		!TOO_LONG.includes(id) &&
		!(way === 'script' && place === 'far');
	const wanted = [...cells, ...limited].filter(isWanted);
	const server = await startServer();
	process.env.NODE_EXTRA_CA_CERTS = server.certificateFile; // n8n's processes inherit it
	const urls = { near: server.url, far: server.farUrl };
	const credentials = (['near', 'far'] as const).map((place) => {
		const data = credentialFor({ ...server, url: urls[place] });
		return { ...CREDENTIALS[place], type: 'ozonetelApi', data };
	});
	const runs = new Map(wanted.map((one) => [one.id, [] as Measured[]]));
	let nights: Grid | undefined;
	try {
		if (wanted.length > 0) await measureAll(wanted, runs, server, credentials, urls);
		if ('mirror'.includes(only)) nights = await measureNights(server, credentials);
	} finally {
		server.stop();
	}
	const medianOf: MedianOf = (id, figure) => {
		const all = runs.get(id) ?? [];
		return all.length === 0 ? undefined : median(all.map((one) => one[figure]));
	};
	console.log('\nMedians');
	for (const id of runs.keys()) console.log(`${id}: ${count(medianOf(id, 'ms')!)} ms`);
	const page = join(__dirname, '../../docs/performance.md');
	if (nights) console.log(toMarkdown(nights));
	if (!only) await writeMeasured(page, report(medianOf, nights!));
}

type MedianOf = (id: string, figure: keyof Measured) => number | undefined;

function report(medianOf: MedianOf, nights: Grid): string {
	const seconds = (ms?: number) => {
		if (ms === undefined) return '–';
		const digits = ms < 95 ? 2 : ms < 9_950 ? 1 : 0;
		return `${(ms / 1_000).toFixed(digits)} s`;
	};
	const megabytes = (mb?: number) => (mb === undefined ? '–' : `${count(mb)} MB`);
	const names: Record<string, string> = {
		0: 'at once',
		far: `far away: https, ${ROUND_TRIP_MS} ms`,
	};
	const times: Grid = {
		head: ['Numbers', 'Each answer', 'Default', '5 at a time', '50 at a time', 'By hand', 'Script'],
		rows: SERVERS.flatMap((server) =>
			SIZES.map((size) => [
				count(size),
				names[server] ?? `${server} ms`,
				...WAYS.map((way) => seconds(medianOf(idOf(size, server, way), 'ms'))),
			]),
		),
	};
	const memory: Grid = {
		head: ['Numbers', 'Memory with the node', 'Memory by hand'],
		rows: SIZES.map((size) => [
			count(size),
			...(['default', 'hand'] as const).map((way) =>
				megabytes(medianOf(idOf(size, '0', way), 'memory')),
			),
		]),
	};
	const limits: Grid = {
		head: ['The server', 'Numbers', 'Node', 'Least possible', 'Requests', 'Refused at first'],
		rows: limited.map(({ id, name, size, leastMs }) => [
			name,
			count(size),
			seconds(medianOf(id, 'ms')),
			seconds(leastMs),
			count(medianOf(id, 'requests') ?? 0),
			count(medianOf(id, 'refused') ?? 0),
		]),
	};
	const when = new Date().toISOString().slice(0, 10);
	const machine = `${cpus().length} processors of type ${cpus()[0].model.trim()}`;
	const rounds = values.rounds === '1' ? 'one round' : `medians of ${values.rounds} rounds`;
	return `Measured on ${when} with n8n ${n8nVersion}, Node.js ${process.versions.node}, ${machine}; ${rounds}.

${toMarkdown(times)}

${toMarkdown(memory)}

${toMarkdown(limits)}

${toMarkdown(nights)}`;
}

void main();
