import type { IDataObject } from 'n8n-workflow';

import { OzonetelApi } from '../../credentials/OzonetelApi.credentials';
import { startSimulator, type Simulator } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runCredentialTest } from '../support/engine';

afterAll(disposeExpressionEngine);

describe('the test of a credential', () => {
	let simulator: Simulator;
	let credential: IDataObject;

	beforeAll(async () => {
		simulator = await startSimulator({ groups: [{ name: 'Spam', numbers: ['9812345678'] }] });
		credential = credentialFor(simulator);
	});
	beforeEach(() => {
		simulator.reset();
		simulator.addGroup('Spam', ['9812345678']);
	});
	afterAll(async () => await simulator.close());

	const answering = (body: unknown, status = 200) => {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		simulator.fault = () => ({ kind: 'raw', status, body: text });
	};

	it.each([200, 401] as const)(
		'passes for an account in order (errors at HTTP %i)',
		async (errorStatus) => {
			simulator.switches.errorStatus = errorStatus;
			for (const authentication of ['apiKey', 'token'] as const) {
				simulator.switches.authentication = authentication;
				const { status } = await runCredentialTest({ ...credential, authentication });
				expect(status).toBe('OK');
			}
		},
	);

	it('asks for the status of a campaign, in the body of a GET', async () => {
		await runCredentialTest(credential);
		expect(simulator.requests).toHaveLength(1);
		const [{ method, path, body, headers }] = simulator.requests;
		expect([method, path]).toEqual(['GET', '/ca_apis/campaignStatus']);
		expect(body).toEqual({
			userName: simulator.account.userName,
			campaignName: expect.stringMatching(/./),
		});
		expect(headers.apikey).toBe(simulator.account.apiKey);
	});

	it('passes too where the account has such a campaign', async () => {
		const { body } = new OzonetelApi().test.request as { body: { campaignName: string } };
		simulator.switches.campaigns = [body.campaignName];
		expect((await runCredentialTest(credential)).status).toBe('OK');
		expect(simulator.requests[0].answer?.body).toMatchObject({ status: 'success' });
	});

	it.each([200, 400, 401, 404])('passes where nothing is found, at HTTP %i', async (status) => {
		answering({ status: 'failure', message: 'no record found' }, status);
		expect((await runCredentialTest(credential)).status).toBe('OK');
	});

	it('changes nothing at Ozonetel', async () => {
		await runCredentialTest(credential);
		expect([...simulator.group('Spam')!.numbers.keys()]).toEqual(['+919812345678']);
		expect(simulator.groups).toHaveLength(1);
	});

	const account = (message: string) => ({ status: 'false', message, data: null });
	const refusals: Array<[RegExp, object]> = [
		[/'User Name' and 'API Key'/, { status: 'error', message: 'Authentication failed' }],
		[/'User Name'.*proxy/, { status: 'error', message: 'Parameters are mandatory' }],
		[/'User Name'.*proxy/, { status: 'failure', message: 'All parameters are mandatory' }],
		[/'User Name' and 'API Key'/, { status: 'error', message: 'Missing userName or apiKey' }],
		[/'User Name' and 'API Key'/, account('Invalid User Details')],
		[/'User Name' and 'API Key'/, account('Invalid userName or apiKey')],
		[/'User Name' and 'API Key'/, account('userName or apiKey not valid')],
		[/'User Name' and 'API Key'/, account('apiKey cannot be empty')],
		[/'User Name' and 'API Key'/, { status: 'failure', message: 'no user found' }],
		[/proxy.*removes the body/, account('Invalid Json Pass Valid Json')],
		[/'User Name'.*proxy/, account('Username Should Not be Null or Empty.')],
		[
			/BASIC_AUTH: set 'Authentication' to 'API Key'/,
			account('Api Key Should Not be Null or Empty.'),
		],
		[/TOKEN_AUTH: set 'Authentication' to 'Token'/, account('Token Should Not be Null or Empty.')],
		[/Token Expired/, account('Token Expired')],
		[/Invalid Token/, account('Invalid Token')],
		[/refused the account/, account('Anything that is not documented')],
		[/Wait a minute/, { status: 'error', message: 'Max limit exceeded' }],
		[/Wait a minute/, { status: 'failure', message: 'Request limit exhausted' }],
	];
	it.each(refusals)('fails, and says %p: %j', async (words, body) => {
		for (const status of [200, 401]) {
			answering(body, status);
			const answer = await runCredentialTest(credential);
			expect(answer.status).toBe('Error');
			expect(answer.message).toMatch(words);
		}
	});

	it.each(['error', 'Error', 'false', 'fail', 'fails', 'Fail', false, 400, 404])(
		'fails at the status %p, whatever the message',
		async (status) => {
			answering({ status, message: 'Something else' });
			expect((await runCredentialTest(credential)).status).toBe('Error');
		},
	);

	it.each<[string, unknown, number]>([
		['a page', '<html><body>Welcome</body></html>', 200],
		['an empty page', '', 200],
		['half a JSON', '{"status":"succ', 200],
		['a JSON of something else', {}, 200],
		['no such page', 'Not Found', 404],
		['a wrong method', 'Method Not Allowed', 405],
		['a broken gateway', '<html>502</html>', 502],
		['too many calls', '', 429],
	])('fails at %s', async (_, body, status) => {
		answering(body, status);
		const answer = await runCredentialTest(credential);
		expect(answer.status).toBe('Error');
		expect(answer.message).not.toBe('');
	});

	it('fails at a proxy that wants a login, and says where to enter it', async () => {
		answering('Proxy Authentication Required', 407);
		const answer = await runCredentialTest(credential);
		expect(answer).toEqual({ status: 'Error', message: expect.stringMatching(/HTTPS_PROXY/) });
	});

	it('fails at a redirect, and does not follow it', async () => {
		simulator.fault = ({ n }) =>
			n === 1 ? { kind: 'status', status: 302, headers: { location: simulator.url } } : undefined;
		expect((await runCredentialTest(credential)).status).toBe('Error');
		expect(simulator.requests).toHaveLength(1);
	});

	it.each([
		['apiKey', { apiKey: 'wrong' }],
		['apiKey', { apiKey: '' }],
		['apiKey', { username: 'wrong' }],
		['apiKey', { username: '' }],
		['apiKey', { authentication: 'token' }],
		['token', { authentication: 'apiKey' }],
		['token', { authentication: 'token', apiKey: 'wrong' }],
		['token', { authentication: 'token', username: 'wrong' }],
	] as const)('fails on an account that uses %s with %j', async (authentication, given) => {
		for (const errorStatus of [200, 401]) {
			Object.assign(simulator.switches, { authentication, errorStatus });
			expect(await runCredentialTest({ ...credential, ...given })).toMatchObject({
				status: 'Error',
				message: expect.stringMatching(/./),
			});
		}
	});

	it.each([
		['http://api.example.com', /HTTPS only/],
		['ccaas.ozonetel.com', /admin website/],
		['', /Domain/],
		['http://127.0.0.1:1', /./],
	])('sends nothing to %s', async (domain, why) => {
		const answer = await runCredentialTest({ ...credential, domain });
		expect(answer).toMatchObject({ status: 'Error', message: expect.stringMatching(why) });
	});

	it('never shows the key', async () => {
		answering(`<html>${String(credential.apiKey)}</html>`, 500);
		const answer = await runCredentialTest(credential);
		expect(answer.message).not.toContain(credential.apiKey);
	});
});
