import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another host than Ozonetel's, which writes down all that is sent to it. */
export async function startElsewhere() {
	const seen: string[] = [];
	const server = createServer((incoming, response) => {
		seen.push(`${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)}`);
		response.setHeader('content-type', 'application/json').end('{"status":"success"}');
	});
	server.listen(0, '127.0.0.2');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.2:${(server.address() as AddressInfo).port}/elsewhere`,
		seen,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

export type Elsewhere = Awaited<ReturnType<typeof startElsewhere>>;
