import type { IDataObject } from 'n8n-workflow';

import { accountKey } from '../../credentials/storedToken';

/** A token as the credential of an account stores it, for so many seconds from now. */
export const storedToken = (credential: IDataObject, token: string, seconds = 3600): string =>
	JSON.stringify({
		token,
		account: accountKey(credential as Parameters<typeof accountKey>[0]),
		issuedAt: Date.now() + (seconds - 3600) * 1000,
		expiresAt: Date.now() + seconds * 1000,
	});
