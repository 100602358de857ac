import type { IDataObject } from 'n8n-workflow';

import { expiredToken, storedToken } from '../savedCredential';
import { refusals, type Fault, type LoggedRequest, type Simulator } from '../../simulator';

/** Something that goes wrong, and how to bring it about. */
export interface Trouble {
	name: string;
	/** It goes away when the request is repeated. */
	passes: boolean;
	/** How long to wait for an answer, in ms, where none comes. */
	timeout?: number;
	/** Where it takes more retries than usual to outlast it. */
	maxRetries?: number;
	/** At most so many requests may meet it. */
	mostFaults?: number;
	/** By https; a connection that ends without an answer breaks TLS. */
	isSecure?: boolean;
	/** As this call arrives, the credential is edited to be another account's. */
	editsAtCall?: number;
	arrange: (simulator: Simulator, credential: IDataObject) => void;
}

export const BAD_NUMBER = '9700000013';

/** How long the node waits for an answer that does not come, and how much later one comes. */
const TIMEOUT_MS = 1500;
const LATE_MS = 4000;

const SOON = { 'retry-after': '0' };
const inASecond = () => ({ 'retry-after': new Date(Date.now() + 1000).toUTCString() });

type Make = (request: LoggedRequest) => Fault;

/** Every kind of fault the simulator can make of one request, with and without the work being done. */
const FAULTS: Array<[name: string, passes: boolean, make: Make]> = [
	['dropped before it is applied', true, () => ({ kind: 'dropBefore' })],
	['dropped after it is applied', true, () => ({ kind: 'dropAfter' })],
	['rate limit body', true, () => said(refusals.maxLimitExceeded)],
	['another bulk call is running', true, () => ({ kind: 'busy' })],
	['429 with Retry-After as a date', true, () => status(429, inASecond())],
	['302', false, () => status(302, { location: 'http://127.0.0.1:9/elsewhere' })],
	['307', false, () => status(307, { location: '/ca_apis/createBlockNumber' })],
	['400', false, () => status(400)],
	['407', false, () => status(407)],
	['HTTP 200 that echoes the request', true, ({ headers, rawBody }) => echo(200, headers, rawBody)],
	['HTTP 500 that echoes the request', true, ({ headers, rawBody }) => echo(500, headers, rawBody)],
	['a refusal that echoes the key', false, ({ headers }) => said(echoed(headers))],
	['answers late', true, () => ({ kind: 'late', ms: LATE_MS })],
	['works late', true, () => ({ kind: 'late', ms: LATE_MS, slow: true })],
	['drips its answer', true, () => ({ kind: 'drip', everyMs: 300 })],
	['drips its header', true, () => ({ kind: 'drip', everyMs: 300, part: 'header' })],
	['an answer of 20 MB', true, () => ({ kind: 'huge', bytes: 20_000_000 })],
	['an answer of 20 MB, packed', true, () => ({ kind: 'huge', bytes: 20_000_000, packed: true })],
	...[false, true].flatMap((applied): typeof FAULTS => {
		const after = applied ? ', applied' : '';
		return [
			[`no answer${after}`, true, () => ({ kind: 'hang', applied })],
			...[408, 429, 500, 502, 503, 504].map((code): (typeof FAULTS)[number] => [
				`${code}${after}`,
				true,
				() => ({ ...status(code, SOON), applied }),
			]),
			[`a gateway's page, 502${after}`, true, () => ({ kind: 'html', applied })],
			[`a gateway's page, 200${after}`, true, () => ({ kind: 'html', status: 200, applied })],
			[`half a JSON${after}`, true, () => ({ ...raw('{"status":"success","outp'), applied })],
			[`nothing at all${after}`, true, () => ({ ...raw(''), applied })],
			[`a number as JSON${after}`, true, () => ({ ...raw('42'), applied })],
		];
	}),
];

