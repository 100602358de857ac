import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { builtNode } from '../support/nodeTypes';
import { each, PAIRING, phones, registered, simulated } from '../support/simulated';

// What n8n does where a node throws and 'On Error' continues: it hands out the input as if it were done.
// So every number has its result instead, whatever cannot be read and whatever breaks.

const ozonetel = simulated();
const numbers = phones(3);
const FAILING = "={{ $('Nowhere').item.json.x }}";

const detailsOf = (items: Array<{ json: Record<string, unknown> }>) =>
	items.map(({ json }) => json.details as Record<string, unknown>);

/** Options that each item may have its own value of. */
const OF_ITEMS = ['dryRun', 'batchSize', 'timeZone'];

describe.each([
	['batchInterval', 'Batch Interval (Ms)'],
	['concurrentRequests', 'Concurrent Requests'],
	['maxRetries', 'Max Retries'],
	['onRefused', 'On Refused Numbers'],
	['output', 'Output'],
	['rateLimitWait', 'Wait After Rate Limit (Seconds)'],
	['timeout', 'Timeout (Ms)'],
	['dryRun', 'Dry Run'],
	['batchSize', 'Batch Size'],
	['timeZone', 'Time Zone'],
])('an expression that fails in the option %s', (name, label) => {
	const options = { [name]: FAILING };
	afterEach(() => {
		expect(ozonetel.simulator.requests).toEqual([]);
	});

	it('stops the node, and is named', async () => {
		const { error, output } = await ozonetel.run(numbers, { options });
		expect(error?.message).toContain(`'${label}'`);
		expect(error?.message.includes('(item 0)')).toBe(OF_ITEMS.includes(name));
		expect(output).toEqual([]);
	});

	it('makes every number invalid where the workflow continues', async () => {
		const { error, output, downstream } = await ozonetel.run(numbers, {
			options,
			onError: 'continueRegularOutput',
			downstream: PAIRING,
		});
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(['invalid', 'invalid', 'invalid']);
		for (const message of each(output, 'message')) expect(message).toContain(`'${label}'`);
		expect(downstream).toEqual(numbers.map((phone) => ({ ours: phone, source: phone })));
	});

	it('sends every number to the error output where the node has one', async () => {
		const { error, output, errorOutput } = await ozonetel.run(numbers, {
			options,
			onError: 'continueErrorOutput',
		});
		expect(error).toBeUndefined();
		expect(output).toEqual([]);
		expect(detailsOf(errorOutput).map(({ status }) => status)).toEqual(Array(3).fill('invalid'));
	});
});

it('tells every number of an option that no request can do without, whatever else fails', async () => {
	const failsForThird = `={{ $json.phone === '${numbers[2]}' ? $('Nowhere').item.json.x : 'Spam' }}`;
	const { output } = await ozonetel.run(numbers, {
		parameters: { groupName: failsForThird },
		options: { maxRetries: FAILING },
		onError: 'continueRegularOutput',
	});
	expect(output).toHaveLength(3);
	for (const message of each(output, 'message')) expect(message).toContain("'Max Retries'");
});

it.each(['yes', 'on', 2, ['true']])('a dry run %p sends nothing', async (dryRun) => {
	const options = { dryRun: `={{ ${JSON.stringify(dryRun)} }}` };
	const stopped = await ozonetel.run(numbers, { options });
	expect(stopped.error?.message).toMatch(/'Dry Run' must be true or false/);
	const { output } = await ozonetel.run(numbers, { options, onError: 'continueRegularOutput' });
	expect(each(output, 'status')).toEqual(['invalid', 'invalid', 'invalid']);
	expect(each(output, 'phoneNumber')).toEqual(numbers);
	expect(ozonetel.simulator.requests).toEqual([]);
});

