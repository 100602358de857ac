import { sleep } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { apiOrigin } from '../../credentials/domain';
import type { Failure } from './answer';

export const CREDENTIAL = 'ozonetelApi';

/** The account for one run: its API's address and its credential, decrypted once. */
export interface Session {
	origin: string;
	usesToken: boolean;
	credential: { id: string; name: string; type: string; data: ICredentialDataDecryptedObject };
	/** A message without the account's secrets, whoever wrote them into it. */
	redact: (message: string) => string;
}

/** @throws {RangeError} when the credential's domain cannot be used */
export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const data = await context.getCredentials(CREDENTIAL);
	const { id, name } = context.getNode().credentials?.[CREDENTIAL] ?? { id: '', name: '' };
	const credential = { id: id ?? '', name, type: CREDENTIAL, data: { ...data } };
	return {
		origin: apiOrigin(data),
		usesToken: data.authentication === 'token',
		credential,
		redact: (message) => withoutSecrets(message, credential.data),
	};
}

/** What a credential that cannot be opened means for every request of the run. */
export const toFailure = (error: unknown): Failure => ({
	verdict: 'failure',
	kind: 'credential',
	message: error instanceof Error ? error.message : String(error),
});

function withoutSecrets(message: string, data: ICredentialDataDecryptedObject): string {
	const [username, apiKey, token] = [data.username, data.apiKey, data.token].map((value) =>
		String(value ?? '').trim(),
	);
	const basic = Buffer.from(`${username}:${apiKey}`).toString('base64');
	const secrets = [apiKey, token, basic].filter((value) => value.length >= 4);
	const clean = secrets.reduce((text, value) => text.replaceAll(value, '[hidden]'), message);
	return clean.replace(/\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi, '$1 [hidden]');
}

/** Runs that renew the token of one account in this process wait for each other. */
const renewals = new Map<string, Promise<unknown>>();

/** Two workers that are refused at the same moment are not to generate at the same moment. */
const LONGEST_HEAD_START_MS = 300;

/**
 * Runs a request with a fresh token after `refused` was refused or has expired. A new token kills
 * the others and only 10 an hour are allowed (ozonetel-api.md §4), so a newer one that another run
 * or worker has stored is taken first. Only then the stored token is dropped, which makes n8n
 * generate one with the request, and store it.
 */
export async function withRenewedToken<T>(
	context: IExecuteFunctions,
	{ credential }: Session,
	refused: unknown,
	request: () => Promise<T>,
): Promise<T> {
	const key = `${credential.id}:${String(credential.data.username)}`;
	const before = renewals.get(key) ?? Promise.resolve();
	const renewal = before.then(async () => {
		const usable = async () => {
			const { token } = await context.getCredentials(CREDENTIAL);
			return token !== refused && isLive(token) ? token : '';
		};
		let token = await usable();
		if (token === '') {
			await sleep(Math.random() * LONGEST_HEAD_START_MS);
			token = await usable();
		}
		credential.data.token = token;
		return await request();
	});
	const settled = renewal.catch(() => undefined);
	renewals.set(key, settled);
	try {
		return await renewal;
	} finally {
		if (renewals.get(key) === settled) renewals.delete(key);
	}
}

/** Whether a token is there and its `exp` has not passed; one without a readable `exp` is tried. */
export function isLive(token: unknown): token is string {
	if (typeof token !== 'string' || token === '') return false;
	try {
		const payload: unknown = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
		);
		const { exp } = payload as { exp?: unknown };
		return typeof exp !== 'number' || exp * 1000 > Date.now();
	} catch {
		return true;
	}
}
