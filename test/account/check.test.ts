import fc from 'fast-check';

import { startSimulator, type Fault, type Simulator, type Switches } from '../simulator';
import { switchChoices } from '../simulator/switches';
import { MOST_CALLS, type Settings } from './account';
import { startCheck, type Check, type Outcome } from './check';
import { readOwn } from './numbers';
import { PROBES, type Look, type SwitchName } from './probes';

// The report equals the switches that can be told apart, and nothing of the check is left.

const RUNS = Number(process.env.ACCOUNT_RUNS ?? (process.env.THOROUGH ? 2000 : 60));
jest.setTimeout(3_600_000);

const numbers = { a: readOwn('9812345678', 'A'), b: readOwn('+91 98765 43210', 'B') };
let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

/** Looks where a person would: which expiry date the first number has in the first group. */
const look: Look = async ({ group, first }) => {
	const held = simulator.groups.find(({ name }) => name === group);
	const [registered] = [...(held?.numbers.entries() ?? [])].filter(([number]) =>
		number.endsWith(numbers.a.core),
	);
	return registered[1].expiryDate === first ? 'first' : 'second';
};

const start = (settings: Settings = {}, looks = look) => {
	const access = { origin: simulator.url, ...simulator.account };
	return startCheck(access, numbers, looks, { sleep: async () => undefined, ...settings });
};

const isLeft = () => simulator.groups.flatMap(({ numbers: held }) => [...held.keys()]);

const switchesOf = ({ findings }: Outcome): Partial<Switches> =>
	Object.fromEntries(
		[...findings].flatMap(([name, finding]) => ('value' in finding ? [[name, finding.value]] : [])),
	);

const { constantFrom, boolean } = fc;
const anySwitches = fc.record({
	...Object.fromEntries(
		Object.entries(switchChoices).map(([name, values]) => [name, constantFrom<unknown>(...values)]),
	),
	errorStatus: constantFrom(200, 400, 401),
	legacy: boolean(),
	createsBeforeChecking: boolean(),
	removalNeedsId: boolean(),
	phpNotices: boolean(),
	emptyOnSuccess: fc.integer({ max: 9, min: 0 }).map((one) => one === 9),
	unknownGroup: constantFrom('Invalid group name', 'No such group', 'Group is not available'),
	tokenSeconds: constantFrom(600, 3600),
}) as fc.Arbitrary<Partial<Switches>>;

test('every row has a switch of its own, and all that are asked are varied below', () => {
	const asked = PROBES.map((probe) => probe.switch).sort();
	expect(new Set(asked).size).toBe(asked.length);
	const [varied] = fc.sample(anySwitches, 1);
	expect(Object.keys(varied).sort()).toEqual(asked);
});

/** What nobody could tell from outside, whatever is asked. */
function hidden(switches: Switches): SwitchName[] {
	const aboutNames = PROBES.filter(({ needsNames }) => needsNames).map((probe) => probe.switch);
	const rules: Array<[isHidden: boolean, ...names: SwitchName[]]> = [
		// Answers say nothing about numbers.
		[switches.emptyOnSuccess, ...aboutNames],
		[switches.authentication === 'apiKey', 'tokenSeconds'],
		[!switches.legacy, 'idKey'],
		[switches.badNumber === 'list', 'createsBeforeChecking'],
		[['refuseBatch', 'list'].includes(switches.existingNumber), 'insertedCounts'],
		[switches.updatePath === 'both' && switches.legacy, 'missingPath'],
	];
	return rules.flatMap(([isHidden, ...names]) => (isHidden ? names : []));
}

test(`${RUNS} accounts: the report is what they are`, async () => {
	let most = 0;
	await fc.assert(
		fc.asyncProperty(anySwitches, async (switches) => {
			simulator.reset();
			Object.assign(simulator.switches, switches);
			simulator.addGroup('Theirs', ['9000000001']);
			const outcome = await start().done;

			const secret = hidden(simulator.switches);
			const expected = Object.entries(switches).filter(
				([name]) => !secret.includes(name as SwitchName),
			);
			expect(switchesOf(outcome)).toEqual(Object.fromEntries(expected));
			expect(isLeft()).toEqual(['+919000000001']);
			if (!switches.emptyOnSuccess) expect(outcome).toMatchObject({ left: [], ended: undefined });
			expect(simulator.requests.length).toBe(outcome.calls.length);
			most = Math.max(most, outcome.calls.length);
		}),
		{ numRuns: RUNS },
	);
	expect(most).toBeLessThanOrEqual(MOST_CALLS);
	console.log(`${RUNS} accounts, at most ${most} calls`);
});