function status(code: number, headers?: Record<string, string>) {
	return { kind: 'status', status: code, headers } as const;
}

function raw(body: string, code = 200) {
	return { kind: 'raw', status: code, body } as const;
}

const said = (body: unknown) => raw(JSON.stringify(body));

function echo(code: number, headers: object, body: string) {
	return raw(`<html><body><pre>${JSON.stringify(headers)} ${body}</pre></body></html>`, code);
}

function echoed({ apikey, authorization }: Record<string, string>) {
	return { status: 'error', message: `No entry for ${apikey ?? authorization} here`.repeat(9) };
}

const isTokenCall = ({ path }: LoggedRequest) => path.endsWith('/generateToken');

/** A fault of one request: of the first or second call, of all of them, or of generating the token. */
function faultAt(
	when: 'call 1' | 'call 2' | 'every call' | 'token 1' | 'every token',
	faults = FAULTS,
) {
	const [kind, nth] = [when.includes('token'), Number(when.slice(-1))];
	return faults.map(([name, passes, make]): Trouble => ({
		name: `${when}: ${name}`,
		passes: passes && !when.startsWith('every'),
		timeout: /^(?:no answer|answers late|works late|drips)/.test(name) ? TIMEOUT_MS : undefined,
		arrange(simulator) {
			let seen = 0;
			simulator.fault = (request) => {
				if (isTokenCall(request) !== kind) return undefined;
				seen++;
				return when.startsWith('every') || seen === nth ? make(request) : undefined;
			};
		},
	}));
}

export const callFaults = [...faultAt('call 1'), ...faultAt('call 2'), ...faultAt('every call')];
export const tokenFaults = [...faultAt('token 1'), ...faultAt('every token')];

const BROKEN_TLS: typeof FAULTS = [
	['TLS breaks before it is applied', true, () => ({ kind: 'dropBefore' })],
	['TLS breaks after it is applied', true, () => ({ kind: 'dropAfter' })],
];

/** In the middle of a conversation: no certificate is at fault, and the request may have arrived. */
export const tlsFaults = (['call 1', 'call 2', 'every call'] as const)
	.flatMap((when) => faultAt(when, BROKEN_TLS))
	.map((trouble) => ({ ...trouble, isSecure: true }));

/** A run under way goes on as the account it began with; where it needs another token, it ends. */
export const edits: Trouble[] = [1, 2].flatMap((call) => [
	{
		name: `call ${call}: the credential is edited`,
		passes: true,
		editsAtCall: call,
		arrange() {},
	},
	{
		name: `call ${call}: the credential is edited, and the token is dead`,
		passes: false,
		editsAtCall: call,
		arrange(simulator) {
			let seen = 0;
			simulator.fault = (request) => {
				if (isTokenCall(request) || ++seen < call) return undefined;
				return said({ status: 'false', message: 'Token Expired' });
			};
		},
	},
]);

const foreignToken = ['stored', 'token', '0123456789abcdef'].join('-');

const OUTAGES: Array<[name: string, fault: Fault]> = [
	['nobody answers', { kind: 'dropBefore' }],
	['503', status(503)],
	["a gateway's page", { kind: 'html' }],
];

/** From the second call on, nothing gets through for a time. */
function outage(seconds: number, maxRetries: number, passes = true): Trouble[] {
	return OUTAGES.map(([name, fault]) => ({
		name: `outage of ${seconds} s: ${name}`,
		passes,
		maxRetries,
		mostFaults: maxRetries + 4,
		arrange(simulator) {
			let until: number | undefined;
			simulator.fault = (request) => {
				if (isTokenCall(request)) return undefined;
				if (until === undefined) {
					until = 0;
					return undefined;
				}
				until ||= Date.now() + seconds * 1000;
				return Date.now() < until ? fault : undefined;
			};
		},
	}));
}

export const outages = [
	...outage(0.3, 1),
	...outage(1, 3),
	...outage(5, 3),
	...outage(10, 3, false).slice(0, 1),
	...outage(30, 3, false).slice(0, 1),
];

