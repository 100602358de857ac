export { setTimeout as wait } from 'node:timers/promises';

import type { Simulator } from '../../simulator';

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
		const response = await fetch(simulator.url + path, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
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
		T: current('POST', '/ca_apis/CAToken/generateToken'),
	};
}

export const basic = (userName: string, password: string) =>
	`Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
