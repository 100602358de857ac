import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';

/** An error whose message is all that the person at the terminal needs: it is printed without a stack. */
export class CliError extends Error {}

export const say = (text: string) => console.log(text);

export function explain(error: unknown): never {
	const known = error instanceof CliError;
	console.error(`\n${known ? error.message : ((error as Error).stack ?? String(error))}\n`);
	process.exit(1);
}

interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Called every 15 seconds while the command runs. */
	meanwhile?: () => void;
}

export interface Finished {
	code: number;
	stdout: string;
	stderr: string;
}

/** Runs a command to its end, quietly, and hands back all that it printed. */
export async function run(command: string, args: string[], options: RunOptions): Promise<Finished> {
	const { cwd, env = process.env, meanwhile } = options;
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const out: Buffer[] = [];
	const err: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
	const clock = meanwhile && setInterval(meanwhile, 15_000);
	try {
		const code = await new Promise<number>((done, fail) => {
			child.once('error', fail);
			child.once('close', (status) => done(status ?? 1));
		});
		return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
	} finally {
		clearInterval(clock);
	}
}

/** npm of the Node that runs this, which need not be the first one on the PATH. */
export async function npm(args: string[], options: RunOptions): Promise<string> {
	const cli = process.env.npm_execpath;
	const done = cli?.endsWith('npm-cli.js')
		? await run(process.execPath, [cli, ...args], options)
		: await run('npm', args, options);
	if (done.code === 0) return done.stdout;
	const end = done.stderr.trim().split('\n').slice(-12).join('\n');
	throw new CliError(`npm ${args.join(' ')} failed in ${options.cwd}:\n${end}`);
}

/** A line that grows older on the terminal: "… 45 s, 1.2 GB". Time alone would look stuck. */
export function progress(label: string, folder: string) {
	const started = Date.now();
	const free = () => {
		const disk = statfsSync(folder);
		return disk.bavail * disk.bsize;
	};
	const atFirst = free();
	return () => {
		const seconds = Math.round((Date.now() - started) / 1000);
		const gigabytes = Math.max(0, (atFirst - free()) / 1e9).toFixed(1);
		say(`  ${label}: ${seconds} s, ${gigabytes} GB`);
	};
}
