import { startSimulator, type Fault, type Simulator } from '.';
import { callsOf, wait } from './call';

let simulator: Simulator;
let calls: ReturnType<typeof callsOf>;
const adding = { groupName: 'Spam', blockNumbers: ['9700000003'] };

beforeAll(async () => {
	simulator = await startSimulator();
	calls = callsOf(simulator);
});
beforeEach(() => {
	simulator.reset();
	simulator.addGroup('Spam');
});
afterAll(async () => await simulator.close());

const isAdded = () => simulator.group('Spam')!.numbers.size === 1;

describe('paths', () => {
	test('GET / says what this is', async () => {
		const { status, text } = await calls.send('GET', '/', undefined, {});
		expect(status).toBe(200);
		expect(text).toMatch(/simulator/);
	});

	test('only one path of update exists', async () => {
		const singular = async () =>
			await calls.send(
				'PUT',
				'/ca_apis/updateBlockNumber',
				{ userName: simulator.account.userName, ...adding },
				{ apiKey: simulator.account.apiKey },
			);
		expect((await calls.C2(adding)).body.status).toBe('success');
		expect((await singular()).status).toBe(405);
		simulator.switches.updatePath = 'singular';
		expect((await calls.C2(adding)).status).toBe(405);
		expect((await singular()).body.status).toBe('success');
	});

	test.each([
		['plain405', 405, 'text/plain', 'Method Not Allowed'],
		['html404', 404, 'text/html', '<h1>Not Found</h1>'],
		['json404', 404, 'application/json', '"message":"Not Found"'],
	] as const)('a missing path: %s', async (missingPath, status, type, text) => {
		simulator.switches.missingPath = missingPath;
		simulator.switches.legacy = false;
		for (const path of ['/nothing', '/ca_apis/updateBlockNumber', '/__proto__', '/ca_apis/']) {
			const told = await calls.send('PUT', path, adding, {});
			expect(told.status).toBe(status);
			expect(told.headers.get('content-type')).toContain(type);
			expect(told.text).toContain(text);
		}
		expect((await calls.L2({ id: 20 })).status).toBe(status);
	});

	test('another method is not allowed', async () => {
		const { status, text } = await calls.send('POST', '/ca_apis/deleteBlockNumber', adding, {});
		expect([status, text]).toEqual([405, 'Method Not Allowed']);
	});

	test('more than 5 MB is too large', async () => {
		const five = 5 * 1024 * 1024;
		const { status } = await calls.C2({ ...adding, more: 'x'.repeat(five) });
		expect(status).toBe(413);
		expect(isAdded()).toBe(false);
		const { body } = await calls.C2({ ...adding, more: 'x'.repeat(five - 1000) });
		expect(body.status).toBe('success');
	});
});

