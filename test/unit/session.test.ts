import type { IExecuteFunctions } from 'n8n-workflow';

import { openSession } from '../../nodes/OzonetelBlockGroup/ozonetel/credential';
import { isOverdue } from '../../nodes/OzonetelBlockGroup/ozonetel/tokens';

const jwt = (claims: object) =>
	['{}', JSON.stringify(claims), 'signature']
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;

const data = {
	username: ' acme_support ',
	apiKey: ' KK-example-1234567 ',
	token: jwt({ exp: seconds(3600) }),
	region: 'india',
	authentication: 'apiKey',
};
const basic = Buffer.from('acme_support:KK-example-1234567').toString('base64');

const open = async (
	given: object = {},
	credentials: object = { ozonetelApi: { id: '7', name: 'Acme' } },
) =>
	await openSession({
		getCredentials: async () => ({ ...data, ...given }),
		getNode: () => ({ credentials }),
	} as unknown as IExecuteFunctions);

it('knows the account', async () => {
	expect(await open()).toMatchObject({
		origin: 'https://in1-ccaas-api.ozonetel.com',
		usesToken: false,
		credential: { id: '7', name: 'Acme', type: 'ozonetelApi', data },
	});
	expect((await open({ authentication: 'token' })).usesToken).toBe(true);
	await expect(open({ region: 'other', domain: 'ccaas.ozonetel.com' })).rejects.toThrow(RangeError);
});

describe('takes secrets out of any message', () => {
	it.each([
		['the key', 'KK-example-1234567'],
		['the token', data.token],
		['the Basic value', basic],
		['a Basic header', `Basic ${basic}`],
		['a Bearer header', `Bearer ${data.token}`],
		['any other Bearer value', 'Bearer abcdefgh12345678'],
		['any other Basic value', 'authorization: basic dXNlcjpwYXNzd29yZA=='],
	])('%s', async (_, secret) => {
		const { redact } = await open();
		const value = secret.replace(/^.*(?:Basic|Bearer) /i, '');
		const clean = redact(`Ozonetel said “${secret}” and again “${secret}”.`);
		expect(clean).not.toContain(value);
		expect(clean).toMatch(/^Ozonetel said “.*” and again “.*”\.$/);
		expect(clean).toContain('[hidden]');
	});

	it('also a token that was generated after the session was opened', async () => {
		const session = await open({ authentication: 'token' });
		const renewed = jwt({ exp: seconds(7200) });
		session.credential.data.token = renewed;
		expect(session.redact(`Invalid Token ${renewed}`)).not.toContain(renewed);
	});

	it('and leaves the rest as it is', async () => {
		const message = 'Basic plans and Bearer bonds: status “error”, $& $1';
		expect((await open()).redact(message)).toBe(message);
		const empty = await open({ username: undefined, apiKey: undefined, token: undefined });
		expect(empty.redact(message)).toBe(message);
		expect((await open({ apiKey: '', token: '' })).redact(message)).toBe(message);
	});

	it('even where an expression made a number of the user name', async () => {
		const session = await open({ username: 12345 });
		expect(session.redact('KK-example-1234567')).not.toContain('KK-example-1234567');
	});
});

it.each<[string, string, boolean]>([
	['not expired', jwt({ exp: seconds(60) }), false],
	['expired', jwt({ exp: seconds(-60) }), true],
	['without exp', jwt({ sub: 'x' }), false],
	['with an exp that is no number', jwt({ exp: 'soon' }), false],
	['no JWT', 'abc', false],
	['a JWT of nonsense', 'a.b.c', false],
	['a JWT of null', `a.${Buffer.from('null').toString('base64url')}.c`, false],
])('a token that is %s', (_, token, overdue) => {
	expect(isOverdue(token)).toBe(overdue);
});
