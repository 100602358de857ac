import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { startSimulator, type Fault, type Simulator } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runNode } from '../support/engine';
import { patience, tries } from '../support/tries';

/** A server as nobody documents it, and the groups that a run creates on it. */
interface Case {
	numbers: Array<{ phone: string; bad: boolean; group: number; expires: boolean }>;
	/** What befalls the requests, in the order they come. */
	faults: Array<Fault | undefined>;
	createsBeforeChecking: boolean;
	badNumber: 'refuseBatch' | 'list';
	errorStatus: 200 | 401;
	unknownGroup: string;
	apiVersion: 'current' | 'legacy';
	ifGroupExists: 'error' | 'addNumbers';
	/** The first group is there before, where numbers may be added to it. */
	exists: boolean;
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail: boolean;
	batchSize: number;
	maxRetries: number;
	concurrentRequests: number;
}

const LATE_MS = 40;
const TIMEOUT_MS = 25;

const said = (message: string, applied: boolean): Fault => ({
	kind: 'raw',
	body: JSON.stringify({ status: 'error', message }),
	applied,
});

const fault = fc.oneof(
	{ weight: 12, arbitrary: fc.constant(undefined) },
	fc.constantFrom<Fault>({ kind: 'dropBefore' }, { kind: 'dropAfter' }, { kind: 'busy' }),
	fc.record({
		kind: fc.constant('status' as const),
		status: fc.constantFrom(302, 400, 404, 408, 429, 500, 502, 503, 504),
		applied: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant('html' as const),
		status: fc.constantFrom(200, 502),
		applied: fc.boolean(),
	}),
	fc
		.tuple(fc.constantFrom('Max limit exceeded', 'Parameters are mandatory', 'No'), fc.boolean())
		.map(([message, applied]) => said(message, applied)),
	fc.record({
		kind: fc.constant('late' as const),
		ms: fc.constant(LATE_MS),
		slow: fc.boolean(),
	}),
	fc.constant<Fault>({ kind: 'huge', bytes: 3_000_000 }),
);

const number = fc.record({
	// Indian mobile numbers, foreign ones, and what is no number anywhere.
	phone: fc.oneof(
		fc.integer({ min: 9_700_000_000, max: 9_700_000_999 }).map(String),
		fc.constantFrom('+447700900123', '12345', '1400123', '000111222333'),
	),
	bad: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
	group: fc.nat({ max: 1 }),
	expires: fc.boolean(),
});

const anyCase: fc.Arbitrary<Case> = fc.record({
	numbers: fc.array(number, { minLength: 1, maxLength: 12 }),
	faults: fc.array(fault, { maxLength: 6 }),
	createsBeforeChecking: fc.boolean(),
	badNumber: fc.constantFrom('refuseBatch', 'refuseBatch', 'list'),
	errorStatus: fc.constantFrom(200, 401),
	unknownGroup: fc.constantFrom('Invalid group name', 'Invalid group', 'Group not found'),
	apiVersion: fc.constantFrom('current', 'current', 'legacy'),
	ifGroupExists: fc.constantFrom('error', 'addNumbers'),
	exists: fc.boolean(),
	onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	retryOnFail: fc.boolean(),
	batchSize: fc.constantFrom(1, 3, 100),
	maxRetries: fc.constantFrom(0, 0, 0, 1),
	concurrentRequests: fc.constantFrom(1, 3),
});

let runs = 0;