describe('whatever happens on the way', () => {
	/** The accounts in which most can go wrong. */
	const accounts: Array<Partial<Switches>> = [
		{},
		{ existingName: 'another', removalGroup: 'ignored', badNumber: 'list' },
		{ removalNeedsId: true, createsBeforeChecking: true, authentication: 'token' },
	];
	const CALLS = 30;
	const everyCall = accounts.flatMap((switches) =>
		Array.from({ length: CALLS }, (_, n) => [n + 1, switches] as const),
	);
	/** Of each account some calls, or all. */
	const some = everyCall.filter((_, at) => RUNS >= 2000 || at % 4 === 0);

	/** What the groups hold, and what the check says that they may hold. */
	function leftOf({ left }: Outcome) {
		const core = (label: string) =>
			label.replace(/.*«A»/, numbers.a.core).replace(/.*«B»/, numbers.b.core).replace('+', '');
		const told = left.map(({ group, number }) => `${group.name}: ${core(number)}`);
		const own = simulator.groups.filter(({ name }) => name !== 'Theirs');
		const held = own.flatMap(({ name, numbers: all }) =>
			[...all.keys()].map((number) => ({ name, number })),
		);
		const untold = held.filter(
			({ name, number }) =>
				!told.some((one) => one.startsWith(`${name}: `) && number.endsWith(one.split(': ')[1])),
		);
		return { held, untold, told };
	}

	/** A check of such an account, with this befalling each call. */
	async function checkUnder(
		switches: Partial<Switches>,
		befalls: (n: number, check: Check) => Fault | undefined,
	) {
		simulator.reset();
		Object.assign(simulator.switches, switches);
		const check = start();
		simulator.fault = ({ n }) => befalls(n, check);
		const outcome = await check.done;
		return { outcome, ...leftOf(outcome) };
	}
	const none = { held: [], untold: [], told: [] };

	test.each(some)('call %i (%j): stopped or unanswered, all is removed', async (at, switches) => {
		const stopped = await checkUnder(switches, (n, check) => {
			if (n === at) check.stop();
			return undefined;
		});
		expect(stopped).toMatchObject(none);
		for (const kind of ['dropBefore', 'dropAfter'] as const) {
			const { outcome, untold, held, told } = await checkUnder(switches, (n) =>
				n === at ? { kind } : undefined,
			);
			expect(untold).toEqual([]);
			// The ID of a second group of the same name is only in the answer to its creation.
			const lost = outcome.calls[at - 1]?.why === 'existingName';
			if (!lost) expect({ held, told }).toEqual({ held: [], told: [] });
			if (at <= 20) expect(outcome.ended).toMatch(/connection failed/);
			// Gone for good: it is told.
			const gone = await checkUnder(switches, (n) => (n >= at ? { kind } : undefined));
			expect(gone.untold).toEqual([]);
			expect(gone.outcome.calls.length).toBeLessThanOrEqual(MOST_CALLS);
		}
	});

	test('a fault of its own: all is removed', async () => {
		const outcome = await start({}, () => {
			throw new TypeError('a mistake');
		}).done;
		expect(outcome.ended).toBe('a fault of the check: TypeError');
		expect(leftOf(outcome)).toEqual({ held: [], untold: [], told: [] });
	});

	test('asked to wait: it waits, tells of the limit, and goes on', async () => {
		simulator.switches.rateLimit = { requests: 20, windowMs: 60_000, style: '429-retry-after' };
		const waits: number[] = [];
		const outcome = await start({
			sleep: async (ms) => {
				waits.push(ms);
				if (ms > 2000) simulator.switches.rateLimit = undefined;
			},
		}).done;
		expect(waits.filter((ms) => ms > 2000)).toHaveLength(1);
		expect(outcome.limits).toEqual([
			expect.stringMatching(/HTTP 429 “Max limit exceeded”, Retry-After \d+$/),
		]);
		expect(outcome).toMatchObject({ left: [], ended: undefined });
	});

	test('a number that is in another group: it ends, and leaves that group alone', async () => {
		for (const switches of [{}, { removalGroup: 'ignored' }, { legacy: false }] as const) {
			simulator.reset();
			Object.assign(simulator.switches, switches);
			simulator.addGroup('Theirs', [numbers.a.digits]);
			const outcome = await start().done;
			expect(outcome.ended).toMatch(/first number is in another group/);
			expect([...simulator.group('Theirs')!.numbers.keys()]).toEqual([`+${numbers.a.digits}`]);
			const { held, untold } = leftOf(outcome);
			expect(untold).toEqual([]);
			expect(held.length).toBe('legacy' in switches ? 1 : 0);
		}
	});

	test.each([
		['a wrong key', () => ({ apiKey: 'wrong' }), /Invalid User Details/],
		['another server', () => ({ origin: `${simulator.url}/elsewhere` }), /not at this address/],
	])('%s: nothing is created', async (_, change, message) => {
		const access = { origin: simulator.url, ...simulator.account, ...change() };
		const settings = { sleep: async () => undefined };
		const outcome = await startCheck(access, numbers, look, settings).done;
		expect(outcome.unusable).toMatch(message);
		expect(outcome.groups).toEqual([]);
		expect(simulator.groups).toEqual([]);
	});

	test('numbers of another country: what needs Indian ones stays unknown, the rest is found', async () => {
		const abroad = { a: readOwn('+447700900456', 'A'), b: readOwn('+447700900789', 'B') };
		const access = { origin: simulator.url, ...simulator.account };
		const outcome = await startCheck(access, abroad, async () => undefined, {
			sleep: async () => undefined,
		}).done;
		const open = [...outcome.findings].filter(([, finding]) => 'unknown' in finding);
		expect(open.map(([name]) => name)).toEqual(['tokenSeconds', 'leadingZero', 'existingNumber']);
		expect(isLeft()).toEqual([]);
	});
});
