import type { IDataObject } from 'n8n-workflow';

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