/** Runs the node once against such a server: what it did that it must not. */
async function violations(one: Case, simulator: Simulator): Promise<string[]> {
	simulator.reset();
	// A request that the node gave up may arrive in a later run: that one's groups have other names.
	const ours = `Run ${++runs}, group `;
	const bad = one.numbers.filter((asked) => asked.bad).map(({ phone }) => phone.slice(-5));
	Object.assign(simulator.switches, {
		existingName: 'another',
		createsBeforeChecking: one.createsBeforeChecking,
		badNumber: one.badNumber,
		errorStatus: one.errorStatus,
		unknownGroup: one.unknownGroup,
		isBad: (sent: string) => bad.includes(sent.slice(-5)),
	});
	// The legacy API adds by id only.
	const addsFirst = one.apiVersion === 'current' && one.ifGroupExists === 'addNumbers';
	if (addsFirst && one.exists) simulator.addGroup(`${ours}0`);
	const run = async (timeout: number) =>
		await runNode({
			items: one.numbers.map(({ phone, group, expires }) => ({
				phone,
				group: `${ours}${group}`,
				until: expires ? '2040-01-31' : '2041-01-31',
			})),
			parameters: {
				operation: 'createGroup',
				apiVersion: one.apiVersion,
				groupName: '={{ $json.group }}',
				description: 'Made at random',
				phoneNumbers: '={{ $json.phone }}',
				expires: 'onDate',
				expiryDate: '={{ $json.until }}',
				options: {
					ifGroupExists: addsFirst ? 'addNumbers' : 'error',
					batchSize: one.batchSize,
					maxRetries: one.maxRetries,
					rateLimitWait: 0,
					concurrentRequests: one.concurrentRequests,
					timeout,
				},
			},
			credential: credentialFor(simulator),
			onError: one.onError,
			retryOnFail: one.retryOnFail,
			maxTries: 3,
			waitBetweenTries: 1,
		});
	simulator.fault = ({ n }) => one.faults[n - 1];
	const isLate = one.faults.some((any) => any?.kind === 'late');
	const { output, errorOutput, error } = await run(isLate ? TIMEOUT_MS : 10_000);
	const slow = simulator.requests.some((request) => request.fault === 'late');
	if (slow) await sleep(LATE_MS + 20);

	simulator.fault = undefined;
	const left = addsFirst && /^Invalid/.test(one.unknownGroup) ? await leftByNextRun() : [];

	const names = simulator.groups.map(({ name }) => name).filter((name) => name.startsWith(ours));
	const twice = names.filter((name, n) => names.indexOf(name) !== n);
	const results = [...output, ...errorOutput];
	const lost = !error && results.length !== one.numbers.length;
	return [
		...twice.map((name) => `a second group “${name}”`),
		...(lost ? [`${results.length} results for ${one.numbers.length} numbers`] : []),
		...results.flatMap(({ json }) => claims((json.details ?? json) as Result, simulator)),
		...left.map(({ phone, group }) => `${phone} is not in group ${group} after the next run`),
	];

	/** Where numbers may be added to the group, a run that was interrupted is simply run again. */
	async function leftByNextRun() {
		await run(10_000);
		return one.numbers.filter(
			({ phone, group }) =>
				!bad.includes(phone.slice(-5)) && !holds(simulator, `${ours}${group}`, phone),
		);
	}
}

interface Result {
	sentAs: string;
	status: string;
	group: string;
}

function claims({ sentAs, status, group }: Result, simulator: Simulator): string[] {
	const isFalse = status === 'added' && !holds(simulator, group, sentAs);
	return isFalse ? [`${sentAs} is not in “${group}”`] : [];
}

function holds(simulator: Simulator, group: string, phone: string): boolean {
	const held = [...(simulator.group(group)?.numbers.keys() ?? [])];
	return held.some((registered) => registered.endsWith(phone.replace('+', '')));
}

/** Most of the time the runs wait, for answers and between tries. */
const AT_A_TIME = 8;

/** @returns the first case that breaks a promise, in words */
async function brokenOf(cases: number): Promise<string | undefined> {
	const simulator = await startSimulator();
	try {
		const property = fc.asyncProperty(anyCase, async (one) => {
			const found = await violations(one, simulator);
			if (found.length > 0) throw new Error(found.join('; '));
		});
		const details = await fc.check(property, { numRuns: cases, includeErrorInReport: true });
		return fc.defaultReportMessage(details);
	} finally {
		await simulator.close();
	}
}

afterAll(disposeExpressionEngine);

// The simulator counts the groups: none may be there twice.
it(
	'creates no group twice, whatever the server does',
	async () => {
		const share = Math.ceil(tries(100, 10_000) / AT_A_TIME);
		const found = await Promise.all(Array.from({ length: AT_A_TIME }, () => brokenOf(share)));
		expect(found.filter((words) => words !== undefined)).toEqual([]);
	},
	patience,
);
