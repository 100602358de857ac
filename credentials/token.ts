import { ExecutionBaseError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { authenticateRequest } from './authenticate';
import { apiOrigin } from './domain';
import { READ_ONLY_CALL } from './readOnlyCall';
import { readWhole, toRecord, UNREAD } from './wholeAnswer';

/** Why there is no token: what was answered, or what broke on the way. */
export interface NoToken {
	httpStatus?: number;
	/** Ozonetel's reason; undefined where something else answered, such as a gateway. */
	words?: string;
	retryAfter?: unknown;
	/** Where no answer came: the network's error. */
	network?: { code?: string; message: string };
}

/**
 * There is no token, so the request that needs one was not sent. n8n wraps what a credential throws,
 * and up to 2.0 the wrapper keeps nothing of it but the message, and the context of an error of n8n's own.
 */
export class NoTokenError extends ExecutionBaseError {
	constructor(noToken: NoToken) {
		const { network, words, httpStatus } = noToken;
		super(`Ozonetel issued no token: ${network?.message ?? words ?? `HTTP ${httpStatus}`}`);
		this.context = { noToken: { ...noToken } };
	}
}

/**
 * Generates a token. It lives 60 minutes, ends the life of every earlier one, and only 10 an hour
 * are allowed (docs/ozonetel-api.md §4).
 *
 * @throws {NoTokenError} when Ozonetel answers without a token
 */
export async function issueToken(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const path = '/ca_apis/CAToken/generateToken';
	const account = { ...credentials, authentication: 'apiKey' };
	const { statusCode, body, headers } = await ask(helpers, account, path, { method: 'POST' }).catch(
		({ code, message }: { code?: string; message: string }) => {
			throw new NoTokenError({ network: { code, message } });
		},
	);
	const { token, message } = body;
	if (typeof token === 'string' && token !== '') return token;
	const words = typeof message === 'string' && message !== '' ? message.slice(0, 200) : undefined;
	throw new NoTokenError({
		httpStatus: statusCode,
		words,
		retryAfter: headers?.['retry-after'],
	});
}

/** Whether Ozonetel takes the stored token, if there is one. Where nothing tells, it is left alone. */
export async function isAlive(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<boolean> {
	if (typeof credentials.token !== 'string' || credentials.token.trim() === '') return false;
	const { url, body } = READ_ONLY_CALL;
	const answer = await ask(helpers, credentials, url, { body }).catch(() => undefined);
	return !answer || !(answer.statusCode === 401 || /\btoken\b/i.test(String(answer.body.message)));
}

/** Longer than Ozonetel needs for a call without numbers. */
const DEADLINE_MS = 30_000;

/** Asks one call of the account itself, and reads its answer as far as it is JSON. */
async function ask(
	helpers: IHttpRequestHelper['helpers'],
	account: ICredentialDataDecryptedObject,
	path: string,
	request: Partial<IHttpRequestOptions>,
) {
	const abortSignal = AbortSignal.timeout(DEADLINE_MS);
	const url = `${apiOrigin(account)}${path}`;
	const signed = authenticateRequest(account, {
		body: {},
		...request,
		...UNREAD,
		url,
		abortSignal,
		timeout: DEADLINE_MS,
	});
	try {
		const response = (await helpers.httpRequest(signed)) as IN8nHttpFullResponse;
		return { ...response, body: toRecord(await readWhole(response.body, abortSignal)) ?? {} };
	} catch (error) {
		throw abortSignal.aborted ? new Error('timeout') : error;
	}
}
