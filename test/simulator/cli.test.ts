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
	const child = spawn(
		process.execPath,
		['--import', 'tsx', join(root, 'test/simulator/cli.ts'), ...options],
		{ cwd: root },
	);
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

afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
});

test.each(['SIGINT', 'SIGTERM'] as const)('serves until %s', async (signal) => {
	const cli = run('--port', '0', '--group', 'Spam', '--group', 'Other', '--bad-number', 'list');
	await until(() => cli.printed.includes('Other (id 21)'));
	const [url] = /http:\S+/.exec(cli.printed)!;
	expect(cli.printed).toContain(demoAccount.userName);
	expect(cli.printed).toContain(demoAccount.apiKey);
	const banner = cli.printed.length;

	const calls = callsOf({ url, account: demoAccount } as Simulator);
	const adding = { groupName: 'Spam', blockNumbers: ['9700000003', 'x'] };
	expect((await calls.C2(adding)).body.output?.error).toEqual(['x']);
	const { apiKey, userName } = demoAccount;
	await calls.send('PUT', `/ca_apis/updateBlockNumbers?apiKey=${apiKey}`, { userName }, { apiKey });
	const { token } = (await calls.T({})).body;
	await until(() => cli.printed.includes('generateToken'));
	const lines = cli.printed.slice(banner);
	expect(lines.trim().split('\n')).toEqual([
		'PUT /ca_apis/updateBlockNumbers → 200, 2 numbers',
		'PUT /ca_apis/updateBlockNumbers → 200',
		'POST /ca_apis/CAToken/generateToken → 200',
	]);
	expect(lines).not.toContain(apiKey);
	expect(lines).not.toContain(token);

	cli.child.kill(signal);
	expect(await cli.exit).toBe(0);
});

test('its switches', async () => {
	const cli = run(
		...['--port', '0', '--quiet', '--authentication', 'token', '--error-status', '401'],
		...['--update-path', 'singular', '--latency', '50', '--rate-limit', '2', '--host', '127.0.0.1'],
	);
	await until(() => cli.printed.includes('API key'));
	await wait(100);
	const banner = cli.printed;
	const [url] = /http:\S+/.exec(banner)!;
	const calls = callsOf({ url, account: demoAccount } as Simulator);
	const start = performance.now();
	expect((await calls.C2({})).status).toBe(405);
	expect(performance.now() - start).toBeGreaterThan(45);
	const refused = await calls.C3({});
	expect(refused).toMatchObject({
		status: 401,
		body: { message: expect.stringMatching(/^Token/) },
	});
	expect((await calls.C3({})).body.message).toBe('Max limit exceeded');
	expect(cli.printed).toBe(banner);
});

test('a port in use is said in one line', async () => {
	const simulator = await startSimulator();
	const cli = run('--port', String(simulator.port));
	expect(await cli.exit).toBe(1);
	expect(cli.printed).toBe(
		`Port ${simulator.port} is already in use: choose another with --port.\n`,
	);
	await simulator.close();
});

test.each([
	[['--error-status', '300'], '--error-status must be 200 or 401, not "300"\n'],
	[['--port', 'x'], '--port must be a whole number, not "x"\n'],
	[['--port', '70000'], '--port must be'],
	[['--nothing'], "Unknown option '--nothing'"],
])('%j is refused', async (options, message) => {
	const cli = run(...options);
	expect(await cli.exit).toBe(1);
	expect(cli.printed).toContain(message);
	expect(cli.printed.trim().split('\n')).toHaveLength(1);
});

test('behaves as the account of a report, which other options change', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'profile-'));
	const file = join(folder, 'report.json');
	const report = { switches: { badNumber: 'list', answerNumbers: 'digits', errorStatus: 400 } };
	writeFileSync(file, JSON.stringify(report));
	const cli = run('--port', '0', '--group', 'Spam', '--profile', file, '--error-status', '401');
	await until(() => cli.printed.includes('Spam'));
	const [url] = /http:\S+/.exec(cli.printed)!;
	const calls = callsOf({ url, account: demoAccount } as Simulator);
	const { body } = await calls.C2({ groupName: 'Spam', blockNumbers: ['9700000003', 'x'] });
	expect(body.output).toMatchObject({ succes: ['919700000003'], error: ['x'] });
	expect((await calls.C2({})).status).toBe(401);

	for (const [text, message] of [
		['{"switches":{"badNumber":"sometimes"}}', 'no switch "badNumber" with "sometimes"'],
		['{"switches":{"nothing":1}}', 'no switch "nothing"'],
		['{}', 'has no "switches"'],
		['{', 'cannot be read'],
	]) {
		writeFileSync(file, text);
		const wrong = run('--port', '0', '--profile', file);
		expect(await wrong.exit).toBe(1);
		expect(wrong.printed).toContain(message);
	}
	rmSync(folder, { recursive: true });
});
