import type { Fault } from '../simulator';
import { startElsewhere } from '../support/elsewhere';
import { each, GROUP, json, phones, registered, simulated, tally } from '../support/simulated';

// Requests that fail: what is repeated, what never is, and what the user is told.

const ozonetel = simulated();
const [a, b, c] = phones(3);
const creation = { operation: 'createGroup', groupName: 'Spam', description: 'Callers of spam' };

/** The first requests meet these faults, one each. */
function faults(...kinds: Fault[]) {
	ozonetel.simulator.fault = () => kinds.shift();
}

const methods = () => ozonetel.simulator.requests.map(({ method }) => method);

const passing: Array<[string, Fault]> = [
	['a broken connection', { kind: 'dropBefore' }],
	['a broken connection after the work', { kind: 'dropAfter' }],
	['HTTP 503', { kind: 'status', status: 503 }],
	['a gateway page', { kind: 'html' }],
	['half an answer', { kind: 'raw', body: '{"status":"succ' }],
	['another bulk call', { kind: 'busy' }],
	['HTTP 429', { kind: 'status', status: 429 }],
];

describe('adding and removing may be repeated', () => {
	it.each(passing)('after %s', async (_, fault) => {
		faults(fault);
		const { output, error } = await ozonetel.run([a], { options: { rateLimitWait: 0 } });
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(['added']);
		expect(methods()).toEqual(['PUT', 'PUT']);

		await ozonetel.run([a], {
			parameters: { operation: 'removeNumbers' },
			options: { rateLimitWait: 0 },
		});
		expect(ozonetel.held()).toEqual([]);
	});

	it('as often as the option says', async () => {
		faults(
			...Array<Fault>(5).fill({ kind: 'status', status: 429, headers: { 'retry-after': '0' } }),
		);
		const { error } = await ozonetel.run([a], { options: { maxRetries: 2 } });
		expect(methods()).toHaveLength(3);
		expect(error?.message).toMatch(/./);
	});
});

describe('a number to remove that Ozonetel does not know, when the request is repeated', () => {
	it.each<[string, Fault, string]>([
		['after an answer that was lost', { kind: 'dropAfter' }, 'unconfirmed'],
		['after a gateway', { kind: 'status', status: 429, applied: true }, 'unconfirmed'],
		['after a gateway that did nothing', { kind: 'status', status: 429 }, 'unconfirmed'],
		['after Ozonetel said that it did nothing', { kind: 'busy' }, 'refused'],
	])('%s', async (_, fault, status) => {
		faults(fault);
		const { output } = await ozonetel.run([a], {
			parameters: { operation: 'removeNumbers' },
			options: { rateLimitWait: 0 },
		});
		expect(methods()).toEqual(['DELETE', 'DELETE']);
		expect(each(output, 'status')).toEqual([status]);
	});
});

