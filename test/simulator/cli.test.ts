import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { demoAccount, startSimulator, type Simulator } from '.';
import { callsOf, wait } from './call';

const root = join(__dirname, '../..');
const started: ChildProcess[] = [];
/** The command line, and all it has printed so far. */
function run(...options: string[]) {
	const command = ['--import', 'tsx', join(root, 'test/simulator/cli.ts'), ...options];
	const child = spawn(process.execPath, command, { cwd: root });
	started.push(child);
	const cli = { child, printed: '', exit: once(child, 'close').then(([code]) => code as number) };
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (text) => (cli.printed += String(text)));
	}
	return cli;
}

async function until(isSo: () => boolean): Promise<void> {
	for (let n = 0; n < 1000 && !isSo(); n++) await wait(20);
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'profile-'))));
afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
	rmSync(folder, { recursive: true });
});

const profile = (text: string) => {
	const file = join(folder, 'report.json');
	writeFileSync(file, text);
	return ['--profile', file];
};

it('serves as the account of a report, which other options change, and prints no secret', async () => {
	const report = profile('{"switches":{"answerNumbers":"digits","badNumber":"refuseBatch"}}');
	const groups = ['--group', 'Spam', '--group', 'Other'];
	const cli = run('--port', '0', ...groups, ...report, '--set', 'badNumber=list');
	await until(() => cli.printed.includes('Other (id 21)'));
	const [url] = /http:\S+/.exec(cli.printed)!;
	const { userName, apiKey } = demoAccount;
	for (const text of [userName, apiKey]) expect(cli.printed).toContain(text);
	const banner = cli.printed.length;

	const calls = callsOf({ url, account: demoAccount } as Simulator);
	const { body } = await calls.C2({ groupName: 'Spam', blockNumbers: ['9700000003', 'x'] });
	expect(body.output).toMatchObject({ succes: ['919700000003'], error: ['x'] });
	await calls.send('PUT', `/ca_apis/updateBlockNumbers?apiKey=${apiKey}`, { userName }, { apiKey });
	await calls.T({});
	await until(() => cli.printed.includes('generateToken'));
	expect(cli.printed.slice(banner).trim().split('\n')).toEqual([
		'PUT /ca_apis/updateBlockNumbers → 200, 2 numbers',
		'PUT /ca_apis/updateBlockNumbers → 200',
		'POST /ca_apis/CAToken/generateToken → 200',
	]);
	cli.child.kill('SIGTERM');
	expect(await cli.exit).toBe(0);
});

it('says in one line what it cannot do', async () => {
	const simulator = await startSimulator();
	const refused: Array<[options: string[], message: string]> = [
		[
			['--port', String(simulator.port)],
			`Port ${simulator.port} is already in use: choose another`,
		],
		[['--port', 'x'], '--port must be a port, not "x"'],
		[['--nothing'], "Unknown option '--nothing'"],
		[['--set', 'badNumber=sometimes'], 'no switch "badNumber" with "sometimes"'],
		[profile('{"switches":{"nothing":1}}'), 'no switch "nothing"'],
	];
	for (const [options, message] of refused) {
		const cli = run(...options);
		expect(await cli.exit).toBe(1);
		expect(cli.printed).toContain(message);
		expect(cli.printed.trim().split('\n')).toHaveLength(1);
	}
	await simulator.close();
});
