import { demoAccount, startSimulator, type Simulator } from '.';
import { basic, callsOf } from './call';

let simulator: Simulator;
let calls: ReturnType<typeof callsOf>;
const adding = { groupName: 'Spam', blockNumbers: ['9700000003'] };

beforeAll(async () => {
	simulator = await startSimulator();
	calls = callsOf(simulator);
});
beforeEach(() => {
	simulator.reset();
	simulator.addGroup('Spam');
});
afterAll(async () => await simulator.close());

const refusal = (message: string) => ({ status: 'false', message, data: null });
const bearer = (token?: string) => ({ authorization: `Bearer ${token}` });
const newToken = async () => (await calls.T({})).body.token;

describe('legacy: HTTP Basic', () => {
	const { userName, apiKey } = demoAccount;
	test.each([
		['no header', {}],
		['the current header', { apiKey }],
		['no key', { authorization: basic(userName, '') }],
		['not Base64', { authorization: 'Basic %%%' }],
		['another user', { authorization: basic('x', apiKey) }],
		['another key', { authorization: basic(userName, 'x') }],
	])('%s', async (_, headers) => {
		const { status, body } = await calls.L2({ id: 20, blockNumbers: ['9700000003'] }, headers);
		const refused = { status: 'error', message: 'Authentication failed' };
		expect({ status, body }).toEqual({ status: 200, body: refused });
		expect(simulator.group('Spam')?.numbers.size).toBe(0);
	});

	test('is right, and does not ask for the account setting', async () => {
		simulator.switches.authentication = 'token';
		const { body } = await calls.L2({ id: 20, blockNumbers: ['9700000003'] });
		expect(body.status).toBe('success');
	});
});

describe('current: apiKey header (BASIC_AUTH)', () => {
	test.each<[string, Record<string, string>, object, string]>([
		['no key', {}, {}, 'Api Key Should Not be Null or Empty.'],
		['empty key', { apiKey: '' }, {}, 'Api Key Should Not be Null or Empty.'],
		['a token', bearer('abc'), {}, 'Api Key Should Not be Null or Empty.'],
		['HTTP Basic', { authorization: 'Basic YTpi' }, {}, 'Api Key Should Not be Null or Empty.'],
		['another key', { apiKey: 'x' }, {}, 'Invalid User Details'],
	])('%s', async (_, headers, more, message) => {
		const { status, body } = await calls.C2({ ...adding, ...more }, headers);
		expect({ status, body }).toEqual({ status: 200, body: refusal(message) });
		expect(simulator.group('Spam')?.numbers.size).toBe(0);
	});

	test.each([
		[undefined, 'Username Should Not be Null or Empty.'],
		['', 'Username Should Not be Null or Empty.'],
		[null, 'Username Should Not be Null or Empty.'],
		[7, 'Username Should Not be Null or Empty.'],
		['somebody', 'Invalid User Details'],
	])('user name %p', async (userName, message) => {
		expect((await calls.C2({ ...adding, userName })).body).toEqual(refusal(message));
		simulator.switches.authentication = 'token';
		const token = await newToken();
		expect((await calls.C2({ ...adding, userName }, bearer(token))).body).toEqual(refusal(message));
	});

	test('who calls is asked before what for', async () => {
		expect((await calls.C2({ blockNumbers: 'x' }, {})).body.message).toMatch(/^Api Key/);
		expect((await calls.C2('{', {})).body.message).toMatch(/^Api Key/);
	});

	test('errorStatus 401 goes for errors only', async () => {
		simulator.switches.errorStatus = 401;
		expect((await calls.C2(adding, {})).status).toBe(401);
		expect((await calls.C2({ ...adding, groupName: 'None' })).status).toBe(401);
		expect((await calls.T({}, { apiKey: 'x' })).status).toBe(401);
		expect((await calls.C2(adding)).status).toBe(200);
		expect((await calls.T({})).status).toBe(200);
	});
});

