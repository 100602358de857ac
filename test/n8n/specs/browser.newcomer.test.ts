import { picture, themes } from '../support/browser';
import { describeInBrowser, editorLab } from '../support/editorLab';
import type { Editor } from '../support/editor';
import { owner } from '../support/rest';
import { manualTrigger, noOp, row, type Node } from '../support/workflow';

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
	const browser = editorLab('first workflow', true);
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

/** As a spreadsheet in India gives it: days first, one row without an end, one that is no number. */
const list: Node = {
	name: 'My List',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `return [
  { Name: 'Asha', Phone: '98123 45678', 'Block Until': '05/06/2035' },
  { Name: 'Ravi', Phone: '+91 97000-00003', 'Block Until': '31/12/2035' },
  { Name: 'Mira', Phone: '97000 00094', 'Block Until': '' },
  { Name: 'Zoya', Phone: 'ask again', 'Block Until': '' },
].map((json) => ({ json }));`,
	},
};

/** What a newcomer wants in the first hour, with the README and the editor alone. */
describeInBrowser('a list with an expiry column', () => {
	const browser = editorLab('list', true);
	let editor: Editor;
	beforeAll(async () => {
		editor = await browser.window({ width: 1600 });
	});

	const open = async (name: string) =>
		await editor.open(await browser.lab.rest.createWorkflow(row(name, manualTrigger, list)));

	const held = (group: string) => [...browser.lab.simulator.group(group)!.numbers];

	async function follow(before: string, action: string): Promise<void> {
		await editor.addBehind(before, action);
		await editor.useCredential('Ozonetel account');
	}

	const byNumber = async () => {
		const [head, ...rows] = await editor.table();
		return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])));
	};

	it('is blocked, each number until its day ends, and says what was not blocked', async () => {
		await open('my list');
		await follow('My List', 'Add numbers');
		await editor.fill('groupName', 'Do Not Call');
		await editor.page.getByTestId('execute-previous-node').click();
		await editor.drag('Phone', 'phoneNumbers');
		await editor.leaveField();
		await editor.choose('expires', 'On a Date, Never if Empty');
		await editor.drag('Block Until', 'expiryDate');
		await editor.leaveField();
		await editor.execute();
		expect(held('Do Not Call')).toEqual([
			['+919812345678', { expiryDate: '2035-06-05 23:59:59' }],
			['+919700000003', { expiryDate: '2035-12-31 23:59:59' }],
			['+919700000094', {}],
		]);
		await editor.page.getByText(/1 of 4 numbers was not added/).waitFor();
		const missing = (await byNumber()).filter(({ status }) => status !== 'added');
		expect(missing).toMatchObject([
			{ phoneNumber: 'ask again', status: 'invalid', message: expect.stringMatching(/ask again/) },
		]);
	});

	it('can be run again', async () => {
		await editor.execute();
		expect((await byNumber()).map(({ status }) => status).sort()).toEqual([
			'added',
			'added',
			'added',
			'invalid',
		]);
		expect(held('Do Not Call')).toHaveLength(3);
	});

	it('fills a new group for a campaign', async () => {
		await open('my campaign');
		await follow('My List', 'Create block group');
		await editor.fill('groupName', 'Festive offer');
		await editor.fill('description', 'Not to be called by the festive offer');
		await editor.page.getByTestId('execute-previous-node').click();
		await editor.drag('Phone', 'phoneNumbers');
		await editor.leaveField();
		await editor.execute();
		expect(held('Festive offer')).toHaveLength(3);
	});
});

describeInBrowser('finding the node in the editor', () => {
	const browser = editorLab('search');
	let editor: Editor;
	beforeAll(async () => {
		editor = await browser.window();
		const workflow = row('search', manualTrigger, noOp('Next'));
		await editor.open(await browser.lab.rest.createWorkflow(workflow));
	});

	it('opens a workflow from its link, once the owner has logged in', async () => {
		const { page } = await browser.window({ cookie: '' });
		await page.goto('/workflow/ozonetelNightly');
		await page.locator('input[type=email]').fill(owner.email);
		await page.locator('input[type=password]').fill(owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByText('Every night: a CSV into the block lists').waitFor();
		expect(new URL(page.url()).pathname).toBe('/workflow/ozonetelNightly');
	});

	it.each(['ozonetel', 'block numbers', 'create block group', 'remove numbers', 'blacklist'])(
		'finds it by "%s"',
		async (words) => {
			const found = await (await editor.search(words)).allInnerTexts();
			expect(found.join('\n')).toContain('Ozonetel Block Group');
		},
	);

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
