import type { IDataObject } from 'n8n-workflow';

import { json, phones, registered, simulated, tally } from '../support/simulated';

// A group is created once, however often and however badly a workflow runs.

const ozonetel = simulated();
const list = phones(5);
const creation = { operation: 'createGroup', groupName: 'Spam', description: 'Callers of spam' };
const spamGroups = () => ozonetel.simulator.groups.filter(({ name }) => name === 'Spam');
const methods = () => ozonetel.simulator.requests.map(({ method }) => method);

beforeEach(() => {
	// A second creation is to be seen.
	ozonetel.simulator.switches.existingName = 'another';
});

describe('If Group Exists: Add Numbers to It', () => {
	const run = async (numbers = list, parameters = {}) =>
		await ozonetel.run(numbers, {
			parameters: { ...creation, ...parameters },
			options: { ifGroupExists: 'addNumbers', batchSize: 2, timeout: 400, maxRetries: 0 },
		});

	it('creates the group in the first run, and adds to it in the next', async () => {
		expect(tally((await run()).output)).toEqual({ added: 5 });
		expect(methods()).toEqual(['PUT', 'POST', 'PUT', 'PUT']);
		expect(tally((await run(phones(6))).output)).toEqual({ added: 6 });
		expect(methods().slice(4)).toEqual(['PUT', 'PUT', 'PUT']);
		expect(spamGroups()).toHaveLength(1);
		expect(ozonetel.held('Spam')).toEqual(phones(6).map(registered));
	});

	it.each([1, 2, 3, 4])(
		'is simply run again after a run that was interrupted at request %i, done or not',
		async (nth) => {
			for (const applied of [true, false]) {
				ozonetel.simulator.reset();
				ozonetel.simulator.switches.existingName = 'another';
				ozonetel.simulator.fault = ({ n }) => (n === nth ? { kind: 'hang', applied } : undefined);
				const { error } = await run();
				expect(error?.description).toMatch(/run the workflow again/i);
				expect(error?.description).not.toMatch(/Look for/);

				ozonetel.simulator.fault = undefined;
				expect(tally((await run()).output)).toEqual({ added: 5 });
				expect(spamGroups()).toHaveLength(1);
				expect(ozonetel.held('Spam').toSorted()).toEqual(list.map(registered));
			}
		},
	);

	it('cannot be asked for on the legacy API, and says why before anything is sent', async () => {
		const { error } = await run(list, { apiVersion: 'legacy' });
		expect(error?.message).toMatch(/legacy API cannot add to a group by its name/);
		expect(ozonetel.simulator.requests).toEqual([]);
	});

	it('would do so in a dry run, and sends nothing', async () => {
		const { output } = await ozonetel.run(list, {
			parameters: creation,
			options: { ifGroupExists: 'addNumbers', dryRun: true },
		});
		expect(json(output)[0].message).toMatch(/^Would be added to Spam/);
		expect(ozonetel.simulator.requests).toEqual([]);
	});
});

describe('a creation that was under way when its execution ended', () => {
	/** Stops while the creation has no answer; n8n keeps the execution, and a person retries it. */
	async function retried(options: IDataObject) {
		const stop = new AbortController();
		ozonetel.simulator.fault = ({ method }) => {
			if (method !== 'POST') return undefined;
			setTimeout(() => stop.abort(), 50);
			return { kind: 'hang', applied: true };
		};
		const run = { parameters: creation, options };
		const first = await ozonetel.run(list, { ...run, signal: stop.signal });
		expect(first.error?.message).toMatch(/^The execution was cancelled/);
		expect(methods().at(-1)).toBe('POST');
		ozonetel.simulator.fault = undefined;
		return await ozonetel.run(list, { ...run, retryOf: first.run });
	}

	it('is an error of the retried execution, which says that the group may exist', async () => {
		const { error, output } = await retried({});
		expect(output).toEqual([]);
		expect(error?.message).toMatch(/already sent a request to create this group/);
		expect(error?.description).toMatch(/may have been created anyway\. Look for “Spam”/);
		expect(methods()).toEqual(['POST']);
		expect(spamGroups()).toHaveLength(1);
	});

	it('gets the numbers where the group may exist', async () => {
		const { output, error } = await retried({ ifGroupExists: 'addNumbers' });
		expect(error).toBeUndefined();
		expect(tally(output)).toEqual({ added: 5 });
		expect(methods()).toEqual(['PUT', 'POST', 'PUT']);
		expect(spamGroups()).toHaveLength(1);
	});
});

it('a creation that was never sent before its execution ended is sent by the retried one', async () => {
	const cancelled = new AbortController();
	const arrived = new Promise<void>((resolve) => {
		ozonetel.simulator.fault = ({ n }) => {
			if (n !== 1) return undefined;
			resolve();
			return { kind: 'late', ms: 1500 };
		};
	});
	const other = ozonetel.run([list[0]]);
	await arrived;
	setTimeout(() => cancelled.abort(), 200);
	const first = await ozonetel.run(list, { parameters: creation, signal: cancelled.signal });
	expect(first.error?.message).toMatch(/^The execution was cancelled/);
	await other;
	const { error, output } = await ozonetel.run(list, { parameters: creation, retryOf: first.run });
	expect(error).toBeUndefined();
	expect(tally(output)).toEqual({ added: 5 });
	expect(methods()).toEqual(['PUT', 'POST']);
});

it.each(['current', 'legacy'])(
	'%s: a group without its numbers exists, and they say so',
	async (apiVersion) => {
		Object.assign(ozonetel.simulator.switches, { badNumber: 'list', isBad: () => true });
		const parameters = { ...creation, apiVersion };
		const { error } = await ozonetel.run(list, { parameters });
		expect(spamGroups()).toHaveLength(1);
		expect(error?.description).toMatch(/The group Spam has been created.*use 'Add Numbers' for it/);
	},
);
