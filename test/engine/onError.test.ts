import { useExpressionEngine } from '../support/engine';
import {
	each,
	GROUP,
	json,
	PAIRING,
	phones,
	registered,
	simulated,
	tally,
} from '../support/simulated';

// README.md, Output: what n8n's setting 'On Error' makes of every kind of result, and who it is paired to.

const ozonetel = simulated();

const [good, refused, silent, failing] = phones(4);
const asked = [good, refused, '', silent, failing];
const statuses = ['added', 'refused', 'invalid', 'unconfirmed', 'failed'];

/** One number per request, so that each meets its own fate. */
const options = { batchSize: 1, maxRetries: 0 };

beforeEach(() => {
	const { simulator } = ozonetel;
	simulator.switches.isBad = (number) => number === `91${refused}`;
	simulator.fault = ({ body }) => {
		const [number] = (body as { blockNumbers: string[] }).blockNumbers;
		if (number === `91${failing}`) return { kind: 'status', status: 503, body: 'Down for today' };
		if (number !== `91${silent}`) return undefined;
		const answer = { status: 'success', message: 'updated', output: { succes: [], error: [] } };
		return { kind: 'raw', body: JSON.stringify(answer) };
	};
});

describe.each(['vm', 'legacy'] as const)('with the %s expression engine', (engine) => {
	beforeAll(async () => await useExpressionEngine(engine));

	it('Continue: every number is an item, paired to the item that asked', async () => {
		const { output, errorOutput, downstream, error } = await ozonetel.run(asked, {
			options,
			onError: 'continueRegularOutput',
			downstream: PAIRING,
		});
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(statuses);
		expect(each(output, 'error')).toEqual(Array(5).fill(undefined));
		expect(errorOutput).toEqual([]);
		expect(downstream).toEqual(asked.map((phone) => ({ ours: phone, source: phone })));
	});

	it('Continue (using error output): what was not done is on the error branch', async () => {
		const { output, errorOutput, downstream, downstreamError, error } = await ozonetel.run(asked, {
			options,
			onError: 'continueErrorOutput',
			downstream: PAIRING,
			downstreamError: {
				ours: "={{ $('Ozonetel Block Group').item.json.details.phoneNumber }}",
				source: PAIRING.source,
				said: '={{ $json.message }}',
			},
		});
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(['added']);
		expect(downstream).toEqual([{ ours: good, source: good }]);

		const details = each(errorOutput, 'details') as Array<Record<string, unknown>>;
		expect(details.map(({ status }) => status)).toEqual(statuses.slice(1));
		expect(details.map(({ phoneNumber }) => phoneNumber)).toEqual(asked.slice(1));
		for (const item of errorOutput) {
			const { error: headline, message } = item.json;
			expect([headline, message]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
		}
		expect(downstreamError).toEqual(
			asked.slice(1).map((phone, n) => ({ ours: phone, source: phone, said: details[n].message })),
		);
	});

	it('Stop: all but a failed request are items', async () => {
		const { output, error, downstream } = await ozonetel.run(asked.slice(0, 4), {
			options,
			onError: 'stopWorkflow',
			downstream: PAIRING,
		});
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(statuses.slice(0, 4));
		expect(downstream).toEqual(asked.slice(0, 4).map((phone) => ({ ours: phone, source: phone })));
	});
});

it('a tool, which has no setting On Error, gives its model every result', async () => {
	const node = { type: 'n8n-nodes-ozonetel.ozonetelBlockGroupTool' };
	const { output, error } = await ozonetel.run(asked, { options, node });
	expect(error).toBeUndefined();
	expect(each(output, 'status')).toEqual(statuses);
	const alone = await ozonetel.run([refused], { node });
	expect(alone.output[0].json.message).toContain('invalid format of numbers');
});

it('Stop: a failed request stops with the words of the answer, the item and what had gone through', async () => {
	const { output, error } = await ozonetel.run([...phones(1, 50), ...asked], { options });
	expect(output).toEqual([]);
	expect(error?.message).toContain('Down for today');
	expect(error?.description).toMatch(/\b5\b/); // the item
	expect(error?.description).toMatch(/\b2 of \d+ numbers/); // went through: added
	expect(error?.context?.itemIndex).toBe(5);
	expect(ozonetel.held()).toEqual([...phones(1, 50), good].map(registered));
});

it('Stop, with refused numbers stopping too: all are sent first, then one error names them', async () => {
	const { output, error } = await ozonetel.run([refused, '', silent, good], {
		options: { ...options, onRefused: 'stop' },
	});
	expect(output).toEqual([]);
	for (const named of [refused, 'empty', silent]) expect(error?.message).toContain(named);
	expect(error?.message).not.toContain(good);
	expect(ozonetel.held()).toEqual([registered(good)]);

	const continued = await ozonetel.run([refused, good], {
		options: { ...options, onRefused: 'stop' },
		onError: 'continueRegularOutput',
	});
	expect(each(continued.output, 'status')).toEqual(['refused', 'added']);
});

describe('an item whose expiry or group cannot be read', () => {
	const [a, b] = phones(2, 10);
	const items = (unreadable: object) => [
		{ phone: good, group: GROUP, until: '2030-01-31' },
		{ phone: [a, b], group: GROUP, until: '2030-01-31', ...unreadable },
	];
	const parameters = {
		groupName: '={{ $json.group }}',
		expires: 'onDate',
		expiryDate: '={{ $json.until }}',
	};

	it.each([
		['a date that does not exist', { until: '2030-02-30' }, '2030-02-30'],
		['a date in the past', { until: '2020-01-31' }, '2020-01-31'],
		['a date that could be two', { until: '01-12-2030' }, '1 December 2030 or 12 January 2030'],
		['no date', { until: '' }, 'Expiry Date'],
		['no group', { group: '' }, 'Group Name'],
		['a group of one letter', { group: 'x' }, 'x'],
	])('%s', async (_, unreadable, value) => {
		const stopped = await ozonetel.run(items(unreadable), { parameters });
		expect(stopped.error?.message).toContain(value);
		expect(stopped.error?.message).toMatch(/item 1\b/);
		expect(stopped.error?.context?.itemIndex).toBe(1);
		expect(ozonetel.simulator.requests).toEqual([]);

		const { output } = await ozonetel.run(items(unreadable), {
			parameters,
			onError: 'continueRegularOutput',
		});
		expect(each(output, 'status')).toEqual(['added', 'invalid', 'invalid']);
		expect(each(output, 'phoneNumber')).toEqual([good, a, b]);
		expect(output[1].json.message).toContain(value);
		expect(ozonetel.held()).toEqual([registered(good)]);
	});
});

it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'%s: an authentication failure is not tried again batch after batch',
	async (onError) => {
		const { output, errorOutput, error } = await ozonetel.run(phones(5, 100), {
			options: { batchSize: 1 },
			credential: ozonetel.credential({ apiKey: 'KKwrongkey' }),
			onError,
		});
		expect(error).toBeUndefined();
		expect(ozonetel.simulator.requests).toHaveLength(1);
		const results =
			onError === 'continueErrorOutput'
				? errorOutput.map(({ json: { details } }) => ({ json: details as never }))
				: output;
		expect(tally(results)).toEqual({ failed: 5 });
		expect(json(results)[4].message).toContain('Invalid User Details');
	},
);

describe('Stop, where nobody was blocked', () => {
	it.each(['report', 'stop'])('is an error after everything was tried (%s)', async (onRefused) => {
		ozonetel.simulator.fault = undefined;
		ozonetel.simulator.switches.isBad = () => true;
		const { error } = await ozonetel.run([good, refused, 'n/a'], { options: { onRefused } });
		expect(error?.message).toBe('None of 3 numbers was added: 2 refused, 1 invalid');
		expect(error?.description).toMatch(/^Commonest reason \(2 numbers\): .*invalid format/);
		expect(ozonetel.simulator.requests.length).toBeGreaterThan(1);
	});

	it('is an error of a dry run, which sends nothing', async () => {
		const { error } = await ozonetel.run(['n/a', '12'], { options: { dryRun: true } });
		expect(error?.message).toBe('None of 2 numbers would be added: 2 invalid');
		expect(ozonetel.simulator.requests).toEqual([]);
	});

	it('is none where numbers to remove are not there', async () => {
		const parameters = { operation: 'removeNumbers' };
		const { error, output } = await ozonetel.run([good, refused], { parameters });
		expect(error).toBeUndefined();
		expect(tally(output)).toEqual({ refused: 2 });
	});
});
