import { readError } from '../../nodes/OzonetelBlockGroup/ozonetel/networkErrors';
import errorShapes from './errorShapes.json';

/** What each of these n8n really throws: `npm run test:compat -- --shapes` captures it. */
const versions = Object.entries(errorShapes as Record<string, Record<string, object>>);

describe.each(versions)('n8n %s', (_, shapes) => {
	it.each([
		[
			'connection refused',
			'unreached',
			'Ozonetel could not be reached: the connection was refused',
		],
		['no such host', 'unreached', 'Ozonetel could not be reached: the host was not found'],
		['network unreachable', 'unreached', /no route to the network/],
		['connection dropped', 'interrupted', 'The connection was lost before Ozonetel answered'],
		['connection reset', 'interrupted', 'The connection was lost before Ozonetel answered'],
		['no answer in time', 'interrupted', 'Ozonetel did not answer in time'],
		['answer broken off', 'interrupted', 'The connection was lost before Ozonetel answered'],
		['answer that is not HTTP', 'interrupted', 'The connection was lost before Ozonetel answered'],
		['TLS to a plain port', 'interrupted', 'The connection was lost before Ozonetel answered'],
		['unsafe domain', 'credential', /^“http:\/\/ozonetel\.example” is not encrypted/],
	])('%s: %s', (situation, kind, message) => {
		const failure = readError(shapes[situation]);
		expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) });
		expect(failure.unsent).toBeUndefined();
	});

	it.each([
		['no token: connection refused', 'unreached', undefined],
		['no token: connection dropped', 'interrupted', undefined],
		['no token: rate limit', 'rateLimit', 7_000],
	])('%s: %s, and the request itself was not sent', (situation, kind, retryAfter) => {
		expect(readError(shapes[situation])).toMatchObject({ kind, retryAfter, unsent: true });
	});

	it('has the same situations as the others', () => {
		expect(Object.keys(shapes)).toEqual(Object.keys(versions[0][1]));
	});
});

describe('only a failed connect proves that nothing arrived', () => {
	it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT'])('%s', (code) => {
		const error = (syscall: string) => ({
			httpCode: code,
			messages: [`${syscall} ${code} 10.0.0.1`],
		});
		expect(readError(error('connect'))).toMatchObject({ kind: 'unreached' });
		expect(readError(error('read'))).toMatchObject({ kind: 'interrupted' });
		expect(readError(error('write'))).toMatchObject({ kind: 'interrupted' });
		expect(readError({ code, message: '' })).toMatchObject({ kind: 'interrupted' });
	});
});

it.each([
	['not wrapped', { code: 'ECONNRESET', message: 'read ECONNRESET' }],
	[
		'wrapped without its code',
		{ message: 'Something broke', cause: { message: 'socket hang up' } },
	],
	['in words only', { message: 'The connection was aborted, perhaps the server is offline' }],
])('a lost connection is found: %s', (_, error) => {
	expect(readError(error)).toMatchObject({ kind: 'interrupted' });
});

it.each([undefined, null, 'words', {}])(
	'anything else that is thrown is a failure too: %p',
	(error) => {
		expect(readError(error)).toMatchObject({ verdict: 'failure' });
	},
);