describe('creating a group is never repeated once its request may have arrived', () => {
	it.each<[string, Fault]>([
		...passing.filter(([name]) => !['another bulk call', 'HTTP 429'].includes(name)),
		['HTTP 500, with the group there', { kind: 'status', status: 500, applied: true }],
		['no answer in time', { kind: 'hang', applied: true }],
	])('after %s', async (_, fault) => {
		faults(fault);
		const { error } = await ozonetel.run(phones(150), {
			parameters: creation,
			options: { timeout: 300 },
		});
		expect(methods()).toEqual(['POST']);
		expect(error?.description).toMatch(/may have been created/);
	});

	it.each(['current', 'legacy'])('nor by Retry On Fail, %s', async (apiVersion) => {
		faults({ kind: 'dropAfter' });
		const { error } = await ozonetel.run([a], {
			parameters: { ...creation, apiVersion },
			retryOnFail: true,
			waitBetweenTries: 1,
		});
		expect(error).toBeDefined();
		expect(methods()).toEqual(['POST']);
	});

	it.each(['current', 'legacy'])(
		'nor by Retry On Fail after a gateway said 429, %s',
		async (apiVersion) => {
			faults({ kind: 'status', status: 429, applied: true });
			ozonetel.simulator.switches.existingName = 'another';
			const { error } = await ozonetel.run([a], {
				parameters: { ...creation, apiVersion },
				options: { rateLimitWait: 0 },
				retryOnFail: true,
				waitBetweenTries: 1,
			});
			expect(error?.description).toMatch(/may have been created/);
			expect(methods()).toEqual(['POST']);
		},
	);

	it('nor by Retry On Fail because adding the rest to it failed', async () => {
		ozonetel.simulator.fault = ({ method }) => {
			const first = method === 'PUT' && methods().filter((one) => one === 'PUT').length === 1;
			return first ? { kind: 'status', status: 503 } : undefined;
		};
		const { output } = await ozonetel.run(phones(150), {
			parameters: creation,
			options: { maxRetries: 0 },
			retryOnFail: true,
			waitBetweenTries: 1,
		});
		expect(methods().filter((method) => method === 'POST')).toHaveLength(1);
		expect(tally(output)).toEqual({ added: 150 });
	});

	it('nor by Retry On Fail because the first number is on the error branch', async () => {
		const { output, errorOutput } = await ozonetel.run(['NA', a], {
			parameters: creation,
			onError: 'continueErrorOutput',
			retryOnFail: true,
			waitBetweenTries: 1,
		});
		expect(methods()).toEqual(['POST']);
		expect(each(output, 'status')).toEqual(['added']);
		expect(errorOutput).toHaveLength(1);
	});
});

it.each(['addNumbers', 'createGroup'])(
	'comes to its end where the first answer of all is “busy”: %s',
	async (operation) => {
		faults({ kind: 'busy' });
		const items = phones(6).map((phone, n) => ({ phone, list: n < 3 ? 'Spam' : 'Sellers' }));
		const isThere = operation === 'addNumbers' ? ['Spam', 'Sellers'] : [];
		for (const name of isThere) ozonetel.simulator.addGroup(name);
		const { output } = await ozonetel.run(items, {
			parameters: { ...creation, operation, groupName: '={{ $json.list }}' },
			options: { batchSize: 1 },
			onError: 'continueRegularOutput',
		});
		const created = { added: 3, failed: 3 };
		expect(tally(output)).toEqual(operation === 'addNumbers' ? { added: 6 } : created);
	},
);

describe('the path of which one page has the plural, another the singular', () => {
	it.each(['plain405', 'html404', 'json404'] as const)(
		'is found on %s, once for the run',
		async (missingPath) => {
			Object.assign(ozonetel.simulator.switches, { updatePath: 'singular', missingPath });
			const { output } = await ozonetel.run([a, b, c], { options: { batchSize: 1 } });
			expect(tally(output)).toEqual({ added: 3 });
			const tried = ozonetel.simulator.requests.map(({ path }) => path.split('/').pop());
			expect(tried).toEqual(['updateBlockNumbers', ...Array(3).fill('updateBlockNumber')]);
		},
	);

	it('is not sought after any other answer', async () => {
		const { error } = await ozonetel.run([a], { parameters: { groupName: 'No such' } });
		expect(error?.message).toContain('Invalid group name');
		expect(ozonetel.simulator.requests).toHaveLength(1);
	});

	it('is not sought where the page that is missing is the one for tokens', async () => {
		faults({ kind: 'html', status: 404 });
		const { error } = await ozonetel.run([a], {
			credential: ozonetel.credential({ authentication: 'token' }),
		});
		expect(error).toBeDefined();
		const asked = ozonetel.simulator.requests.map(({ path }) => path.split('/').pop());
		expect(asked).toEqual(['generateToken']);
	});
});

it('tells what to do about an unknown group, the item, and what had gone through', async () => {
	const items = [
		{ phone: a, list: 'Do Not Call' },
		{ phone: b, list: 'No such' },
	];
	const { error } = await ozonetel.run(items, { parameters: { groupName: '={{ $json.list }}' } });
	expect(error?.message).toContain('Invalid group name');
	expect(error?.description).toMatch(/tem 1\b.*“No such”.*1 of 2 numbers/s);
	expect(error?.context?.itemIndex).toBe(1);
	expect(ozonetel.held()).toEqual([registered(a)]);
});

