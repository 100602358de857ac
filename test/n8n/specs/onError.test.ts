import { Lab } from '../support/lab';
import {
	connect,
	itemsOf,
	noOp,
	ozonetel,
	type Execution,
	type Node,
	type Workflow,
} from '../support/workflow';

const errorBranch = (workflow: Workflow) => {
	for (const [branch, name] of ['Success', 'Error'].entries()) {
		workflow.nodes.push({ ...noOp(name), id: name, position: [960, branch * 200] });
		connect(workflow, 'Ozonetel', branch, name);
	}
};
const statuses = (execution: Execution, branch = 0) =>
	itemsOf(execution, 'Ozonetel', branch).map(({ json }) => json.status);

/** The three settings of On Error (README.md, Output), in the real engine and its saved executions. */
describe('On Error', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('on-error')));
	afterAll(async () => await lab.close());
	beforeEach(() => {
		lab.simulator.reset();
		lab.simulator.addGroup('Do Not Call');
		lab.simulator.switches.isBad = (number) => number.endsWith('000');
	});

	const phones = ['9700000003', '9700000000', 'no number', '+91 97000 00094'];
	const unknown = { groupName: 'No such group' };

	it('Stop: refused and invalid numbers are items, a failed request is an error', async () => {
		const { answer, execution } = await lab.block(phones, {});
		expect([answer.status, execution.status]).toEqual([200, 'success']);
		expect(statuses(execution)).toEqual(['added', 'refused', 'invalid', 'added']);
		expect(answer.body.map((item: any) => item.phoneNumber)).toEqual(phones);

		const failed = (await lab.block(phones, unknown)).execution;
		expect(failed.status).toBe('error');
		expect(failed.resultData.error?.message).toContain('Invalid group name');
	});

	it('Stop, at refused numbers too: one error names them, once the others are sent', async () => {
		const { execution } = await lab.block(phones, { options: { onRefused: 'stop' } });
		expect(execution.status).toBe('error');
		const { message, description } = execution.resultData.error!;
		expect(`${message} ${description}`).toMatch(/9700000000/);
		expect(lab.simulator.group('Do Not Call')?.numbers.size).toBe(2);
	});

	it('Continue: everything is an item, paired, none with a key error', async () => {
		const settings = { onError: 'continueRegularOutput' };
		const { execution } = await lab.block(phones, {}, settings);
		expect(execution.status).toBe('success');
		expect(statuses(execution)).toEqual(['added', 'refused', 'invalid', 'added']);
		for (const [at, { json, error, pairedItem }] of itemsOf(execution, 'Ozonetel').entries()) {
			expect(json).not.toHaveProperty('error');
			expect(error).toBeUndefined();
			expect(pairedItem).toMatchObject({ item: at });
		}
		const failed = (await lab.block(phones.slice(0, 2), unknown, settings)).execution;
		expect([failed.status, statuses(failed)]).toEqual(['success', ['failed', 'failed']]);
	});

	describe('Continue (using error output)', () => {
		const settings = { onError: 'continueErrorOutput' };

		it('what was not blocked is on the error branch, with the whole result', async () => {
			const { execution } = await lab.block(phones, {}, settings, errorBranch);
			expect(itemsOf(execution, 'Success').map(({ json }) => json.phoneNumber)).toEqual([
				phones[0],
				phones[3],
			]);
			expect(itemsOf(execution, 'Error').map(({ json }) => json)).toMatchObject([
				{ phone: phones[1], message: expect.any(String), details: { status: 'refused' } },
				{ phone: phones[2], message: expect.any(String), details: { status: 'invalid' } },
			]);

			const failed = (await lab.block(phones, unknown, settings, errorBranch)).execution;
			expect(itemsOf(failed, 'Success')).toEqual([]);
			const results = itemsOf(failed, 'Error').map(({ json }) => json);
			expect(results.map(({ phone }) => phone)).toEqual(phones);
			expect(results[0]).toMatchObject({ details: { status: 'failed' } });
		});

		it.each([false, true])(
			'does so after a Code node that pairs nothing (Retry On Fail: %s)',
			async (retryOnFail) => {
				const code: Node = {
					name: 'Code',
					type: 'n8n-nodes-base.code',
					typeVersion: 2,
					parameters: {
						jsCode: "return $json.body.phones.map((phone) => ({ json: { phone, from: 'code' } }));",
					},
				};
				const { execution } = await lab.call(
					[
						code,
						ozonetel(
							lab.credentialId,
							{ groupName: 'Do Not Call' },
							{ ...settings, retryOnFail, waitBetweenTries: 0 },
						),
					],
					{ phones },
					errorBranch,
				);
				const phonesOf = (name: string) => itemsOf(execution, name).map(({ json }) => json.phone);
				expect(phonesOf('Error')).toEqual([phones[1], phones[2]]);
				expect(itemsOf(execution, 'Success')).toHaveLength(2);
				expect(itemsOf(execution, 'Error')[0].json).toMatchObject({ from: 'code' });
			},
		);
	});
});
