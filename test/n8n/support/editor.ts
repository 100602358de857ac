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

	/** Adds our node behind another by one of its actions; it opens. */
	async addBehind(before: string, action: string): Promise<void> {
		await this.node(before).hover();
		await this.page
			.locator('.vue-flow__node')
			.filter({ has: this.node(before) })
			.getByTestId('canvas-handle-plus')
			.last()
			.click();
		await (await this.search('block number')).filter({ hasText: 'Ozonetel' }).first().click();
		await this.page.getByTestId('item-iterator-item').filter({ hasText: action }).click();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Takes one of the credentials that exist. */
	async useCredential(name: string): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByRole('option', { name }).first().click();
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

	/** Types into a list that can be searched, and takes the only thing left. */
	async find(name: string, words: string): Promise<string> {
		await this.parameter(name).click();
		await this.page.keyboard.type(words);
		const left = this.page.getByRole('option').filter({ visible: true });
		await left.first().waitFor();
		await this.page.waitForTimeout(300);
		const texts = await left.allInnerTexts();
		if (texts.length !== 1)
			throw new Error(`"${words}" leaves ${texts.length}: ${texts.join(', ')}`);
		await left.click();
		await this.page.waitForTimeout(300);
		return await this.parameter(name).locator('input').inputValue();
	}

	/** Adds one of the node's options. */
	async addOption(name: string): Promise<void> {
		await this.page.getByTestId('collection-parameter-add').click();
		await this.page.getByRole('option', { name, exact: true }).click();
		await this.page.waitForTimeout(300);
	}

	/** The whole field of a parameter: label, input, and what is wrong with it. */
	field(label: string): Locator {
		return this.page
			.getByTestId('node-parameters')
			.getByTestId('parameter-item')
			.filter({ has: this.page.getByText(label, { exact: true }) });
	}

	/** What the output pane says of a node that failed: title and description. */
	async error(): Promise<{ title: string; description: string }> {
		const panel = this.page.getByTestId('output-panel');
		await panel.getByTestId('node-error-message').waitFor();
		const description = panel.getByTestId('node-error-description');
		return {
			title: (await panel.getByTestId('node-error-message').innerText()).trim(),
			description: (await description.isVisible()) ? (await description.innerText()).trim() : '',
		};
	}

	async fill(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input, textarea').first().fill(text);
	}

	/** Drags a field of the input into a parameter. */
	async drag(field: string, parameter: string): Promise<void> {
		const item = this.page
			.getByTestId('run-data-schema-item')
			.filter({ hasText: new RegExp(`^${field}`) })
			.first();
		await item.waitFor();
		await this.page.waitForTimeout(500); // it moves until the input is laid out
		const from = (await item.locator('.pill, [class*=pill]').first().boundingBox())!;
		const to = (await this.parameter(parameter).boundingBox())!;
		await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
		await this.page.mouse.down();
		await this.page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
		await this.page.waitForTimeout(200);
		await this.page.mouse.up();
		await this.page.waitForTimeout(800);
	}

	/** Clicks beside the field that is open: the preview of its value covers what is below. */
	async leaveField(): Promise<void> {
		await this.page.getByTestId('output-panel').click({ position: { x: 30, y: 500 } });
		await this.page.waitForTimeout(300);
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
		const output = this.page
			.getByTestId('output-panel')
			.locator('table, .vjs-tree, [data-test-id=node-error-message]')
			.first();
		const last = (await output.isVisible()) ? await output.elementHandle() : undefined;
		await this.page.getByTestId('node-execute-button').click();
		await last?.waitForElementState('hidden'); // n8n takes the last output away first
		await output.waitFor();
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
