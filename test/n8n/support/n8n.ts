import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { home, modules } from './places';
import { freePort, refusePortInUse } from './ports';
import { CliError, run, type Finished } from './terminal';

const n8n = join(modules, 'n8n/bin/n8n');

const hasModule = (name: string) => existsSync(join(modules, 'n8n/dist/modules', name));

/** One n8n: its own folder (database, key, community nodes, files) and its own port. */
export interface Place {
	userFolder: string;
	port: number;
	/** More of n8n's own variables, such as those of another database. */
	settings?: NodeJS.ProcessEnv;
}

export const filesOf = (place: Place) => join(place.userFolder, 'files');
export const addressOf = (place: Place) => `http://localhost:${place.port}`;

const environment = (place: Place, brokerPort: number) =>
	n8nEnvironment(
		{ ...place, brokerPort, logLevel: 'info' },
		{
			N8N_RESTRICT_FILE_ACCESS_TO: filesOf(place),
			N8N_EDITOR_BASE_URL: addressOf(place),
			// Asks the internet; older versions do not have it, nor start with an unknown name.
			...(hasModule('mcp-registry') && { N8N_DISABLED_MODULES: 'mcp-registry' }),
			GENERIC_TIMEZONE: 'Asia/Kolkata',
			DB_TYPE: 'sqlite',
			...place.settings,
		},
	);

/** `n8n <command>`, such as `import:workflow --input=…` or `execute --id=…`. */
export async function cli(place: Place, args: string[]): Promise<Finished> {
	mkdirSync(filesOf(place), { recursive: true });
	const env = environment(place, await freePort());
	return await run(process.execPath, [n8n, ...args], { cwd: home, env });
}

/** n8n's commands may log an error and still end with 0: what they must say is looked for too. */
export async function cliExpecting(place: Place, args: string[], words: RegExp): Promise<string> {
	const { code, stdout, stderr } = await cli(place, args);
	if (code === 0 && words.test(stdout)) return stdout;
	throw new CliError(
		`n8n ${args.join(' ')} failed:\n${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`,
	);
}

export interface Running {
	address: string;
	stop(): Promise<void>;
	/** Ends it as a power failure does. */
	kill(): Promise<void>;
	/** Resolves when n8n ends by itself. */
	ended: Promise<void>;
}

export async function startN8n(place: Place, seconds = 240): Promise<Running> {
	await refusePortInUse(place.port);
	mkdirSync(filesOf(place), { recursive: true });
	const logFile = join(place.userFolder, 'n8n.log');
	const log = openSync(logFile, 'w'); // a file, not a pipe: n8n outlives a broken pipe badly
	const child = spawn(process.execPath, [n8n, 'start'], {
		cwd: home,
		env: environment(place, await freePort()),
		stdio: ['ignore', log, log],
		detached: true, // Ctrl+C reaches us alone: we stop n8n in order
	});
	closeSync(log);
	process.once('exit', () => child.kill()); // whatever ends us ends n8n too
	const ended = new Promise<void>((done) => child.once('exit', () => done()));
	const address = addressOf(place);
	const deadline = Date.now() + seconds * 1_000;
	// Older versions call themselves ready before their REST API answers.
	while (!(
		(await answers(`${address}/healthz/readiness`)) && (await answers(`${address}/rest/settings`))
	)) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop(child, ended);
			const end = readFileSync(logFile, 'utf8').slice(-2_000);
			throw new CliError(`n8n did not start; the end of ${logFile}:\n${end}`);
		}
		await sleep(300);
	}
	const kill = async () => {
		child.kill('SIGKILL');
		await ended;
	};
	return { address, ended, stop: async () => await stop(child, ended), kill };
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.exitCode === null) child.kill('SIGTERM');
	const patience = new AbortController();
	const tooLong = sleep(15_000, 'too long', { signal: patience.signal }).catch(() => 'ended');
	const first = await Promise.race([ended, tooLong]);
	patience.abort();
	if (first === 'too long') child.kill('SIGKILL');
}

const FOREIGN = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|NODE_OPTIONS|NODE_PATH|npm)(_|$)/;

const OFF = [
	'DIAGNOSTICS',
	'VERSION_NOTIFICATIONS',
	'VERSION_NOTIFICATIONS_WHATS_NEW',
	'TEMPLATES',
	'PERSONALIZATION',
	'HIRING_BANNER',
	'DYNAMIC_BANNERS',
	'LICENSE_AUTO_RENEW',
	'VERIFIED_PACKAGES',
	'PYTHON',
];

export interface N8nSettings {
	userFolder: string;
	port: number;
	/** Where n8n's task runner finds it: free for each process. */
	brokerPort: number;
	logLevel: 'info' | 'debug';
}

/**
 * What a process of n8n gets to know: nothing is asked of the internet, nothing is advertised, and
 * nothing of the caller's own n8n settings leaks in.
 */
export function n8nEnvironment(settings: N8nSettings, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(inherited),
		...Object.fromEntries(OFF.map((feature) => [`N8N_${feature}_ENABLED`, 'false'])),
		N8N_USER_FOLDER: settings.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: settings.logLevel,
		WEBHOOK_URL: `http://localhost:${settings.port}`,
		NODE_ENV: 'production',
		...more,
	};
}