describe('an account that wants the id of the group to remove from', () => {
	const removal = { operation: 'removeNumbers' };
	beforeEach(() => {
		ozonetel.simulator.switches.removalNeedsId = true;
		ozonetel.simulator.addGroup('Other', [registered(a)]);
	});

	it.each([20, '20'])('is given %p', async (groupId) => {
		ozonetel.simulator.group(GROUP)!.numbers.set(registered(a), {});
		const { output } = await ozonetel.run([a], { parameters: { ...removal, groupId } });
		expect(each(output, 'status')).toEqual(['removed']);
		expect(ozonetel.simulator.requests[0].body).toMatchObject({ id: 20, Id: 20 });
		expect(ozonetel.held('Other')).toEqual([registered(a)]);
	});

	it('is not taken for a wrong key: the error says where to enter the id', async () => {
		const { error } = await ozonetel.run([a], { parameters: removal });
		expect(error?.message).toBe('Parameters are mandatory');
		expect(error?.description).toMatch(/The request contained userName, groupName, blockNumbers\./);
		expect(error?.description).toMatch(/missing: 'Group ID'/);
		expect(error?.description).not.toMatch(/API Key|Authentication/);
	});

	it('is asked once for each group, and no other group suffers', async () => {
		const items = [a, b, c].map((phone, n) => ({ phone, list: n === 1 ? 'Other' : GROUP }));
		ozonetel.simulator.group('Other')!.numbers.set(registered(b), {});
		const { output } = await ozonetel.run(items, {
			parameters: {
				...removal,
				groupName: '={{ $json.list }}',
				groupId: '={{ $json.list === "Other" ? 21 : 99 }}',
			},
			options: { batchSize: 1 },
			onError: 'continueRegularOutput',
		});
		expect(each(output, 'status')).toEqual(['failed', 'removed', 'failed']);

		ozonetel.simulator.requests.length = 0;
		const without = await ozonetel.run(items, {
			parameters: { ...removal, groupName: '={{ $json.list }}' },
			options: { batchSize: 1 },
			onError: 'continueRegularOutput',
		});
		expect(each(without.output, 'status')).toEqual(['failed', 'failed', 'failed']);
		expect(ozonetel.simulator.requests).toHaveLength(2);
	});

	it('nothing is removed from every group because an expression gave no id', async () => {
		const parameters = { ...removal, groupName: '', groupId: '={{ $json.id }}' };
		const { error } = await ozonetel.run([{ phone: a }], { parameters });
		expect(error?.message).toMatch(/'Group ID' is empty for this item.*\(item 0\)/);
		expect(ozonetel.simulator.requests).toEqual([]);
	});
});

describe('a redirect to another host', () => {
	it.each([
		['apiKey', /does not follow/],
		['token', /no token.*307/],
	])(
		'is not followed by a request, nor by the issue of a token: %s',
		async (authentication, says) => {
			const elsewhere = await startElsewhere();
			ozonetel.simulator.fault = () => ({
				kind: 'status',
				status: 307,
				headers: { location: elsewhere.url },
			});
			const { error } = await ozonetel.run([a], {
				credential: ozonetel.credential({ authentication }),
			});
			expect(`${error?.message} ${error?.description}`).toMatch(says);
			expect(ozonetel.simulator.requests).toHaveLength(1);
			expect(elsewhere.seen).toEqual([]);
			elsewhere.close();
		},
	);
});

it('stops before it starts without a credential', async () => {
	const { error } = await ozonetel.run([a], { credential: null });
	expect(error?.message).toMatch(/credential/i);
});

it.each([
	['', /Domain/],
	['http://example.com', /HTTPS/],
])('sends nothing with the domain “%s”', async (domain, why) => {
	const credential = ozonetel.credential({ domain });
	const stopped = await ozonetel.run([a], { credential });
	expect(stopped.error?.message).toMatch(why);

	const { output, error } = await ozonetel.run([a, ''], {
		credential,
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(each(output, 'status')).toEqual(['failed', 'invalid']);
	expect(json(output)[0].message).toMatch(why);
	expect(ozonetel.simulator.requests).toEqual([]);
});
