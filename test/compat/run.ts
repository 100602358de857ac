/**
 * `npm run test:compat`: those tests in the real n8n that hold for every version, in several versions. Writes
 * the table of docs/compatibility.md. `--versions` lists them, `--only <version>` runs one (no table); anything
 * else goes to jest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n } from '../n8n/support/install';
import { project } from '../n8n/support/places';
import { CliError, explain, say } from '../n8n/support/terminal';
import { toMarkdown, writeMeasured } from '../tools/measuredSection';

interface Version {
	n8n: string;
	/** The Node.js major it is run with. */
	node: number;
	/** The scenarios that a fault of n8n's own keeps from passing, by words of their names, and what to say of it. */
	leftOut?: { names: string[]; why: string };
}

/** The oldest that is promised, the first and one more of 2.x, and the one that all other tests run in. */
const VERSIONS: readonly Version[] = [
	{ n8n: '1.123.81', node: 22 },
	{ n8n: '2.0.3', node: 24 },
	{
		n8n: '2.20.12',
		node: 24,
		leftOut: {
			names: ['lists its two tools', 'gives every operation its own description'],
			why: 'Two scenarios list the tools and are left out for n8n 2.20.12, whose MCP Server Trigger leaves the type out of their schemas, so that strict clients refuse the list; calling the tools works.',
		},
	},
	{ n8n: '2.41.1', node: 24 },
];

/** n8n 1.x and early 2.x take xlsx from an address outside the registry; this is the newest one in it. */
const OVERRIDES = { xlsx: '0.18.5' };

/** Of test/n8n/specs. */
const SPECS = [
	'credential',
	'engine',
	'expressions',
	'faults',
	'httpRequest',
	'mcp',
	'outages',
	'tokens',
];

/** How many scenarios of each group passed, how many ran, and which failed. */
interface Result {
	groups: Map<string, { passed: number; all: number }>;
	failed: string[];
}

async function main(args: string[]): Promise<number> {
	if (args.includes('--versions')) {
		for (const { n8n, node } of VERSIONS) say(`n8n ${n8n}, on Node.js ${node}`);
		return 0;
	}
	await installN8n(); // the clients that the scenarios use come with it
	const at = args.indexOf('--only');
	const only = at < 0 ? undefined : args.splice(at, 2)[1];
	const chosen = VERSIONS.filter(({ n8n }) => only === undefined || n8n === only);
	if (chosen.length === 0) throw new CliError(`${only} is none of the versions: --versions`);

	const results: Result[] = [];
	for (const version of chosen) results.push(await test(version, args));
	const table = matrix(chosen, results);
	say(`\n${table}`);
	if (only === undefined && args.length === 0) {
		await writeMeasured(join(project, 'docs/compatibility.md'), table);
	}
	return results.every(({ failed }) => failed.length === 0) ? 0 : 1;
}

/** Runs the scenarios under the version's Node.js: this one, or else the one from the npm registry. */
async function test(version: Version, jestArgs: string[]): Promise<Result> {
	say(`\n── n8n ${version.n8n}, Node.js ${version.node} ──`);
	const file = join(mkdtempSync(join(tmpdir(), 'compat-')), 'result.json');
	const left = version.leftOut && !jestArgs.includes('-t') ? version.leftOut.names : [];
	const names = left.length > 0 ? ['-t', `^(?!.*(${left.join('|')}))`] : [];
	const specs = SPECS.map((name) => `specs/${name}.test`);
	const runner = join(project, 'test/n8n/run.ts');
	const command = ['tsx', runner, '--json', file, ...specs, ...names, ...jestArgs];

	const isThis = process.versions.node.startsWith(`${version.node}.`);
	const quoted = command.map((word) => `'${word}'`).join(' ');
	const node = ['npx', '-y', '--ignore-scripts=false', '-p', `node@${version.node}`, '-c', quoted];
	const [program, ...args] = isThis ? command : node;
	const child = spawn(program, args, {
		cwd: project,
		stdio: 'inherit',
		env: {
			...process.env,
			npm_execpath: undefined, // an npm that may be too new for the version's Node.js
			TEST_N8N_HOME: homeOf(version),
			TEST_N8N_FOLDER: join(project, '.n8n-run/compat', version.n8n),
		},
	});
	await new Promise((done) => child.once('close', done));
	return readResult(file);
}

/** The folder that the version is installed into, with its manifest. */
function homeOf({ n8n }: Version): string {
	const usual = join(project, 'test/n8n');
	const manifest = JSON.parse(readFileSync(join(usual, 'package.json'), 'utf8'));
	if (manifest.dependencies.n8n === n8n) return usual;
	const home = join(project, 'test/compat/.versions', n8n);
	mkdirSync(home, { recursive: true });
	const file = join(home, 'package.json');
	const own = { private: true, dependencies: { n8n }, overrides: OVERRIDES };
	if (!existsSync(file)) writeFileSync(file, JSON.stringify(own, null, 2));
	return home;
}

interface JestResult {
	testResults?: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ ancestorTitles: string[]; fullName: string; status: string }>;
	}>;
}

function readResult(file: string): Result {
	const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestResult;
	const result: Result = { groups: new Map(), failed: testResults ? [] : ['n8n did not run'] };
	for (const { name, message, assertionResults } of testResults ?? []) {
		if (assertionResults.length === 0) result.failed.push(`${name}: ${message}`);
		for (const { ancestorTitles, fullName, status } of assertionResults) {
			if (status === 'pending') continue;
			const title = ancestorTitles[0][0].toUpperCase() + ancestorTitles[0].slice(1);
			const group = result.groups.get(title) ?? { passed: 0, all: 0 };
			result.groups.set(title, group);
			group.all++;
			if (status === 'passed') group.passed++;
			else result.failed.push(fullName);
		}
	}
	return result;
}

/** Groups of scenarios × versions, as Markdown, with a note for each version that leaves some out. */
function matrix(versions: readonly Version[], results: readonly Result[]): string {
	const titles = [...new Set(results.flatMap(({ groups }) => [...groups.keys()]))].sort();
	const cell = ({ groups }: Result, title: string) => {
		const { passed, all } = groups.get(title) ?? { passed: 0, all: 0 };
		return `${passed} of ${all}`;
	};
	const table = toMarkdown({
		head: ['Scenarios that pass', ...versions.map(({ n8n }) => `n8n ${n8n}`)],
		rows: titles.map((title) => [title, ...results.map((result) => cell(result, title))]),
	});
	return [table, ...versions.flatMap(({ leftOut }) => leftOut?.why ?? [])].join('\n\n');
}

main(process.argv.slice(2)).then((code) => process.exit(code), explain);