describe('current: token (TOKEN_AUTH)', () => {
	beforeEach(() => {
		simulator.switches.authentication = 'token';
	});

	test('a token is a JWT with exp, issued without a status', async () => {
		const { body } = await calls.T({});
		expect(body).toEqual({ token: expect.any(String), message: '' });
		const claims = JSON.parse(Buffer.from(body.token!.split('.')[1], 'base64url').toString());
		expect(claims.exp * 1000 - Date.now()).toBeGreaterThan(3_590_000);
		expect(claims.exp * 1000 - Date.now()).toBeLessThanOrEqual(3_600_000);
		expect((await calls.C2(adding, bearer(body.token))).body.status).toBe('success');
		expect(simulator.tokensGenerated).toBe(1);
	});

	test.each<[string, Record<string, string>, string]>([
		['no token', {}, 'Token Should Not be Null or Empty.'],
		['a key', { apiKey: demoAccount.apiKey }, 'Token Should Not be Null or Empty.'],
		['an empty token', { authorization: 'Bearer ' }, 'Token Should Not be Null or Empty.'],
		['no token of ours', bearer('a.b.c'), 'Invalid Token'],
		['no JWT', bearer('abc'), 'Invalid Token'],
	])('%s', async (_, headers, message) => {
		expect((await calls.C2(adding, headers)).body).toEqual(refusal(message));
		expect(simulator.group('Spam')?.numbers.size).toBe(0);
	});

	test('generating one makes the earlier invalid', async () => {
		const [first, second] = [await newToken(), await newToken()];
		expect((await calls.C2(adding, bearer(first))).body).toEqual(refusal('Invalid Token'));
		expect((await calls.C2(adding, bearer(second))).body.status).toBe('success');
	});

	test('a token whose time is over is expired', async () => {
		simulator.switches.tokenSeconds = 0;
		const token = await newToken();
		expect((await calls.C2(adding, bearer(token))).body).toEqual(refusal('Token Expired'));
	});

	test('a changed exp does not help', async () => {
		simulator.switches.tokenSeconds = 0;
		const [header, , signature] = (await newToken())!.split('.');
		const claims = Buffer.from(JSON.stringify({ exp: 9e9 })).toString('base64url');
		const forged = [header, claims, signature].join('.');
		expect((await calls.C2(adding, bearer(forged))).body).toEqual(refusal('Invalid Token'));
	});

	test('reset forgets the token', async () => {
		const token = await newToken();
		simulator.reset();
		simulator.switches.authentication = 'token';
		expect(simulator.tokensGenerated).toBe(0);
		expect((await calls.C2(adding, bearer(token))).body).toEqual(refusal('Invalid Token'));
	});

	test('ten tokens an hour', async () => {
		for (let n = 1; n <= 10; n++) expect(await newToken()).toBeTruthy();
		const { body } = await calls.T({});
		expect(body).toMatchObject({ status: 'false', data: null });
		expect(body.token).toBeUndefined();
		expect(simulator.tokensGenerated).toBe(10);
	});
});

describe('generateToken', () => {
	test.each<[string, object, Record<string, string> | undefined, string]>([
		['no key', {}, {}, 'Api Key Should Not be Null or Empty.'],
		['another key', {}, { apiKey: 'x' }, 'Invalid userName or apiKey'],
		['no user', { userName: '' }, undefined, 'Username Should Not be Null or Empty.'],
		['another user', { userName: 'x' }, undefined, 'Invalid userName or apiKey'],
	])('%s', async (_, more, headers, message) => {
		expect((await calls.T(more, headers)).body).toEqual(refusal(message));
		expect(simulator.tokensGenerated).toBe(0);
	});

	test('succeeds on a BASIC_AUTH account and proves nothing', async () => {
		const token = await newToken();
		expect((await calls.C2(adding, bearer(token))).body).toEqual(
			refusal('Api Key Should Not be Null or Empty.'),
		);
	});
});