describe('faults', () => {
	const failing = async (fault: Fault) => {
		simulator.fault = () => fault;
		return await calls.C2(adding);
	};

	test.each([
		[{ kind: 'dropBefore' }, false],
		[{ kind: 'dropAfter' }, true],
	] as Array<[Fault, boolean]>)('%j', async (fault, applied) => {
		await expect(failing(fault)).rejects.toThrow('fetch failed');
		expect(isAdded()).toBe(applied);
		expect(simulator.requests[0]).toMatchObject({ fault: fault.kind, body: adding });
		expect(simulator.requests[0].answer).toBeUndefined();
	});

	test.each([false, true])('hang, applied: %p', async (applied) => {
		simulator.fault = () => ({ kind: 'hang', applied });
		const request = fetch(`${simulator.url}/ca_apis/updateBlockNumbers`, {
			method: 'PUT',
			headers: { apiKey: simulator.account.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ userName: simulator.account.userName, ...adding }),
			signal: AbortSignal.timeout(100),
		});
		await expect(request).rejects.toThrow(/timeout/);
		expect(isAdded()).toBe(applied);
	});

	test.each([
		[{ kind: 'status', status: 503, body: 'busy', headers: { 'Retry-After': '7' } }, 503, 'busy'],
		[{ kind: 'status', status: 302, headers: { location: '/' } }, 302, ''],
		[{ kind: 'html' }, 502, '<h1>Bad Gateway</h1>'],
		[{ kind: 'html', status: 200 }, 200, '<h1>Bad Gateway</h1>'],
		[{ kind: 'raw', body: '', contentType: 'text/plain' }, 200, ''],
		[{ kind: 'raw', body: '{"sta', contentType: 'text/json', status: 201 }, 201, '{"sta'],
	] as Array<[Fault, number, string]>)('%j', async (fault, status, text) => {
		for (const applied of [false, true]) {
			const told = await failing({ ...fault, applied } as Fault);
			expect(told.status).toBe(status);
			expect(told.text).toContain(text);
			expect(isAdded()).toBe(applied);
			if (fault.kind === 'status') {
				for (const [name, value] of Object.entries(fault.headers ?? {})) {
					expect(told.headers.get(name)).toBe(value);
				}
			}
		}
		expect(simulator.requests.map((request) => request.answer?.status)).toEqual([status, status]);
	});

	test('busy', async () => {
		expect((await failing({ kind: 'busy' })).body).toEqual({
			status: 'error',
			message: 'Already one process is running please try after some time',
		});
		expect(isAdded()).toBe(false);
	});

	test.each([false, true])('late, and slow to do the work: %p', async (slow) => {
		simulator.fault = () => ({ kind: 'late', ms: 150, slow });
		const answer = calls.C2(adding);
		await wait(75);
		expect(isAdded()).toBe(!slow);
		expect((await answer).body.status).toBe('success');
		expect(isAdded()).toBe(true);
	});

	test.each(['header', 'body'] as const)('drips of the %s', async (part) => {
		const start = performance.now();
		const told = await failing({ kind: 'drip', everyMs: 1, part });
		expect(told.body).toMatchObject({ status: 'success' });
		expect(isAdded()).toBe(true);
		expect(performance.now() - start).toBeGreaterThan(told.text.length);
	});

	test.each([false, true])('huge, packed: %p', async (packed) => {
		const told = await failing({ kind: 'huge', bytes: 3_000_000, packed });
		expect(told.text.length).toBeGreaterThanOrEqual(3_000_000);
		expect(told.body).toMatchObject({ status: 'success' });
		expect(isAdded()).toBe(true);
	});

	test('is asked for each request', async () => {
		simulator.fault = ({ n, body }) =>
			n === 1 && (body as typeof adding).groupName === 'Spam' ? { kind: 'html' } : undefined;
		expect((await calls.C2(adding)).status).toBe(502);
		expect((await calls.C2(adding)).status).toBe(200);
		expect(simulator.requests.map(({ fault }) => fault)).toEqual(['html', undefined]);
	});

	test("a test's own mistake is shown", async () => {
		simulator.fault = () => {
			throw new Error('oops');
		};
		const told = await calls.C2(adding);
		expect(told.status).toBe(500);
		expect(told.text).toContain('oops');
	});
});

test('latency: applied at once, answered later', async () => {
	simulator.switches.latencyMs = 150;
	const start = performance.now();
	const answer = calls.C2(adding);
	while (!isAdded() && performance.now() - start < 1000) await wait(1);
	expect(performance.now() - start).toBeLessThan(140);
	await answer;
	expect(performance.now() - start).toBeGreaterThan(145);
});

describe('rate limit', () => {
	const limit = { requests: 2, windowMs: 300 };
	const body = { message: 'Max limit exceeded', status: 'error' };

	test('a window of requests, whoever calls', async () => {
		simulator.switches.rateLimit = { ...limit, style: 'body' };
		await calls.C2(adding, {});
		expect((await calls.C2(adding)).body.status).toBe('success');
		expect(await calls.C2(adding)).toMatchObject({ status: 200, body });
		expect((await calls.T({})).body).toEqual(body);
		await wait(310);
		expect((await calls.C2(adding)).body.status).toBe('success');
	});

	test('does not apply what it refuses', async () => {
		simulator.switches.rateLimit = { ...limit, requests: 0, style: 'body' };
		await calls.C2(adding);
		expect(isAdded()).toBe(false);
	});

	test('HTTP 429', async () => {
		simulator.switches.rateLimit = { ...limit, requests: 0, style: '429' };
		const told = await calls.C2(adding);
		expect(told).toMatchObject({ status: 429, body });
		expect(told.headers.get('retry-after')).toBeNull();
	});

	test('HTTP 429 with Retry-After, in seconds or as a date', async () => {
		const style = '429-retry-after';
		simulator.switches.rateLimit = { requests: 0, windowMs: 2500, style };
		expect((await calls.C2(adding)).headers.get('retry-after')).toBe('3');
		simulator.switches.rateLimit = { requests: 0, windowMs: 2500, style, retryAfter: 'date' };
		const before = Date.now();
		const date = (await calls.C2(adding)).headers.get('retry-after')!;
		expect(date).toMatch(/GMT$/);
		expect(Date.parse(date) - before).toBeGreaterThanOrEqual(2500);
		expect(Date.parse(date) - before).toBeLessThan(3600);
	});
});
