import { picture } from '../support/browser';
import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, ozonetel, row } from '../support/workflow';

/** Which parameter is shown when (README.md, Operations). */
describeInBrowser('the parameter panel', () => {
	let browser: EditorLab;
	let editor: Editor;
	beforeAll(async () => {
		browser = await EditorLab.open('parameters');
		const ours = ozonetel(browser.lab.credentialId, { groupName: 'Do Not Call' });
		const id = await browser.lab.rest.createWorkflow(row('parameters', manualTrigger, ours));
		editor = await browser.window();
		await editor.open(id);
		await editor.openNode('Ozonetel');
	});
	afterAll(async () => await browser?.close());

	const always = ['apiVersion', 'groupName', 'operation', 'phoneNumbers', 'resource'];

	it.each([
		['Add Numbers', 'Current', ['expires']],
		['Add Numbers', 'Legacy', ['expires', 'groupId']],
		['Create Group', 'Legacy', ['description', 'expires']],
		['Create Group', 'Current', ['description', 'expires']],
		['Remove Numbers', 'Current', ['groupId']],
		['Remove Numbers', 'Legacy', ['groupId']],
	])('of %s (%s) shows what they need', async (operation, version, more) => {
		await editor.choose('operation', operation);
		await editor.choose('apiVersion', version);
		expect(await editor.shown()).toEqual([...always, ...more].sort());
	});

	it.each([
		['Never', []],
		['On a Date', ['expiryDate']],
		['On a Date, Never if Empty', ['expiryDate']],
		['After a Period', ['expiryAmount', 'expiryUnit']],
	])('asks what "%s" needs', async (expires, more) => {
		await editor.choose('operation', 'Add Numbers');
		await editor.choose('apiVersion', 'Current');
		await editor.choose('expires', expires);
		expect(await editor.shown()).toEqual([...always, 'expires', ...more].sort());
	});

	it.each([
		['Add Numbers', 15],
		['Create Group', 14],
		['Remove Numbers', 14],
	])('offers the options of %s', async (operation, count) => {
		await editor.choose('operation', operation);
		await editor.page.getByTestId('collection-parameter-add').click();
		const options = editor.page.getByRole('option');
		await options.first().waitFor();
		const offered = await options.allInnerTexts();
		await editor.page.keyboard.press('Escape');
		expect(offered).toHaveLength(count);
		expect(offered.includes('Group Description')).toBe(operation === 'Add Numbers');
	});

	it('keeps what is filled in, and is pictured', async () => {
		await editor.choose('operation', 'Add Numbers');
		await editor.choose('expires', 'After a Period');
		await editor.fill('expiryAmount', '90');
		for (const option of ['Default Country', 'Number Format']) {
			await editor.page.getByTestId('collection-parameter-add').click();
			await editor.page.getByRole('option', { name: option }).click();
			await editor.page.waitForTimeout(300);
		}
		expect(await editor.shown()).toEqual(
			expect.arrayContaining(['defaultCountry', 'numberFormat']),
		);
		await editor.choose('defaultCountry', 'India (+91)');
		expect(await editor.parameter('expiryAmount').locator('input').inputValue()).toBe('90');
		await picture('parameters', editor.page.getByTestId('ndv').getByTestId('node-parameters'));
	});
});
