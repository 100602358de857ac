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

	it('opens a workflow from its link, once the owner has logged in', async () => {
		const { page } = await browser.window({ cookie: '' });
		await page.goto('/workflow/ozonetelNightly');
		await page.locator('input[type=email]').fill(owner.email);
		await page.locator('input[type=password]').fill(owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByText('Every night: a CSV into the block lists').waitFor();
		expect(new URL(page.url()).pathname).toBe('/workflow/ozonetelNightly');
	});

	it.each([
		'ozonetel',
		'block number',
		'block numbers',
		'create block group',
		'remove numbers',
		'blacklist',
		'phone',
		'telephone',
		'number',
		'call center',
		'contact centre',
		'cloud agent',
		'do not call',
		'do not disturb',
		'unsubscribe',
		'dialer',
	])('finds it by "%s"', async (words) => {
		const found = await (await editor.search(words)).allInnerTexts();
		expect(found.join('\n')).toContain('Ozonetel Block Group');
	});

	it('offers its three actions, and adds the chosen one under its name', async () => {
		await (await editor.search('ozonetel')).first().click();
		const actions = editor.page.getByTestId('item-iterator-item');
		await actions.filter({ hasText: 'Remove' }).waitFor();
		const named = (await actions.allInnerTexts()).filter((name) => name.endsWith('block group'));
		expect(named).toEqual([
			'Add numbers to block group',
			'Create block group',
			'Remove numbers from block group',
		]);
		await actions.filter({ hasText: 'Remove' }).click();
		await editor.page.getByTestId('ndv').waitFor();
		const operation = editor.parameter('operation').locator('input');
		expect(await operation.inputValue()).toBe('Remove Numbers');
		await editor.closeNode();
		await editor.node('Remove numbers from block group').waitFor();
	});
});
