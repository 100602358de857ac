import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../support/lab';
import { itemsOf, ozonetel, row, splitOut, webhook, type Node } from '../support/workflow';
import { GROUP, judge, Scenarios } from '../support/scenario';

const phones = ['9700000003', '9700000004'];
const options = { defaultCountry: 'IN', maxRetries: 0 };

describe('Hints, retries, summary, cancellation', () => {
	let lab: Scenarios;
	beforeAll(async () => (lab = await Scenarios.open('engine')));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.reset());

	const again = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
	const created = () => lab.simulator.requests.filter(({ method }) => method === 'POST');
	const create = {
		operation: 'createGroup',
		groupName: 'Created',
		description: 'by a test',
		options,
	};
	const dropFirst = (kind: 'dropBefore' | 'dropAfter') => {
		lab.simulator.fault = ({ n }) => (n === 1 ? { kind } : undefined);
	};

	it('a hint says what was not done', async () => {
		const ran = await lab.run([...phones, 'no number'], { options });
		expect(ran.hints).toEqual([expect.stringMatching(/1 of 3 numbers was not added/)]);
	});

	it('no hint where all was done', async () => {
		expect((await lab.run(phones, { options })).hints).toEqual([]);
	});

	it('Retry On Fail sends numbers again', async () => {
		dropFirst('dropBefore');
		const ran = await lab.run(phones, { options }, again);
		judge(ran, phones, 'stopWorkflow');
		expect(ran.statuses).toEqual(['added', 'added']);
		expect(lab.simulator.requests).toHaveLength(2);
	});

	it.each(['dropBefore', 'dropAfter'] as const)(
		'Retry On Fail never creates a group twice: %s',
		async (kind) => {
			dropFirst(kind);
			const ran = await lab.run(phones, create, again);
			expect(ran.execution.status).toBe('error');
			expect(ran.error).toMatch(/Created/);
			expect(created()).toHaveLength(1);
		},
	);

	it('Retry On Fail does not run again for a number that was not done', async () => {
		lab.simulator.switches.isBad = (number) => number.endsWith(phones[0]);
		const settings = { ...again, onError: 'continueErrorOutput' };
		const ran = await lab.run(phones, { options: { ...options, batchSize: 1 } }, settings);
		judge(ran, phones, 'continueErrorOutput');
		expect(ran.statuses).toEqual(['refused', 'added']);
		expect(lab.simulator.requests).toHaveLength(2);
	});

	it.each(['stopWorkflow', 'continueErrorOutput'])(
		'a summary leaves by the success branch: %s',
		async (onError) => {
			const ran = await lab.run(
				[...phones, 'no number'],
				{ options: { ...options, output: 'summary' } },
				{ onError },
			);
			const [{ json }] = itemsOf(ran.execution, 'Ozonetel');
			expect(json).toMatchObject({ requested: 3, added: 2, invalid: 1, requests: 1 });
			expect(itemsOf(ran.execution, 'Ozonetel', 1)).toEqual([]);
		},
	);

	it('a dry run sends nothing', async () => {
		const ran = await lab.run(phones, { options: { ...options, dryRun: true } });
		expect(ran.statuses).toEqual(['planned', 'planned']);
		expect(lab.simulator.requests).toEqual([]);
	});

	it('the legacy API signs in with the key, and works', async () => {
		const { id } = lab.simulator.group(GROUP)!;
		const ran = await lab.run(phones, { apiVersion: 'legacy', groupId: String(id), options });
		judge(ran, phones, 'stopWorkflow');
		expect(ran.statuses).toEqual(['added', 'added']);
		expect(lab.simulator.requests[0].headers.authorization).toMatch(/^Basic /);
	});

	it.each([false, true])(
		'numbers of a Code node that pairs nothing are on their branches (Retry On Fail: %s)',
		async (retryOnFail) => {
			lab.simulator.switches.isBad = (number) => number.endsWith(phones[0]);
			const code: Node = {
				name: 'Code',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: {
					jsCode: "return $json.body.phones.map((phone) => ({ json: { phone, from: 'code' } }));",
				},
			};
			const settings = { onError: 'continueErrorOutput', retryOnFail, waitBetweenTries: 0 };
			const ours = ozonetel(lab.lab.credentialId, { groupName: GROUP }, settings);
			const { execution } = await lab.lab.call([code, ours], { phones });
			expect(itemsOf(execution, 'Ozonetel')).toHaveLength(1);
			const [{ json }, ...more] = itemsOf(execution, 'Ozonetel', 1);
			expect(json).toMatchObject({
				phone: phones[0],
				from: 'code',
				details: { status: 'refused' },
			});
			expect(more).toEqual([]);
		},
	);

	it('5,000 numbers are blocked in 50 requests, saved, and read back whole', async () => {
		const many = Array.from({ length: 5_000 }, (_, at) => String(9_700_000_000 + at));
		const ours = ozonetel(lab.lab.credentialId, { groupName: GROUP });
		const { answer, execution } = await lab.lab.call([splitOut('body.phones'), ours], {
			phones: many,
		});
		expect(lab.simulator.requests).toHaveLength(50);
		const saved = itemsOf(execution, 'Ozonetel').map(({ json }) => json);
		expect(saved.map(({ phoneNumber }) => phoneNumber)).toEqual(many);
		expect(saved.every(({ status }) => status === 'added')).toBe(true);
		expect(answer).toEqual({ status: 200, body: saved });
	});

	it('a cancelled execution sends no further request', async () => {
		const { rest, credentialId } = lab.lab;
		lab.simulator.switches.latencyMs = 700;
		const many = Array.from({ length: 30 }, (_, n) => String(9_700_000_000 + n));
		const parameters = {
			groupName: GROUP,
			phoneNumbers: '={{ $json.phone }}',
			options: { ...options, batchSize: 1 },
		};
		const path = 'compat-cancelled';
		const trigger = webhook(path);
		trigger.parameters = { ...trigger.parameters, responseMode: 'onReceived' };
		const workflow = row(
			path,
			trigger,
			splitOut('body.phones'),
			ozonetel(credentialId, parameters),
		);
		const id = await rest.createWorkflow(workflow);
		await rest.publish(id);
		await post(`${rest.address}/webhook/${path}`, { phones: many });
		while (lab.simulator.requests.length < 2) await sleep(50);
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await rest.call('GET', `/rest/executions?filter=${filter}&limit=1`);
		await rest.call('POST', `/rest/executions/${results[0].id}/stop`);
		const sent = lab.simulator.requests.length;
		const { status } = await rest.lastExecution(id);
		expect(status).toBe('canceled');
		await sleep(2_000);
		expect(lab.simulator.requests.length).toBeLessThanOrEqual(sent + 1);
	});
});
