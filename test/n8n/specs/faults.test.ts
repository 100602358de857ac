import type { Fault } from '../../simulator';
import { freePort } from '../support/ports';
import { GROUP, judge, ON_ERROR, Scenarios, type OnError, type Ran } from '../support/scenario';

const [first, second, third] = ['9700000003', '97000 00004', '+91 97000 00005'];
const good = [first, second, third];
const bad = '9700000000';

type Changes = Record<string, unknown>;

interface Trouble {
	name: string;
	phones?: string[];
	/** Brings it about; what it gives are changes of the credential. */
	arrange?: (lab: Scenarios) => Changes | void | Promise<Changes>;
	options?: object;
	parameters?: object;
	/** Statuses in the order of the numbers, or what the failure of the request says. */
	expected: string[] | RegExp;
	requests?: number;
}

/** The first call, or every call, goes wrong. */
const fault = (made: Fault, every = false) => ({
	arrange: ({ simulator }: Scenarios) => {
		simulator.fault = ({ n }) => (every || n === 1 ? made : undefined);
	},
});
const rateLimit = JSON.stringify({ status: 'error', message: 'Max limit exceeded' });

const transient = (done: string): Trouble[] => [
	{ name: 'a dropped connection', ...fault({ kind: 'dropBefore' }), expected: [done], requests: 2 },
	{
		name: 'dropped after the work',
		...fault({ kind: 'dropAfter' }),
		expected: [done],
		requests: 2,
	},
	{
		name: 'no answer in time',
		...fault({ kind: 'hang' }),
		options: { timeout: 500 },
		expected: [done],
		requests: 2,
	},
	{ name: 'HTTP 503', ...fault({ kind: 'status', status: 503 }), expected: [done], requests: 2 },
	{
		name: 'a rate limit',
		...fault({ kind: 'raw', body: rateLimit }),
		expected: [done],
		requests: 2,
	},
];

const lasting: Trouble[] = [
	{
		name: 'nobody listens',
		arrange: async () => ({ domain: `http://127.0.0.1:${await freePort()}` }),
		expected: /could not be reached: the connection was refused/,
		requests: 0,
	},
	{
		name: 'a wrong key',
		arrange: () => ({ apiKey: ['KK1111', 'wrong', '1111'].join('') }),
		expected: /Invalid User Details/,
		requests: 1,
	},
];

const adding: Trouble[] = [
	{ name: 'all is well', expected: ['added'], requests: 1 },
	{
		name: 'a refused and an invalid number',
		phones: [first, bad, 'no number', third],
		expected: ['added', 'refused', 'invalid', 'added'],
	},
	{
		name: 'success that adds nothing',
		arrange: ({ simulator }) => void (simulator.switches.emptyOnSuccess = true),
		expected: ['unconfirmed'],
	},
	...transient('added'),
	{
		name: 'every connection dropped',
		...fault({ kind: 'dropBefore' }, true),
		expected: /connection was lost/,
		requests: 2,
	},
	{
		name: 'HTTP 503 again and again',
		...fault({ kind: 'status', status: 503, body: 'Down for today' }, true),
		expected: /Down for today/,
		requests: 2,
	},
	...lasting,
	{
		name: 'an unknown group',
		parameters: { groupName: 'No such group' },
		expected: /Invalid group name/,
		requests: 1,
	},
];

const removing: Trouble[] = [
	{ name: 'all is well', expected: ['removed'], requests: 1 },
	...transient('removed').filter(({ name }) => name !== 'dropped after the work'),
	...lasting,
];

const creating: Trouble[] = [
	{ name: 'all is well', expected: ['added'], requests: 1 },
	{
		name: 'an invalid number',
		phones: [first, 'no number', third],
		expected: ['added', 'invalid', 'added'],
	},
	{
		name: 'dropped after the work',
		...fault({ kind: 'dropAfter' }),
		expected: /may have been created/,
		requests: 1,
	},
	...lasting,
];

const OPERATIONS = [
	['Adding numbers', 'addNumbers', adding],
	['Removing numbers', 'removeNumbers', removing],
	['Creating a group', 'createGroup', creating],
] as const;

let lab: Scenarios;
beforeAll(async () => (lab = await Scenarios.open('faults')));
afterAll(async () => await lab.close());

describe.each(OPERATIONS)('%s: faults × On Error', (_, operation, troubles) => {
	describe.each(troubles.map((trouble) => [trouble.name, trouble] as const))(
		'%s',
		(_name, trouble) => {
			it.each(ON_ERROR)('%s', async (onError) => {
				lab.reset();
				lab.simulator.switches.isBad = (number) => number.endsWith(bad);
				const removes = operation === 'removeNumbers';
				const creates = operation === 'createGroup';
				if (removes)
					for (const number of registered)
						lab.simulator.group(GROUP)!.numbers.set(number, {} as never);
				const group = creates ? { groupName: 'Created', description: 'by a test' } : {};
				const { phones = good, arrange, options, parameters, expected, requests } = trouble;
				const changes = await arrange?.(lab);
				const ran = await lab.run(
					phones,
					{
						operation,
						...group,
						...parameters,
						options: { defaultCountry: 'IN', maxRetries: 1, rateLimitWait: 0, ...options },
					},
					{ onError },
					changes ? await lab.credential(changes) : undefined,
				);
				expectNoSecret(ran);
				if (requests !== undefined) expect(lab.simulator.requests).toHaveLength(requests);
				if (expected instanceof RegExp) return expectFailure(ran, phones, onError, expected);
				const statuses = expected.length === 1 ? phones.map(() => expected[0]) : expected;
				const isNothing = !removes && !statuses.includes('added');
				if (isNothing && onError === 'stopWorkflow') {
					expect(ran.error).toMatch(/^None of 3 numbers was added: 3 unconfirmed/);
					return;
				}
				judge(ran, phones, onError);
				expect(ran.statuses).toEqual(statuses);
				const held = lab.held(creates ? 'Created' : GROUP);
				const added = statuses.filter((status) => status === 'added').length;
				expect(held).toHaveLength(added);
			});
		},
	);
});

const registered = ['+919700000003', '+919700000004', '+919700000005'];

function expectFailure(ran: Ran, phones: string[], onError: OnError, words: RegExp): void {
	if (onError === 'stopWorkflow') {
		expect(ran.execution.status).toBe('error');
		expect(ran.error).toMatch(words);
		expect(ran.error).not.toMatch(/\b[1-3] of 3 numbers had gone through/);
		return;
	}
	judge(ran, phones, onError);
	expect(ran.statuses).toEqual(phones.map(() => 'failed'));
	for (const { result } of ran.seen) expect(result.message).toMatch(words);
}

function expectNoSecret({ execution }: Ran): void {
	const saved = JSON.stringify(execution);
	expect(saved).not.toContain(lab.simulator.account.apiKey);
	expect(saved).not.toContain('KK1111wrong1111');
}
