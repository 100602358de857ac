/**
 * `npm run test:compat`: the packed node, installed as n8n installs it, in several versions of n8n.
 * Writes the table of docs/compatibility.md. `--versions` lists them, `--only <version>` runs one (no table);
 * anything else goes to jest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMeasured } from '../tools/measuredSection';
import { installN8n } from '../n8n/support/install';
import { project } from '../n8n/support/places';
import { CliError, explain, say } from '../n8n/support/terminal';
import { matrix, readResult, type Result } from './matrix';
import { OVERRIDES, VERSIONS, type Version } from './versions';

async function main(args: string[]): Promise<number> {
	if (args.includes('--versions')) {
		for (const { n8n, node } of VERSIONS) say(`n8n ${n8n}, on Node.js ${node}`);
		return 0;
	}
	await installN8n(); // the clients that the scenarios use come with it
	const only = takeOption(args, '--only');
	const chosen = VERSIONS.filter(({ n8n }) => only === undefined || n8n === only);
	if (chosen.length === 0) throw new CliError(`${only} is none of the versions: --versions`);

	const results: Result[] = [];
	for (const version of chosen) results.push(await test(version, args));
	const table = matrix(results);
	say(`\n${table}`);
	const whole = only === undefined && args.length === 0;
	if (whole) await writeMeasured(join(project, 'docs/compatibility.md'), table);
	return results.every(({ failed }) => failed.length === 0) ? 0 : 1;
}

async function test(version: Version, jestArgs: string[]): Promise<Result> {
	say(`\n── n8n ${version.n8n}, Node.js ${version.node} ──`);
	const file = join(mkdtempSync(join(tmpdir(), 'compat-')), 'result.json');
	const json = ['--json', `--outputFile=${file}`];
	const names = jestArgs.includes('-t') ? [] : allBut(version.leftOut?.names);
	const all = [...json, ...names, ...jestArgs];
	await underNode(version, ['tsx', join(__dirname, 'oneVersion.ts'), ...all]);
	return readResult(version, file);
}

const allBut = (names?: string[]) => (names ? ['-t', `^(?!.*(${names.join('|')}))`] : []);

/** Runs a command under the version's Node.js: this one, or else the one from the npm registry. */
async function underNode(version: Version, command: string[]): Promise<number> {
	prepare(version);
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
			TEST_N8N_HOME: version.home,
			TEST_N8N_FOLDER: join(project, '.n8n-run/compat', version.n8n),
		},
	});
	return await new Promise((done) => child.once('close', (code) => done(code ?? 1)));
}

/** The folder that the version is installed into, with its manifest. */
function prepare({ n8n, home }: Version): void {
	const file = join(home, 'package.json');
	if (existsSync(file)) return;
	mkdirSync(home, { recursive: true });
	const manifest = { private: true, dependencies: { n8n }, overrides: OVERRIDES };
	writeFileSync(file, JSON.stringify(manifest, null, 2));
}

function takeOption(args: string[], name: string): string | undefined {
	const at = args.indexOf(name);
	return at < 0 ? undefined : args.splice(at, 2)[1];
}

main(process.argv.slice(2)).then((code) => process.exit(code), explain);
