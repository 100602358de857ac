import { credentialFor } from '../../support/savedCredential';
import { startTlsFront, type Certificate, type TlsFront } from '../../support/tlsFront';
import { Lab, post } from '../support/lab';
import { itemsOf, ozonetel, row, splitOut, webhook } from '../support/workflow';

/** A creation that has no answer when the workflow's time is over, and the execution's Retry. */
describe('a new group whose execution times out', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('new-groups')));
	afterAll(async () => await lab.close());

	const retried = async (path: string, options: object) => {
		lab.simulator.reset();
		lab.simulator.switches.existingName = 'another';
		lab.simulator.fault = ({ method }) =>
			method === 'POST' ? { kind: 'hang', applied: true } : undefined;
		const parameters = {
			operation: 'createGroup',
			groupName: 'Campaign',
			description: 'Made by a test',
			options,
		};
		const node = ozonetel(lab.credentialId, parameters);
		const workflow = row(path, webhook(path), splitOut('body.phones'), node);
		workflow.settings = { executionTimeout: 3 };
		const id = await lab.rest.createWorkflow(workflow);
		await lab.rest.publish(id);
		await post(`${lab.rest.address}/webhook/${path}`, { phones: ['9700000003', '9700000094'] });
		const first = await lab.rest.lastExecution(id);
		expect(first.status).not.toBe('success');

		lab.simulator.fault = undefined;
		return await lab.rest.retryLast(id);
	};
	const created = () => lab.simulator.groups.filter(({ name }) => name === 'Campaign');

	it('is an error again, which says that the group may exist', async () => {
		const { status, resultData } = await retried('creation-retried', {});
		expect(status).toBe('error');
		expect(resultData.error?.message).toMatch(/already sent a request to create this group/);
		expect(resultData.error?.description).toMatch(/may have been created anyway/);
		expect(created()).toHaveLength(1);
	});

	it('gets its numbers where they may be added to a group that exists', async () => {
		const { status } = await retried('creation-finished', { ifGroupExists: 'addNumbers' });
		expect(status).toBe('success');
		expect(created()).toHaveLength(1);
		expect(created()[0].numbers.size).toBe(2);
	});
});

/** In place of the answer comes a TLS error (ERR_SSL_…). The request may have arrived all the same. */
describe.each(['dropBefore', 'dropAfter'] as const)('a TLS connection that breaks (%s)', (kind) => {
	const certificate = JSON.parse(process.env.TEST_CERTIFICATE!) as Certificate;
	const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
	const phones = ['9700000003', '9700000094'];
	let lab: Lab;
	let front: TlsFront;
	let credentialId: string;
	beforeAll(async () => {
		lab = await Lab.open(`broken-tls-${kind}`);
		front = await startTlsFront(lab.simulator.port, certificate);
		const account = credentialFor(lab.simulator, { domain: front.url });
		credentialId = (await lab.rest.createCredential('ozonetelApi', 'TLS', account)).id;
	});
	afterAll(async () => {
		front?.close();
		await lab.close();
	});
	beforeEach(() => {
		lab.simulator.reset();
		lab.simulator.fault = ({ n }) => (n === 1 ? { kind } : undefined);
	});

	const run = async (parameters: Record<string, unknown>, settings: Record<string, unknown>) => {
		const node = ozonetel(credentialId, { groupName: 'Campaign', ...parameters }, settings);
		return (await lab.call([splitOut('body.phones'), node], { phones })).execution;
	};
	const sent = () => lab.simulator.requests.map(({ method }) => method);

	it('ends the creation of a group, which Retry On Fail does not send again', async () => {
		lab.simulator.switches.existingName = 'another';
		const parameters = { operation: 'createGroup', description: 'Made by a test' };
		const { status, resultData } = await run(parameters, retryOnFail);
		expect(status).toBe('error');
		expect(resultData.error?.description).toMatch(/may have been created anyway/);
		expect(sent()).toEqual(['POST']);
	});

	it.each([
		['the node itself', 1, {}],
		['Retry On Fail', 0, retryOnFail],
	])('is outlasted by %s where numbers are added', async (_, maxRetries, settings) => {
		lab.simulator.addGroup('Campaign');
		const execution = await run({ options: { maxRetries } }, settings);
		const statuses = itemsOf(execution, 'Ozonetel').map(({ json }) => json.status);
		expect(statuses).toEqual(['added', 'added']);
		expect(sent()).toEqual(['PUT', 'PUT']);
		expect(lab.simulator.group('Campaign')?.numbers.size).toBe(2);
	});
});
