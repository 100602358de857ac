import type { IExecuteFunctions } from 'n8n-workflow';

import { toStored } from '../../credentials/storedToken';
import { openSession } from '../../nodes/OzonetelBlockGroup/ozonetel/credential';

const data = {
	username: ' acme_support ',
	apiKey: ' KK-example-1234567 ',
	region: 'india',
	authentication: 'apiKey',
};

const open = async (
	given: object = {},
	credentials: object = { ozonetelApi: { id: '7', name: 'Acme' } },
) =>
	await openSession({
		getCredentials: async () => ({ ...data, ...given }),
		getNode: () => ({ credentials }),
		getInputData: () => [{ json: {} }],
	} as unknown as IExecuteFunctions);

it('knows the account', async () => {
	expect(await open()).toMatchObject({
		origin: 'https://in1-ccaas-api.ozonetel.com',
		usesToken: false,
		credential: { id: '7', name: 'Acme', type: 'ozonetelApi', data },
	});
	expect((await open({ authentication: 'token' })).usesToken).toBe(true);
});

it.each([
	[{ region: 'other', domain: 'ccaas.ozonetel.com' }, /admin website/],
	[{ username: 'acme\nsupport' }, /'User Name' holds a line break/],
	[{ apiKey: 'KK-example-\ud800-1234567' }, /'API Key' holds .*another character/],
])('does not open one that cannot be used: %j', async (given, why) => {
	await expect(open(given)).rejects.toThrow(RangeError);
	await expect(open(given)).rejects.toThrow(why);
});

it('hides the key, and a token that was generated since', async () => {
	const session = await open({ authentication: 'token', token: '' });
	const message = 'Invalid Token renewed-signature-abcdefgh';
	expect(session.redact(message)).toBe(message);
	session.credential.data.token = toStored(data, 'renewed-signature-abcdefgh');
	expect(session.redact(message)).toBe('Invalid Token [hidden]');
	expect(session.redact('No entry for KK-example-1234567')).toBe('No entry for [hidden]');
});
