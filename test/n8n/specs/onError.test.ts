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

	describe('Stop', () => {
		it('reports refused and invalid numbers as items', async () => {
			const { answer, execution } = await lab.block(phones, {});
			expect(answer.status).toBe(200);
			expect(execution.status).toBe('success');
			expect(statuses(execution)).toEqual(['added', 'refused', 'invalid', 'added']);
			expect(answer.body.map((item: any) => item.phoneNumber)).toEqual(phones);
		});

		it("stops at a failed request with Ozonetel's own words", async () => {
			const { execution } = await lab.block(phones, unknown);
			expect(execution.status).toBe('error');
			expect(execution.resultData.error?.message).toContain('Invalid group name');
		});

		it('names the refused numbers in one error when told to stop at them', async () => {
			const { execution } = await lab.block(phones, { options: { onRefused: 'stop' } });
			expect(execution.status).toBe('error');
			const { message, description } = execution.resultData.error!;
			expect(`${message} ${description}`).toMatch(/9700000000/);
			expect(lab.simulator.group('Do Not Call')?.numbers.size).toBe(2);
		});
	});

	describe('Continue', () => {
		const settings = { onError: 'continueRegularOutput' };

		it('reports everything as items, none with a key error', async () => {
			const { execution } = await lab.block(phones, {}, settings);
			expect(execution.status).toBe('success');
			expect(statuses(execution)).toEqual(['added', 'refused', 'invalid', 'added']);
			for (const item of itemsOf(execution, 'Ozonetel')) {
				expect(item.json).not.toHaveProperty('error');
				expect(item.error).toBeUndefined();
			}
		});

		it('makes the numbers of a failed request failed items', async () => {
			const { execution } = await lab.block(phones.slice(0, 2), unknown, settings);
			expect(execution.status).toBe('success');
			expect(statuses(execution)).toEqual(['failed', 'failed']);
			expect(itemsOf(execution, 'Ozonetel')[0].json.message).toContain('Invalid group name');
		});

		it('pairs every item with the one it came from', async () => {
			const { execution } = await lab.block(phones, {}, settings);
			const paired = itemsOf(execution, 'Ozonetel').map((item) => item.pairedItem);
			expect(paired).toEqual([0, 1, 2, 3].map((item) => expect.objectContaining({ item })));
		});
	});

	describe('Continue (using error output)', () => {
		const settings = { onError: 'continueErrorOutput' };

		it('sends what was not blocked to the error branch, with the whole result', async () => {
			const { execution } = await lab.block(phones, {}, settings, errorBranch);
			expect(execution.status).toBe('success');
			expect(itemsOf(execution, 'Success').map(({ json }) => json.phoneNumber)).toEqual([
				phones[0],
				phones[3],
			]);
			const failed = itemsOf(execution, 'Error').map(({ json }) => json);
			expect(failed).toMatchObject([
				{ phone: phones[1], message: expect.any(String), details: { status: 'refused' } },
				{ phone: phones[2], message: expect.any(String), details: { status: 'invalid' } },
			]);
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

		it('sends the numbers of a failed request there too', async () => {
			const { execution } = await lab.block(phones, unknown, settings, errorBranch);
			expect(itemsOf(execution, 'Success')).toEqual([]);
			const failed = itemsOf(execution, 'Error').map(({ json }) => json);
			expect(failed.map(({ phone }) => phone)).toEqual(phones);
			expect(failed[0]).toMatchObject({ details: { status: 'failed' } });
		});
	});
});
