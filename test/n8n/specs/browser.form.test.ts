import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, noOp, ozonetel, row, type Node } from '../support/workflow';

const list = (items: object[]): Node => ({
	name: 'List',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: JSON.stringify(items[0]), options: {} },
});

/** What a person sees who has never used the node. */
describeInBrowser('the form', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('form', true)));
	afterAll(async () => await browser?.close());

	const openOurs = async (name: string, parameters: object, ...before: Node[]) => {
		const ours = ozonetel(browser.lab.credentialId, parameters as Record<string, unknown>);
		const workflow = row(name, manualTrigger, ...before, ours);
		const editor = await browser.window({ width: 1600 });
		await editor.open(await browser.lab.rest.createWorkflow(workflow));
		await editor.openNode('Ozonetel');
		return editor;
	};

	it.each(['block number', 'telephone', 'call center', 'unsubscribe', 'dialer'])(
		'is found by "%s"',
		async (words) => {
			const editor = await browser.window();
			const workflow = row(`find ${words}`, manualTrigger, noOp('Next'));
			await editor.open(await browser.lab.rest.createWorkflow(workflow));
			const found = await (await editor.search(words)).allInnerTexts();
			await editor.shot(`search-${words}`);
			expect(found.join('\n')).toContain('Ozonetel Block Group');
		},
	);

	it('lists its actions, and is added with the one that is chosen', async () => {
		const editor = await browser.window();
		const { page } = editor;
		await editor.open(
			await browser.lab.rest.createWorkflow(row('actions', manualTrigger, noOp('Next'))),
		);
		await (await editor.search('ozonetel')).first().click();
		const action = page.getByText('Remove numbers from block group');
		await action.waitFor();
		for (const other of ['Add numbers to block group', 'Create block group']) {
			expect(await page.getByText(other).count()).toBe(1);
		}
		await editor.shot('actions');
		await action.click();
		await page.getByTestId('ndv').waitFor();
		const chosen = editor.parameter('operation').locator('input');
		expect(await chosen.inputValue()).toBe('Remove Numbers');
		expect(await editor.parameter('resource').locator('input').inputValue()).toBe('Block Group');
		await editor.shot('added');
	});

	it.each([
		['Add Numbers', /only in campaigns that are set to block it/],
		['Create Group', /only in campaigns that are set to block it/],
		['Remove Numbers', /may be removed from every group/],
	])('%s says in a notice what must be known', async (operation, words) => {
		const editor = await openOurs(`notice ${operation}`, { groupName: 'Do Not Call' });
		await editor.choose('operation', operation);
		const notices = editor.page.getByTestId('node-parameters').locator('.notice, [class*=notice]');
		expect((await notices.allInnerTexts()).join('\n')).toMatch(words);
		await editor.shot(`notice-${operation}`);
	});

	it('asks for phone numbers in red until there are some', async () => {
		const editor = await openOurs('required', { groupName: 'Do Not Call', phoneNumbers: '' });
		const field = editor.page.getByTestId('parameter-input-phoneNumbers');
		const issues = editor.page.getByTestId('parameter-issues');
		await editor.shot('required');
		expect(await issues.count()).toBe(1);
		await field.locator('textarea').fill('9700000003');
		await editor.page.keyboard.press('Tab');
		await editor.page.waitForTimeout(500);
		expect(await issues.count()).toBe(0);
	});

	it.each([
		['Default Country', 'defaultCountry', 'india', 'India (+91)'],
		['Default Country', 'defaultCountry', '+971', 'United Arab Emirates (+971)'],
		['Time Zone', 'timeZone', 'kolk', 'Asia/Kolkata'],
	])('%s is a list that is searched by typing', async (label, name, words, choice) => {
		const editor = await openOurs(`choice ${words}`, { groupName: 'Do Not Call' });
		const { page } = editor;
		await page.getByTestId('collection-parameter-add').click();
		await page.getByRole('option', { name: label }).click();
		const field = editor.parameter(name);
		await field.click();
		await page.keyboard.type(words);
		await page.waitForTimeout(400);
		await editor.shot(`choice-${name}-${words}`);
		const shown = page.getByRole('option').filter({ visible: true });
		expect((await shown.allInnerTexts()).join('\n')).toContain(choice);
		expect(await shown.count()).toBeLessThan(20);
		await page.getByRole('option', { name: choice }).click();
		expect(await field.locator('input').inputValue()).toBe(choice);
	});

	it('keeps the words of an error to one line, with what to do below it', async () => {
		const items = [{ Phone: '97000 00003', until: '05/06/2027' }];
		const editor = await openOurs('renamed', { groupName: 'Do Not Call' }, list(items));
		await editor.page.getByTestId('node-execute-button').click();
		const panel = editor.page.getByTestId('output-panel');
		await panel.getByTestId('node-error-message').waitFor();
		await editor.shot('error-renamed');
		const text = await panel.innerText();
		expect(text).toContain('No phone number found in the only item');
		expect(text).toContain('The items have these fields: Phone, until');
		expect(text).toContain('{{ $json.Phone }}');

		const dated = await openOurs(
			'ambiguous',
			{
				groupName: 'Do Not Call',
				phoneNumbers: '={{ $json.Phone }}',
				expires: 'onDateIfGiven',
				expiryDate: '={{ $json.until }}',
			},
			list(items),
		);
		expect(await dated.shown()).toEqual(expect.arrayContaining(['expires', 'expiryDate']));
		await dated.page.getByTestId('node-execute-button').click();
		const output = dated.page.getByTestId('output-panel');
		await output
			.getByText(/is ambiguous/)
			.first()
			.waitFor();
		await dated.shot('error-ambiguous');
		expect(await output.innerText()).toContain(
			"{{ DateTime.fromFormat(String($json.until), 'd/M/yyyy').toISODate() ?? $json.until ?? '' }}",
		);
	});
});
