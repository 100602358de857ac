import { Lab, post } from '../support/lab';
import {
	standInReply,
	startScriptedModel,
	type Line,
	type ScriptedModel,
} from '../support/scriptedModel';
import {
	connect,
	example,
	nodeOf,
	row,
	splitOut,
	webhook,
	withCredentials,
	type Workflow,
} from '../support/workflow';

/** examples/ai-agent-block-list.json with a model that says what the test tells it to say. */
describe('the node as a tool of an AI agent', () => {
	let lab: Lab;
	let model: ScriptedModel;
	let chat: (...script: Line[]) => Promise<string>;
	const groups = () => [...lab.simulator.group('Do Not Call')!.numbers.keys()];

	/** The example, its chat open to the test, its credentials those of the test. */
	async function publish(change: (workflow: Workflow) => void = () => {}) {
		const workflow = example('ai-agent-block-list.json');
		delete workflow.id;
		const path = `agent-${Math.random().toString(36).slice(2)}`;
		const trigger = nodeOf(workflow, 'Chat');
		trigger.parameters = { public: true, mode: 'webhook', options: {} };
		trigger.webhookId = path;
		const openAi = await lab.rest.createCredential('openAiApi', 'Scripted model', {
			apiKey: 'sk-invented',
			url: model.url,
		});
		withCredentials(workflow, { openAiApi: openAi.id, ozonetelApi: lab.credentialId });
		change(workflow);
		await lab.rest.publish(await lab.rest.createWorkflow(workflow));

		let session = 0;
		return async (...script: Line[]) => {
			model.script.push(...script);
			const { status, body } = await post(`${lab.rest.address}/webhook/${path}/chat`, {
				action: 'sendMessage',
				sessionId: `session-${++session}`,
				chatInput: '+91 97000 00003 has opted out',
			});
			expect({ status, body }).toMatchObject({ status: 200, body: { output: expect.any(String) } });
			expect(model.script).toEqual([]);
			return body.output;
		};
	}

	beforeAll(async () => {
		lab = await Lab.open('agent');
		model = await startScriptedModel(0, standInReply);
		chat = await publish();
	});
	afterAll(async () => {
		await model?.close();
		await lab.close();
	});
	beforeEach(() => {
		lab.reset();
		model.asked.length = 0;
	});

	/** What the model is told of the tool it has called. */
	const told = () => model.asked.at(-1)!.messages.at(-1)!;
	const block = { phone_numbers: '+91 97000 00003', group: 'Do Not Call' };

	it('blocks the number in the group that the model names, and tells it so briefly', async () => {
		const answer = await chat({ tool: 'Block_Numbers', input: block }, 'It is blocked.');
		expect(answer).toBe('It is blocked.');
		expect(groups()).toEqual(['+919700000003']);
		expect(told()).toMatchObject({ role: 'tool' });
		expect(JSON.parse(told().content!)).toMatchObject([
			{ registeredAs: '+919700000003', status: 'added', group: 'Do Not Call' },
		]);
		expect(told().content!.length).toBeLessThan(500);
	});

	it('shows the model two tools, what each does, and what to fill in', async () => {
		await chat('Which number?');
		const tools = model.asked[0].tools.map((tool) => tool.function);
		expect(tools.map(({ name }) => name).sort()).toEqual(['Block_Numbers', 'Unblock_Numbers']);
		expect(tools.find(({ name }) => name === 'Block_Numbers')!.description).toMatch(
			/^Blocks phone/,
		);
		expect(tools.find(({ name }) => name === 'Unblock_Numbers')!.description).toMatch(/^Unblocks/);
		for (const { parameters } of tools) {
			expect(parameters).toMatchObject({
				type: 'object',
				properties: {
					phone_numbers: { type: 'string', description: expect.stringMatching(/commas/) },
					group: { type: 'string', description: expect.stringMatching(/Spam Callers/) },
				},
				required: expect.arrayContaining(['phone_numbers', 'group']),
			});
			expect(Object.keys(parameters.properties as object).sort()).toEqual([
				'group',
				'phone_numbers',
			]);
		}
	});

	it('unblocks it again', async () => {
		lab.simulator.group('Do Not Call')!.numbers.set('+919700000003', {});
		await chat({ tool: 'Unblock_Numbers', input: block }, 'Done.');
		expect(groups()).toEqual([]);
		expect(JSON.parse(told().content!)).toMatchObject([{ status: 'removed' }]);
	});

	it('tells the model which of several numbers was not taken, and why', async () => {
		const phone_numbers = '+91 97000 00003, ask her';
		await chat({ tool: 'Block_Numbers', input: { ...block, phone_numbers } }, 'One of two.');
		expect(JSON.parse(told().content!)).toMatchObject([
			{ status: 'added' },
			{ phoneNumber: 'ask her', status: 'invalid', message: expect.stringMatching(/ask her/) },
		]);
		await chat({ tool: 'Block_Numbers', input: { ...block, phone_numbers: 'ask her' } }, 'No.');
		expect(JSON.parse(told().content!)).toMatchObject([
			{ status: 'invalid', message: expect.stringMatching(/ask her/) },
		]);
	});

	it('tells the model that a group does not exist, so that it can choose another', async () => {
		const answer = await chat(
			{ tool: 'Block_Numbers', input: { ...block, group: 'Opted Out' } },
			{ tool: 'Block_Numbers', input: block },
			'It is blocked now.',
		);
		const refusal = model.asked[1].messages.at(-1)!;
		expect(refusal.role).toBe('tool');
		expect(JSON.parse(refusal.content!)).toMatchObject([
			{
				status: 'failed',
				message: expect.stringMatching(/^Invalid group name\. Check in CloudAgent/),
			},
		]);
		expect(refusal.content).not.toContain(lab.simulator.account.apiKey);
		expect(answer).toBe('It is blocked now.');
		expect(groups()).toEqual(['+919700000003']);
	});

	it('can be tried with the model of npm start, which needs no key', async () => {
		expect(await chat()).toMatch(/^\+91 97000 00003 is added\. Added to Do Not Call/);
		expect(groups()).toEqual(['+919700000003']);
		const reply = (content: string) => standInReply({ messages: [{ role: 'user', content }] });
		expect(reply('unblock 97000 00003')).toMatchObject({ tool: 'Unblock_Numbers' });
		expect(reply('97000 00003 is a spammer')).toMatchObject({ input: { group: 'Spam Callers' } });
		expect(reply('Hello!')).toMatch(/three sentences/);
	});

	/** Two people at once, each with a group of their own; the model gives back the number it is told. */
	describe('an agent with two items', () => {
		const people = [
			{ phone: '+919700000003', group: 'Do Not Call' },
			{ phone: '+919700000094', group: 'Spam Callers' },
		];
		let obliging: ScriptedModel;
		beforeAll(async () => {
			obliging = await startScriptedModel(0, ({ messages }) => {
				const { role, content } = messages.at(-1)!;
				if (role === 'tool') return 'Done.';
				const [phone_numbers] = /\+\d+/.exec(String(content))!;
				return { tool: 'Block_Numbers', input: { phone_numbers } };
			});
		});
		afterAll(async () => await obliging?.close());

		async function blockBoth(
			typeVersion: number,
			batchSize: number,
		): Promise<Record<string, string[]>> {
			const { nodes, connections } = example('ai-agent-block-list.json');
			const kept = nodes.filter(({ name }) =>
				['AI Agent', 'OpenAI Chat Model', 'Block Numbers'].includes(name),
			);
			const openAi = await lab.rest.createCredential('openAiApi', 'Obliging model', {
				apiKey: 'sk-invented',
				url: obliging.url,
			});
			const path = `two-items-${Math.random().toString(36).slice(2)}`;
			const workflow = row(path, webhook(path), { ...splitOut('body.people') });
			nodeOf(workflow, 'Split Out').parameters = { fieldToSplitOut: 'body.people', options: {} };
			workflow.nodes.push(...kept);
			const { 'OpenAI Chat Model': chat, 'Block Numbers': block } = connections;
			Object.assign(workflow.connections, { 'OpenAI Chat Model': chat, 'Block Numbers': block });
			connect(workflow, 'Split Out', 0, 'AI Agent');
			const agent = nodeOf(workflow, 'AI Agent');
			agent.typeVersion = typeVersion;
			agent.parameters = {
				promptType: 'define',
				text: '={{ $json.phone }} has opted out',
				options: { batching: { batchSize } },
			};
			nodeOf(workflow, 'Block Numbers').parameters.groupName = '={{ $json.group }}';
			withCredentials(workflow, { openAiApi: openAi.id, ozonetelApi: lab.credentialId });
			await lab.rest.publish(await lab.rest.createWorkflow(workflow));
			const { status } = await post(`${lab.rest.address}/webhook/${path}`, { people });
			expect(status).toBe(200);
			return Object.fromEntries(
				lab.simulator.groups.map(({ name, numbers }) => [name, [...numbers.keys()]]),
			);
		}

		it.each([
			[3.1, 1],
			[3.1, 2],
		])('uses the group of each item (version %d, %d at a time)', async (version, atATime) => {
			expect(await blockBoth(version, atATime)).toEqual({
				'Do Not Call': ['+919700000003'],
				'Spam Callers': ['+919700000094'],
			});
		});

		it('sends nothing in version 2, where the tool does not see the item', async () => {
			expect(await blockBoth(2.2, 1)).toEqual({ 'Do Not Call': [], 'Spam Callers': [] });
		});
	});
});
