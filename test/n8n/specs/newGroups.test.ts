import { Lab, post } from '../support/lab';
import { ozonetel, row, splitOut, webhook } from '../support/workflow';

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
