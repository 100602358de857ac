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

	it('adds it by the action that is chosen', async () => {
		await (await editor.search('ozonetel')).first().click();
		await editor.page.getByText('Actions (3)').waitFor();
		const actions = editor.page.getByText(/^\s*\w+ .*a block group\s*$/);
		expect((await actions.allInnerTexts()).map((text) => text.trim())).toEqual([
			'Add numbers to a block group',
			'Create a block group',
			'Remove numbers from a block group',
		]);
		await actions.last().click();
		await editor.page.getByTestId('ndv').waitFor();
		expect(await editor.parameter('operation').locator('input').inputValue()).toBe(
			'Remove Numbers',
		);
	});
});
