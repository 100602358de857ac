import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { apiOrigin } from '../../../credentials/domain';
import type { Failure } from './failures';

export const CREDENTIAL = 'ozonetelApi';

/** The credential in the form n8n's request helper takes, decrypted once for a run. */
export interface OpenCredential {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

/** The account for one run: its API's address and its credential. */
export interface Session {
	origin: string;
	usesToken: boolean;
	credential: OpenCredential;
	/** A message without the account's secrets, whoever wrote them into it. */
	redact: (message: string) => string;
}

/** @throws {RangeError} when the credential's domain cannot be used */
export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const data = { ...(await context.getCredentials(CREDENTIAL)) };
	const { id, name } = context.getNode().credentials?.[CREDENTIAL] ?? { id: '', name: '' };
	return {
		origin: apiOrigin(data),
		usesToken: data.authentication === 'token',
		credential: { id: id ?? '', name, type: CREDENTIAL, data },
		redact: (message) => withoutSecrets(message, data),
	};
}

function withoutSecrets(message: string, data: ICredentialDataDecryptedObject): string {
	const [username, apiKey, token] = [data.username, data.apiKey, data.token].map((value) =>
		typeof value === 'string' ? value.trim() : '',
	);
	const basic = Buffer.from(`${username}:${apiKey}`).toString('base64');
	const forms = [basic, token, apiKey, encodeURIComponent(apiKey)];
	return forms
		.filter((secret) => secret.length >= 4)
		.reduce(hide, message)
		.replace(/\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi, '$1 [hidden]')
		.replace(JSON_WEB_TOKEN, '[hidden]');
}

/** Also of a run beside this one: whatever token Ozonetel names in an answer. */
const JSON_WEB_TOKEN = /\beyJ[\w.-]{8,}/g;

/** Long messages are cut, and a secret in them maybe too: what is left of it gives it away as well. */
function hide(text: string, secret: string): string {
	const [before, ...rest] = text.split(secret.slice(0, 8));
	const tail = secret.slice(8);
	const after = rest.map((part) => {
		let same = 0;
		while (same < tail.length && part[same] === tail[same]) same++;
		return `[hidden]${part.slice(same)}`;
	});
	return [before, ...after].join('');
}

/** What the runs of one account know each other by, whichever credential they use. */
export const accountOf = ({ origin, credential }: Session): string =>
	`${String(credential.data.username).trim()} ${origin}`;

/** What a credential that cannot be opened means for every request of the run. */
export const toCredentialFailure = (error: unknown): Failure => ({
	verdict: 'failure',
	kind: 'credential',
	message: error instanceof Error ? error.message : String(error),
});
