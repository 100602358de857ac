import type { IHttpRequestOptions } from 'n8n-workflow';

import { type Fault, refusals } from '../simulator';
import { requestWithCredential, runCredentialTest, StoredCredential } from '../support/engine';
import { each, GROUP, phones, registered, simulated, tally } from '../support/simulated';

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

	it('does not send the key in the clear', async () => {
		const { error } = await requestWithCredential(ozonetel.credential(), {
			url: 'http://example.com/ca_apis/x',
		});
		expect(error?.message).toMatch(/HTTPS/);
	});
});
