import { sleep, type IDataObject } from 'n8n-workflow';

import type { Fault } from '../simulator';
import { StoredCredential } from '../support/engine';
import { CREDENTIAL_TYPE } from '../support/runNode';
import { phones, simulated } from '../support/simulated';

// Waits between tries, and executions that are cancelled half-way.

const NUMBERS = phones(30);
const account = simulated();

async function add(numbers: string[], options: IDataObject = {}, cancelAfterMs?: number) {
	const started = Date.now();
	const result = await account.run(numbers, {
		options: { maxRetries: 2, ...options },
		cancelAfterMs,
	});
	return { ...result, took: Date.now() - started };
}

const held = () => account.held().length;
const tooMany = (retryAfter: string): Fault => ({
	kind: 'status',
	status: 429,
	headers: { 'retry-after': retryAfter },
});
const pauseBetween = () => account.simulator.requests[1].at - account.simulator.requests[0].at;

it.each([
	['seconds', () => '1'],
	['a date', () => new Date(Date.now() + 2000).toUTCString()],
])('waits as long as Retry-After says in %s', async (_, retryAfter) => {
	const value = retryAfter();
	account.simulator.fault = ({ n }) =>
		account.simulator.requests[0].n === n ? tooMany(value) : undefined;
	const { error } = await add(phones(1), { rateLimitWait: 0 });
	expect(error).toBeUndefined();
	expect(pauseBetween()).toBeGreaterThan(900);
	expect(pauseBetween()).toBeLessThan(5000);
});

it.each<[string, Fault | undefined, IDataObject]>([
	['the wait before a repetition', tooMany('300'), {}],
	['the wait between requests', undefined, { batchInterval: 60_000 }],
	['a request without an answer', { kind: 'hang' }, {}],
])('a cancelled execution ends %s', async (_, fault, options) => {
	account.simulator.fault = () => fault;
	const { error, took } = await add(NUMBERS, { batchSize: 10, ...options }, 800);
	expect(error?.message).toMatch(/^The execution was cancelled/);
	expect(took).toBeLessThan(5000);
	expect(account.simulator.requests).toHaveLength(1);
});

it('a cancelled creation may have arrived, and says so', async () => {
	account.simulator.fault = () => ({ kind: 'hang' });
	const { error } = await account.run(NUMBERS, {
		parameters: { operation: 'createGroup', groupName: 'New', description: 'Opted out' },
		cancelAfterMs: 800,
	});
	expect(error?.message).toMatch(/^The execution was cancelled/);
	expect(error?.description).toMatch(/check in CloudAgent whether the new group was created/);
	expect(account.simulator.requests).toHaveLength(1);
});

it('a cancelled execution stops sending, and is complete when it is run again', async () => {
	account.simulator.switches.latencyMs = 50;
	const { error } = await add(NUMBERS, { batchSize: 1 }, 400);
	// The last request may still be on its way in.
	await sleep(100);
	const [sent, done] = [account.simulator.requests.length, held()];
	expect(done).toBeGreaterThan(0);
	expect(done).toBeLessThan(NUMBERS.length);
	// The answer to the last request did not arrive: its number may be there, and is not counted.
	const counted = Number(/(\d+) of 30 numbers/.exec(error?.description ?? '')?.[1]);
	expect([done, done - 1]).toContain(counted);
	await sleep(300);
	expect(account.simulator.requests).toHaveLength(sent);

	account.simulator.switches.latencyMs = 0;
	const again = await add(NUMBERS);
	expect(again.error).toBeUndefined();
	expect(held()).toBe(NUMBERS.length);
});

it('an execution that fails half-way says how far it came, and is complete when it is run again', async () => {
	account.simulator.fault = ({ n }) =>
		account.simulator.requests[0].n + 2 === n ? { kind: 'status', status: 400 } : undefined;
	const { error } = await add(NUMBERS, { batchSize: 10 });
	expect(error?.description).toMatch(/20 of 30 numbers had gone through/);
	expect(held()).toBe(20);
	account.simulator.fault = undefined;
	expect((await add(NUMBERS)).error).toBeUndefined();
	expect(held()).toBe(30);
});

it('a cancelled execution does not wait for the request of another one', async () => {
	account.simulator.fault = () => ({ kind: 'hang' });
	const other = account.run(phones(1), {
		onError: 'continueRegularOutput',
		options: { timeout: 6000, maxRetries: 0 },
	});
	await sleep(300);
	// A creation is sent while no other request is under way.
	const started = Date.now();
	const { error } = await account.run(phones(2, 10), {
		parameters: { operation: 'createGroup', groupName: 'New', description: 'Opted out' },
		cancelAfterMs: 500,
	});
	expect(Date.now() - started).toBeLessThan(3000);
	expect(error?.message).toMatch(/^The execution was cancelled/);
	expect(account.simulator.requests).toHaveLength(1);
	await other;
});

describe('an execution that is cancelled before it has a token', () => {
	const tokens = () => account.simulator.requests.filter(({ path }) => path.includes('Token'));
	const byToken = async () => {
		account.simulator.switches.authentication = 'token';
		const data = account.credential({ authentication: 'token', token: '' });
		return await StoredCredential.from(CREDENTIAL_TYPE, data);
	};
	/** So that a token is asked for half a second after it is needed. */
	const atHalf = () => jest.spyOn(Math, 'random').mockReturnValue(0.5);

	it('asks for none', async () => {
		const credential = await byToken();
		const random = atHalf();
		await account.run(phones(3), { credential, cancelAfterMs: 200 });
		await sleep(1000);
		random.mockRestore();
		expect(account.simulator.requests).toEqual([]);
	});

	it('leaves another one its own', async () => {
		const credential = await byToken();
		const random = atHalf();
		const cancelled = account.run(phones(3), { credential, cancelAfterMs: 300 });
		await sleep(100);
		const { error } = await account.run(phones(3, 10), { credential });
		random.mockRestore();
		expect(error).toBeUndefined();
		expect((await cancelled).error?.message).toMatch(/^The execution was cancelled/);
		expect(account.held()).toHaveLength(3);
		expect(tokens()).toHaveLength(1);
	});
});
