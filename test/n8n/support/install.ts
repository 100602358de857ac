import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { home, modules } from './places';
import { npm, CliError, progress, run, say } from './terminal';

const lockfile = join(home, 'package-lock.json');
/** What decides what is installed. Other versions, for `npm run test:compat`, have no lockfile. */
const manifest = existsSync(lockfile) ? lockfile : join(home, 'package.json');
const stamp = join(modules, '.installed-from');
const headers = join(modules, '.node-headers');

export const n8nVersion: string = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
	.dependencies.n8n;

/** Installs n8n as its folder's manifests say, unless exactly that is there already. */
export async function installN8n(): Promise<void> {
	refuseOldNode();
	const wanted = createHash('sha256').update(readFileSync(manifest)).digest('hex');
	const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (!installed) {
		say(`Installing n8n ${n8nVersion} (once; about 3 GB and 4 minutes) …`);
		const meanwhile = progress('npm install', home);
		// not `npm ci`: it refuses a lockfile in which a foreign platform's optional package is missing
		await npm(['install', '--no-save', '--ignore-scripts'], { cwd: home, meanwhile });
		writeFileSync(stamp, wanted);
	}
	await buildDatabaseDriver();
}

/** n8n itself only says "unsupported engine" somewhere in a long log. */
export function refuseOldNode(version = process.versions.node): void {
	if (Number(version.split('.')[0]) >= 24 || n8nVersion.startsWith('1.')) return;
	throw new CliError(
		`n8n ${n8nVersion} needs Node 24 or newer; this is Node ${version}.\n` +
			'Install Node 24, or run the same command through npm: npx -y -p node@24 -c "npm start"',
	);
}

/** sqlite3 is the one native module that n8n needs and that `--ignore-scripts` left unbuilt. */
async function buildDatabaseDriver(): Promise<void> {
	if (await databaseDriverLoads()) return;
	say('Building the SQLite driver …');
	const meanwhile = progress('sqlite3', home);
	const nodedir = await nodeHeaders();
	const env = { ...process.env, npm_config_ignore_scripts: 'false', npm_config_nodedir: nodedir };
	await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: home, env, meanwhile });
	rmSync(headers, { recursive: true, force: true });
	if (await databaseDriverLoads()) return;
	throw new CliError(
		'The SQLite driver could not be built. It needs python3, make and a C++ compiler\n' +
			'(Debian and Ubuntu: apt-get install -y python3 make g++).',
	);
}

async function databaseDriverLoads(): Promise<boolean> {
	const { code } = await run(process.execPath, ['-e', 'require("sqlite3")'], { cwd: home });
	return code === 0;
}

/**
 * Node's C headers: beside an ordinary Node, or, for a Node that npx brought (a bare binary),
 * in the npm package it came from. So the build asks nothing of nodejs.org.
 */
async function nodeHeaders(): Promise<string | undefined> {
	const beside = resolve(dirname(process.execPath), '..');
	if (existsSync(join(beside, 'include/node/node_api.h'))) return beside;
	const name = `node-${process.platform}-${process.arch}`;
	mkdirSync(headers, { recursive: true });
	try {
		const target = `${name}@${process.versions.node}`;
		const packed = await npm(['pack', target, '--silent'], { cwd: headers });
		const tarball = packed.trim().split('\n').pop()!;
		const unpack = ['-xzf', tarball, 'package/include'];
		const { code } = await run('tar', unpack, { cwd: headers });
		return code === 0 ? join(headers, 'package') : undefined;
	} catch {
		return undefined; // node-gyp then fetches them from nodejs.org by itself
	}
}
