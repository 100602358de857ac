/** No answer needs more: one about 100 numbers has some 5,000 bytes. */
export const MOST_BYTES = 1_000_000;

/**
 * Options for n8n's request helper. Answers come as streams: the helper would read an answer of any
 * length into memory, and its timeout only ends silence, not an answer that comes byte by byte.
 */
export const UNREAD = {
	json: true,
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
} as const;

const UTF_8 = new TextDecoder();

type Stream = AsyncIterable<Uint8Array> & { destroy: (error?: Error) => void };

const isStream = (body: unknown): body is Stream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/**
 * Reads an answer to its end, as text.
 *
 * @param ends aborts the reading
 * @returns undefined if the answer is too long
 * @throws what broke the connection, or the reason of the abort
 */
export async function readWhole(body: unknown, ends: AbortSignal): Promise<unknown> {
	if (!isStream(body)) return body;
	const stop = () => body.destroy(ends.reason as Error);
	ends.addEventListener('abort', stop, { once: true });
	try {
		ends.throwIfAborted();
		const chunks: Uint8Array[] = [];
		let bytes = 0;
		for await (const chunk of body) {
			bytes += chunk.length;
			if (bytes > MOST_BYTES) return undefined; // which destroys the stream
			chunks.push(chunk);
		}
		return UTF_8.decode(Buffer.concat(chunks));
	} finally {
		ends.removeEventListener('abort', stop);
	}
}

/** PHP's own messages, which may come before the answer of a page; usually in HTML. */
const PHP_NOTICE = /^(?:\s|<br ?\/?>|<b>){0,9}(?:PHP )?(?:Notice|Warning|Deprecated)\b/i;

/** An answer as an object, if it is one. PHP's messages before it are left out. */
export function toRecord(answer: unknown): Record<string, unknown> | undefined {
	const data = typeof answer === 'string' ? parse(answer) : answer;
	const plain = typeof data === 'object' && data !== null && !Array.isArray(data);
	return plain ? (data as Record<string, unknown>) : undefined;
}

function parse(text: string): unknown {
	const start = PHP_NOTICE.test(text) ? text.search(/[\n>][ \t]*\{/) + 1 : 0;
	try {
		return JSON.parse(text.slice(start));
	} catch {
		return undefined;
	}
}
