import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { inspect } from 'node:util';

import { issueToken } from '../../credentials/token';
import type { Fault } from '../simulator';
import {
	requestWithCredential,
	runCredentialTest,
	runNode,
	StoredCredential,
} from '../support/engine';
import { functionNode } from '../support/nodeTypes';
import { each, phones, simulated, tally } from '../support/simulated';
import { storedToken } from '../support/savedCredential';

// The credential in n8n's own hands: its tokens, and its use by the HTTP Request node.

const ozonetel = simulated();
const [a] = phones(1);
const token = { authentication: 'token' };

jest.setTimeout(30_000); // for a machine that has other work to do

describe('tokens', () => {
	beforeEach(() => {
		ozonetel.simulator.switches.authentication = 'token';
	});

	const stored = async () => await StoredCredential.from('ozonetelApi', ozonetel.credential(token));

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

	const NOT_SENDABLE = ['a b.c', 'a.b\nX-Evil: 1', 'tökén', ' ', 'x'.repeat(8001)];
	it.each(NOT_SENDABLE)('stores none that no header can carry', async (issued) => {
		ozonetel.simulator.fault = () => ({ kind: 'raw', body: JSON.stringify({ token: issued }) });
		const credential = await stored();
		const { error } = await ozonetel.run([a], { credential });
		expect(error?.message).toMatch(/^Ozonetel issued no token/);
		expect(await credential.read()).not.toHaveProperty('token');
		expect(await runCredentialTest(credential)).toMatchObject({ status: 'Error' });
	});

	it('tells the credential test why there is none, where nothing answers', async () => {
		ozonetel.simulator.fault = () => ({ kind: 'dropBefore' });
		const { status, message } = await runCredentialTest(await stored());
		expect([status, message]).toEqual([
			'Error',
			expect.stringMatching(/^Ozonetel issued no token: /),
		]);
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
});

describe('the HTTP Request node with this credential', () => {
	const removal = { method: 'DELETE', body: { blockNumbers: ['9876500000'] }, json: true } as const;

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

	it('are not read to the end once the execution is cancelled', async () => {
		const items = Array.from({ length: 3000 }, () => ({ phone: phones(1)[0], value: 'a' }));
		const data = ozonetel.credential({ username: '={{ $json.value }}' });
		const credential = await StoredCredential.from('ozonetelApi', data);
		const read = credential.read.bind(credential);
		// As from n8n's database: not at once.
		credential.read = async () => await new Promise(setImmediate).then(read);
		const started = Date.now();
		const { error } = await ozonetel.run(items, { credential, cancelAfterMs: 300 });
		expect(error?.message).toMatch(/^The execution was cancelled/);
		expect(Date.now() - started).toBeLessThan(5000);
		expect(ozonetel.simulator.requests).toEqual([]);
	}, 60_000);

	it('that give every item the same account', async () => {
		const own = ozonetel.credential().username;
		expect(tally((await run('username', [own, own, own])).output)).toEqual({ added: 3 });
	});
});
