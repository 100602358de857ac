import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { readAccount } from '../../../credentials/authenticate';
import { redact } from '../../../credentials/redact';
import { apiOrigin } from '../../../credentials/regions';
import { accountKey } from '../../../credentials/storedToken';
import { toFailure, type Failure } from './failures';

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
	/** Why the credential cannot be used: then every request fails for that reason. */
	failure?: Failure;
}

/** Never throws: a credential that cannot be used, or not for all items, is a failure of the session. */
export const openSession = async (context: IExecuteFunctions): Promise<Session> =>
	await open(context).catch(withoutAccount);

export const withoutAccount = (error: unknown): Session => ({
	origin: '',
	usesToken: false,
	credential: { id: '', name: '', type: CREDENTIAL, data: {} },
	redact: (message) => message,
	failure: toCredentialFailure(error),
});

/** @throws {RangeError} */
async function open(context: IExecuteFunctions): Promise<Session> {
	const data = { ...(await context.getCredentials(CREDENTIAL)) };
	readAccount(data);
	await refuseOtherAccounts(context, data);
	const { id, name } = context.getNode().credentials?.[CREDENTIAL] ?? { id: '', name: '' };
	return {
		origin: apiOrigin(data),
		usesToken: data.authentication === 'token',
		credential: { id: id ?? '', name, type: CREDENTIAL, data },
		redact: redactor(data),
	};
}

/**
 * A credential's fields may be expressions, which n8n evaluates for an item. A run has one account, so
 * the numbers of an item with another one would go to the wrong account.
 */
async function refuseOtherAccounts(
	context: IExecuteFunctions,
	first: ICredentialDataDecryptedObject,
): Promise<void> {
	const items = context.getInputData().length;
	const isSame = async (item: number) => {
		const data = await context.getCredentials(CREDENTIAL, item);
		const isAccount = accountKey(data) === accountKey(first);
		return isAccount && data.authentication === first.authentication;
	};
	// Reading a credential takes time. This item does not exist: only what depends on items differs there.
	if (items < 2 || (await isSame(items).catch(() => false))) return;
	for (let item = 1; item < items; item++) {
		if (context.getExecutionCancelSignal()?.aborted) return; // nothing is sent any more
		if (await isSame(item)) continue;
		throw new RangeError(
			`The credential contains expressions that give items 0 and ${item} different accounts; send the items of each account in a run of its own`,
		);
	}
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
export const toCredentialFailure = (error: unknown): Failure =>
	toFailure('credential', error instanceof Error ? error.message : String(error));
