import { picture, type Look } from '../support/browser';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, ozonetel, row, type Node } from '../support/workflow';

const numbers: Node = {
	name: 'Numbers',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: '{ "phone": ["97000 00003", "+91 98123-45678", "0044 20 7946 0563", "n/a"] }',
		options: {},
	},
};

describeInBrowser('running in the editor', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('run', true)));
	afterAll(async () => await browser?.close());
	beforeEach(() => {
		browser.lab.reset();
	});

	it('shows one row per number in the results table', async () => {
		const parameters = { groupName: 'Do Not Call', options: { defaultCountry: 'IN' } };
		const ours = ozonetel(browser.lab.credentialId, parameters);
		const id = await browser.lab.rest.createWorkflow(row('results', manualTrigger, numbers, ours));
		const editor = await browser.window({ width: 1600 });
		await editor.open(id);
		await editor.openNode('Ozonetel');
		await editor.execute();
		const [head, ...rows] = await editor.table();
		expect(head).toEqual(
			expect.arrayContaining(['phoneNumber', 'registeredAs', 'status', 'message']),
		);
		const column = (name: string) => rows.map((cells) => cells[head.indexOf(name)]);
		expect(column('phoneNumber')).toEqual([
			'97000 00003',
			'+91 98123-45678',
			'0044 20 7946 0563',
			'n/a',
		]);
		expect(column('status')).toEqual(['added', 'added', 'added', 'invalid']);

		await editor.widenOutput();
		await editor.page.getByText(/1 of 4 numbers was not added/).waitFor();
		const panel = editor.page.getByTestId('output-panel');
		await picture('results', panel.locator('table, [data-test-id=run-data-pane-header]'));
	});

	it.each<Required<Pick<Look, 'theme'>>>([{ theme: 'light' }, { theme: 'dark' }])(
		'runs the nightly list green, with its error branch ($theme theme)',
		async ({ theme }) => {
			const editor = await browser.window({ theme, width: 1600 });
			const { page } = editor;
			await editor.open('ozonetelNightly');
			expect(await page.locator('body').getAttribute('data-theme')).toBe(theme);
			const icon = await editor.node('Block Each Number').locator('img').getAttribute('src');
			expect(icon).toMatch(theme === 'dark' ? /dark/ : /ozonetel\.svg/);

			await page.getByTestId('execute-workflow-button').click();
			for (const name of ['Block Each Number', 'Blocked', 'Save the Report']) {
				await editor.node(name).getByTestId('canvas-node-status-success').waitFor();
			}
			await editor.settled();
			await picture(`workflow-${theme}`, page.locator('.vue-flow__node'), 40);

			await editor.openNode('Number and Reason');
			const [head, ...rows] = await editor.table();
			expect(head.slice(0, 4)).toEqual(['Number', 'List', 'Status', 'Reason']);
			expect(rows.length).toBeGreaterThan(0);
			for (const [, , status, reason] of rows) {
				expect(status).toMatch(/^(refused|invalid)$/);
				expect(reason).not.toBe('');
			}
		},
	);
});
