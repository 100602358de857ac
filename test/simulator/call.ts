import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
export { setTimeout as wait } from 'node:timers/promises';

import { startSimulator, type Simulator } from '.';

export interface Told {
	status: number;
	body: Record<string, unknown> & { output?: Record<string, unknown>; token?: string };
	text: string;
	headers: Headers;
}

export type Call = (body?: unknown, headers?: Record<string, string>) => Promise<Told>;

/** Ozonetel's calls on a simulator, by the reference's numbers, with what authenticates them. */
export function callsOf(simulator: Simulator) {
	const { userName, apiKey } = simulator.account;
	const send = async (
		method: string,
		path: string,
		body: unknown,
		headers: Record<string, string>,
	): Promise<Told> => {
		const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
		const given = { 'content-type': 'application/json', ...headers };
		return await ask(simulator.url + path, method, content ?? '', given);
	};
	const legacy =
		(method: string): Call =>
		async (body, headers = { authorization: basic(userName, apiKey) }) =>
			await send(method, '/CAServicesV3/blockNumberGroupV2.php', body, headers);
	const current =
		(method: string, path: string): Call =>
		async (body, headers = { apiKey }) =>
			await send(method, path, isObject(body) ? { userName, ...body } : body, headers);

	return {
		send,
		L1: legacy('POST'),
		L2: legacy('PUT'),
		L3: legacy('DELETE'),
		C1: current('POST', '/ca_apis/createBlockNumber'),
		C2: current('PUT', '/ca_apis/updateBlockNumbers'),
		C3: current('DELETE', '/ca_apis/deleteBlockNumber'),
		S: current('GET', '/ca_apis/campaignStatus'),
		T: current('POST', '/ca_apis/CAToken/generateToken'),
	};
}

/** For the tests of a file: a simulator with the group Spam, which holds one number, and its calls. */
export function useSpamGroup() {
	const used = {} as { simulator: Simulator; calls: ReturnType<typeof callsOf> };
	beforeAll(async () => {
		used.simulator = await startSimulator();
		used.calls = callsOf(used.simulator);
	});
	beforeEach(() => {
		used.simulator.reset();
		used.simulator.addGroup('Spam', ['9700000003']);
	});
	afterAll(async () => await used.simulator.close());
	return used;
}

/** By node:http, as a GET may have a body, which fetch does not send. */
async function ask(
	url: string,
	method: string,
	body: string,
	headers: Record<string, string>,
): Promise<Told> {
	const length = { 'content-length': String(Buffer.byteLength(body)) };
	const sent = request(url, { method, headers: { ...headers, ...length } }).end(body);
	const [answer] = (await once(sent, 'response')) as [IncomingMessage];
	const packed = answer.headers['content-encoding'] === 'gzip';
	const text = await textOf(packed ? answer.pipe(createGunzip()) : answer);
	const isJson = answer.headers['content-type']?.startsWith('application/json');
	return {
		status: answer.statusCode!,
		body: isJson && text ? JSON.parse(text) : {},
		text,
		headers: new Headers(answer.headers as Record<string, string>),
	};
}

export const basic = (userName: string, password: string) =>
	`Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
