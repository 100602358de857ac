import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSimulator, type Fault, type LoggedRequest, type Simulator } from '../simulator';
import { readProfile } from '../simulator/profile';
import { leaks } from '../support/secrets';

// The command as a person runs it, and what it shows and writes.

const root = join(__dirname, '../..');
jest.setTimeout(30_000);

const marked = { userName: 'mark&user "7"', apiKey: 'KKmark/secret+<key>==9281' };
const phones = ['9812345678', '+91 98765 43210'];
const NATIONAL = ['9812345678', '9876543210'];

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
	simulator = await startSimulator({ account: marked });
});
beforeEach(() => {
	simulator.reset();
	folder = mkdtempSync(join(tmpdir(), 'account-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => await simulator.close());

/** From the last choice to the first, and Enter. */
const FIRST_CHOICE = '\u001b[B\r';

/** Runs it with its answers in the environment; types an answer once its question is there. */
function run(options: string[] = ['--yes'], typed: Record<string, string> = {}) {
	const questions = Object.entries(typed);
	const child = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			join(root, 'test/account/cli.ts'),
			...options,
			'--out',
			join(folder, 'report.json'),
		],
		{
			cwd: root,
			env: {
				...process.env,
				OZONETEL_REGION: simulator.url,
				OZONETEL_USERNAME: marked.userName,
				OZONETEL_API_KEY: marked.apiKey,
				OZONETEL_NUMBERS: phones.join(','),
				CHECK_ACCOUNT_PAUSE: '0',
			},
		},
	);
	const cli = { child, printed: '', exit: once(child, 'close').then(([code]) => code as number) };
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (text) => {
			cli.printed += String(text);
			if (questions.length > 0 && cli.printed.includes(questions[0][0])) {
				child.stdin.write(questions.shift()![1]);
			}
		});
	}
	return cli;
}

const files = () =>
	Object.fromEntries(
		readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
	);
const report = () => JSON.parse(files()['report.json']);
const held = () => simulator.groups.flatMap(({ numbers }) => [...numbers.keys()]);

/** No secret in any form, no number in any way of writing, and no name of a group. */
function expectNothingOf(texts: Record<string, string>, groups = simulator.groups) {
	const { userName, apiKey } = marked;
	expect(leaks([apiKey, userName, `${userName}:${apiKey}`], userName, texts)).toEqual([]);
	for (const [place, text] of Object.entries(texts)) {
		const digits = text.replace(/[^\da-zA-Z]/g, '');
		const found = NATIONAL.filter((number) => digits.includes(number));
		expect({ place, found }).toEqual({ place, found: [] });
	}
	for (const { name } of groups) expect(files()['report.json'] ?? '').not.toContain(name);
}

test('asks, checks, removes, and writes a report that the simulator can behave as', async () => {
	simulator.switches.badNumber = 'list';
	const cli = run([], { 'Make these calls?': 'y', 'Look into CloudAgent': FIRST_CHOICE });
	expect(await cli.exit).toBe(0);
	const [question, ...rest] = cli.printed.split('Make these calls?');
	const shown = rest.join();
	expect(question).toContain('POST /ca_apis/createBlockNumber');
	expect(shown).toContain('No number of the check is left in any group.');
	expect(held()).toEqual([]);
	expect(Object.keys(files()).sort()).toEqual(['report.json', 'report.md']);
	expectNothingOf({ ...files(), shown });

	const switches = readProfile(join(folder, 'report.json'));
	expect(switches).toMatchObject({ badNumber: 'list', existingNumber: 'keep' });
	expect(switches).toEqual(report().switches);
	expect(report().questions).toContainEqual({
		switch: 'badNumber',
		question: expect.any(String),
		answer: 'list',
	});
	const named = new Set(simulator.requests.map(({ method, path }) => `${method} ${path}`));
	for (const call of named) expect(question).toContain(call.replace(/^\w+ /, ''));
	expect([...named].join()).not.toMatch(/deleteBlockNumberGroup/i);
});

test('without a yes nothing is sent', async () => {
	const cli = run([], { 'Make these calls?': 'n' });
	expect(await cli.exit).toBe(1);
	expect(cli.printed).toContain('Nothing was sent.');
	expect(simulator.requests).toEqual([]);
	expect(files()).toEqual({});
});

/** Repeats all that it was sent, in every form, in fields that are documented and others. */
function echo({ headers, rawBody, body }: LoggedRequest): string {
	const texts = [headers.apikey, headers.authorization, rawBody, marked.apiKey, marked.userName];
	const said = texts
		.filter((one): one is string => typeof one === 'string')
		.flatMap((one) => [
			one,
			encodeURIComponent(one),
			Buffer.from(one).toString('base64'),
			Buffer.from(one).toString('hex'),
		])
		.join(' ');
	return JSON.stringify({
		status: 'error',
		message: `Invalid group id ${said}`,
		errors: { blockNumbers: said, [marked.apiKey]: said },
		input: body,
		agent: 'Asha Rao',
		data: { [NATIONAL[0]]: `98765-43210 / 98123 45678 ${said}`, phone: NATIONAL[1] },
	});
}

test('a server that repeats all it is sent: nothing of it is shown or written', async () => {
	for (const from of [1, 4, 9]) {
		simulator.reset();
		simulator.fault = (request): Fault | undefined =>
			request.n >= from ? { kind: 'raw', body: echo(request) } : undefined;
		const cli = run();
		await cli.exit;
		const shown = cli.printed.split('Every number is removed at the end')[1];
		expectNothingOf({ ...files(), shown });
		expect(JSON.stringify(files())).not.toContain('Asha');
	}
});

const CALLS = 24;
const some = process.env.THOROUGH ? Array.from({ length: CALLS }, (_, n) => n + 1) : [3, 12, 24];

test.each(some)('Ctrl+C at call %i: all is removed, and said', async (n) => {
	const cli = run();
	simulator.fault = (request): Fault | undefined => {
		if (request.n !== n) return undefined;
		cli.child.kill('SIGINT');
		return { kind: 'late', ms: 300 }; // so that the signal is there before the answer
	};
	await cli.exit;
	expect(held()).toEqual([]);
	expect(cli.printed).toContain('Stopping: the numbers are removed first.');
	expect(cli.printed).toContain('No number of the check is left in any group.');
	expectNothingOf({ ...files(), shown: cli.printed.split('Every number is removed')[1] });
});

test('the server gone for good: it says which number may be left, and where', async () => {
	simulator.fault = ({ n }): Fault | undefined => (n >= 10 ? { kind: 'dropBefore' } : undefined);
	const cli = run();
	expect(await cli.exit).toBe(1);
	const [{ name }] = simulator.groups;
	expect(cli.printed).toContain(
		`Not removed: your first number (91«A») is in the group “${name}”.`,
	);
	expect(report().left).toContain('91«A» is in the first group');
	expectNothingOf({ ...files(), shown: cli.printed.split('Every number is removed')[1] });
});
