import type { IDataObject } from 'n8n-workflow';

import { refusals, type Fault } from '../simulator';
import { each, json, phones, simulated, tally } from '../support/simulated';

// How fast a run goes, and what it tells of it, where Ozonetel limits it.

const ozonetel = simulated();

const told = (refusal: unknown) =>
	ozonetel.simulator.requests.filter(({ answer }) => answer?.body === refusal).length;

it('finds out that Ozonetel takes one call at a time, and goes on one at a time', async () => {
	ozonetel.simulator.switches.bulkCalls = { atATime: 1, ms: 30 };
	const { output, error, logs, hints } = await ozonetel.run(phones(60), {
		options: { batchSize: 1, concurrentRequests: 50 },
	});
	expect(error).toBeUndefined();
	expect(tally(output)).toEqual({ added: 60 });
	expect(told(refusals.busy)).toBe(1);
	expect(logs.join('\n')).toMatch(/busy with another request: sending 1 request at a time/);
	expect(hints).toEqual([]);
});

it.each([1, 50])('finds out how many calls a window takes (%i at a time)', async (atATime) => {
	ozonetel.simulator.switches.rateLimit = { requests: 5, windowMs: 1900, style: 'body' };
	const { output, error, logs, hints } = await ozonetel.run(phones(15), {
		options: {
			batchSize: 1,
			concurrentRequests: atATime,
			rateLimitWait: 2,
			maxRetries: 1,
			output: 'summary',
		},
	});
	expect(error).toBeUndefined();
	expect(json(output)[0]).toMatchObject({ added: 15, waitedSeconds: 4 });
	// As the limit is met for the first time, others may be on their way.
	expect(told(refusals.maxLimitExceeded)).toBeLessThanOrEqual(2 * 3 + (atATime > 1 ? 5 : 0));
	expect(logs.join('\n')).toMatch(/limit of requests is reached: waiting 2 s/);
	expect(logs.join('\n')).toMatch(/accepts 5 requests, then no more for a while: waiting 2 s/);
	expect(hints[0]).toMatchObject({
		type: 'info',
		message: expect.stringMatching(/^This run waited 4 seconds in total/),
	});
});

it('sends requests beside each other', async () => {
	ozonetel.simulator.switches.bulkCalls = { atATime: 5, ms: 200 };
	const { output } = await ozonetel.run(phones(12), {
		options: { batchSize: 1, concurrentRequests: 5 },
	});
	expect(tally(output)).toEqual({ added: 12 });
	const starts = ozonetel.simulator.requests.map(({ at }) => at);
	const beside = starts.filter((at, n) => n > 0 && at - starts[n - 1] < 100);
	expect(beside.length).toBeGreaterThanOrEqual(4);
});

it('does not let its other requests get in the way of a creation', async () => {
	ozonetel.simulator.switches.bulkCalls = { atATime: 1, ms: 30 };
	const items = phones(12).map((phone, n) => ({ phone, group: `New ${n % 6}` }));
	const { output, error } = await ozonetel.run(items, {
		parameters: {
			operation: 'createGroup',
			groupName: '={{ $json.group }}',
			description: 'Callers',
		},
		options: { batchSize: 1, concurrentRequests: 50 },
	});
	expect(error).toBeUndefined();
	expect(tally(output)).toEqual({ added: 12 });
	const creations = ozonetel.simulator.requests.filter(({ method }) => method === 'POST');
	expect(creations).toHaveLength(6);
});

