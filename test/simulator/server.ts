import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { html, pages, phpNotice, type Answer } from './answers';
import { faultyAnswer, isApplied, type Fault } from './faults';
import type { Ozonetel } from './ozonetel';
import { sendPaced } from './pace';

/** What one request was, and what it was told. */
export interface LoggedRequest {
	/** Its place in the log, from 1. */
	n: number;
	/** Milliseconds since 1970. */
	at: number;
	method: string;
	/** As sent, with its query if it had one. */
	path: string;
	/** Names in small letters. */
	headers: Record<string, string>;
	/** The parsed JSON; undefined where it is none. */
	body: unknown;
	rawBody: string;
	/** Absent where nothing was answered. */
	answer?: { status: number; body: unknown };
	fault?: Fault['kind'];
}

export interface Listener {
	/** As soon as it is here; numbers it. */
	received(request: LoggedRequest): void;
	/** Asked for each request before it is handled. */
	fault(request: LoggedRequest): Fault | undefined;
	/** Once it is answered, or has been left without an answer. */
	finished(request: LoggedRequest): void;
}

const mostBytes = 5 * 1024 * 1024;

/** Ozonetel over HTTP, with the faults of the way there and back. */
export function createOzonetelServer(ozonetel: Ozonetel, listener: Listener): Server {
	async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = await read(incoming);
		const request: LoggedRequest = {
			n: 0, // the log numbers it
			at: Date.now(),
			method: incoming.method ?? '',
			path: incoming.url ?? '',
			headers: incoming.headers as Record<string, string>, // no request header is a list here
			body: parse(rawBody ?? ''),
			rawBody: rawBody ?? '',
		};
		listener.received(request);
		const fault = listener.fault(request);
		request.fault = fault?.kind;

		const late = fault?.kind === 'late' ? fault : undefined;
		if (late?.slow) await wait(late.ms, undefined, { ref: false });
		let answer: Answer | 'drop' | 'hang' = pages.tooLarge;
		if (rawBody !== undefined && (!fault || isApplied(fault))) answer = ozonetel.answer(request);
		const work = typeof answer === 'object' ? answer.work : undefined;
		if (fault) answer = faultyAnswer(fault, ozonetel.switches, answer);
		if (late && !late.slow) await wait(late.ms, undefined, { ref: false });
		const takes = ozonetel.switches.latencyMs + (work?.ms ?? 0);
		if (takes > 0) await wait(takes);
		work?.done();

		if (answer === 'drop') incoming.socket.destroy();
		else if (answer !== 'hang') {
			request.answer = { status: answer.status, body: answer.body };
			await send(response, ozonetel.switches.phpNotices ? withNotice(answer) : answer);
		}
		listener.finished(request);
	}

	const server = createServer((incoming, response) => {
		handle(incoming, response).catch((error: Error) => {
			// The client went away, or the simulator (or a test's fault) has a mistake.
			if (incoming.complete && !response.headersSent) {
				void send(response, { status: 500, body: `The simulator failed: ${error.stack}` });
			}
		});
	});
	server.keepAliveTimeout = 60_000; // longer than a client keeps a connection idle
	return server;
}

/** What PHP sends where its messages are shown; the log keeps the answer itself. */
function withNotice(answer: Answer): Answer {
	const { body, headers } = answer;
	if (typeof body === 'string') return answer;
	return { ...answer, body: phpNotice + JSON.stringify(body), headers: { ...html, ...headers } };
}

async function send(response: ServerResponse, { status, body, headers, pace }: Answer) {
	const isText = typeof body === 'string';
	const text = isText ? body : JSON.stringify(body);
	const type = isText ? undefined : { 'content-type': 'application/json' };
	if (pace) return await sendPaced(response, status, { ...type, ...headers }, text, pace);
	response.writeHead(status, {
		...type,
		'content-length': Buffer.byteLength(text),
		...headers,
	});
	response.end(text); // as one text it leaves in one write with the header
}

/** The body as text; undefined when it is too large, of which the rest is read and dropped. */
async function read(incoming: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of incoming) {
		bytes += chunk.length;
		if (bytes <= mostBytes) chunks.push(chunk);
		else chunks.length = 0;
	}
	return bytes <= mostBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function parse(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
