import type { IDataObject } from 'n8n-workflow';

import { accountKey } from '../../credentials/storedToken';
import type { Simulator } from '../simulator';

/** What n8n saves of a credential that leads to this simulator. */
export const credentialFor = (
	{ url, account }: Pick<Simulator, 'url' | 'account'>,
	changes: IDataObject = {},
): IDataObject => ({
	username: account.userName,
	apiKey: account.apiKey,
	region: 'other',
	domain: url,
	authentication: 'apiKey',
	...changes,
});

/** A token as the credential of an account stores it, for so many seconds from now. */
export const storedToken = (credential: IDataObject, token: string, seconds = 3600): string =>
	JSON.stringify({
		token,
		account: accountKey(credential as Parameters<typeof accountKey>[0]),
		issuedAt: Date.now() + (seconds - 3600) * 1000,
		expiresAt: Date.now() + seconds * 1000,
	});

/** A token that says itself that its time is over. */
export function expiredToken(): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256' })}.${part({ exp: 1_700_000_000 })}.c2lnbmF0dXJl`;
}
