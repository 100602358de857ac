import { authenticateRequest } from '../../credentials/authenticate';
import { apiOrigin, regionOf } from '../../credentials/regions';
import { toStored } from '../../credentials/storedToken';

const account = {
	username: 'acme_support',
	apiKey: 'KK-example-1234567',
	region: 'india',
	authentication: 'apiKey',
};
const credentials = { ...account, token: toStored(account, 'header.claims.signature') };
const BASIC = `Basic ${Buffer.from('acme_support:KK-example-1234567').toString('base64')}`;
const host = 'https://in1-ccaas-api.ozonetel.com';
const current = `${host}/ca_apis/updateBlockNumbers`;
const legacy = `${host}/CAServicesV3/blockNumberGroupV2.php`;

const sign = (given: object = {}, request: object = {}) =>
	authenticateRequest(
		{ ...credentials, ...given },
		{ url: current, method: 'PUT', body: { blockNumbers: ['911'] }, ...request },
	);

describe('signs a request', () => {
	it('of the current API with the key', () => {
		const { headers, body } = sign();
		expect(headers).toEqual({ apiKey: credentials.apiKey });
		expect(body).toEqual({ userName: 'acme_support', blockNumbers: ['911'] });
	});

	it('of the current API with the token', () => {
		const { headers, body } = sign({ authentication: 'token' });
		expect(headers).toEqual({ Authorization: 'Bearer header.claims.signature' });
		expect(body).toEqual({ userName: 'acme_support', blockNumbers: ['911'] });
	});

	it.each(['apiKey', 'token'])('of the legacy API with HTTP Basic (%s)', (authentication) => {
		const { headers, body } = sign({ authentication }, { url: legacy });
		expect(headers).toEqual({ Authorization: BASIC });
		expect(body).toEqual({ blockNumbers: ['911'] });
	});

	it.each([
		[`${host}/CAServicesV3/agentLogin.php?x=1`, true],
		[`${host}/ca_apis/CAServicesV3/`, false],
		[`${host}/anything?path=/CAServicesV3/`, false],
		[`${host}/`, false],
	])('by its path: %s', (url, isLegacy) => {
		expect(Object.keys(sign({}, { url }).headers!)).toEqual([
			isLegacy ? 'Authorization' : 'apiKey',
		]);
	});

	it('given a base and a path', () => {
		const { headers } = sign({}, { baseURL: host, url: '/CAServicesV3/x.php' });
		expect(headers).toEqual({ Authorization: BASIC });
	});

	it('as n8n’s HTTP Request node writes it, with a uri', () => {
		const request = { uri: current, method: 'PUT', body: { blockNumbers: ['911'] }, json: true };
		const signed = authenticateRequest(credentials, request as never);
		expect(signed.headers).toEqual({ apiKey: credentials.apiKey });
		expect(signed.body).toEqual({ userName: 'acme_support', blockNumbers: ['911'] });
		const old = authenticateRequest(credentials, { ...request, uri: legacy } as never);
		expect(old.headers).toEqual({ Authorization: BASIC });
	});

	it('and keeps the rest of it', () => {
		const signed = sign({}, { headers: { 'x-trace': '1' }, qs: { a: 1 }, timeout: 5 });
		expect(signed).toMatchObject({
			url: current,
			method: 'PUT',
			baseURL: host,
			qs: { a: 1 },
			timeout: 5,
			headers: { 'x-trace': '1', apiKey: credentials.apiKey },
		});
	});

	it('without changing what it was given', () => {
		const headers = {};
		const body = { blockNumbers: ['911'] };
		sign({}, { headers, body });
		expect(headers).toEqual({});
		expect(body).toEqual({ blockNumbers: ['911'] });
	});

	it('with values that were pasted with spaces around them', () => {
		const pasted = {
			username: ' acme_support\n',
			apiKey: '\tKK-example-1234567 ',
		};
		expect(sign(pasted).headers).toEqual({ apiKey: credentials.apiKey });
		expect(sign(pasted).body).toMatchObject({ userName: 'acme_support' });
		expect(sign(pasted, { url: legacy }).headers).toEqual({ Authorization: BASIC });
		expect(sign({ ...pasted, authentication: 'token' }).headers).toEqual({
			Authorization: 'Bearer header.claims.signature',
		});
	});
});

