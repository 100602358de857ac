import { readdirSync } from 'node:fs';
import { picture, themes } from '../support/browser';
import { describeInBrowser, editorLab } from '../support/editorLab';
import type { Editor } from '../support/editor';
import { examples } from '../support/places';
import { example } from '../support/workflow';

const files = readdirSync(examples).filter((file) => file.endsWith('.json'));

/** What somebody sees who opens an example, in a window of 1,440 by 1,000. */
describeInBrowser('the canvas of', () => {
	const browser = editorLab('canvases');
	let editor: Editor;
	beforeAll(async () => {
		editor = await browser.window({ theme: 'system' });
	});

	it.each(files)('%s has notes that can be read, the first left of all nodes', async (file) => {
		const { page } = editor;
		await editor.open(example(file).id!);
		const notes = await page.getByTestId('sticky').evaluateAll((all) =>
			all.map((note) => {
				const { right, bottom } = note.getBoundingClientRect();
				const text = [...note.querySelectorAll<HTMLElement>('h2, h3, p, li')];
				const scale = note.getBoundingClientRect().width / (note as HTMLElement).offsetWidth;
				return {
					begins: note.textContent!.trim().slice(0, 40),
					isFirst: note.querySelector('h2') !== null,
					right,
					spare: bottom - Math.max(...text.map((one) => one.getBoundingClientRect().bottom)),
					pixels: Math.min(
						...text.map((one) => parseFloat(getComputedStyle(one).fontSize) * scale),
					),
				};
			}),
		);
		const left = await page
			.getByTestId('canvas-node')
			.evaluateAll((all) => Math.min(...all.map((node) => node.getBoundingClientRect().left)));
		expect(notes.filter(({ isFirst }) => isFirst)).toHaveLength(1);
		for (const { begins, isFirst, right, spare, pixels } of notes) {
			expect({ begins, clipped: spare < 5, readable: pixels >= 9 }).toEqual({
				begins,
				clipped: false,
				readable: true,
			});
			if (isFirst) expect(right).toBeLessThan(left);
		}
		for (const theme of themes) {
			await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
			await page.waitForTimeout(300);
			const name = `examples/${file.replace('.json', '')}-${theme}`;
			await picture(name, page.locator('.vue-flow__node'), 55);
		}
	});
});

describeInBrowser('the examples in the editor', () => {
	const browser = editorLab('run', true);
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
