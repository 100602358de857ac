import type { Editor } from '../support/editor';
import { describeInBrowser, EditorLab } from '../support/editorLab';
import { manualTrigger, ozonetel, row, type Node } from '../support/workflow';

const list: Node = {
	name: 'List',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: '{ "phone": "97000 00003", "name": "Asha" }',
		options: {},
	},
};

/** An option that somebody adds is meant to be used; one that is not there is off. */
describeInBrowser('an option that is added', () => {
	let browser: EditorLab;
	beforeAll(async () => (browser = await EditorLab.open('options')));
	afterAll(async () => await browser?.close());
	beforeEach(() => {
		browser.lab.reset();
	});

	const savedOptions = async (id: string) => {
		const { nodes } = (await browser.lab.rest.call('GET', `/rest/workflows/${id}`)) as {
			nodes: Node[];
		};
		return nodes.find(({ name }) => name === 'Ozonetel')!.parameters.options ?? {};
	};
	const held = () => browser.lab.simulator.group('Do Not Call')!.numbers.size;
	const save = async (editor: Editor, id: string, options: object) => {
		await editor.closeNode();
		await editor.page.keyboard.press('Control+s');
		await waitFor(async () => expect(await savedOptions(id)).toEqual(options));
	};

	it('is on, stays on when it is saved, and is off when it is removed', async () => {
		const ours = ozonetel(browser.lab.credentialId, { groupName: 'Do Not Call' });
		const id = await browser.lab.rest.createWorkflow(row('dry run', manualTrigger, list, ours));
		const editor = await browser.window({ width: 1600 });
		await editor.open(id);
		await editor.openNode('Ozonetel');

		await editor.addOption('Dry Run');
		const isOn = () => editor.parameter('dryRun').getByRole('switch').isChecked();
		expect(await isOn()).toBe(true);
		await editor.execute();
		expect((await editor.table())[1]).toContain('planned');
		expect(held()).toBe(0);

		await save(editor, id, { dryRun: true });
		await editor.open(id);
		await editor.openNode('Ozonetel');
		expect(await isOn()).toBe(true);

		await editor.parameter('dryRun').locator('.el-switch').click();
		expect(await isOn()).toBe(false);
		await save(editor, id, { dryRun: false });
		await editor.open(id);
		await editor.openNode('Ozonetel');
		expect(await isOn()).toBe(false);
		await editor.execute();
		expect((await editor.table())[1]).toContain('added');
		expect(held()).toBe(1);

		await editor.addOption('Include Input Fields');
		await editor.execute();
		expect((await editor.table())[0].slice(0, 2)).toEqual(['phone', 'name']);
	});
});

/** Tries again until what it expects holds, for at most ten seconds. */
async function waitFor(check: () => Promise<void>): Promise<void> {
	for (let left = 20; ; left--) {
		try {
			return await check();
		} catch (error) {
			if (left === 0) throw error;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
}
