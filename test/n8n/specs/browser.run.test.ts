import { picture, themes } from '../support/browser';
import { describeInBrowser, EditorLab } from '../support/editorLab';

describeInBrowser('the examples in the editor', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('run', true)));
	afterAll(async () => await browser?.close());
	beforeEach(() => {
		browser.lab.reset();
	});

	it.each(themes)('runs the nightly list green, with its error branch (%s)', async (theme) => {
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
		expect(new Set(rows.map(([, , status]) => status))).toEqual(new Set(['refused', 'invalid']));
		for (const [, , , reason] of rows) expect(reason).not.toBe('');
	});

	it('shows the Expiry Date of the nightly list', async () => {
		const editor = await browser.window();
		await editor.open('ozonetelNightly');
		await editor.openNode('Block Each Number');
		const expires = editor.parameter('expires').locator('input');
		expect(await expires.inputValue()).toBe('On a Date, Never if Empty');
		expect(await editor.parameter('expiryDate').innerText()).toContain('Block Until');
	});

	it('runs the Google Sheet green with its pinned rows, before there is an account', async () => {
		const editor = await browser.window();
		await editor.open('ozonetelSheets');
		await editor.page.getByTestId('execute-workflow-button').click();
		await editor.node('Status for the Row').getByTestId('canvas-node-status-success').waitFor();
		await editor.openNode('Status for the Row');
		const [head, ...rows] = await editor.table();
		expect(head.slice(0, 3)).toEqual(['row_number', 'Status', 'Reason']);
		expect(rows.map(([at, status]) => [at, status])).toEqual([
			['2', 'added'],
			['3', 'added'],
			['5', 'invalid'],
		]);
	});
});
