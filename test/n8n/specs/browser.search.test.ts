import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { owner } from '../support/rest';
import { manualTrigger, noOp, row } from '../support/workflow';

describeInBrowser('finding the node in the editor', () => {
	let browser: EditorLab;
	let editor: Editor;
	beforeAll(async () => {
		browser = await EditorLab.open('search');
		editor = await browser.window();
		const workflow = row('search', manualTrigger, noOp('Next'));
		await editor.open(await browser.lab.rest.createWorkflow(workflow));
	});
	afterAll(async () => await browser?.close());

	it('lets the owner log in', async () => {
		const { page } = await browser.window({ cookie: '' });
		await page.goto('/');
		await page.locator('input[type=email]').fill(owner.email);
		await page.locator('input[type=password]').fill(owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByTestId('project-home-menu-item').waitFor();
	});

	it.each(['ozonetel', 'blacklist', 'do not call'])('finds it by "%s"', async (words) => {
		const found = await (await editor.search(words)).allInnerTexts();
		expect(found.join('\n')).toContain('Ozonetel Block Group');
	});

	it('adds it to the workflow', async () => {
		await (await editor.search('ozonetel')).first().click();
		await editor.page.getByText('Add numbers to a block group').click();
		await editor.page.getByTestId('ndv').waitFor();
		expect(await editor.parameter('operation').locator('input').inputValue()).toBe('Add Numbers');
	});
});