/** What lasts as long as the run: the account, its limits, and what the reference leaves open. */
export const conditions: Trouble[] = [
	switched('all is well', true, {}),
	switched('error bodies come with HTTP 401', true, { errorStatus: 401 }),
	switched('a bad number refuses its batch', true, { badNumber: 'refuseBatch', isBad }),
	switched('a bad number refuses its batch, HTTP 401', true, { errorStatus: 401, isBad }),
	switched('a bad number is listed', true, { badNumber: 'list', isBad }),
	switched('every number is bad', true, { isBad: () => true }),
	switched('a group is stored before its numbers are judged', true, {
		createsBeforeChecking: true,
		isBad,
	}),
	switched('a group is stored before its numbers are judged, and all are bad', true, {
		createsBeforeChecking: true,
		isBad: () => true,
	}),
	switched('lists are maps', true, { answerLists: 'object', badNumber: 'list', isBad }),
	switched('the removal wants the id', true, { removalNeedsId: true }),
	switched('refusals in other words', true, { otherWords: true, isBad }),
	switched('notices of PHP before every answer', true, { phpNotices: true, isBad }),
	switched('success that adds nothing', true, { emptyOnSuccess: true }),
	...(['plain405', 'html404', 'json404'] as const).map((missingPath) =>
		switched(`singular path, ${missingPath}`, true, { updatePath: 'singular', missingPath }),
	),
	switched('the update reads “Id”', true, { idKey: 'Id' }),
	switched('the legacy API is gone', false, { legacy: false }),
	switched('no token may be generated', false, { tokensPerHour: 0 }),
	...(['body', '429', '429-retry-after'] as const).map((style) =>
		switched(`rate limit by ${style}`, true, { rateLimit: { requests: 2, windowMs: 900, style } }),
	),
	switched('the account uses the other authentication', false, {}, (simulator, credential) => {
		const other = credential.authentication === 'token' ? 'apiKey' : 'token';
		simulator.switches.authentication = other;
	}),
	stored('wrong key', false, { apiKey: 'KK-another/key+which=is~wrong' }),
	stored('no key', false, { apiKey: '' }),
	stored('wrong user name', false, { username: 'somebody_else' }),
	stored('nothing listens there', false, { domain: 'http://127.0.0.1:9' }),
	stored('no such host', false, { domain: 'https://no-such-host.invalid' }),
	stored('not encrypted', false, { domain: 'http://ozonetel.example' }),
	stored('no domain', false, { domain: '' }),
	stored('a stored token of no account', true, { token: foreignToken }),
	switched('a stored token that Ozonetel does not know', true, {}, (_, credential) => {
		credential.token = storedToken(credential, foreignToken);
	}),
	switched('a stored token that has expired', true, {}, (_, credential) => {
		credential.token = storedToken(credential, expiredToken(), -60);
	}),
	switched('a stored token of another account', true, {}, (_, credential) => {
		credential.token = storedToken({ ...credential, username: 'another' }, foreignToken);
	}),
	switched(
		'a passing fault on the singular path',
		true,
		{ updatePath: 'singular' },
		(simulator) => {
			simulator.fault = ({ n }) => (n === 1 ? { kind: 'html' } : undefined);
		},
	),
];

function isBad(number: string): boolean {
	return number === BAD_NUMBER;
}

function switched(
	name: string,
	passes: boolean,
	switches: Partial<Simulator['switches']>,
	more?: Trouble['arrange'],
): Trouble {
	return {
		name,
		passes,
		arrange(simulator, credential) {
			Object.assign(simulator.switches, switches);
			more?.(simulator, credential);
		},
	};
}

function stored(name: string, passes: boolean, values: IDataObject): Trouble {
	return { name, passes, arrange: (_, credential) => void Object.assign(credential, values) };
}
