import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

import { refusals, startSimulator, type Switches } from '../simulator';
import { newCertificate } from '../support/tlsFront';
import { GROUP } from './script';

export const ROUND_TRIP_MS = 100;

export interface Counts {
	/** Requests since the last reset. */
	requests: number;
	/** How many of them were answered "limit" or "busy". */
	refused: number;
	/** Numbers in the group. */
	numbers: number;
}

interface Place {
	url: string;
	/** The same far away: over https, with a round trip of ROUND_TRIP_MS. */
	farUrl: string;
	account: { userName: string; apiKey: string };
}

type Setup = Partial<Pick<Switches, 'latencyMs' | 'rateLimit' | 'bulkCalls'>>;

export interface Server extends Place {
	/** The certificate of `farUrl`. */
	certificateFile: string;
	/** An empty group, all counts 0. */
	reset(setup?: Setup): Promise<void>;
	counts(): Promise<Counts>;
	stop(): void;
}

/** Starts the simulator in a process of its own, so that it shares no thread with what is measured. */
export async function startServer(): Promise<Server> {
	const folder = mkdtempSync(join(tmpdir(), 'ozonetel-bench-tls-'));
	const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const { key, cert } = newCertificate();
	writeFileSync(keyFile, key);
	writeFileSync(certificateFile, cert);

	const child = fork(__filename, [folder], { execArgv: ['--import', 'tsx'] });
	const [place] = (await once(child, 'message')) as [Place];
	const ask = async (setup?: Setup) => {
		child.send(setup ?? 'counts');
		return (await once(child, 'message'))[0] as Counts;
	};
	return {
		...place,
		certificateFile,
		reset: async (setup = {}) => void (await ask(setup)),
		counts: async () => await ask(),
		stop() {
			child.disconnect();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function serve(folder: string): Promise<void> {
	let [requests, refused] = [0, 0];
	const simulator = await startSimulator({
		keepLog: false,
		onRequest: ({ answer }) => {
			requests++;
			if (answer?.body === refusals.maxLimitExceeded || answer?.body === refusals.busy) refused++;
		},
	});
	process.on('message', (message: Setup | 'counts') => {
		if (message !== 'counts') {
			simulator.reset();
			[requests, refused] = [0, 0];
			simulator.addGroup(GROUP);
			Object.assign(simulator.switches, message);
		}
		const numbers = simulator.group(GROUP)!.numbers.size;
		process.send!({ requests, refused, numbers } satisfies Counts);
	});
	process.once('disconnect', () => process.exit());
	const { url, account } = simulator;
	const farUrl = `https://127.0.0.1:${await startLine(simulator.port, folder)}`;
	process.send!({ url, farUrl, account } satisfies Place);
}

/**
 * TLS before the simulator, and before that a line on which every byte takes half a round trip each way. A
 * connection takes a whole one to be made.
 *
 * @returns its port
 */
async function startLine(port: number, folder: string): Promise<number> {
	const key = readFileSync(join(folder, 'key.pem'));
	const cert = readFileSync(join(folder, 'certificate.pem'));
	const tls = createTlsServer({ key, cert }, (secure) => {
		const plain = connect(port, '127.0.0.1');
		secure.pipe(plain).pipe(secure);
		secure.on('error', () => plain.destroy());
		plain.on('error', () => secure.destroy());
	});
	const options = { allowHalfOpen: true, noDelay: true };
	const line = createServer(options, (client) => {
		const { port: to } = tls.address() as AddressInfo;
		const server = connect({ port: to, host: '127.0.0.1', ...options });
		const made = performance.now() + ROUND_TRIP_MS;
		carry(client, server, () => Math.max(0, made - performance.now()) + ROUND_TRIP_MS / 2);
		carry(server, client, () => ROUND_TRIP_MS / 2);
	});
	await once(tls.listen(0, '127.0.0.1'), 'listening');
	await once(line.listen(0, '127.0.0.1'), 'listening');
	return (line.address() as AddressInfo).port;
}

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

if (process.send && require.main === module) void serve(process.argv[2]);
