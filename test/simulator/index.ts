import type { AddressInfo } from 'node:net';

import type { Account } from './authentication';
import type { Group } from './blockGroups';
import type { Fault } from './faults';
import { Ozonetel } from './ozonetel';
import { createOzonetelServer, type LoggedRequest } from './server';
import { defaultSwitches, type Switches } from './switches';

export type { Fault, Group, LoggedRequest, Switches };
export { refusals } from './answers';

export interface Simulator {
	/** http://127.0.0.1:PORT */
	url: string;
	port: number;
	account: Account;
	/** May be changed while it runs: `simulator.switches.legacy = false`. */
	readonly switches: Switches;
	/** The log, oldest first. */
	readonly requests: LoggedRequest[];
	/** The live state. */
	readonly groups: Group[];
	addGroup(name: string, numbers?: string[]): Group;
	group(nameOrId: string | number): Group | undefined;
	/** Asked for each request before it is handled. */
	fault: ((request: LoggedRequest) => Fault | undefined) | undefined;
	readonly tokensGenerated: number;
	/** Forgets groups, log, tokens and faults; the switches are again as at the start. */
	reset(): void;
	close(): Promise<void>;
}

export interface SimulatorOptions {
	/** 0, any free one, unless told otherwise. */
	port?: number;
	host?: string;
	account?: Account;
	switches?: Partial<Switches>;
	groups?: Array<{ name: string; numbers?: string[] }>;
	/** Without it the log keeps no bodies. */
	keepLog?: boolean;
	/** Told of each request once it is answered, or left without an answer. */
	onRequest?: (request: LoggedRequest) => void;
}
export const demoAccount: Account = { userName: 'demo_account', apiKey: 'KK0000simulatorkey0000' };

/** Starts Ozonetel's Block Number Group API on this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { port = 0, host = '127.0.0.1', keepLog = true } = options;
	const initialSwitches: Switches = { ...defaultSwitches, ...options.switches };
	const account = { ...demoAccount, ...options.account };
	const ozonetel = new Ozonetel(account, { ...initialSwitches });
	const requests: LoggedRequest[] = [];

	const server = createOzonetelServer(ozonetel, {
		received(request) {
			request.n = requests.push(request);
		},
		fault: (request) => simulator.fault?.(request),
		finished: (request) => {
			options.onRequest?.(request);
			if (!keepLog) forgetBodies(request);
		},
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	const actualPort = (server.address() as AddressInfo).port;

	const simulator: Simulator = {
		url: `http://${addressable(host)}:${actualPort}`,
		port: actualPort,
		account,
		switches: ozonetel.switches,
		requests,
		groups: ozonetel.groups.all,
		fault: undefined,
		get tokensGenerated() {
			return ozonetel.tokens.generated;
		},
		addGroup(name, numbers = []) {
			const group = ozonetel.groups.create(name);
			ozonetel.groups.add(group, numbers);
			return group;
		},
		group: (nameOrId) => ozonetel.groups.find(nameOrId),
		reset() {
			ozonetel.clear();
			requests.length = 0;
			simulator.fault = undefined;
			Object.assign(ozonetel.switches, initialSwitches);
		},
		async close() {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
	for (const { name, numbers } of options.groups ?? []) simulator.addGroup(name, numbers);
	return simulator;
}

function forgetBodies(request: LoggedRequest): void {
	request.body = undefined;
	request.rawBody = '';
	if (request.answer) request.answer.body = undefined;
}

/** A host to connect to, where the given one may be one to listen on. */
function addressable(host: string): string {
	if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}
