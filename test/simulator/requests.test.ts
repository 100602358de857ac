import { demoAccount } from '.';
import { basic, useSpamGroup } from './call';

// What is not as documented is refused, and nothing comes of it: a lenient simulator would let the node's
// mistakes pass.

const ozonetel = useSpamGroup();
afterEach(() => {
	expect(ozonetel.simulator.groups.map(({ name, numbers }) => [name, numbers.size])).toEqual([
		['Spam', 1],
	]);
});

const blockNumbers = ['9700000094'];
const right = {
	L1: { name: 'New', description: 'A new group', blockNumbers },
	L2: { id: 20, blockNumbers },
	L3: { id: 20, blockNumbers },
	C1: { name: 'New', description: 'A new group', blockNumbers },
	C2: { groupName: 'Spam', blockNumbers },
	C3: { blockNumbers },
};
type Call = keyof typeof right;
const ALL = Object.keys(right) as Call[];
const DATED: Call[] = ['L1', 'L2', 'C1', 'C2'];

describe('who calls', () => {
	const { userName, apiKey } = demoAccount;
	const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

	it.each([
		['no header', {}],
		['the header of the current API', { apiKey }],
		['no key', { authorization: basic(userName, '') }],
		['not Base64', { authorization: 'Basic %%%' }],
		['another user', { authorization: basic('x', apiKey) }],
		['another key', { authorization: basic(userName, 'x') }],
	])('legacy: %s', async (_, headers) => {
		const { body } = await ozonetel.calls.L2(right.L2, headers);
		expect(body).toEqual({ status: 'error', message: 'Authentication failed' });
	});

	it.each<['apiKey' | 'token', Record<string, string> | undefined, object, string]>([
		['apiKey', {}, {}, 'Api Key Should Not be Null or Empty.'],
		['apiKey', { apiKey: '' }, {}, 'Api Key Should Not be Null or Empty.'],
		['apiKey', bearer('a.b.c'), {}, 'Api Key Should Not be Null or Empty.'],
		['apiKey', { apiKey: 'x' }, {}, 'Invalid User Details'],
		['apiKey', undefined, { userName: '' }, 'Username Should Not be Null or Empty.'],
		['apiKey', undefined, { userName: 7 }, 'Username Should Not be Null or Empty.'],
		['apiKey', undefined, { userName: 'x' }, 'Invalid User Details'],
		['token', undefined, {}, 'Token Should Not be Null or Empty.'],
		['token', bearer(''), {}, 'Token Should Not be Null or Empty.'],
		['token', bearer('a.b.c'), {}, 'Invalid Token'],
		['token', bearer('a.b.c'), { userName: '' }, 'Username Should Not be Null or Empty.'],
	])('current, by %s: %j, %j', async (authentication, headers, more, message) => {
		ozonetel.simulator.switches.authentication = authentication;
		for (const call of ['C2', 'S'] as const) {
			const { body } = await ozonetel.calls[call]({ ...right.C2, ...more }, headers);
			expect(body).toEqual({ status: 'false', message, data: null });
		}
	});

	it.each<[object, Record<string, string> | undefined, string]>([
		[{}, {}, 'Api Key Should Not be Null or Empty.'],
		[{}, { apiKey: 'x' }, 'Invalid userName or apiKey'],
		[{ userName: '' }, undefined, 'Username Should Not be Null or Empty.'],
		[{ userName: 'x' }, undefined, 'Invalid userName or apiKey'],
	])('for a token: %j, %j', async (more, headers, message) => {
		expect((await ozonetel.calls.T(more, headers)).body).toEqual({
			status: 'false',
			message,
			data: null,
		});
		expect(ozonetel.simulator.tokensGenerated).toBe(0);
	});

	it('a token lives until its time is over or the next one is generated, ten an hour', async () => {
		ozonetel.simulator.switches.authentication = 'token';
		const generate = async () => (await ozonetel.calls.T({})).body.token!;
		const said = async (token: string) => (await ozonetel.calls.C3(right.C3, bearer(token))).body;
		const [first, second] = [await generate(), await generate()];
		expect(await said(first)).toMatchObject({ message: 'Invalid Token' });
		expect(await said(second)).toMatchObject({ status: 'success' });
		ozonetel.simulator.switches.clockAheadSeconds = 3600;
		expect(await said(second)).toMatchObject({ message: 'Token Expired' });
		const [header, , signature] = second.split('.');
		const claims = Buffer.from(JSON.stringify({ exp: 9e9 })).toString('base64url');
		expect(await said([header, claims, signature].join('.'))).toMatchObject({
			message: 'Invalid Token',
		});
		for (let n = 3; n <= 10; n++) expect(await generate()).toBeTruthy();
		expect(await generate()).toBeUndefined();
	});
});

