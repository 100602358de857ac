import type { NoToken } from '../../../credentials/token';
import { readAnswer } from './answer';
import { toFailure, type Failure } from './failures';
import { readRetryAfter } from './retry';

/** Why there is no connection, in words: n8n replaces messages that contain such a code by its own. */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host was not found',
	EAI_AGAIN: 'the DNS server did not answer',
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no route to the network',
};
/** Other codes, such as EHOSTUNREACH, may also end an open connection, after the request arrived. */
const NEVER_WHILE_OPEN = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];
/** Node.js names the system call that failed: “connect EHOSTUNREACH 10.0.0.1:443”. */
const WHILE_CONNECTING = /^connect E[A-Z]+/;

/** The message, without a code, if a proxy ends the connection before it opens the one to Ozonetel. */
const BY_PROXY = /proxy connection ended before receiving connect response/i;

/**
 * Node.js's codes for a certificate that is not accepted. They come before the request is sent. Other
 * TLS errors, such as ERR_SSL_…, may come at any time.
 */
const CERTIFICATE =
	/^(?:CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_|ERR_TLS_CERT_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/;
const NO_ANSWER = /socket hang up|aborted|closed|reset/i;

/**
 * Reads an error of n8n's request helper, which wraps the original one. n8n 2.41 keeps it as `cause`;
 * n8n 1.123 and 2.0 do not, but all keep its code in `httpCode` and its message in `messages`.
 */
export function readError(error: unknown): Failure {
	const { noToken, code, words } = unwrap(error);
	if (noToken) return readNoToken(noToken, words);
	if (NEVER_WHILE_OPEN.includes(code) || WHILE_CONNECTING.test(words)) {
		const why = NOT_CONNECTED[code] ?? `no connection could be made (${code})`;
		return toFailure('unreached', `Ozonetel could not be reached: ${why}`);
	}
	if (BY_PROXY.test(words)) {
		return toFailure('unreached', 'Ozonetel could not be reached: the proxy ended the connection');
	}
	if (CERTIFICATE.test(code)) {
		return toFailure('credential', `The certificate of this domain cannot be trusted: ${code}`);
	}
	if (code === 'ETIMEDOUT' || /timeout/i.test(words)) {
		return TOO_LATE;
	}
	if (code !== '' || NO_ANSWER.test(words)) {
		return toFailure('interrupted', 'The connection was lost before Ozonetel answered');
	}
	return toFailure('interrupted', words);
}

export const TOO_LATE = toFailure('interrupted', 'Ozonetel did not answer in time');

/** Why there is no token, classified like any answer. The request itself was not sent. */
function readNoToken(noToken: NoToken, message: string): Failure {
	const { network, httpStatus = 0, words, retryAfter, date } = noToken;
	const body = words === undefined ? '' : { status: 'false', message: words };
	const answer = network ? readError(network) : readAnswer(httpStatus, body);
	const kind = answer.verdict === 'failure' ? answer.kind : 'refused';
	return toFailure(kind === 'refused' ? 'token' : kind, network ? answer.message : message, {
		retryAfter: readRetryAfter(retryAfter, date),
		unsent: true,
	});
}

/** The original error. Without instanceof, because it may come from another realm. */
function unwrap(error: unknown): { noToken?: NoToken; code: string; words: string } {
	const { message, messages, cause, context, code, httpCode } = (error ?? {}) as Partial<Wrapper>;
	return {
		noToken: context?.noToken ?? cause?.context?.noToken,
		code: String(code ?? httpCode ?? cause?.code ?? ''),
		words: String(messages?.[0] ?? cause?.message ?? message ?? error),
	};
}

interface Wrapper {
	message: string;
	code: string;
	/** The network error's code, or the HTTP status of an interrupted answer. */
	httpCode: string | null;
	/** The original message, before n8n replaced it. */
	messages: string[];
	cause: Partial<Wrapper>;
	context: { noToken?: NoToken };
}
