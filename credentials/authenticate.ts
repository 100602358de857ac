import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { apiOrigin } from './regions';
import { liveToken } from './storedToken';

const LEGACY_PATH = '/CAServicesV3/';

/**
 * Keeps the key from going elsewhere, whoever sends the request. No redirect is followed, because n8n
 * would send the `apiKey` header to the other host, even if it holds back `Authorization`. No proxy but
 * n8n's own is used, and no certificate accepted that n8n does not trust. n8n's two request helpers have
 * different options for this.
 */
const STAYS_HERE = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
	sendCredentialsOnCrossOriginRedirect: false,
	proxy: undefined,
	skipSslCertificateValidation: false,
	rejectUnauthorized: true,
	agentOptions: undefined,
};

/** n8n asks a credential for a new token after an error that looks like HTTP 401. */
class NoTokenStored extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The stored token has expired, or is of another account; test the credential again');
	}
}

/**
 * Signs a request to any call of the credential's own API; a path alone is enough of an address. The
 * scheme follows from the path: HTTP Basic for the legacy API, else the `apiKey` header or a bearer
 * token, and `userName` in a JSON body that lacks it.
 *
 * @throws {RangeError} for the user, if the address is another one or the key cannot be sent
 * @throws {NoTokenStored}
 */
export function authenticateRequest(
	credentials: ICredentialDataDecryptedObject,
	given: IHttpRequestOptions,
): IHttpRequestOptions {
	const origin = apiOrigin(credentials);
	const { userName, apiKey } = readAccount(credentials);
	const { pathname } = ownAddress(given, origin);
	const headers = withoutHost(given.headers);
	const options = { ...given, ...STAYS_HERE, baseURL: given.baseURL ?? origin, headers };
	if (pathname.startsWith(LEGACY_PATH)) {
		const pair = Buffer.from(`${userName}:${apiKey}`).toString('base64');
		return { ...options, headers: { ...headers, Authorization: `Basic ${pair}` } };
	}
	const signed = { ...options, body: withUserName(given.body, userName) };
	if (credentials.authentication !== 'token') return { ...signed, headers: { ...headers, apiKey } };
	const token = liveToken(credentials);
	if (token === undefined) throw new NoTokenStored();
	return { ...signed, headers: { ...headers, Authorization: `Bearer ${token}` } };
}

/**
 * The user name and the key, as they are sent.
 *
 * @throws {RangeError} for the user
 */
export function readAccount({ username, apiKey }: ICredentialDataDecryptedObject) {
	return { userName: sendable(username, 'User Name'), apiKey: sendable(apiKey, 'API Key') };
}

/** The HTTP Request node calls the address `uri`, like n8n's older request helper. */
function ownAddress(given: IHttpRequestOptions & { uri?: string }, origin: string): URL {
	const address = given.url ?? given.uri;
	const base = given.baseURL ?? origin;
	const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
	if (url?.origin === origin) return url;
	throw new RangeError(
		`This credential is for ${origin} only, not for “${url?.origin ?? address}”; correct the address, or the credential's 'Region' or 'Domain'`,
	);
}

/** Without a `Host` header: on a shared server, it could name another site. */
function withoutHost(headers: IHttpRequestOptions['headers'] = {}): IHttpRequestOptions['headers'] {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => name.trim().toLowerCase() !== 'host'),
	);
}

/** A pasted value without the spaces around it. Characters that a header cannot carry are refused. */
function sendable(value: unknown, label: string): string {
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
