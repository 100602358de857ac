import { refusals } from '../simulator';
import { json, phones, simulated, tally } from '../support/simulated';

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
	ozonetel.simulator.switches.rateLimit = { requests: 5, windowMs: 900, style: 'body' };
	const { output, error, logs, hints } = await ozonetel.run(phones(20), {
		options: {
			batchSize: 1,
			concurrentRequests: atATime,
			rateLimitWait: 1,
			maxRetries: 1,
			output: 'summary',
		},
	});
	expect(error).toBeUndefined();
	expect(json(output)[0]).toMatchObject({ added: 20, waitedSeconds: 3 });
	expect(told(refusals.maxLimitExceeded)).toBeLessThanOrEqual(1.5 * 4);
	expect(logs.join('\n')).toMatch(/limit of requests is reached: waiting 1 s/);
	expect(logs.join('\n')).toMatch(/accepts 5 requests, then no more for a while: waiting 1 s/);
	expect(hints[0]).toMatchObject({
		type: 'info',
		message: expect.stringMatching(/^This run waited 3 seconds in total/),
	});
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

it('ends where nothing gets through', async () => {
	ozonetel.simulator.fault = () => ({ kind: 'busy' });
	const { error } = await ozonetel.run(phones(20), {
		options: { batchSize: 1, concurrentRequests: 50, maxRetries: 1 },
	});
	expect(error?.message).toContain('Already one process is running');
	expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(6);
});

it('sends nothing more after a failure that stops the workflow', async () => {
	ozonetel.simulator.groups.length = 0;
	const { error } = await ozonetel.run(phones(50), {
		options: { batchSize: 1, concurrentRequests: 5 },
	});
	expect(error?.message).toContain('Invalid group name');
	expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(5);
});
