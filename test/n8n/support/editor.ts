import type { Locator, Page } from 'playwright-core';

/** n8n's editor, in the words of somebody who uses it. */
export class Editor {
	constructor(readonly page: Page) {}

	async open(workflowId: string): Promise<void> {
		await this.page.goto(`/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
		await this.settled();
	}

	/** Drawn, fitted and still. */
	async settled(): Promise<void> {
		await this.page.getByTestId('node-view-loader').waitFor({ state: 'detached' });
		await this.page.waitForTimeout(700);
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'detached' });
	}

	/** Opens the panel in which nodes are found, and types. */
	async search(words: string): Promise<Locator> {
		const box = this.page.getByTestId('node-creator-search-bar');
		if (!(await box.isVisible())) await this.page.getByTestId('node-creator-plus-button').click();
		await box.fill(words);
		await this.page.waitForTimeout(600); // the list follows the typing with a delay
		return this.page.getByTestId('item-iterator-item');
	}

	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	async choose(name: string, option: string): Promise<void> {
		await this.parameter(name).click();
		// By the whole name: one choice's name may be part of another's.
		const named = this.page.getByText(option, { exact: true });
		await this.page.getByRole('option').filter({ has: named }).click();
		await this.page.waitForTimeout(300);
	}

	async fill(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input, textarea').first().fill(text);
	}

	/** The parameters that the panel shows now. */
	async shown(): Promise<string[]> {
		const ids = await this.page
			.locator('[data-test-id=node-parameters] [data-test-id^=parameter-input-]:visible')
			.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('data-test-id') ?? ''));
		const names = ids.map((id) => id.replace('parameter-input-', ''));
		return names.filter((name) => name !== 'field').sort();
	}

	/** Execute step: this node and what comes before it. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page.getByTestId('output-panel').locator('table, .vjs-tree').first().waitFor();
	}

	/** The output as a table: its rows, each a list of cells. */
	async table(): Promise<string[][]> {
		const panel = this.page.getByTestId('output-panel');
		await panel.getByTestId('radio-button-table').click();
		await panel.locator('table tbody tr').first().waitFor();
		return await panel
			.locator('table tr')
			.evaluateAll((rows) =>
				rows.map((row) =>
					[...row.querySelectorAll('th, td')].map((cell) => cell.textContent!.trim()),
				),
			);
	}

	/** Drags the panel between input and output to the left. */
	async widenOutput(): Promise<void> {
		const handle = this.page.getByTestId('panel-drag-button');
		const { x, y, width, height } = (await handle.boundingBox())!;
		await this.page.mouse.move(x + width / 2, y + height / 2);
		await this.page.mouse.down();
		await this.page.mouse.move(x - 400, y + height / 2, { steps: 8 });
		await this.page.mouse.up();
		await this.page.waitForTimeout(500);
	}
}