describe('adds the user name to a plain JSON body that lacks it', () => {
	it.each<[string, unknown]>([
		['has it', { userName: 'someone', a: 1 }],
		['has it empty', { userName: '' }],
		['is none', undefined],
		['is text', '{"a":1}'],
		['is a list', [1]],
		['is a form', new FormData()],
		['is search parameters', new URLSearchParams('a=1')],
		['is bytes', Buffer.from('a')],
		['is of a class', new (class Stream {})()],
	])('not to one that %s', (_, body) => {
		expect(sign({}, { body }).body).toBe(body);
	});

	it.each([{}, Object.create(null), { constructor: 1 }])('to %p', (body) => {
		expect(sign({}, { body }).body).toEqual({ ...body, userName: 'acme_support' });
	});
});

describe('signs for the credential’s own API only', () => {
	const other = { region: 'other', domain: 'https://api.example.com:8443' };

	it.each([
		['http://in1-ccaas-api.ozonetel.com/ca_apis/x', {}],
		['https://in1-ccaas-api.ozonetel.com:8443/ca_apis/x', {}],
		['https://in1-ccaas-api.ozonetel.com.example.com/ca_apis/x', {}],
		['https://in1-ccaas-api.ozonetel.com@example.com/ca_apis/x', {}],
		['https:\\\\example.com/ca_apis/x', {}],
		['//example.com/ca_apis/x', {}],
		['https://api.ccaas.ozonetel.com/ca_apis/x', {}],
		['https://in-ccaas.ozonetel.com/CAServicesV3/x.php', {}],
		['http://127.0.0.1:8787/ca_apis/x', {}],
		['ftp://in1-ccaas-api.ozonetel.com/', {}],
		['about:blank', {}],
		['data:,', {}],
		['http://', {}],
		['https://api.example.com/ca_apis/x', other],
		['http://api.example.com:8443/ca_apis/x', other],
	])('and not for %s', (url, credential) => {
		for (const request of [{ url }, { url: undefined, uri: url }, { baseURL: url, url: '/x' }]) {
			const signing = () => sign(credential, request);
			expect(signing).toThrow(RangeError);
			expect(signing).toThrow(/^This credential is for https:\/\/[a-z.\d-]+(:8443)? only/);
		}
	});

	it.each([
		['https://api.example.com:8443/ca_apis/x', other],
		['HTTPS://API.example.com:8443/ca_apis/x', other],
		['/ca_apis/x', other],
		['http://127.0.0.1:8787/ca_apis/x', { region: 'other', domain: 'http://127.0.0.1:8787' }],
	])('such as %s', (url, credential) => {
		expect(sign(credential, { url }).headers).toEqual({ apiKey: credentials.apiKey });
	});

	it('and adds it to a path', () => {
		expect(sign({}, { url: '/ca_apis/x' })).toMatchObject({ baseURL: host, url: '/ca_apis/x' });
	});

	it('whatever would lead the request elsewhere, or to whom nobody vouches for', () => {
		const signed = sign(
			{},
			{
				proxy: 'http://proxy.example:3128',
				skipSslCertificateValidation: true,
				rejectUnauthorized: false,
				agentOptions: { rejectUnauthorized: false, ca: 'my own' },
				disableFollowRedirect: false,
				followRedirect: true,
				followAllRedirects: true,
				maxRedirects: 9,
				headers: { Host: 'other.example', ' host': 'other.example', 'x-trace': '1' },
			},
		);
		expect(signed).toMatchObject({
			proxy: undefined,
			skipSslCertificateValidation: false,
			rejectUnauthorized: true,
			agentOptions: undefined,
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
		expect(signed.headers).toEqual({ apiKey: credentials.apiKey, 'x-trace': '1' });
	});
});

describe('never sends a secret where it does not belong', () => {
	it.each<[string, object]>([
		['of another user', { username: 'acme' }],
		['of another key', { apiKey: 'KK-example-7654321' }],
		['of another domain', { region: 'international' }],
		['of nobody known', { token: 'header.claims.signature' }],
	])('nor a token %s, but has n8n ask for one', (_, edited) => {
		const url = '/ca_apis/updateBlockNumbers';
		const signing = () => sign({ ...edited, authentication: 'token' }, { url });
		expect(signing).toThrow(expect.objectContaining({ response: { status: 401 } }));
		expect(signing).not.toThrow(/signature/);
	});

	it.each([
		['username', 'User Name', { url: legacy }],
		['apiKey', 'API Key', {}],
		['apiKey', 'API Key', { url: legacy }],
	])('nor a second header in %s', (field, label, request) => {
		for (const bad of ['a\r\nX-Evil: 1', 'a\nb', 'a\u0000b', 'a\u2028b', 'schlüssel', 'a\ud800b']) {
			const signing = () => sign({ [field]: bad }, request);
			expect(signing).toThrow(RangeError);
			expect(signing).toThrow(`'${label}'`);
			expect(signing).not.toThrow(bad);
		}
	});
});

describe('the domain', () => {
	it.each([
		[{ region: 'india' }, host],
		[{ region: 'india', domain: 'example.com' }, host],
		[{ region: 'international' }, 'https://api.ccaas.ozonetel.com'],
	])('%j', (given, origin) => {
		expect(apiOrigin(given)).toBe(origin);
	});

	it.each([
		['api.example.com', 'https://api.example.com'],
		['https://api.example.com', 'https://api.example.com'],
		['HTTPS://API.Example.com/', 'https://api.example.com'],
		['api.example.com/', 'https://api.example.com'],
		['api.example.com///', 'https://api.example.com'],
		['https://api.example.com/ca_apis/updateBlockNumbers?x=1#y', 'https://api.example.com'],
		['  api.example.com \n', 'https://api.example.com'],
		['https:// api.example.com', 'https://api.example.com'],
		['api.example.com:8443', 'https://api.example.com:8443'],
		['https://api.example.com:443', 'https://api.example.com'],
		['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
		['http://localhost', 'http://localhost'],
		['http://[::1]:8787', 'http://[::1]:8787'],
		['localhost:8443', 'https://localhost:8443'],
		['in1-ccaas-api.ozonetel.com', host],
	])('tolerates %j', (domain, origin) => {
		expect(apiOrigin({ region: 'other', domain })).toBe(origin);
	});

	it.each([
		['', /'Domain' is empty/],
		['   ', /'Domain' is empty/],
		[undefined, /'Domain' is empty/],
		[42, /'Domain' is empty/],
		['http://api.example.com', /HTTPS only/],
		['ftp://api.example.com', /HTTPS only/],
		['http://127.0.0.2', /HTTPS only/],
		['http://127.0.0.1@example.com', /not a valid host name|HTTPS only/],
		['https://user:password@api.example.com', /not a valid host name/],
		['https://', /not a valid host name/],
		[`${' '.repeat(1000)}api.example.com`, /'Domain' is empty/], // longer than any domain
		['api example!com:port', /not a valid host name/],
		['in-ccaas.ozonetel.com', /admin website.*'India'/],
		['in-ccaas.ozonetel.com.', /admin website.*'India'/],
		['https://CCAAS.ozonetel.com./login', /admin website.*'International'/],
		['https://ccaas.ozonetel.com/login', /admin website.*'International'/],
	])('refuses %j', (domain, why) => {
		const origin = () => apiOrigin({ region: 'other', domain });
		expect(origin).toThrow(RangeError);
		expect(origin).toThrow(why);
		expect(origin).not.toThrow(/user:password/);
	});

	it.each([
		[{ region: 'india' }, 'India', 'IN', 'Asia/Kolkata'],
		[{ region: 'other', domain: 'IN1-ccaas-api.ozonetel.com/' }, 'India', 'IN', 'Asia/Kolkata'],
		[{ region: 'international' }, 'International', undefined, undefined],
		[{ region: 'other', domain: 'api.ccaas.example.com' }, undefined, undefined, undefined],
	])(
		'of %j tells the region %s, country %s and time zone %s',
		(credential, name, country, zone) => {
			const region = regionOf(apiOrigin(credential));
			expect([region?.name, region?.country, region?.timeZone]).toEqual([name, country, zone]);
		},
	);

	it.each(['toString', '__proto__', 'constructor'])('knows no region %j', (region) => {
		expect(() => apiOrigin({ region, domain: '' })).toThrow(/'Domain' is empty/);
	});
});
