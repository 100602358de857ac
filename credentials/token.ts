import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import { authenticateRequest } from './authenticate';
import { apiOrigin } from './domain';

/** There is no token, so the request that needs one was not sent. */
export class NoTokenError extends Error {
	name = 'NoTokenError';
	/** What broke on the way; else the rest tells what was answered. */
	cause?: unknown;
	httpStatus?: number;
	/** Ozonetel's reason; undefined where something else answered, such as a gateway. */
	words?: string;
	retryAfter?: unknown;

	constructor(reason: Pick<NoTokenError, 'cause' | 'httpStatus' | 'words' | 'retryAfter'>) {
		const { cause, words, httpStatus } = reason;
		const why = cause instanceof Error ? cause.message : (words ?? `HTTP ${httpStatus}`);
		super(`Ozonetel issued no token: ${why}`);
		Object.assign(this, reason);
	}
}

/**
 * Generates a token. It lives 60 minutes, ends the life of every earlier one, and only 10 an hour
 * are allowed (ozonetel-api.md §4).
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
	const { statusCode, body, headers } = (await helpers.httpRequest(request).catch((cause) => {
		throw new NoTokenError({ cause });
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
