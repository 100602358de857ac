import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Group, type Simulator } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runNode } from '../support/engine';

// Whatever is asked for, over real HTTP: what the node reports is what Ozonetel holds.

jest.setTimeout(60_000);

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => {
	await simulator.close();
	await disposeExpressionEngine();
});

/** Numbers of a small pool, so that many are asked for twice, in the spellings of one number. */
const indian = fc
	.tuple(
		fc.integer({ min: 9812345670, max: 9812345699 }).map(String),
		fc.constantFrom('', '0', '+91 ', '0091-', '(91) '),
	)
	.map(([number, prefix]) => `${prefix}${number.slice(0, 5)} ${number.slice(5)}`);
const foreign = fc.integer({ min: 100, max: 199 }).map((n) => `+1 202 555 0${n}`);
const callerId = fc.constantFrom('140', '1909', '00000', '1'.repeat(16));
const good = fc.oneof({ weight: 6, arbitrary: indian }, foreign, callerId);
const hopeless = fc.constantFrom('', 'N/A', '12', '9.81E+11', '1'.repeat(17), '__proto__');
const spelling = fc.oneof({ weight: 8, arbitrary: good }, hopeless);

const item = fc.record({
	numbers: fc.array(spelling, { minLength: 1, maxLength: 12 }),
	shape: fc.constantFrom('list', 'text'),
	group: fc.constantFrom('Spam', 'Opted out'),
	expiry: fc.constantFrom('', '2099-12-31', '2099-12-31T12:00:00Z'),
});
type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

