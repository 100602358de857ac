import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, row, type Node } from '../support/workflow';

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
	let browser: EditorLab;
	let editor: Editor;
	beforeAll(async () => {
		browser = await EditorLab.open('list', true);
		editor = await browser.window({ width: 1600 });
	});
	afterAll(async () => await browser?.close());

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