it('a dry run that is unknown for one item does not stop the others', async () => {
	const items = [
		{ phone: numbers[0], dry: 'maybe' },
		{ phone: numbers[1], dry: false },
	];
	const { output } = await ozonetel.run(items, {
		options: { dryRun: '={{ $json.dry }}' },
		onError: 'continueRegularOutput',
	});
	expect(each(output, 'status')).toEqual(['invalid', 'added']);
	expect(ozonetel.held()).toEqual([registered(numbers[1])]);
});

describe.each(['operation', 'apiVersion', 'groupName', 'expires'])(
	'an expression that fails in the parameter %s',
	(name) => {
		it('makes every number invalid where the workflow continues', async () => {
			const { error, output, downstream } = await ozonetel.run(numbers, {
				parameters: { groupId: '20', [name]: FAILING },
				onError: 'continueRegularOutput',
				downstream: { source: PAIRING.source },
			});
			expect(error).toBeUndefined();
			expect(each(output, 'status')).toEqual(['invalid', 'invalid', 'invalid']);
			expect(downstream).toEqual(numbers.map((source) => ({ source })));
			expect(ozonetel.simulator.requests).toEqual([]);
		});
	},
);

describe('a part of n8n that breaks', () => {
	/** Our node, for which one of n8n's functions throws. */
	const without = (broken: string): INodeType => {
		const built = builtNode();
		return {
			description: built.description,
			async execute(this: IExecuteFunctions) {
				const context = new Proxy(this, {
					get(target, name, receiver) {
						if (name === broken) throw new Error(`${broken} is broken`);
						return Reflect.get(target, name, receiver) as unknown;
					},
				});
				return await built.execute!.call(context);
			},
		};
	};

	it.each(['getTimezone', 'getNodeParameter', 'getContext', 'logger', 'addExecutionHints'])(
		'%s: no number is handed out as if it were done',
		async (broken) => {
			const nodeType = without(broken);
			const run = async (onError: 'continueRegularOutput' | 'continueErrorOutput') =>
				await ozonetel.run([...numbers, 'NA'], {
					nodeType,
					onError,
					credential: ozonetel.credential(),
					parameters: { timeZone: 'auto' },
				});
			const { output, error } = await run('continueRegularOutput');
			expect(error).toBeUndefined();
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3].map((item) => ({ item })),
			);
			const done = broken === 'addExecutionHints';
			const known = done || ['getContext', 'logger'].includes(broken);
			const status = done ? 'added' : known ? 'failed' : 'invalid';
			expect(each(output, 'status')).toEqual([status, status, status, 'invalid']);
			if (!done) expect(output[0].json.message).toContain(`${broken} is broken`);

			const split = await run('continueErrorOutput');
			expect(split.output).toHaveLength(done ? 3 : 0);
			expect(split.errorOutput).toHaveLength(done ? 1 : 4);
		},
	);

	it('is one item in a summary, which counts all numbers as failed', async () => {
		const { output } = await ozonetel.run(numbers, {
			nodeType: without('getContext'),
			onError: 'continueRegularOutput',
			options: { output: 'summary' },
		});
		expect(output).toHaveLength(1);
		expect(output[0].json).toMatchObject({ requested: 3, failed: 3, added: 0 });
	});

	it('stops the workflow where errors do', async () => {
		const { error } = await ozonetel.run(numbers, { nodeType: without('getContext') });
		expect(error?.message).toBe('getContext is broken');
	});
});

it('an expiry of each item’s own second is one hint, not silence', async () => {
	const items = numbers.map((phone, n) => ({ phone, until: `2030-01-31 10:00:0${n}` }));
	const expiry = { expires: 'onDate', expiryDate: '={{ $json.until }}' };
	const { hints, output } = await ozonetel.run(items, { parameters: expiry });
	expect(each(output, 'status')).toEqual(['added', 'added', 'added']);
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/took 2 more requests.*'After a Period'/),
	]);
	const together = await ozonetel.run(items, {
		parameters: { ...expiry, expires: 'afterPeriod', expiryAmount: 90 },
	});
	expect(together.hints).toEqual([]);
	expect(ozonetel.simulator.requests).toHaveLength(4);
});
