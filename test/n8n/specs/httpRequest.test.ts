import { credentialFor } from '../../support/savedCredential';
import { startElsewhere } from '../../support/elsewhere';
import { newCertificate, startTlsFront } from '../../support/tlsFront';
import { Lab } from '../support/lab';
import type { Node } from '../support/workflow';

interface Type {
	name: string;
	version: number | number[];
}

/** n8n's HTTP Request node, signed by our credential, for calls that our node does not make. */
describe('the HTTP Request node with the Ozonetel credential', () => {
	let lab: Lab;
	let newest: number;
	beforeAll(async () => {
		lab = await Lab.open('http-request');
		const types: Type[] = await (await lab.rest.get('/types/nodes.json')).json();
		const generations = types.filter(({ name }) => name === 'n8n-nodes-base.httpRequest');
		newest = Math.max(...generations.flatMap(({ version }) => version));
	});
	afterAll(async () => await lab.close());
	beforeEach(() => lab.simulator.reset());

	const request = (method: string, path: string, body: object): Node => ({
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url: lab.simulator.url + path,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ozonetelApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: JSON.stringify(body),
			options: {},
		},
		credentials: { ozonetelApi: { id: lab.credentialId, name: 'http-request' } },
	});

	it('signs a call of the current API and fills in the user name', async () => {
		lab.simulator.addGroup('Do Not Call');
		const body = { groupName: 'Do Not Call', blockNumbers: ['9700000003'] };
		const { answer } = await lab.call([request('PUT', '/ca_apis/updateBlockNumbers', body)], {});
		expect(answer.body).toMatchObject([{ status: 'success', message: 'updated' }]);
		const [sent] = lab.simulator.requests;
		expect(sent.headers.apikey).toBe(lab.simulator.account.apiKey);
		expect(sent.body).toEqual({ userName: lab.simulator.account.userName, ...body });
	});

	it('signs a call of the legacy API with HTTP Basic', async () => {
		const { id } = lab.simulator.addGroup('Do Not Call');
		const path = '/CAServicesV3/blockNumberGroupV2.php';
		const body = { id, blockNumbers: ['9700000003'] };
		const { answer } = await lab.call([request('PUT', path, body)], {});
		expect(answer.body).toMatchObject([{ status: 'success' }]);
		expect(lab.simulator.requests[0].headers.authorization).toMatch(/^Basic /);
	});

	it('reads the status of a campaign: a GET with a body', async () => {
		const body = { campaignName: 'Sales' };
		const { answer } = await lab.call([request('GET', '/ca_apis/campaignStatus', body)], {});
		expect(answer.body).toMatchObject([{ status: 'success' }]);
	});

	/** How each generation of the node is told to follow redirects; older n8n end before 4.4. */
	const following: Array<[number, string, object]> = [
		[2, 'requestMethod', { followRedirect: true, followAllRedirects: true }],
		[3, 'method', { redirect: { redirect: { followRedirects: true, maxRedirects: 9 } } }],
		[4.2, 'method', {}],
		[4.2, 'method', { redirect: { redirect: { followRedirects: true, maxRedirects: 9 } } }],
		[4.4, 'method', { sendCredentialsOnCrossOriginRedirect: false }],
		[4.4, 'method', { sendCredentialsOnCrossOriginRedirect: true }],
	];

	it.each(following)('sends no key to where a redirect points (%p, %s, %j)', async (...given) => {
		const [typeVersion, methodName, options] = given;
		const elsewhere = await startElsewhere();
		try {
			for (const path of ['/ca_apis/updateBlockNumbers', '/CAServicesV3/blockNumberGroupV2.php']) {
				for (const [method, status] of [
					['GET', 302],
					['PUT', 307],
				] as const) {
					lab.simulator.reset();
					const headers = { location: elsewhere.url };
					lab.simulator.fault = () => ({ kind: 'status', status, headers });
					const node = request(method, path, { blockNumbers: ['9700000003'] });
					node.typeVersion = Math.min(typeVersion, newest);
					Object.assign(node.parameters, { [methodName]: method, options });
					const { execution } = await lab.call([node], {});
					expect(lab.simulator.requests).toHaveLength(1);
					const { apikey, authorization } = lab.simulator.requests[0].headers;
					expect(apikey ?? authorization).toBeTruthy();
					expect(execution.status).toBe('error');
					expect(JSON.stringify(execution.resultData.error)).toContain(String(status));
				}
			}
			expect(elsewhere.seen).toEqual([]);
		} finally {
			elsewhere.close();
		}
	});

	/** The same node, sent on its way by its own options. */
	const led = (address: string, options: object, credentialId = lab.credentialId): Node => {
		const node = request('PUT', '/ca_apis/updateBlockNumbers', { blockNumbers: ['9700000003'] });
		Object.assign(node.parameters, { url: address, options });
		return { ...node, credentials: { ozonetelApi: { id: credentialId, name: 'Ozonetel' } } };
	};

	it('sends no key to another origin, and says why', async () => {
		const elsewhere = await startElsewhere();
		try {
			for (const path of ['/ca_apis/updateBlockNumbers', '/CAServicesV3/x.php']) {
				const { execution } = await lab.call([led(new URL(path, elsewhere.url).href, {})], {});
				expect(execution.status).toBe('error');
				const said = JSON.stringify(execution.resultData.error);
				expect(said).toContain(`This credential is for ${lab.simulator.url} only`);
				expect(said).not.toContain(lab.simulator.account.apiKey);
			}
			expect(elsewhere.seen).toEqual([]);
		} finally {
			elsewhere.close();
		}
	});

	it.each([2, 3, 4.2])('goes by none of its own proxies (%p)', async (typeVersion) => {
		const proxy = await startElsewhere();
		try {
			const node = led(`${lab.simulator.url}/ca_apis/updateBlockNumbers`, {
				proxy: new URL(proxy.url).origin,
				allowUnauthorizedCerts: true,
			});
			node.typeVersion = typeVersion;
			Object.assign(node.parameters, { requestMethod: 'PUT' });
			await lab.call([node], {});
			expect(lab.simulator.requests).toHaveLength(1);
			expect(proxy.seen).toEqual([]);
		} finally {
			proxy.close();
		}
	});

	it('checks certificates, whatever its options say', async () => {
		const front = await startTlsFront(lab.simulator.port, newCertificate());
		try {
			const account = credentialFor(lab.simulator, { domain: front.url });
			const { id } = await lab.rest.createCredential('ozonetelApi', 'TLS', account);
			const address = `${front.url}/ca_apis/updateBlockNumbers`;
			const node = led(address, { allowUnauthorizedCerts: true }, id);
			Object.assign(node.parameters, { allowUnauthorizedCerts: true });
			const { execution } = await lab.call([node], {});
			expect(execution.status).toBe('error');
			expect(JSON.stringify(execution.resultData.error)).toMatch(/self.signed certificate|SSL/i);
			expect(lab.simulator.requests).toEqual([]);
		} finally {
			front.close();
		}
	});
});
