import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';

import type { Pace } from './answers';

type Headers = Record<string, string>;

/** Sends an answer byte by byte, or at a length no answer has, until the client goes away. */
export async function sendPaced(
	response: ServerResponse,
	status: number,
	headers: Headers,
	text: string,
	pace: Pace,
): Promise<void> {
	if ('everyMs' in pace) await drip(response, status, headers, text, pace);
	else await inflate(response, status, headers, text, pace);
}

async function drip(
	response: ServerResponse,
	status: number,
	headers: Headers,
	text: string,
	{ everyMs, part }: Extract<Pace, { everyMs: number }>,
): Promise<void> {
	const { socket } = response;
	const head = [
		`HTTP/1.1 ${status} Dripping`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		`content-length: ${Buffer.byteLength(text)}`,
		'connection: close',
		'\r\n',
	].join('\r\n');
	if (part === 'body') socket?.write(head);
	for (const byte of Buffer.from(part === 'body' ? text : head + text)) {
		if (!socket?.writable) return;
		socket.write(Buffer.of(byte));
		await wait(everyMs, undefined, { ref: false });
	}
	socket?.end();
}

const CHUNK = Buffer.alloc(64 * 1024, ' ');

async function inflate(
	response: ServerResponse,
	status: number,
	headers: Headers,
	text: string,
	{ bytes, packed }: Extract<Pace, { bytes: number }>,
): Promise<void> {
	const body = Readable.from(padded(text, bytes));
	response.writeHead(status, packed ? { ...headers, 'content-encoding': 'gzip' } : headers);
	// A client that has read enough goes away: the pipeline fails, which is what is wanted.
	await (packed ? pipeline(body, createGzip(), response) : pipeline(body, response)).catch(
		() => undefined,
	);
}

function* padded(text: string, bytes: number): Generator<Buffer> {
	for (let sent = Buffer.byteLength(text); sent < bytes; sent += CHUNK.length) yield CHUNK;
	yield Buffer.from(text);
}