describe('a number whose expiry passes while the run waits', () => {
	const options = { batchSize: 1, batchInterval: 4000 };
	const expiry = () => ({
		expires: 'onDate',
		expiryDate: new Date(Date.now() + 3000).toISOString(),
	});
	const [first, second] = phones(2);

	it('is not sent, and fails where the workflow continues', async () => {
		const { output, error } = await ozonetel.run([first, second], {
			parameters: expiry(),
			options,
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(['added', 'failed']);
		expect(output[1].json.message).toMatch(/^The expiry date passed while the run was waiting\. /);
		expect(ozonetel.sent()).toEqual([[`91${first}`]]);
	});

	it('stops the workflow otherwise', async () => {
		const { error } = await ozonetel.run([first, second], { parameters: expiry(), options });
		expect(error?.message).toBe('The expiry date passed while the run was waiting');
		expect(error?.description).toMatch(/^Item 1, .*1 of 2 numbers had gone through\.$/);
		expect(ozonetel.sent()).toEqual([[`91${first}`]]);
	});
});

describe('where nothing gets through', () => {
	const hour: Fault[] = ['429', '503'].map((status) => ({
		kind: 'status',
		status: Number(status),
		headers: { 'retry-after': '3600' },
	}));
	const goOn = (options: IDataObject) =>
		({ onError: 'continueRegularOutput', options: { batchSize: 1, ...options } }) as const;

	it.each(hour)('the run ends at once if it should come back in an hour: %o', async (fault) => {
		ozonetel.simulator.fault = ({ n }) => (n > 3 ? fault : undefined);
		const { output, taskData } = await ozonetel.run(phones(500), goOn({}));
		expect(tally(output)).toEqual({ added: 3, failed: 497 });
		expect(new Set(each(output.slice(3), 'message')).size).toBe(1);
		expect(ozonetel.simulator.requests).toHaveLength(4);
		expect(taskData.executionTime).toBeLessThan(10_000);
	});

	it.each<[Fault, number]>([
		[{ kind: 'busy' }, 1],
		[{ kind: 'raw', body: JSON.stringify(refusals.maxLimitExceeded) }, 1],
		[{ kind: 'dropBefore' }, 3],
		[{ kind: 'html' }, 3],
	])('the run ends without retries: %o', async (fault, requests) => {
		ozonetel.simulator.fault = () => fault;
		const { output } = await ozonetel.run(phones(500), goOn({ maxRetries: 0 }));
		expect(tally(output)).toEqual({ failed: 500 });
		expect(new Set(each(output, 'message')).size).toBe(1);
		expect(ozonetel.simulator.requests).toHaveLength(requests);
	});

	it('no token is asked for batch after batch', async () => {
		ozonetel.simulator.switches.authentication = 'token';
		ozonetel.simulator.fault = () => ({ kind: 'status', status: 503 });
		const credential = ozonetel.credential({ authentication: 'token' });
		const { output } = await ozonetel.run(phones(50), { credential, ...goOn({ maxRetries: 1 }) });
		expect(tally(output)).toEqual({ failed: 50 });
		expect(ozonetel.simulator.requests).toHaveLength(2);
	});
});

it.each([1, 5, 50])('loses nothing to a short outage (%i at a time)', async (atATime) => {
	const until = Date.now() + 1500;
	ozonetel.simulator.fault = ({ n }) =>
		n > 5 && Date.now() < until ? { kind: 'dropBefore' } : undefined;
	const { output, error } = await ozonetel.run(phones(100), {
		options: { batchSize: 1, concurrentRequests: atATime },
	});
	expect(error).toBeUndefined();
	expect(tally(output)).toEqual({ added: 100 });
	expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(100 + 1.5 * atATime + 5);
});

it.each([1, 5])('goes on past batches that Ozonetel fails at (%i at a time)', async (atATime) => {
	const failing = /000(?:03|07|11)$/;
	ozonetel.simulator.fault = ({ body }) =>
		failing.test(String((body as IDataObject).blockNumbers))
			? { kind: 'status', status: 500 }
			: undefined;
	const { output } = await ozonetel.run(phones(16), {
		onError: 'continueRegularOutput',
		options: { batchSize: 1, concurrentRequests: atATime, maxRetries: 1 },
	});
	const wrong = json(output).filter(({ sentAs, status }) => {
		return (status === 'failed') !== failing.test(String(sentAs));
	});
	expect(wrong).toEqual([]);
	expect(tally(output)).toEqual({ added: 13, failed: 3 });
});

it.each([1, 5])('lets the runs of an account take turns (%i at a time)', async (atATime) => {
	ozonetel.simulator.switches.bulkCalls = { atATime: 1, ms: 30 };
	const options = { batchSize: 1, concurrentRequests: atATime, maxRetries: 1 };
	const runs = await Promise.all(
		[40, 1, 1, 1, 20, 20].map(
			async (count, n) => await ozonetel.run(phones(count, 100 * n), { options }),
		),
	);
	expect(runs.map(({ error }) => error)).toEqual(Array(6).fill(undefined));
	expect(ozonetel.held()).toHaveLength(83);
});

it('sends nothing more after a failure that stops the workflow', async () => {
	ozonetel.simulator.groups.length = 0;
	const { error } = await ozonetel.run(phones(50), {
		options: { batchSize: 1, concurrentRequests: 5 },
	});
	expect(error?.message).toContain('Invalid group name');
	expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(5);
});

describe('a Retry-After', () => {
	const OVER = 'Mon, 01 Jan 2024 00:00:00 GMT';

	it.each([
		[429, '0'],
		[503, OVER],
	])(
		'that is over makes no burst: HTTP %i, %s',
		async (status, retryAfter) => {
			const headers = { 'retry-after': retryAfter };
			const { requests } = ozonetel.simulator;
			ozonetel.simulator.fault = ({ n }) =>
				n < 3 ? { kind: 'status', status, headers } : undefined;
			const { output } = await ozonetel.run(phones(1));
			expect(tally(output)).toEqual({ added: 1 });
			expect(requests).toHaveLength(3);
			expect(requests[2].at - requests[0].at).toBeGreaterThan(1400);
		},
		60_000,
	);

	it.each([-3600, 3600])(
		'that is a date counts by the clock of the server: %i s away',
		async (away) => {
			const at = (seconds: number) => new Date(Date.now() + (away + seconds) * 1000).toUTCString();
			ozonetel.simulator.fault = ({ n }) =>
				n === 1
					? { kind: 'status', status: 429, headers: { date: at(0), 'retry-after': at(2) } }
					: undefined;
			const { output } = await ozonetel.run(phones(1));
			expect(tally(output)).toEqual({ added: 1 });
			const [first, second] = ozonetel.simulator.requests;
			expect(second.at - first.at).toBeGreaterThan(1900);
		},
	);
});
