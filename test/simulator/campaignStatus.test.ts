import { startSimulator, type Simulator } from '.';
import { callsOf } from './call';

let simulator: Simulator;
let calls: ReturnType<typeof callsOf>;

beforeAll(async () => {
	simulator = await startSimulator({ groups: [{ name: 'Spam', numbers: ['9700000003'] }] });
	calls = callsOf(simulator);
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const refusal = (message: string) => ({ status: 'false', message, data: null });

test('tells of a campaign', async () => {
	simulator.switches.campaigns = ['Inbound', 'Recall'];
	const { status, body } = await calls.S({ campaignName: 'Recall' });
	expect(status).toBe(200);
	expect(body).toEqual({
		status: 'success',
		message: [
			{
				CampaignID: '257',
				CampaignName: 'Recall',
				UserName: simulator.account.userName,
				Position: 'READY',
			},
		],
	});
});

test('knows no other', async () => {
	const { body } = await calls.S({ campaignName: 'Nobody has this' });
	expect(body).toEqual({ status: 'failure', message: 'no record found' });
});

test.each([{}, { campaignName: '' }, { campaignName: null }, { campaignName: 7 }])(
	'wants a name: %j',
	async (given) => {
		const { body } = await calls.S(given);
		expect(body).toEqual({ status: 'failure', message: 'All parameters are mandatory' });
	},
);

test('asks who calls first, by the account’s way to authenticate', async () => {
	const name = { campaignName: 'Sales' };
	expect((await calls.S(name, {})).body).toEqual(refusal('Api Key Should Not be Null or Empty.'));
	expect((await calls.S(name, { apiKey: 'x' })).body).toEqual(refusal('Invalid User Details'));
	expect((await calls.S({ ...name, userName: '' })).body).toEqual(
		refusal('Username Should Not be Null or Empty.'),
	);
	simulator.switches.authentication = 'token';
	expect((await calls.S(name)).body).toEqual(refusal('Token Should Not be Null or Empty.'));
	const { token } = (await calls.T({})).body;
	const told = await calls.S(name, { authorization: `Bearer ${token}` });
	expect(told.body).toMatchObject({ status: 'success' });
});

test('is a GET, and JSON', async () => {
	const { apiKey, userName } = simulator.account;
	const body = { userName, campaignName: 'Sales' };
	const posted = await calls.send('POST', '/ca_apis/campaignStatus', body, { apiKey });
	expect(posted.status).toBe(405);
	const plain = await calls.S(body, { apiKey, 'content-type': 'text/plain' });
	expect(plain.body).toMatchObject({ status: 'error' });
});
