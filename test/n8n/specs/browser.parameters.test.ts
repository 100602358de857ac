import { picture, themes } from '../support/browser';
import { describeInBrowser, editorLab } from '../support/editorLab';
import type { Editor } from '../support/editor';
import { example, manualTrigger, nodeOf, ozonetel, row, type Node } from '../support/workflow';

const contact = (json: object): Node => ({
	name: 'Contact',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(json), options: {} },
});

/** Which parameter is shown when (docs/parameters.md). */
describeInBrowser('the parameter panel', () => {
	const browser = editorLab('parameters');
	let editor: Editor;
	beforeAll(async () => {
		const parameters = { groupName: 'Do Not Call', phoneNumbers: '' };
		const ours = ozonetel(browser.lab.credentialId, parameters);
		const id = await browser.lab.rest.createWorkflow(row('parameters', manualTrigger, ours));
		editor = await browser.window();
		await editor.open(id);
		await editor.openNode('Ozonetel');
	});

	it('asks for phone numbers in red until there are some', async () => {
		const issues = editor.page.getByTestId('parameter-issues');
		expect(await issues.count()).toBe(1);
		await editor.fill('phoneNumbers', '9700000003');
		await editor.page.keyboard.press('Tab');
		await editor.page.waitForTimeout(500);
		expect(await issues.count()).toBe(0);
	});

	const always = ['apiVersion', 'operation', 'phoneNumbers', 'resource'];

	it.each([
		['Add Numbers', 'Legacy', ['expires', 'groupId', 'groupName']],
		['Create Group', 'Current', ['description', 'expires', 'groupName']],
		['Remove Numbers', 'Legacy', ['groupId']],
	])('of %s (%s) shows what they need', async (operation, version, more) => {
		await editor.choose('operation', operation);
		await editor.choose('apiVersion', version);
		expect(await editor.shown()).toEqual([...always, ...more].sort());
	});

	it.each([
		['Never', []],
		['On a Date, Never if Empty', ['expiryDate']],
		['After a Period', ['expiryAmount', 'expiryUnit']],
	])('asks what "%s" needs', async (expires, more) => {
		await editor.choose('operation', 'Add Numbers');
		await editor.choose('apiVersion', 'Current');
		await editor.choose('expires', expires);
		expect(await editor.shown()).toEqual([...always, 'expires', 'groupName', ...more].sort());
	});

	it('ends with the API Version, which few need', async () => {
		await editor.choose('operation', 'Add Numbers');
		const labels = await editor.page
			.locator('[data-test-id=node-parameters] [data-test-id=parameter-item]')
			.evaluateAll((all) => all.map((one) => one.textContent!.trim()));
		const ours = /^(?:Resource|Operation|Group Name|Phone Numbers|Expires|API Version)/;
		expect(labels.filter((label) => ours.test(label)).at(-1)).toMatch(/^API Version/);
	});

	it.each(themes)('offers countries and zones to search, and is pictured (%s)', async (theme) => {
		const { credentialId, rest } = browser.lab;
		const ours = ozonetel(credentialId, {
			groupName: 'Do Not Call',
			phoneNumbers: '={{ $json.phone }}',
			expires: 'afterPeriod',
		});
		const panel = await browser.window({ theme });
		await panel.open(await rest.createWorkflow(row(`pictured ${theme}`, manualTrigger, ours)));
		await panel.openNode('Ozonetel');
		await panel.fill('expiryAmount', '90');
		await panel.addOption('Default Country');
		expect(await panel.find('defaultCountry', 'germ')).toBe('Germany (+49)');
		expect(await panel.find('defaultCountry', 'India (')).toBe('India (+91)');
		await panel.addOption('Time Zone');
		expect(await panel.find('timeZone', 'kolk')).toBe('Asia/Kolkata');
		expect(await panel.parameter('expiryAmount').locator('input').inputValue()).toBe('90');
		await picture(
			`parameters-${theme}`,
			panel.page.getByTestId('ndv').getByTestId('node-parameters'),
		);
	});
});

