import { setTimeout as sleep } from 'node:timers/promises';
import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { post } from '../support/lab';
import { startScriptedModel, type Line, type ScriptedModel } from '../support/scriptedModel';
import { operationDescriptions, row, type Node } from '../support/workflow';

const chat: Node = {
	name: 'Chat',
	type: '@n8n/n8n-nodes-langchain.chatTrigger',
	typeVersion: 1.4,
	webhookId: 'agent-in-the-editor',
	parameters: { public: true, mode: 'webhook', options: {} },
};

const agent: Node = {
	name: 'AI Agent',
	type: '@n8n/n8n-nodes-langchain.agent',
	typeVersion: 3.1,
	parameters: { options: {} },
};

const chatModel = (credentialId: string): Node => ({
	name: 'Model',
	type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
	typeVersion: 1.3,
	id: 'model',
	position: [200, 260],
	parameters: {
		model: { __rl: true, mode: 'list', value: 'gpt-5-mini' },
		responsesApiEnabled: false,
		options: {},
	},
	credentials: { openAiApi: { id: credentialId, name: 'Scripted model' } },
});

/** Tools attached by hand: what the agent is told of them, without a word being typed. */
describeInBrowser('a tool attached to an agent in the editor', () => {
	let browser: EditorLab;
	let model: ScriptedModel;
	let editor: Editor;
	let id: string;

	beforeAll(async () => {
		browser = await EditorLab.open('tool', true);
		model = await startScriptedModel();
		const { rest } = browser.lab;
		const openAi = { apiKey: 'sk-invented', url: model.url };
		const credential = await rest.createCredential('openAiApi', 'Scripted model', openAi);
		const workflow = row('tools by hand', chat, agent);
		workflow.nodes.push(chatModel(credential.id));
		const type = 'ai_languageModel';
		workflow.connections.Model = { [type]: [[{ node: agent.name, type, index: 0 }]] };
		id = await rest.createWorkflow(workflow);
		editor = await browser.window({ width: 1600 });
		await editor.open(id);
	});
	afterAll(async () => {
		await model?.close();
		await browser?.close();
	});

	const description = async () =>
		await editor.parameter('toolDescription').locator('textarea, input').first().inputValue();

	/** Presses the plus under the agent's "Tool", and takes our node: it opens. */
	async function attach(): Promise<void> {
		const { page } = editor;
		await page
			.locator('[data-test-id=canvas-node-input-handle][data-connection-type=ai_tool]')
			.getByTestId('canvas-handle-plus')
			.click();
		await page.getByTestId('node-creator-search-bar').waitFor();
		const found = await editor.search('ozonetel');
		await found.filter({ hasText: 'Ozonetel Block Group Tool' }).click();
		await page.getByTestId('ndv').waitFor();
	}

	/** Fills in the open tool; the numbers are left to the model. */
	async function fillIn(): Promise<void> {
		await editor.useCredential('Ozonetel account');
		await editor.fill('groupName', 'Do Not Call');
		const numbers = editor.field('Phone Numbers');
		await numbers.hover();
		await numbers.getByTestId('from-ai-override-button').click();
		await numbers.getByText('Defined automatically by the model').waitFor();
	}

	it('has the description of the operation that is chosen', async () => {
		await attach();
		await editor.choose('descriptionType', 'Set Manually');
		expect(await description()).toBe(operationDescriptions.addNumbers);
		await editor.choose('operation', 'Create Group');
		expect(await description()).toBe(operationDescriptions.createGroup);
		await editor.choose('operation', 'Add Numbers');
		await editor.choose('descriptionType', 'Set Automatically');
		await fillIn();
		await editor.closeNode();
		await editor.node(operationDescriptions.addNumbers).waitFor();

		await attach();
		await editor.choose('operation', 'Remove Numbers');
		await editor.choose('descriptionType', 'Set Manually');
		expect(await description()).toBe(operationDescriptions.removeNumbers);
		await editor.choose('descriptionType', 'Set Automatically');
		await fillIn();
		await editor.closeNode();
		await editor.node(operationDescriptions.removeNumbers).waitFor();
	});

	/** Until n8n has saved by itself what was filled in. */
	async function saved(): Promise<void> {
		const isFilledIn = ({ parameters }: Node) => `${parameters.phoneNumbers}`.includes('$fromAI');
		for (let waited = 0; waited < 100; waited++) {
			const { nodes } = await browser.lab.rest.call('GET', `/rest/workflows/${id}`);
			if (nodes.filter(isFilledIn).length === 2) return;
			await sleep(200);
		}
		throw new Error('the two tools were not saved in 20 s');
	}

	it('is described to the agent in the same words, and does what they say', async () => {
		const { rest, simulator } = browser.lab;
		browser.lab.reset();
		await saved();
		await rest.publish(id);
		const say = async (...script: Line[]) => {
			model.script.push(...script);
			const { status, body } = await post(`${rest.address}/webhook/${chat.webhookId}/chat`, {
				action: 'sendMessage',
				sessionId: 'by-hand',
				chatInput: '+91 97000 00003 wants to be called again',
			});
			expect({ status, body }).toMatchObject({ status: 200, body: { output: script.at(-1) } });
		};

		await say('Which number?');
		const tools = model.asked[0].tools.map((tool) => tool.function);
		const { addNumbers, removeNumbers } = operationDescriptions;
		expect(tools.map((tool) => tool.description).sort()).toEqual([addNumbers, removeNumbers]);
		for (const { parameters } of tools) {
			expect(parameters).toMatchObject({
				properties: { Phone_Numbers: { type: 'string' } },
				required: ['Phone_Numbers'],
			});
		}

		const { numbers } = simulator.group('Do Not Call')!;
		const remove = tools.find((tool) => tool.description === removeNumbers)!;
		numbers.set('+919700000003', {});
		await say({ tool: remove.name, input: { Phone_Numbers: '+91 97000 00003' } }, 'Unblocked.');
		expect(numbers.size).toBe(0);
	});
});
