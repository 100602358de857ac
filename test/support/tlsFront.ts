import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	createServer as createTlsServer,
	getCACertificates,
	setDefaultCACertificates,
} from 'node:tls';

export interface Certificate {
	key: string;
	cert: string;
}

export interface TlsFront {
	/** https://127.0.0.1:PORT */
	url: string;
	close(): void;
}

/** Belongs to no conversation: the client's TLS ends its own with an error when this comes. */
const BAD_RECORD = Buffer.from('1703030010000102030405060708090a0b0c0d0e0f', 'hex');

/**
 * TLS before the server at this port. Where the server hangs up without an answer, the client sees a
 * broken TLS record instead.
 */
export async function startTlsFront(port: number, { key, cert }: Certificate): Promise<TlsFront> {
	/** The client of each connection, by the port that it is carried on from. */
	const clients = new Map<number, Socket>();

	const near = createTlsServer({ key, cert }, (secure) => {
		const plain = connect(port, '127.0.0.1');
		const client = clients.get(secure.remotePort!);
		secure.pipe(plain).pipe(secure);
		secure.on('error', () => plain.destroy());
		plain.on('error', () => secure.destroy());
		plain.on('close', () => plain.bytesRead === 0 && client?.end(BAD_RECORD));
	});
	const nearPort = await listen(near);
	const line = createServer((client) => {
		const server = connect(nearPort, '127.0.0.1');
		server.on('connect', () => clients.set(server.localPort!, client));
		client.on('data', (bytes) => server.write(bytes));
		server.on('data', (bytes) => client.writable && client.write(bytes));
		for (const [one, other] of [
			[client, server],
			[server, client],
		]) {
			one.on('error', () => other.destroy());
			one.on('close', () => other.end());
		}
	});
	const url = `https://127.0.0.1:${await listen(line)}`;
	return {
		url,
		close() {
			near.close();
			line.close();
		},
	};
}

async function listen(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

let ours: Certificate | undefined;

/** One that this process trusts from now on. */
export function trustedCertificate(): Certificate {
	if (ours) return ours;
	ours = newCertificate();
	setDefaultCACertificates([...getCACertificates('default'), ours.cert]);
	return ours;
}

/** `name`: whom it is for, as openssl writes it. */
export function newCertificate(name = 'IP:127.0.0.1'): Certificate {
	const folder = mkdtempSync(join(tmpdir(), 'ozonetel-tls-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const how = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
	const whom = ['-subj', '/CN=test', '-addext', `subjectAltName=${name}`];
	execFileSync('openssl', [...how.split(' '), ...whom, '-keyout', key, '-out', cert], {
		stdio: 'ignore',
	});
	const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	rmSync(folder, { recursive: true });
	return made;
}
