import { picture, themes } from '../support/browser';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { row, manualTrigger, type Node } from '../support/workflow';

const people: Node = {
	name: 'Opted Out',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput:
			'{ "name": "Asha Rao", "phone": "98123 45678, +91 97000-00003, 0044 20 7946 0563, n/a" }',
		options: {},
	},
};

/** README.md, Your first workflow: its steps, and its pictures. */
describeInBrowser('the first workflow', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('first workflow', true)));
	afterAll(async () => await browser?.close());
	beforeEach(() => {
		browser.lab.reset();
	});

	it.each(themes)('is made in five steps (%s)', async (theme) => {
		const id = await browser.lab.rest.createWorkflow(row(`first ${theme}`, manualTrigger, people));
		const editor = await browser.window({ theme, width: 1600 });
		const { page } = editor;
		await editor.open(id);

		// 2. the step that follows the numbers
		await editor.addBehind('Opted Out', 'Add numbers');

		// 3. the credential
		await editor.useCredential('Ozonetel account');

		// 4. the group, and the field with the number
		await editor.fill('groupName', 'Do Not Call');
		await page.getByTestId('execute-previous-node').click();
		await editor.drag('phone', 'phoneNumbers');
		expect(await editor.parameter('phoneNumbers').innerText()).toContain('$json.phone');
		await picture(`first-workflow-${theme}`, page.getByTestId('ndv'));

		// 5. the result of each number
		await editor.execute();
		const [head, ...rows] = await editor.table();
		expect(head.slice(0, 3)).toEqual(['phoneNumber', 'status', 'message']);
		expect(rows.map((cells) => cells.slice(0, 2))).toEqual([
			['98123 45678', 'added'],
			['+91 97000-00003', 'added'],
			['0044 20 7946 0563', 'added'],
			['n/a', 'invalid'],
		]);
		await editor.widenOutput();
		await page.getByText(/1 of 4 numbers was not added/).waitFor();
		const panel = page.getByTestId('output-panel');
		await picture(`results-${theme}`, panel.locator('table, [data-test-id=run-data-pane-header]'));
		expect([...browser.lab.simulator.group('Do Not Call')!.numbers.keys()]).toEqual([
			'+919812345678',
			'+919700000003',
			'+442079460563',
		]);
		expect(rows[0][head.indexOf('country')]).toBe('IN');
	});
});
