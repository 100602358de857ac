import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { inspect } from 'node:util';

import { issueToken } from '../../credentials/token';
import { type Fault, refusals } from '../simulator';
import { startElsewhere } from '../support/elsewhere';
import {
	requestWithCredential,
	runCredentialTest,
	runNode,
	StoredCredential,
} from '../support/engine';
import { functionNode } from '../support/nodeTypes';
import { each, GROUP, phones, registered, simulated, tally } from '../support/simulated';
import { storedToken } from '../support/storedToken';
import { newCertificate, startTlsFront } from '../support/tlsFront';

// The credential in n8n's own hands: its test, its tokens, and its use by the HTTP Request node.

const ozonetel = simulated();
const [a] = phones(1);
const token = { authentication: 'token' };

describe('the credential test', () => {
	it.each(['apiKey', 'token'] as const)(
		'passes an account that uses %s',
		async (authentication) => {
			ozonetel.simulator.switches.authentication = authentication;
			const { status, message } = await runCredentialTest(ozonetel.credential({ authentication }));
			expect([status, message]).toEqual(['OK', 'Connection successful!']);
		},
	);

	it('changes nothing', async () => {
		ozonetel.simulator.group(GROUP)?.numbers.set(registered(a), {});
		await runCredentialTest(ozonetel.credential());
		expect(ozonetel.held()).toEqual([registered(a)]);
		expect(ozonetel.simulator.groups).toHaveLength(1);
	});

	it.each([
		['a wrong key', 'apiKey', { apiKey: 'KKwrong' }],
		['a wrong user', 'apiKey', { username: 'nobody' }],
		['no key', 'apiKey', { apiKey: '' }],
		['no user', 'apiKey', { username: '' }],
		['a key where the account uses tokens', 'token', {}],
		['a token where the account uses keys', 'apiKey', token],
		['a wrong key to get a token with', 'token', { ...token, apiKey: 'KKwrong' }],
		['a wrong user to get a token for', 'token', { ...token, username: 'nobody' }],
	] as const)('fails on %s', async (_, authentication, wrong) => {
		for (const errorStatus of [200, 401] as const) {
			Object.assign(ozonetel.simulator.switches, { authentication, errorStatus });
			const { status, message } = await runCredentialTest(ozonetel.credential(wrong));
			expect(status).toBe('Error');
			expect(message).toMatch(/./);
			expect(message).not.toContain(ozonetel.simulator.account.apiKey);
		}
	});

	const answers = [
		'authenticationFailed',
		'parametersMandatory',
		'invalidUser',
		'apiKeyMissing',
		'tokenMissing',
		'userNameMissing',
		'tokenExpired',
		'tokenInvalid',
		'tokenRefused',
	] as const;

	it.each(answers)('fails on the documented answer %s, whatever its status', async (name) => {
		for (const status of [200, 401]) {
			ozonetel.simulator.fault = () => ({
				kind: 'raw',
				status,
				body: JSON.stringify(refusals[name]),
			});
			const said = await runCredentialTest(ozonetel.credential());
			expect(said.status).toBe('Error');
		}
	});

	it.each<[string, Fault]>([
		['a page', { kind: 'html', status: 200 }],
		['an empty answer', { kind: 'raw', body: '' }],
		['some JSON', { kind: 'raw', body: '{"hello":"world"}' }],
		['a redirect', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
		['no such path', { kind: 'status', status: 405, body: 'Method Not Allowed' }],
		['a server error', { kind: 'status', status: 500 }],
		['every other word for failure', { kind: 'raw', body: '{"status":"fails","message":"x"}' }],
	])('fails on %s', async (_, fault) => {
		ozonetel.simulator.fault = () => fault;
		const { status } = await runCredentialTest(ozonetel.credential());
		expect(status).toBe('Error');
	});

	it('fails on an unusable or unreachable domain', async () => {
		for (const domain of ['', 'http://example.com', 'http://127.0.0.1:1', 'ccaas.ozonetel.com']) {
			const { status } = await runCredentialTest(ozonetel.credential({ domain }));
			expect(status).toBe('Error');
		}
	});
});

jest.setTimeout(30_000); // for a machine that has other work to do

describe('tokens', () => {
	beforeEach(() => {
		ozonetel.simulator.switches.authentication = 'token';
	});

	const stored = async () => await StoredCredential.from('ozonetelApi', ozonetel.credential(token));

	it('generates one for many runs, and saves it', async () => {
		const credential = await stored();
		for (let run = 0; run < 3; run++) {
			const { output } = await ozonetel.run(phones(3), { credential, options: { batchSize: 1 } });
			expect(tally(output)).toEqual({ added: 3 });
		}
		expect(ozonetel.simulator.tokensGenerated).toBe(1);
		expect(await credential.read()).toMatchObject({
			token: expect.stringMatching(/^\{"token":"ey/),
		});
	});

	it('renews one that another client replaced, or that has expired', async () => {
		const credential = await stored();
		await ozonetel.run([a], { credential });
		await ozonetel.run([a], { credential: await stored() }); // another client
		const replaced = await ozonetel.run([a], { credential });
		expect(each(replaced.output, 'status')).toEqual(['added']);
		expect(ozonetel.simulator.tokensGenerated).toBe(3);

		ozonetel.simulator.switches.tokenSeconds = -1;
		const expired = await stored();
		await ozonetel.run([a], { credential: expired, onError: 'continueRegularOutput' });
		ozonetel.simulator.switches.tokenSeconds = 3600;
		const renewed = await ozonetel.run([a], { credential: expired });
		expect(each(renewed.output, 'status')).toEqual(['added']);
	});

	it('shares one among executions that run at the same time', async () => {
		const credential = await stored();
		const runs = await Promise.all(
			Array.from({ length: 5 }, async () => {
				return await ozonetel.run(phones(4), {
					credential,
					options: { batchSize: 1, concurrentRequests: 3 },
				});
			}),
		);
		for (const { output } of runs) expect(tally(output)).toEqual({ added: 4 });
		expect(ozonetel.simulator.tokensGenerated).toBeLessThanOrEqual(2);
	});

	it('leaves a live one alone when the credential is tested', async () => {
		const credential = await stored();
		for (let test = 0; test < 2; test++) {
			expect(await runCredentialTest(credential)).toMatchObject({ status: 'OK' });
		}
		await ozonetel.run([a], { credential });
		expect(ozonetel.simulator.tokensGenerated).toBe(1);
	});

	it.each([200, 401] as const)(
		'generates one for the test where the stored one is dead (HTTP %i)',
		async (errorStatus) => {
			ozonetel.simulator.switches.errorStatus = errorStatus;
			const credential = await stored();
			await ozonetel.run([a], { credential });
			await ozonetel.run([a], { credential: await stored() }); // another client
			expect(await runCredentialTest(credential)).toMatchObject({ status: 'OK' });
			expect(ozonetel.simulator.tokensGenerated).toBe(3);
		},
	);

	it('leaves one alone where nothing answers to a question about it', async () => {
		const credential = await stored();
		await ozonetel.run([a], { credential });
		const { length } = ozonetel.simulator.requests;
		ozonetel.simulator.fault = ({ n }) => (n === length + 1 ? { kind: 'dropBefore' } : undefined);
		expect(await runCredentialTest(credential)).toMatchObject({ status: 'OK' });
		expect(ozonetel.simulator.tokensGenerated).toBe(1);
	});

	it('gives up the issue of one that takes too long', async () => {
		ozonetel.simulator.fault = () => ({ kind: 'drip', everyMs: 100 });
		const credential = ozonetel.credential(token);
		async function issue(this: IExecuteFunctions): Promise<INodeExecutionData[]> {
			await issueToken(this, credential as ICredentialDataDecryptedObject, 300);
			return [];
		}
		const nodeType = functionNode('issue', issue);
		const { error } = await runNode({ items: [{}], parameters: {}, credential, nodeType });
		expect(error?.message).toBe('Ozonetel issued no token: timeout');
	});

	it.each(['a b.c', 'a.b\nX-Evil: 1', 'tökén', ' '])('stores none like %j', async (issued) => {
		ozonetel.simulator.fault = () => ({ kind: 'raw', body: JSON.stringify({ token: issued }) });
		const credential = await stored();
		const { error } = await ozonetel.run([a], { credential });
		expect(error?.message).toMatch(/^Ozonetel issued no token/);
		expect(await credential.read()).not.toHaveProperty('token');
		expect(await runCredentialTest(credential)).toMatchObject({ status: 'Error' });
	});

	it('tells why there is none without the key, whoever asks', async () => {
		ozonetel.simulator.fault = ({ headers }) => {
			const message = `No entry for ${headers.apikey} and ${headers.apikey.slice(6)}`;
			return { kind: 'raw', body: JSON.stringify({ status: 'false', message }) };
		};
		const { apiKey } = ozonetel.simulator.account;
		const credential = ozonetel.credential(token);
		const request = { url: `${ozonetel.simulator.url}/ca_apis/deleteBlockNumber` };
		const tested = await runCredentialTest(credential);
		expect(tested.message).toMatch(/No entry for \[hidden\] and \[hidden\]$/);
		for (const { error } of [
			await ozonetel.run([a], { credential }),
			await requestWithCredential(credential, request),
			await requestWithCredential(credential, { uri: request.url }),
		]) {
			expect(error?.message).toContain('[hidden]');
			expect(inspect(error, { depth: 9 })).not.toContain(apiKey.slice(6));
		}
	});

	it.each<Fault>([{ kind: 'dropBefore' }, { kind: 'html' }])(
		'leaves one alone of which nothing is known: %j',
		async (fault) => {
			const credential = await stored();
			await ozonetel.run([a], { credential });
			ozonetel.simulator.fault = () => fault;
			expect(await runCredentialTest(credential)).toMatchObject({ status: 'Error' });
			expect(ozonetel.simulator.tokensGenerated).toBe(1);
		},
	);

	it('needs none for the legacy API', async () => {
		const { output } = await ozonetel.run([a], {
			credential: ozonetel.credential(token),
			parameters: { apiVersion: 'legacy', groupId: 20 },
		});
		expect(each(output, 'status')).toEqual(['added']);
		expect(ozonetel.simulator.tokensGenerated).toBe(0);
	});

	it('tells when none is issued', async () => {
		const { error } = await ozonetel.run([a], {
			credential: ozonetel.credential({ ...token, apiKey: 'KKwrong' }),
		});
		expect(error?.message).toContain('Invalid userName or apiKey');
	});
});

describe('the HTTP Request node with this credential', () => {
	const removal = { method: 'DELETE', body: { blockNumbers: ['9876500000'] }, json: true } as const;
	const calls = [
		['the current API', '/ca_apis/deleteBlockNumber', removal],
		[
			'the legacy API',
			'/CAServicesV3/blockNumberGroupV2.php',
			{ ...removal, body: { ...removal.body, id: 20 } },
		],
	] as const;

	describe.each(['apiKey', 'token'] as const)('by %s', (authentication) => {
		beforeEach(() => {
			ozonetel.simulator.switches.authentication = authentication;
		});

		it.each(calls)('signs a request to %s', async (_, path, options) => {
			const credential = ozonetel.credential({ authentication });
			const url = `${ozonetel.simulator.url}${path}`;
			for (const address of [{ url }, { uri: url }]) {
				const request = { ...options, ...address } as IHttpRequestOptions;
				const { response, error } = await requestWithCredential(credential, request);
				expect(error?.message).toBeUndefined();
				expect(response).toMatchObject({ status: 'success', message: 'deleted' });
			}
		});
	});

	it.each(['url', 'uri'])('signs nothing for another origin (%s)', async (named) => {
		const elsewhere = await startElsewhere();
		for (const authentication of ['apiKey', 'token']) {
			const credential = ozonetel.credential({ authentication });
			credential.token = storedToken(credential, 'a.b.c');
			for (const path of ['/ca_apis/x', '/CAServicesV3/x.php']) {
				const address = new URL(path, elsewhere.url).href;
				const { error } = await requestWithCredential(credential, {
					[named]: address,
				} as unknown as IHttpRequestOptions);
				expect(error?.message).toMatch(/^This credential is for http:\/\/127\.0\.0\.1:\d+ only/);
			}
		}
		expect(elsewhere.seen).toEqual([]);
		elsewhere.close();
	});

	it.each(['url', 'uri'])('goes by no proxy of the request (%s)', async (named) => {
		const proxy = await startElsewhere();
		const { error, response } = await requestWithCredential(ozonetel.credential(), {
			[named]: `${ozonetel.simulator.url}/ca_apis/deleteBlockNumber`,
			...removal,
			proxy: proxy.url,
			headers: { Host: 'elsewhere.example' },
		} as unknown as IHttpRequestOptions);
		expect(error).toBeUndefined();
		expect(response).toMatchObject({ status: 'success' });
		expect(ozonetel.simulator.requests[0].headers.host).toBe(new URL(ozonetel.simulator.url).host);
		expect(proxy.seen).toEqual([]);
		proxy.close();
	});

	it.each(['url', 'uri'])('checks certificates, whatever it is told (%s)', async (named) => {
		const front = await startTlsFront(ozonetel.simulator.port, newCertificate());
		const { error } = await requestWithCredential(ozonetel.credential({ domain: front.url }), {
			[named]: `${front.url}/ca_apis/deleteBlockNumber`,
			...removal,
			skipSslCertificateValidation: true,
			rejectUnauthorized: false,
			agentOptions: { rejectUnauthorized: false },
		} as unknown as IHttpRequestOptions);
		front.close();
		expect(JSON.stringify(error)).toMatch(/self.signed certificate|SSL Issue/i);
		expect(ozonetel.simulator.requests).toEqual([]);
	});

	it.each(['url', 'uri'])('gets a token of its own account (%s)', async (named) => {
		ozonetel.simulator.switches.authentication = 'token';
		const credential = ozonetel.credential(token);
		const foreign = storedToken({ ...credential, apiKey: 'KKother' }, 'a.b.c');
		for (const stored of [foreign, storedToken(credential, 'a.b.c', -60), 'a.b.c', '']) {
			const { error, response } = await requestWithCredential({ ...credential, token: stored }, {
				[named]: `${ozonetel.simulator.url}/ca_apis/deleteBlockNumber`,
				...removal,
			} as unknown as IHttpRequestOptions);
			expect(error).toBeUndefined();
			expect(response).toMatchObject({ status: 'success' });
		}
		const sent = ozonetel.simulator.requests.map(({ headers }) => headers.authorization);
		expect(sent).not.toContain('Bearer a.b.c');
	});
});

describe('expressions in the credential', () => {
	/** Each item says what the field is for it. */
	const run = async (field: string, values: unknown[], onError?: 'continueRegularOutput') =>
		await ozonetel.run(values.map((value, n) => ({ phone: phones(3)[n], value })) as never[], {
			credential: ozonetel.credential({ [field]: '={{ $json.value }}' }),
			onError,
		});

	it.each([
		['username', 'another'],
		['domain', 'https://another.example'],
		['authentication', 'token'],
	])(
		'that give items different accounts: nothing is sent to the first one (%s)',
		async (...given) => {
			const [field, other] = given;
			const own = ozonetel.credential()[field];
			const { error } = await run(field, [own, own, other]);
			expect(error?.message).toMatch(/items 0 and 2 different accounts/);
			const { output } = await run(field, [own, own, other], 'continueRegularOutput');
			expect(each(output, 'status')).toEqual(['failed', 'failed', 'failed']);
			expect(ozonetel.simulator.requests).toEqual([]);
		},
	);

	it('that give every item the same account', async () => {
		const own = ozonetel.credential().username;
		expect(tally((await run('username', [own, own, own])).output)).toEqual({ added: 3 });
	});
});
