import { Agent, request } from 'node:http';

export const GROUP = 'Do not call';

/** Indian mobile numbers, all different, written in four ways in turn. */
export function phone(at: number): string {
	const national = String(9_000_000_000 + at * 7);
	const ways = [national, `91${national}`, `+91 ${national.slice(0, 5)} ${national.slice(5)}`];
	return [...ways, `0${national}`][at % 4];
}

/** The same as the node sends it. */
export const sentAs = (at: number): string => `91${9_000_000_000 + at * 7}`;

export const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1];

interface Server {
	url: string;
	account: { userName: string; apiKey: string };
}

/**
 * The least it can take: the same requests over connections that stay open, and nothing else. Numbers are
 * not cleaned and there are no results.
 *
 * @returns ms
 */
export async function sendAll(server: Server, size: number, atATime: number): Promise<number> {
	const numbers = Array.from({ length: size }, (_, at) => sentAs(at));
	const start = performance.now();
	const agent = new Agent({ keepAlive: true, maxSockets: atATime });
	let next = 0;
	const worker = async () => {
		while (next < size) await put(server, agent, numbers.slice(next, (next += 100)));
	};
	await Promise.all(Array.from({ length: atATime }, worker));
	agent.destroy();
	return performance.now() - start;
}

async function put({ url, account }: Server, agent: Agent, blockNumbers: string[]) {
	const { userName, apiKey } = account;
	const body = JSON.stringify({ userName, groupName: GROUP, blockNumbers });
	return await new Promise((done, fail) => {
		const headers = {
			apiKey,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		};
		request(`${url}/ca_apis/updateBlockNumbers`, { method: 'PUT', agent, headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => done(JSON.parse(Buffer.concat(chunks).toString())));
		})
			.on('error', fail)
			.end(body);
	});
}
