import { describeInBrowser, EditorLab } from '../support/editorLab';
import { example, manualTrigger, nodeOf, ozonetel, row, type Node } from '../support/workflow';

const contact = (json: object): Node => ({
	name: 'Contact',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(json), options: {} },
});

/** What a person sees who did something wrong: nothing green that did nothing. */
describeInBrowser('a mistake in the editor', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('mistakes')));
	afterAll(async () => await browser?.close());
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

	it('stops where a group would be created without a valid number', async () => {
		const editor = await execute(
			{ phone: 'n/a' },
			{ operation: 'createGroup', groupName: 'Festive', description: 'Offers', phoneNumbers },
		);
		const { title, description } = await editor.error();
		expect(title).toMatch(/Festive.*was not created/);
		expect(description).toMatch(/n\/a/);
		expect(browser.lab.simulator.requests).toEqual([]);
	});

	it("says in Ozonetel's words that a group is unknown, and what to check", async () => {
		const editor = await execute(
			{ phone: '97000 00003' },
			{ groupName: 'do not call', phoneNumbers },
		);
		const { title, description } = await editor.error();
		expect(title).toContain('Invalid group name');
		expect(description).toMatch(/capitals and spaces/i);
		expect(description).not.toMatch(/\bID\b/);
	});

	it('names the date that cannot be read in one line, and how to write it below', async () => {
		const parameters = { phoneNumbers, expires: 'onDate', expiryDate: '={{ $json.until }}' };
		const editor = await execute({ phone: '97000 00003', until: '05/06/2035' }, parameters);
		const { title, description } = await editor.error();
		expect(title).toMatch(/'Expiry Date'.*05\/06\/2035/);
		expect(title).not.toContain('\n');
		expect(description).toMatch(/Date Format/);
		expect(description).toContain("DateTime.fromFormat(String($json.until), 'd/M/yyyy')");
	});

	it('says of an absent number that it was in no group, or not in this one', async () => {
		const editor = await execute(
			{ phone: '97000 00003' },
			{ operation: 'removeNumbers', phoneNumbers },
		);
		const [head, cells] = await editor.table();
		expect(cells[head.indexOf('message')]).toMatch(
			/^Not removed from Do Not Call .* It may not be in Do Not Call/,
		);
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
