import { startElsewhere } from '../../support/elsewhere';
import { credentialFor } from '../../support/savedCredential';
import { Lab } from '../support/lab';
import { itemsOf, ozonetel, splitOut } from '../support/workflow';

/** The editor's credential test, through the REST call behind it. */
describe('credential test', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('credential')));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.simulator.reset());

	const test = async (changes: object = {}) =>
		await lab.rest.testCredential('ozonetelApi', 'tested', {
			...credentialFor(lab.simulator),
			...changes,
		});

	it('passes with the right user and key, and changes nothing', async () => {
		const group = lab.simulator.addGroup('Do Not Call', ['+919700000003']);
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(lab.simulator.groups).toEqual([group]);
		expect([...group.numbers.keys()]).toEqual(['+919700000003']);
	});

	it('passes where errors come as HTTP 401, and says what they say', async () => {
		lab.simulator.switches.errorStatus = 401;
		expect(await test()).toMatchObject({ status: 'OK' });
		const { status, message } = await test({ username: 'somebody_else' });
		expect([status, message]).toEqual(['Error', expect.stringContaining('Invalid User Details')]);
	});

	it('does not follow a redirect', async () => {
		const elsewhere = await startElsewhere();
		const headers = { location: elsewhere.url };
		lab.simulator.fault = () => ({ kind: 'status', status: 302, headers });
		expect(await test()).toMatchObject({ status: 'Error' });
		expect(elsewhere.seen).toEqual([]);
		elsewhere.close();
	});

	it('leaves the stored token of a saved credential alone while it lives', async () => {
		lab.simulator.switches.authentication = 'token';
		const account = credentialFor(lab.simulator, { authentication: 'token' });
		const { id } = await lab.rest.createCredential('ozonetelApi', 'saved', account);
		for (let opened = 0; opened < 3; opened++) {
			expect(await lab.rest.testSaved(id)).toMatchObject({ status: 'OK' });
		}
		expect(lab.simulator.tokensGenerated).toBe(1);
	});

	it.each([
		['a wrong key', { apiKey: ['KK1111', 'wrong', '1111'].join('') }],
		['a wrong user', { username: 'somebody_else' }],
		['a token for an account with API keys', { authentication: 'token' }],
	])('fails for %s, and says why', async (_, changes) => {
		const { status, message } = await test(changes);
		expect(status).toBe('Error');
		expect(message).toMatch(/Ozonetel/);
		expect(message).not.toMatch(/KK[0-9]{4}/);
	});

	it('fails for an empty key, which older n8n do not even save', async () => {
		const { message } = await test({ apiKey: '' }).catch((error: Error) => error);
		expect(message).toMatch(/Ozonetel|apiKey.*is mandatory/);
	});

	it('fails for a key where the account wants tokens, and names the setting', async () => {
		lab.simulator.switches.authentication = 'token';
		const { status, message } = await test();
		expect(status).toBe('Error');
		expect(message).toMatch(/TOKEN_AUTH.*'Token'/);
	});

	it('fails for an address that is some other website', async () => {
		expect(await test({ domain: lab.rest.address })).toMatchObject({ status: 'Error' });
	});
});

/** n8n evaluates them for an item; a run of the node has one account. */
describe('a credential whose user name is an expression', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('credential-expressions')));
	afterAll(async () => await lab.close());
	beforeEach(() => {
		lab.simulator.reset();
		lab.simulator.addGroup('Do Not Call');
	});

	const phones = ['9700000003', '9700000094', '9700000005'];
	const run = async (expression: string) => {
		const account = credentialFor(lab.simulator, { username: `={{ ${expression} }}` });
		const { id } = await lab.rest.createCredential('ozonetelApi', 'Expressions', account);
		const node = ozonetel(id, { groupName: 'Do Not Call' });
		return (await lab.call([splitOut('body.phones'), node], { phones })).execution;
	};

	it('sends nothing to the account of item 0 where another item has another', async () => {
		const { userName } = lab.simulator.account;
		const execution = await run(`$json.phone === '${phones[1]}' ? 'another' : '${userName}'`);
		expect(execution.status).toBe('error');
		expect(execution.resultData.error?.message).toMatch(/items 0 and 1 different accounts/);
		expect(lab.simulator.requests).toEqual([]);
	});

	it.each(['', '$json.phone && '])('works where all items have the same: %s', async (before) => {
		const execution = await run(`${before}'${lab.simulator.account.userName}'`);
		const statuses = itemsOf(execution, 'Ozonetel').map(({ json }) => json.status);
		expect(statuses).toEqual(['added', 'added', 'added']);
	});
});
