import { ExecutionBaseError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { readAccountFailure } from './accountAnswers';
import { authenticateRequest } from './authenticate';
import { redact } from './redact';
import { isNew, liveToken, toStored } from './storedToken';
import { readWhole, toRecord, UNREAD } from './wholeAnswer';

/**
 * A call that only reads. A working account answers that it has no record of this campaign
 * (docs/ozonetel-api.md §6). No method means GET; if GET is named, n8n's helper leaves the body out.
 */
export const READ_ONLY_CALL = {
	url: '/ca_apis/campaignStatus',
	/** Hardly any account has a campaign of this name; if one has, the test passes as well. */
	body: { campaignName: 'n8n_connection_test' },
};

/** Why there is no token: the answer, or the network's error. */
export interface NoToken {
	httpStatus?: number;
	/** Ozonetel's reason; undefined if something else answered, such as a gateway. */
	words?: string;
	/** Two of its headers. */
	retryAfter?: unknown;
	date?: unknown;
	/** The network's error, if no answer came. */
	network?: { code?: string; message: string };
}

/**
 * There is no token, so the request was not sent. n8n wraps the error of a credential, and up to 2.0 it
 * keeps only the message, and the context if the error is one of n8n's own.
 */
export class NoTokenError extends ExecutionBaseError {
	constructor(noToken: NoToken) {
		const { network, words, httpStatus } = noToken;
		super(`Ozonetel issued no token: ${network?.message ?? words ?? `HTTP ${httpStatus}`}`);
		this.context = { noToken: { ...noToken } };
	}
}

/** Ozonetel needs less for a call without numbers. */
const DEADLINE_MS = 30_000;

const LONGEST_REASON = 200;

/** What a header can carry. Few servers accept longer headers. */
const SENDABLE = /^[\x21-\x7e]{1,8000}$/;

/**
 * Generates a token. It lives 60 minutes and ends every earlier one; only 10 an hour are allowed
 * (docs/ozonetel-api.md §4).
 *
 * @returns what to store
 * @throws {NoTokenError} if Ozonetel answers without a token, or not at all
 */
export async function issueToken(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
	deadlineMs = DEADLINE_MS,
): Promise<string> {
	const url = '/ca_apis/CAToken/generateToken';
	const account = { ...credentials, authentication: 'apiKey' };
	const clean = (text: string) => redact(text, credentials).slice(0, LONGEST_REASON);
	const answer = await ask(helpers, account, { url, method: 'POST', body: {} }, deadlineMs).catch(
		({ code, message }: { code?: string; message: string }) => {
			throw new NoTokenError({ network: { code, message: clean(message) } });
		},
	);
	const { token, message } = answer.body;
	const issued = typeof token === 'string' ? token.trim() : '';
	if (SENDABLE.test(issued)) return toStored(credentials, issued);
	throw new NoTokenError({
		httpStatus: answer.statusCode,
		words:
			issued === ''
				? reasonIn(message, clean)
				: 'its token is too long, or contains spaces or line breaks',
		retryAfter: answer.headers?.['retry-after'],
		date: answer.headers?.date,
	});
}

const reasonIn = (message: unknown, clean: (text: string) => string): string | undefined =>
	typeof message === 'string' && message !== '' ? clean(message) : undefined;

/**
 * Whether Ozonetel accepts the account's stored token, if there is one. It counts as alive if nothing
 * answers, or if it is new and the answer may not be about the token.
 */
export async function isAlive(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<boolean> {
	if (liveToken(credentials) === undefined) return false;
	const answer = await ask(helpers, credentials, READ_ONLY_CALL).catch(() => undefined);
	if (!answer) return true;
	const { statusCode, body } = answer;
	const said = readAccountFailure(String(body.message));
	if (said === 'token') return false;
	const isRefused = said === 'authentication' || (said === undefined && statusCode === 401);
	return !isRefused || isNew(credentials.token);
}

/** Sends one call with the account's own key or token, and reads the answer if it is JSON. */
async function ask(
	helpers: IHttpRequestHelper['helpers'],
	account: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
	deadlineMs = DEADLINE_MS,
) {
	const abortSignal = AbortSignal.timeout(deadlineMs);
	const unsigned = { ...request, ...UNREAD, abortSignal, timeout: deadlineMs };
	try {
		const signed = authenticateRequest(account, unsigned);
		const response = (await helpers.httpRequest(signed)) as IN8nHttpFullResponse;
		return { ...response, body: toRecord(await readWhole(response.body, abortSignal)) ?? {} };
	} catch (error) {
		throw abortSignal.aborted ? new Error('timeout') : error;
	}
}
