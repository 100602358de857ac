import { spawn, type ChildProcess } from 'node:child_process';
import {
	chownSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { n8nEnvironment } from './environment';
import { installPackage, packNode } from './package';
import { home, modules, project } from './places';
import { freePort, listens } from './ports';
import { CliError, run } from './terminal';

const folder = join(project, '.n8n-run/queue');
const DATABASE_USER = 'n8n';

/** n8n in queue mode on this machine: PostgreSQL, Redis, one main process and its workers. */
export interface Cluster {
	address: string;
	/** Everything that is kept: the database as SQL, the logs of every process. */
	kept(): Promise<Record<string, string>>;
	/** The log of every process so far. */
	logs(): Record<string, string>;
	stop(): Promise<void>;
}

const started: Service[] = [];

interface Service {
	name: string;
	child: ChildProcess;
	log: string;
}

/** `registry`: how n8n gets at packages; then the node is not installed yet. */
export async function startCluster(
	workers: number,
	registry?: NodeJS.ProcessEnv,
): Promise<Cluster> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(join(folder, 'logs'), { recursive: true });
	const tarball = registry ? undefined : await packNode(folder);
	const database = await startPostgres();
	const redis = await startRedis();
	const port = await freePort();
	const node = async (name: string, args: string[], readyPort: number) => {
		const userFolder = join(folder, name);
		if (tarball) await installPackage(tarball, userFolder);
		const settings = { userFolder, port, brokerPort: await freePort(), logLevel: 'debug' } as const;
		const env = n8nEnvironment(settings, {
			...sharedSettings(database, redis),
			...registry,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(readyPort),
		});
		const service = start(name, process.execPath, [join(modules, 'n8n/bin/n8n'), ...args], env);
		await ready(service, async () => await isOk(`http://localhost:${readyPort}/healthz/readiness`));
	};
	await node('main', ['start'], port); // alone at first: it makes the tables
	for (let worker = 1; worker <= workers; worker++) {
		await node(`worker${worker}`, ['worker', '--concurrency=5'], await freePort());
	}
	return {
		address: `http://localhost:${port}`,
		kept: async () => ({ database: await dump(database), ...logs() }),
		logs,
		stop: stopAll,
	};
}

/** One key for all processes: they share the credentials. */
const sharedSettings = (database: number, redis: number) => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redis),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(database),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: DATABASE_USER,
	N8N_ENCRYPTION_KEY: 'the-same-on-every-process',
});

async function startRedis(): Promise<number> {
	const port = await freePort();
	const data = dataFolder('redis');
	const options = [
		...words(`--port ${port} --bind 127.0.0.1 --appendonly no --save`),
		'',
		'--dir',
		data,
	];
	const service = start('redis', program('redis-server'), options);
	await ready(service, async () => await listens(port));
	return port;
}

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
async function startPostgres(): Promise<number> {
	const port = await freePort();
	const data = dataFolder('postgres');
	const isRoot = process.getuid?.() === 0;
	const unprivileged = words('setpriv --reuid=postgres --regid=postgres --clear-groups');
	const command = (name: string, args: string[]) => {
		const [first, ...rest] = [...(isRoot ? unprivileged : []), program(name), ...args];
		return [first, rest] as const;
	};
	if (isRoot) {
		const id = async (flag: string) =>
			Number((await run('id', [flag, 'postgres'], { cwd: '/' })).stdout);
		chownSync(data, await id('-u'), await id('-g'));
	}
	const initialise = command('initdb', [
		'-D',
		data,
		...words(`-A trust -U ${DATABASE_USER} -E UTF8`),
	]);
	const { code, stderr } = await run(...initialise, { cwd: '/' });
	if (code !== 0) throw new CliError(`initdb failed:\n${stderr}`);
	const options = words('-c fsync=off -c unix_socket_directories= -c listen_addresses=127.0.0.1');
	const serve = command('postgres', ['-D', data, '-p', String(port), ...options]);
	const service = start('postgres', ...serve);
	await ready(service, async () => {
		const probe = words(`-h 127.0.0.1 -p ${port}`);
		return (await run(program('pg_isready'), probe, { cwd: '/' })).code === 0;
	});
	return port;
}

const words = (line: string): string[] => line.split(' ');

function dataFolder(name: string): string {
	const data = join(folder, name);
	mkdirSync(data, { recursive: true, mode: 0o700 });
	return data;
}

/** Debian keeps PostgreSQL's programs in a folder for each version, off the path. */
function program(name: string): string {
	const versions = '/usr/lib/postgresql';
	const folders = [
		...(existsSync(versions) ? readdirSync(versions).map((one) => join(versions, one, 'bin')) : []),
		...(process.env.PATH ?? '').split(':'),
	];
	const found = folders.map((one) => join(one, name)).find(existsSync);
	if (found) return found;
	throw new CliError(`${name} is missing: apt-get install -y redis-server postgresql`);
}

function start(
	name: string,
	command: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Service {
	const log = join(folder, 'logs', `${name}.log`);
	const file = openSync(log, 'w');
	const child = spawn(command, args, {
		cwd: name === 'postgres' ? '/' : home,
		env,
		stdio: ['ignore', file, file],
	});
	closeSync(file);
	const service = { name, child, log };
	started.push(service);
	return service;
}

async function ready(
	{ name, child, log }: Service,
	isReady: () => Promise<boolean>,
): Promise<void> {
	for (const deadline = Date.now() + 240_000; !(await isReady()); await sleep(300)) {
		if (child.exitCode === null && Date.now() < deadline) continue;
		await stopAll();
		throw new CliError(`${name} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
	}
}

async function isOk(url: string): Promise<boolean> {
	return await fetch(url).then(
		({ ok }) => ok,
		() => false,
	);
}

async function dump(port: number): Promise<string> {
	const args = words(`-h 127.0.0.1 -p ${port} -U ${DATABASE_USER} --data-only postgres`);
	const { code, stdout, stderr } = await run(program('pg_dump'), args, { cwd: '/' });
	if (code !== 0) throw new CliError(`pg_dump failed:\n${stderr}`);
	return stdout;
}

const logs = () =>
	Object.fromEntries(started.map(({ name, log }) => [`log of ${name}`, readFileSync(log, 'utf8')]));

/** In reverse: the workers, n8n, then what they need. */
async function stopAll(): Promise<void> {
	for (const { name, child } of started.splice(0).reverse()) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill(name === 'postgres' ? 'SIGINT' : 'SIGTERM'); // SIGINT: without waiting for clients
		const late = sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
		await Promise.race([ended, late]);
	}
}
