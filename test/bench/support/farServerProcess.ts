import { createServer, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface FarServer {
	/** Where the server is that speaks plain HTTP. */
	port: number;
	roundTripMs: number;
	key: string;
	certificate: string;
}

/**
 * A server far away: TLS before the simulator, and before that a line on which every byte takes half a
 * round trip each way. A connection takes a whole one until it stands, as its first packets do.
 */
process.on('message', ({ port, roundTripMs, key, certificate }: FarServer) => {
	const near = createTlsServer({ key, cert: certificate }, (secure) => {
		const plain = connect(port, '127.0.0.1');
		secure.pipe(plain).pipe(secure);
		secure.on('error', () => plain.destroy());
		plain.on('error', () => secure.destroy());
	});
	const line = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
		const { port: nearPort } = near.address() as { port: number };
		const server = connect({
			port: nearPort,
			host: '127.0.0.1',
			allowHalfOpen: true,
			noDelay: true,
		});
		const stands = performance.now() + roundTripMs;
		carry(client, server, () => Math.max(0, stands - performance.now()) + roundTripMs / 2);
		carry(server, client, () => roundTripMs / 2);
	});
	near.listen(0, '127.0.0.1', () =>
		line.listen(0, '127.0.0.1', () => process.send!(line.address())),
	);
});
process.once('disconnect', () => process.exit());

/** What goes in at one end comes out at the other so much later, in its order. */
function carry(from: Socket, to: Socket, delay: () => number): void {
	let latest = 0;
	const later = (act: () => void) => {
		latest = Math.max(latest, performance.now() + delay());
		setTimeout(act, latest - performance.now());
	};
	from.on('data', (bytes) => later(() => to.writable && to.write(bytes)));
	from.on('end', () => later(() => to.end()));
	from.on('error', () => to.destroy());
}
