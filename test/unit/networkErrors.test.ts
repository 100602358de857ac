import { readError } from '../../nodes/OzonetelBlockGroup/ozonetel/networkErrors';
import errorShapes from './errorShapes.json';

/** What each of these n8n threw, written down as the node got it; `npm run test:compat` meets the same in all. */
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

describe('only a certificate that does not pass is the credential’s', () => {
	const thrown = (code: string) => readError({ httpCode: code, messages: [`${code} 0x1`] });

	it.each([
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'CERT_REVOKED',
		'CERT_UNTRUSTED',
		'CRL_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'HOSTNAME_MISMATCH',
		'INVALID_CA',
	])('%s', (code) => {
		expect(thrown(code)).toMatchObject({
			kind: 'credential',
			message: expect.stringMatching(code),
		});
	});

	it.each([
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
		'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
		'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
		'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
		'ERR_TLS_HANDSHAKE_TIMEOUT',
		'EPROTO',
	])('%s may have come after the request arrived', (code) => {
		expect(thrown(code)).toMatchObject({ kind: 'interrupted' });
	});
});

it.each<[string, string]>([
	['Proxy connection ended before receiving CONNECT response', 'unreached'],
	['The request was blocked', 'interrupted'],
])('an error without a code is not the credential’s: %s', (message, kind) => {
	expect(readError({ message, messages: [message] })).toMatchObject({ kind });
	expect(readError({ cause: { message } })).toMatchObject({ kind });
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
