import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { assertSafe } from './domain';

const LEGACY_PATH = '/CAServicesV3/';

/**
 * No redirect is followed, whoever sends the request: n8n would carry the `apiKey` header to the other
 * host, even where it holds back `Authorization`. Its two request helpers each have options of their own.
 */
const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
	sendCredentialsOnCrossOriginRedirect: false,
};

/**
 * Signs a request to any Ozonetel call, and forbids it redirects. The scheme follows from the path:
 * HTTP Basic for the legacy API, else the `apiKey` header or a bearer token, and `userName` in a JSON
 * body that lacks it.
 *
 * @throws {RangeError} a sentence for the user when the address is unsafe or the key cannot be sent
 */
export function authenticateRequest(
	credentials: ICredentialDataDecryptedObject,
	given: IHttpRequestOptions,
): IHttpRequestOptions {
	const options = { ...given, ...NO_REDIRECTS };
	const url = addressOf(options);
	assertSafe(url);
	const userName = secret(credentials.username, 'User Name');
	const headers = { ...given.headers };
	if (url.pathname.startsWith(LEGACY_PATH)) {
		const pair = `${userName}:${secret(credentials.apiKey, 'API Key')}`;
		headers.Authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
		return { ...options, headers };
	}
	if (credentials.authentication === 'token') {
		headers.Authorization = `Bearer ${secret(credentials.token, 'Token')}`;
	} else {
		headers.apiKey = secret(credentials.apiKey, 'API Key');
	}
	return { ...options, headers, body: withUserName(options.body, userName) };
}

/** The HTTP Request node names the address `uri`, as n8n's older request helper did. */
function addressOf(options: IHttpRequestOptions & { uri?: string }): URL {
	const address = options.url ?? options.uri;
	if (URL.canParse(address, options.baseURL)) return new URL(address, options.baseURL);
	throw new RangeError(
		`“${options.baseURL ?? address}” is not a valid address; check the credential's 'Domain'`,
	);
}

/** A value as it is pasted, without the spaces around it; anything a header cannot carry is refused. */
function secret(value: unknown, label: string): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (!/^[\x20-\x7e]*$/.test(text)) {
		throw new RangeError(
			`The credential's '${label}' holds a line break or another character that a request cannot carry; paste it again`,
		);
	}
	return text;
}

function withUserName(body: IHttpRequestOptions['body'], userName: string) {
	const plain = Object.prototype.toString.call(body) === '[object Object]';
	if (!plain || body === undefined || Object.hasOwn(body as object, 'userName')) return body;
	const prototype: unknown = Object.getPrototypeOf(body);
	const isData = prototype === null || Object.getPrototypeOf(prototype) === null;
	return isData ? { userName, ...(body as object) } : body;
}
