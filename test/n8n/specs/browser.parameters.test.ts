import { picture, themes } from '../support/browser';
import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, ozonetel, row } from '../support/workflow';

/** Which parameter is shown when (docs/parameters.md). */
describeInBrowser('the parameter panel', () => {
	let browser: EditorLab;
	let editor: Editor;
	beforeAll(async () => {
		browser = await EditorLab.open('parameters');
		const parameters = { groupName: 'Do Not Call', phoneNumbers: '' };
		const ours = ozonetel(browser.lab.credentialId, parameters);
		const id = await browser.lab.rest.createWorkflow(row('parameters', manualTrigger, ours));
		editor = await browser.window();
		await editor.open(id);
		await editor.openNode('Ozonetel');
	});
	afterAll(async () => await browser?.close());

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
		['Add Numbers', 'Current', ['expires', 'groupName']],
		['Add Numbers', 'Legacy', ['expires', 'groupId', 'groupName']],
		['Create Group', 'Legacy', ['description', 'expires', 'groupName']],
		['Create Group', 'Current', ['description', 'expires', 'groupName']],
		['Remove Numbers', 'Current', ['groupId', 'groupName']],
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
		expect(await editor.shown()).toEqual([...always, 'expires', 'groupName', ...more].sort());
	});

	it.each([
		['Add Numbers', 14],
		['Create Group', 14],
		['Remove Numbers', 12],
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

	it.each([
		['Add Numbers', 'Current', /^A group blocks calls only in campaigns that are set to block it/],
		['Create Group', 'Current', /^A group blocks calls only in campaigns that are set to block it/],
		['Remove Numbers', 'Current', /^The numbers may be removed from every group/],
	])('says in a notice what must be known of %s', async (operation, version, words) => {
		await editor.choose('operation', operation);
		await editor.choose('apiVersion', version);
		const notices = await editor.notices();
		expect(notices).toEqual([expect.stringMatching(words)]);
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
