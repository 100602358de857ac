import { Lab } from '../support/lab';
import type { Node } from '../support/workflow';

/** n8n's HTTP Request node, signed by our credential, for calls that our node does not make. */
describe('the HTTP Request node with the Ozonetel credential', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('http-request')));
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
});
