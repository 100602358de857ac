import { ExecutionBaseError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import { authenticateRequest } from './authenticate';
import { apiOrigin } from './domain';

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
	const request = authenticateRequest(
		{ ...credentials, authentication: 'apiKey' },
		{
			url: `${apiOrigin(credentials)}/ca_apis/CAToken/generateToken`,
			method: 'POST',
			body: {},
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 30_000,
		},
	);
	const { statusCode, body, headers } = (await helpers
		.httpRequest(request)
		.catch(({ code, message }) => {
			throw new NoTokenError({ network: { code, message } });
		})) as { statusCode: number; body: unknown; headers?: IDataObject };
	const { token, message } = (typeof body === 'object' && body !== null ? body : {}) as IDataObject;
	if (typeof token === 'string' && token !== '') return token;
	const words = typeof message === 'string' && message !== '' ? message.slice(0, 200) : undefined;
	throw new NoTokenError({
		httpStatus: statusCode,
		words,
		retryAfter: headers?.['retry-after'],
	});
}
