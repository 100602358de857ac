import { Agent, request } from 'node:http';

export interface Floor {
	url: string;
	userName: string;
	apiKey: string;
	group: string;
	/** As the node sends them, ready to send. */
	numbers: string[];
	concurrentRequests: number;
}

/**
 * The floor: the same requests in the same order, over kept connections, with every answer read and
 * parsed, and nothing else: no cleaning, no results, no n8n.
 *
 * @returns ms
 */
export async function sendAll(floor: Floor): Promise<number> {
	const { group: groupName, numbers, userName, concurrentRequests } = floor;
	const start = performance.now();
	const agent = new Agent({ keepAlive: true, maxSockets: concurrentRequests });
	let next = 0;
	const worker = async () => {
		while (next < numbers.length) {
			const blockNumbers = numbers.slice(next, (next += 100));
			await put(floor, agent, JSON.stringify({ userName, groupName, blockNumbers }));
		}
	};
	await Promise.all(Array.from({ length: concurrentRequests }, worker));
	agent.destroy();
	return performance.now() - start;
}

async function put({ url, apiKey }: Floor, agent: Agent, body: string): Promise<unknown> {
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

// As a process of its own, as n8n is one.
process.once('message', (floor: Floor) => {
	void sendAll(floor).then((ms) => {
		process.send!({ ms, memory: (process.resourceUsage().maxRSS * 1024) / 1e6 });
		process.disconnect();
	});
});