describe('what for', () => {
	const invalid: Array<[calls: Call[], key: string, values: unknown[]]> = [
		[
			ALL,
			'blockNumbers',
			[7, true, { a: 1 }, [9700000003], ['9700000003', null], [['9700000003']]],
		],
		[ALL, 'blockNumbers', [['9700000003,9700000094'], ['12'], ['97-000'], ['1'.repeat(17)]]],
		[['L2', 'L3', 'C2', 'C3'], 'blockNumbers', ['9700000003,9700000094']],
		[['L1', 'L2', 'C1'], 'name', ['x', 'x'.repeat(51), 'me@home', 7, ['ab']]],
		[DATED, 'description', ['x', 'x'.repeat(101), 7]],
		[['L2'], 'name', ['', null]],
		[['L2', 'C2'], 'description', ['', null]],
		[['C2', 'C3'], 'groupName', [7]],
		[['C3'], 'groupName', ['', null]],
		[DATED, 'expiryDate', ['', null, 7, '2031-01-01', '2031-01-01T00:00:00', '2031-01-01 00:00']],
		[DATED, 'expiryDate', ['2031-01-01 00:00:00Z', '2031-1-1 00:00:00', '01-01-2031 00:00:00']],
		[DATED, 'expiryDate', ['2031-02-29 00:00:00', '2031-13-01 00:00:00', '2031-01-01 24:00:00']],
	];
	const rows = invalid.flatMap(([some, key, values]) =>
		some.map((call) => [call, key, values] as const),
	);

	it.each(rows)('%s, %s: %j', async (call, key, values) => {
		for (const value of values) {
			const { body } = await ozonetel.calls[call]({ ...right[call], [key]: value });
			expect([value, body.message]).toEqual([value, 'invalid data']);
			expect(Object.keys(body.errors as object)).toEqual([key]);
		}
	});

	it.each(ALL)('%s without a required key, with 101 numbers, or not as JSON', async (call) => {
		for (const key of Object.keys(right[call])) {
			for (const nothing of [undefined, null, '', ' ', []]) {
				if (Array.isArray(nothing) && key !== 'blockNumbers') continue;
				const { body } = await ozonetel.calls[call]({ ...right[call], [key]: nothing });
				expect(body).toEqual({ status: 'error', message: 'Parameters are mandatory' });
			}
		}
		const many = Array.from({ length: 101 }, (_, n) => String(9_700_000_000 + n));
		const { body } = await ozonetel.calls[call]({ ...right[call], blockNumbers: many });
		expect(body.message).toMatch(/Maximum 100/);
		for (const text of ['{"a":', '', '[]', 'null', '"x"', '7']) {
			expect((await ozonetel.calls[call](text)).body.status).toMatch(/^(error|false)$/);
		}
		const { method, path, headers, body: sent } = ozonetel.simulator.requests[0];
		const { authorization = '', apikey: apiKey = '' } = headers;
		const type = { authorization, apiKey, 'content-type': 'text/plain' };
		const told = await ozonetel.calls.send(method, path, sent, type);
		expect(told.body.message).toBe('Content-Type must be application/json');
	});

	it.each([99, '99', 'Spam', '0x14', true, [20]])('the group with the id %p', async (id) => {
		for (const call of ['L2', 'L3'] as const) {
			const { body } = await ozonetel.calls[call]({ id, blockNumbers });
			expect(body).toEqual({ status: 'error', message: 'Invalid group id' });
		}
	});

	it('a group by a name that nobody has', async () => {
		for (const call of ['C2', 'C3'] as const) {
			const { body } = await ozonetel.calls[call]({ groupName: 'None', blockNumbers });
			expect(body).toEqual({ status: 'error', message: 'Invalid group name' });
		}
	});

	it('a path or a method that does not exist, and more than 5 MB', async () => {
		const { apiKey, userName } = demoAccount;
		const body = { userName, ...right.C2 };
		for (const [method, path] of [
			['PUT', '/nothing'],
			['PUT', '/__proto__'],
			['PUT', '/ca_apis/updateBlockNumber'],
			['POST', '/ca_apis/updateBlockNumbers'],
			['POST', '/ca_apis/campaignStatus'],
		]) {
			expect((await ozonetel.calls.send(method, path, body, { apiKey })).status).toBe(405);
		}
		expect(
			(await ozonetel.calls.C2({ ...right.C2, more: 'x'.repeat(5 * 1024 * 1024) })).status,
		).toBe(413);
	});
});
