import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { readAccount } from '../../../credentials/authenticate';
import { redact } from '../../../credentials/redact';
import { apiOrigin } from '../../../credentials/regions';
import type { Failure } from './failures';

export const CREDENTIAL = 'ozonetelApi';

/** The credential as n8n's request helper takes it, decrypted once for a run. */
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
	/** Removes the account's secrets from a message. */
	redact: (message: string) => string;
}

/** @throws {RangeError} when the credential's domain, user name or key cannot be used */
export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const data = { ...(await context.getCredentials(CREDENTIAL)) };
	readAccount(data);
	const { id, name } = context.getNode().credentials?.[CREDENTIAL] ?? { id: '', name: '' };
	return {
		origin: apiOrigin(data),
		usesToken: data.authentication === 'token',
		credential: { id: id ?? '', name, type: CREDENTIAL, data },
		redact: redactor(data),
	};
}

/** Ozonetel mostly repeats itself, so the last message is remembered. */
function redactor(data: ICredentialDataDecryptedObject): Session['redact'] {
	let last: { message: string; token: unknown; clean: string } | undefined;
	return (message) => {
		const { token } = data;
		if (last?.message !== message || last.token !== token) {
			last = { message, token, clean: redact(message, data) };
		}
		return last.clean;
	};
}

/** Identifies the account, whichever credential a run uses. */
export const accountOf = ({ origin, credential }: Session): string =>
	`${String(credential.data.username).trim()} ${origin}`;

/** The failure of every request of a run whose credential cannot be used. */
export const toCredentialFailure = (error: unknown): Failure => ({
	verdict: 'failure',
	kind: 'credential',
	message: error instanceof Error ? error.message : String(error),
});
