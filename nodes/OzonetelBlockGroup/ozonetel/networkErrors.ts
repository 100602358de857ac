import type { NoTokenError } from '../../../credentials/token';
import { readAnswer } from './answer';
import type { Failure, FailureKind } from './failures';
import { readRetryAfter } from './retry';

/**
 * Error codes of Node.js after which the request surely did not arrive, in words: n8n replaces a
 * message that holds such a code by a text of its own.
 */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name server does not answer',
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no route to its network',
};

/** n8n's helper wraps what really happened: the network's error code, or the credential's refusal. */
export function readError(error: unknown): Failure {
	const cause = causeOf(error);
	const failure = (kind: FailureKind, message: string): Failure => ({
		verdict: 'failure',
		kind,
		message,
	});
	if (cause.name === 'NoTokenError') return readNoToken(cause as NoTokenError);
	if (cause.name === 'RangeError') return failure('credential', cause.message);
	const code = cause.code ?? '';
	if (Object.hasOwn(NOT_CONNECTED, code)) {
		return failure('unreached', `Ozonetel could not be reached: ${NOT_CONNECTED[code]}`);
	}
	if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(code)) {
		return failure('credential', `The certificate of this domain cannot be trusted: ${code}`);
	}
	if (code === 'ETIMEDOUT' || /timeout/i.test(cause.message)) {
		return failure('interrupted', 'Ozonetel did not answer in time');
	}
	if (code !== '') return failure('interrupted', 'The connection was lost before the answer came');
	return failure('credential', cause.message);
}

/** Why there is no token: classified like any answer, but the request itself was not sent. */
function readNoToken({ cause, httpStatus = 0, words, retryAfter, message }: NoTokenError): Failure {
	const body = words === undefined ? '' : { status: 'false', message: words };
	const answer = cause ? readError({ cause }) : readAnswer(httpStatus, body);
	const kind = answer.verdict === 'failure' ? answer.kind : 'refused';
	return {
		verdict: 'failure',
		kind: kind === 'refused' ? 'token' : kind,
		message: cause ? answer.message : message,
		retryAfter: readRetryAfter(retryAfter),
		unsent: true,
	};
}

function causeOf(error: unknown): { name?: string; code?: string; message: string } {
	const { cause, message } = error as { cause?: Partial<Error>; message?: string };
	// Not by instanceof: the network's errors may come from another realm.
	if (typeof cause?.message === 'string') return cause as Error;
	return { message: message ?? String(error) };
}
