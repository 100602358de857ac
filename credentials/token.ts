import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import { authenticateRequest } from './authenticate';
import { apiOrigin } from './domain';

/** Ozonetel issues no token for this user and key; the message holds its own words. */
export class TokenRefusedError extends Error {
	name = 'TokenRefusedError';
}

/**
 * Generates a token. It lives 60 minutes, ends the life of every earlier one, and only 10 an hour
 * are allowed (ozonetel-api.md §4).
 *
 * @throws {TokenRefusedError} when Ozonetel answers without a token
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
	const { statusCode, body } = (await helpers.httpRequest(request)) as {
		statusCode: number;
		body: unknown;
	};
	const { token, message } = (typeof body === 'object' && body !== null ? body : {}) as IDataObject;
	if (typeof token === 'string' && token !== '') return token;
	const words = typeof message === 'string' && message !== '' ? message : `HTTP ${statusCode}`;
	throw new TokenRefusedError(`Ozonetel issued no token: ${words.slice(0, 200)}`);
}