/** An option that somebody adds is meant to be used; one that is not there is off. */
describeInBrowser('an option that is added', () => {
	const browser = editorLab('options');
	beforeEach(() => {
		browser.lab.reset();
	});

	const savedOptions = async (id: string) => {
		const { nodes } = (await browser.lab.rest.call('GET', `/rest/workflows/${id}`)) as {
			nodes: Node[];
		};
		return nodes.find(({ name }) => name === 'Ozonetel')!.parameters.options ?? {};
	};
	const held = () => browser.lab.simulator.group('Do Not Call')!.numbers.size;
	const save = async (editor: Editor, id: string, options: object) => {
		await editor.closeNode();
		await editor.page.keyboard.press('Control+s');
		await waitFor(async () => expect(await savedOptions(id)).toEqual(options));
	};

	it('is on, stays on when it is saved, and is off when it is removed', async () => {
		const ours = ozonetel(browser.lab.credentialId, { groupName: 'Do Not Call' });
		const id = await browser.lab.rest.createWorkflow(
			row('dry run', manualTrigger, contact({ phone: '97000 00003', name: 'Asha' }), ours),
		);
		const editor = await browser.window({ width: 1600 });
		await editor.open(id);
		await editor.openNode('Ozonetel');

		await editor.addOption('Dry Run');
		const isOn = () => editor.parameter('dryRun').getByRole('switch').isChecked();
		expect(await isOn()).toBe(true);
		await editor.execute();
		expect((await editor.table())[1]).toContain('planned');
		expect(held()).toBe(0);

		await save(editor, id, { dryRun: true });
		await editor.open(id);
		await editor.openNode('Ozonetel');
		expect(await isOn()).toBe(true);

		await editor.parameter('dryRun').locator('.el-switch').click();
		expect(await isOn()).toBe(false);
		await save(editor, id, { dryRun: false });
		await editor.open(id);
		await editor.openNode('Ozonetel');
		expect(await isOn()).toBe(false);
		await editor.execute();
		expect((await editor.table())[1]).toContain('added');
		expect(held()).toBe(1);

		await editor.addOption('Include Input Fields');
		await editor.execute();
		expect((await editor.table())[0].slice(0, 2)).toEqual(['phone', 'name']);
	});
});

/** Tries again until what it expects holds, for at most ten seconds. */
async function waitFor(check: () => Promise<void>): Promise<void> {
	for (let left = 20; ; left--) {
		try {
			return await check();
		} catch (error) {
			if (left === 0) throw error;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
}

/** What a person sees who did something wrong: nothing green that did nothing. */
describeInBrowser('a mistake in the editor', () => {
	const browser = editorLab('mistakes');
	beforeEach(() => {
		browser.lab.reset();
	});

	/** Opens the node after the contact and presses Execute step. */
	async function execute(json: object, parameters: Record<string, unknown>) {
		const { rest, credentialId } = browser.lab;
		const ours = ozonetel(credentialId, { groupName: 'Do Not Call', ...parameters });
		const editor = await browser.window();
		await editor.open(
			await rest.createWorkflow(row('mistake', manualTrigger, contact(json), ours)),
		);
		await editor.openNode('Ozonetel');
		await editor.execute();
		return editor;
	}
	const phoneNumbers = '={{ $json.phone }}';

	it('stops at a renamed column, names the fields there are, and the likely one', async () => {
		const editor = await execute({ Name: 'Asha', Phone: '97000 00003' }, { phoneNumbers });
		const { title, description } = await editor.error();
		expect(title).toContain('No phone number found in the only item');
		expect(description).toMatch(/these fields: Name, Phone\./);
		expect(description).toContain('{{ $json.Phone }}');
		expect(browser.lab.simulator.requests).toEqual([]);
	});

	it("lets the AI button fill in Phone Numbers of a tool, and takes the action's name", async () => {
		const workflow = example('ai-agent-block-list.json');
		delete workflow.id;
		nodeOf(workflow, 'Block Numbers').parameters = { resource: 'blockGroup' };
		const editor = await browser.window({ width: 1600 });
		await editor.open(await browser.lab.rest.createWorkflow(workflow));
		await editor.openNode('Block Numbers');
		await editor.parameter('phoneNumbers').hover();
		await editor.field('Phone Numbers').getByTestId('from-ai-override-button').click();
		await editor.page
			.getByText(/Defined automatically by the/)
			.first()
			.waitFor();
		expect(await editor.field('Phone Numbers').getByTestId('parameter-issues').count()).toBe(0);
	});
});
