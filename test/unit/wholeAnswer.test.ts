import { Readable } from 'node:stream';

import { readWhole, toRecord } from '../../credentials/wholeAnswer';

const never = new AbortController().signal;

/** An answer of which the rest does not come. */
const endless = () => {
	const body = new Readable({ read() {} });
	body.push('{"status":');
	return body;
};

it('reads an answer to its end, in whatever pieces it comes', async () => {
	const bytes = Buffer.from('{"status":"स्वीकृत"}');
	const body = Readable.from([...bytes].map((byte) => Buffer.of(byte)));
	expect(await readWhole(body, never)).toBe('{"status":"स्वीकृत"}');
});

it('leaves what is no stream as it is', async () => {
	for (const body of ['text', undefined, null, { status: 'success' }]) {
		expect(await readWhole(body, never)).toBe(body);
	}
});

it.each([
	['before it is read', AbortSignal.abort()],
	['while it is read', AbortSignal.timeout(20)],
])('ends with its time: %s', async (_, ends) => {
	const body = endless();
	await expect(readWhole(body, ends)).rejects.toThrow(/abort/i);
	if (!body.destroyed) body.destroy();
});

it('leaves nothing on a signal that goes on', async () => {
	const { signal } = new AbortController();
	const remove = jest.spyOn(signal, 'removeEventListener');
	const add = jest.spyOn(signal, 'addEventListener');
	await readWhole(Readable.from([Buffer.from('x')]), signal);
	expect(remove).toHaveBeenCalledWith('abort', add.mock.calls[0][1]);
});

it.each([
	['{"a":1}', { a: 1 }],
	[{ a: 1 }, { a: 1 }],
	['[1]', undefined],
	['"a"', undefined],
	['null', undefined],
	['{"a":1', undefined],
	['', undefined],
	[undefined, undefined],
])('takes only an object for one: %j', (answer, expected) => {
	expect(toRecord(answer)).toEqual(expected);
});
