import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
export { setTimeout as wait } from 'node:timers/promises';

import type { Simulator } from '.';

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
		if (method === 'GET' && content !== undefined) {
			return await get(simulator.url + path, content, given);
		}
		const response = await fetch(simulator.url + path, {
			method,
			headers: given,
			body: content,
			redirect: 'manual',
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json');
		return {
			status: response.status,
			body: isJson && text ? JSON.parse(text) : {},
			text,
			headers: response.headers,
		};
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

/** A GET with a body, which fetch does not send. */
const get = async (url: string, body: string, headers: Record<string, string>): Promise<Told> =>
	await new Promise((resolve, reject) => {
		const length = { 'content-length': String(Buffer.byteLength(body)) };
		const sent = request(url, { method: 'GET', headers: { ...headers, ...length } }, (answer) => {
			const told = async (): Promise<Told> => {
				const text = await textOf(answer);
				const fields = Object.entries(answer.headers).map(([name, value]): [string, string] => [
					name,
					String(value),
				]);
				return {
					status: answer.statusCode!,
					body: JSON.parse(text),
					text,
					headers: new Headers(fields),
				};
			};
			told().then(resolve, reject);
		});
		sent.on('error', reject).end(body);
	});

export const basic = (userName: string, password: string) =>
	`Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
