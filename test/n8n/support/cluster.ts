import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { n8nEnvironment } from './n8n';
import { installPackage, packNode } from './package';
import { home, modules, project } from './places';
import { freePort, listens } from './ports';
import { startPostgres } from './postgres';
import { CliError } from './terminal';

const folder = join(project, '.n8n-run/queue');

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
	const stop = async () => {
		await stopAll();
		await database.stop();
	};
	const port = await freePort();
	try {
		await startProcesses(
			workers,
			port,
			{
				...database.settings,
				...sharedSettings(await startRedis()),
				...registry,
			},
			tarball,
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		address: `http://localhost:${port}`,
		kept: async () => ({
			database: await database.dump(),
			'log of postgres': database.log(),
			...logs(),
		}),
		logs,
		stop,
	};
}

async function startProcesses(
	workers: number,
	port: number,
	shared: NodeJS.ProcessEnv,
	tarball?: string,
): Promise<void> {
	const node = async (name: string, args: string[], readyPort: number) => {
		const userFolder = join(folder, name);
		if (tarball) await installPackage(tarball, userFolder);
		const settings = { userFolder, port, brokerPort: await freePort(), logLevel: 'debug' } as const;
		const env = n8nEnvironment(settings, {
			...shared,
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
}

/** One key for all processes: they share the credentials. */
const sharedSettings = (redis: number) => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redis),
	N8N_ENCRYPTION_KEY: 'the-same-on-every-process',
});

async function startRedis(): Promise<number> {
	const port = await freePort();
	const options = ['--port', String(port), '--bind', '127.0.0.1', '--appendonly', 'no'];
	const service = start('redis', 'redis-server', [...options, '--save', '', '--dir', folder]);
	await ready(service, async () => await listens(port));
	return port;
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
		cwd: home,
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
		throw new CliError(`${name} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
	}
}

async function isOk(url: string): Promise<boolean> {
	return await fetch(url).then(
		({ ok }) => ok,
		() => false,
	);
}

const logs = () =>
	Object.fromEntries(started.map(({ name, log }) => [`log of ${name}`, readFileSync(log, 'utf8')]));

/** In reverse: the workers, n8n, then Redis. */
async function stopAll(): Promise<void> {
	for (const { child } of started.splice(0).reverse()) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill();
		const late = sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
		await Promise.race([ended, late]);
	}
}