const situation = fc.record({
	items: fc.array(item, { minLength: 1, maxLength: 12 }),
	apiVersion: fc.constantFrom('current', 'legacy'),
	batchSize: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant(100)),
	concurrentRequests: fc.integer({ min: 1, max: 5 }),
	numberFormat: fc.constantFrom('digits', 'e164'),
	badNumber: fc.constantFrom('refuseBatch', 'list'),
	/** Ozonetel dislikes numbers that end so. */
	badEndings: fc.subarray(['1', '3', '5', '7', '9'], { maxLength: 2 }),
	/** What the groups hold before. */
	held: fc.array(fc.integer({ min: 9812345670, max: 9812345699 }).map(String)),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const isBad =
	({ badEndings }: Situation) =>
	(number: string) =>
		badEndings.some((ending) => number.endsWith(ending));

const inTurn = ({ items }: Situation) =>
	items.flatMap(({ numbers, shape }, index) => {
		// In a text, what is empty between two separators is nothing.
		const filled = numbers.filter((number) => number !== '');
		const asked = shape === 'list' ? numbers : filled.length > 0 ? filled : [''];
		return asked.map((number) => [number, index] as const);
	});

const toJson = ({ numbers, shape, group, expiry }: Item): IDataObject => ({
	phone: shape === 'list' ? numbers : numbers.join('; '),
	group,
	id: simulator.group(group)?.id,
	expires: expiry ? 'onDate' : 'never',
	expiry,
});

interface Result {
	phoneNumber: string;
	sentAs: string | null;
	registeredAs: string | null;
	status: string;
	duplicate: boolean;
	group: string;
	expiryDate: string | null;
	batch: number | null;
}

async function run(given: Situation, operation: string, prepare: () => void) {
	simulator.reset();
	simulator.switches.badNumber = given.badNumber;
	prepare();
	simulator.switches.isBad = isBad(given);
	const { items, apiVersion, batchSize, concurrentRequests, numberFormat } = given;
	const { output, error } = await runNode({
		items: items.map(toJson),
		credential: credentialFor(simulator),
		// Where no number can be sent, or none is added, the node stops (form.test.ts, onError.test.ts).
		onError: 'continueRegularOutput',
		parameters: {
			operation,
			apiVersion,
			groupName: '={{ $json.group }}',
			groupId: '={{ $json.id }}',
			description: 'A new group',
			phoneNumbers: '={{ $json.phone }}',
			expires: '={{ $json.expires }}',
			expiryDate: '={{ $json.expiry }}',
			options: {
				batchSize,
				concurrentRequests,
				numberFormat,
				defaultCountry: 'IN',
				timeZone: 'UTC',
			},
		},
	});
	expect(error).toBeUndefined();
	const asked = inTurn(given);
	expect(output.map(({ json, pairedItem }) => [json.phoneNumber, pairedItem])).toEqual(
		asked.map(([number, index]) => [number, { item: index }]),
	);
	return output.map(({ json }) => json as unknown as Result);
}

const groupOf = ({ group }: Result): Group | undefined =>
	simulator.group(/^\d+$/.test(group) ? Number(group) : group);

/** No request over the limit or with a repeated number; no number twice to one group and expiry. */
function checkRequests({ batchSize, badEndings }: Situation) {
	const known = new Set<string>();
	for (const { body } of simulator.requests) {
		const { blockNumbers, ...target } = body as IDataObject & { blockNumbers: string[] };
		expect(blockNumbers.length).toBeLessThanOrEqual(batchSize);
		expect(new Set(blockNumbers).size).toBe(blockNumbers.length);
		if (badEndings.length > 0) continue; // halves are sent again
		const { name = target.groupName, id, expiryDate } = target;
		for (const number of blockNumbers) {
			const key = JSON.stringify([id ?? name, expiryDate, number]);
			expect(known).not.toContain(key);
			known.add(key);
		}
	}
}

/** Every asking of a number gets its result, the later ones as duplicates. */
function checkDuplicates(results: Result[]) {
	const first = new Map<string, Result>();
	for (const result of results) {
		const { sentAs, group, expiryDate } = result;
		if (sentAs === null) continue;
		const key = JSON.stringify([sentAs, group, expiryDate]);
		expect(result.duplicate).toBe(first.has(key));
		const earlier = first.get(key) ?? result;
		first.set(key, earlier);
		expect([result.status, result.registeredAs, result.batch]).toEqual([
			earlier.status,
			earlier.registeredAs,
			earlier.batch,
		]);
	}
}

/** The status of each number, and that the groups hold what is reported as added, and nothing else. */
function checkBlocked(given: Situation, results: Result[]) {
	for (const result of results) {
		const { sentAs, registeredAs, status, expiryDate } = result;
		const expected = sentAs === null ? 'invalid' : isBad(given)(sentAs) ? 'refused' : 'added';
		expect([result.phoneNumber, status]).toEqual([result.phoneNumber, expected]);
		if (status !== 'added') continue;
		expect(registeredAs!.replace('+', '')).toBe(sentAs!.replace('+', ''));
		const expiries = results
			.filter((other) => other.group === result.group && other.registeredAs === registeredAs)
			.map((other) => other.expiryDate);
		expect(expiries).toContain(expiryDate);
		const held = groupOf(result)!.numbers.get(registeredAs!);
		expect(expiries).toContain(held!.expiryDate ?? null);
	}
	for (const group of simulator.groups) {
		const reported = results
			.filter((result) => result.status === 'added' && groupOf(result) === group)
			.map(({ registeredAs }) => registeredAs!);
		expect([...group.numbers.keys()].sort()).toEqual([...new Set(reported)].sort());
	}
}

const check = async (property: (given: Situation) => Promise<void>) =>
	await fc.assert(fc.asyncProperty(situation, property), { numRuns: 40 });

it('adding', async () => {
	await check(async (given) => {
		const results = await run(given, 'addNumbers', () => {
			simulator.addGroup('Spam');
			simulator.addGroup('Opted out');
		});
		checkRequests(given);
		checkDuplicates(results);
		checkBlocked(given, results);
	});
});

it('creating', async () => {
	await check(async (anything) => {
		// Refused for a number, a group is not created again on the legacy API (refusals.test.ts).
		const given: Situation =
			anything.apiVersion === 'legacy' ? { ...anything, badNumber: 'list' } : anything;
		const results = await run(given, 'createGroup', () => {});
		checkRequests(given);
		checkDuplicates(results);
		checkBlocked(given, results);
		const names = simulator.groups.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(simulator.requests.every(({ answer }) => !/exists/.test(JSON.stringify(answer)))).toBe(
			true,
		);
	});
});

it('removing', async () => {
	await check(async (given) => {
		const before = new Set(given.held.map((number) => `+91${number}`));
		const results = await run(given, 'removeNumbers', () => {
			simulator.addGroup('Spam', given.held);
			simulator.addGroup('Opted out', given.held);
		});
		checkRequests(given);
		checkDuplicates(results);
		for (const { sentAs, registeredAs, status, ...result } of results) {
			if (sentAs === null) {
				expect(status).toBe('invalid');
				continue;
			}
			const number = `+${sentAs.replace('+', '')}`;
			const gone = before.has(number) && !isBad(given)(sentAs);
			expect([number, status]).toEqual([number, gone ? 'removed' : 'refused']);
			expect(registeredAs).toBe(gone ? number : null);
			expect(result).toMatchObject({ deleted: gone });
			const group = groupOf({ sentAs, registeredAs, status, ...result })!;
			expect(group.numbers.has(number)).toBe(before.has(number) && !gone);
		}
		const removed = results.filter(({ status, duplicate }) => status === 'removed' && !duplicate);
		const left = simulator.groups.reduce((sum, { numbers }) => sum + numbers.size, 0);
		expect(left).toBe(2 * before.size - removed.length);
	});
});

it('more than 100 numbers at a time', async () => {
	for (const operation of ['addNumbers', 'createGroup', 'removeNumbers']) {
		for (const apiVersion of ['current', 'legacy'] as const) {
			const numbers = Array.from({ length: 250 }, (_, n) => `98123${45000 + n}`);
			const given: Situation = {
				items: [{ numbers: [...numbers, ...numbers], shape: 'list', group: 'Spam', expiry: '' }],
				apiVersion,
				batchSize: 100,
				concurrentRequests: 5,
				numberFormat: 'digits',
				badNumber: 'refuseBatch',
				badEndings: [],
				held: [],
			};
			const removes = operation === 'removeNumbers';
			const results = await run(given, operation, () => {
				if (operation !== 'createGroup') simulator.addGroup('Spam', removes ? numbers : []);
			});
			checkRequests(given);
			expect(simulator.requests).toHaveLength(3);
			expect(simulator.group('Spam')!.numbers.size).toBe(removes ? 0 : 250);
			expect(results.filter(({ duplicate }) => duplicate)).toHaveLength(250);
		}
	}
});
