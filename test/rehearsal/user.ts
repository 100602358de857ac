import { Editor } from '../n8n/support/editor';
import { packageName } from '../n8n/support/package';
import type { Simulator } from '../simulator';

/** Somebody who installs the node and blocks a number, in n8n's own interface. */
export class User extends Editor {
	constructor(
		page: Editor['page'],
		/** Keeps a picture of what is on the screen. */
		private readonly look: (what: string) => Promise<void>,
	) {
		super(page);
	}

	async install(): Promise<void> {
		await this.page.goto('/settings/community-nodes');
		await this.page.getByRole('button', { name: 'Install a community node' }).click();
		const dialog = this.page.getByTestId('communityPackageInstall-modal');
		await dialog.getByRole('textbox').fill(packageName);
		await dialog.getByTestId('user-agreement-checkbox').click();
		await this.look('installing');
		await dialog.getByTestId('install-community-package-button').click();
		await this.card().waitFor();
		await dialog.waitFor({ state: 'detached' });
		await this.look('installed');
	}

	async update(): Promise<void> {
		await this.page.goto('/settings/community-nodes');
		await this.card().getByRole('button', { name: 'Update' }).click();
		await this.confirm('Confirm update', 'updating');
		await this.look('updated');
	}

	async uninstall(): Promise<void> {
		await this.page.goto('/settings/community-nodes');
		await this.card().getByTestId('action-toggle').click();
		await this.page.getByText('Uninstall package').click();
		await this.confirm('Confirm uninstall', 'uninstalling');
		await this.card().waitFor({ state: 'detached' });
		await this.look('uninstalled');
	}

	private async confirm(button: string, picture: string): Promise<void> {
		const dialog = this.page.getByRole('dialog');
		await dialog.getByText('My workflow').waitFor(); // n8n names the workflows that use it
		await this.look(picture);
		await dialog.getByRole('button', { name: button }).click();
		await dialog.waitFor({ state: 'detached' });
	}

	async installedVersion(): Promise<string> {
		return (await this.card().innerText()).match(/v(\d+\.\d+\.\d+)/)?.[1] ?? '';
	}

	/** Before the list is loaded, n8n shows empty cards. */
	private card() {
		return this.page.getByTestId('community-package-card').filter({ hasText: packageName });
	}

	/** A new workflow with the node alone, and a new credential: the steps of the README. */
	async blockFirstNumber(phone: string, { account, url }: Simulator): Promise<string[]> {
		const { page } = this;
		await page.goto('/workflow/new');
		await page.getByTestId('canvas-add-button').waitFor();
		await (await this.search('block number')).filter({ hasText: 'Ozonetel' }).first().click();
		await page.getByTestId('item-iterator-item').filter({ hasText: 'Add numbers' }).click();
		await page.getByRole('button', { name: 'Connect to Ozonetel' }).click();
		const dialog = page.getByTestId('editCredential-modal');
		// n8n has found it a name; saved without one, it would stay open
		await dialog.getByText('Ozonetel account').first().waitFor({ state: 'attached' });
		await this.fill('username', account.userName);
		await this.fill('apiKey', account.apiKey);
		await this.choose('region', 'Other');
		await this.fill('domain', url);
		await this.look('credential');
		await page.getByTestId('credential-save-button').click();
		await dialog.waitFor({ state: 'detached' }); // n8n has tested it
		await this.fill('groupName', 'Do Not Call');
		await this.fill('phoneNumbers', phone);
		return await this.result('first number');
	}

	/** The saved workflow again, as it was left. */
	async blockAgain(workflowId: string, picture: string): Promise<string[]> {
		await this.open(workflowId);
		await this.openNode(NODE);
		return await this.result(picture);
	}

	/** Number, status and message. */
	private async result(picture: string): Promise<string[]> {
		await this.execute();
		const [, cells] = await this.table();
		await this.look(picture);
		await this.closeNode();
		return cells.slice(0, 3);
	}

	/** What the workflow says while the node is not installed: in the node, and when it is run. */
	async blockWithoutNode(workflowId: string): Promise<string> {
		const { page } = this;
		await this.open(workflowId);
		await this.openNode(NODE);
		const told = page.getByTestId('ndv').getByText('This node is not currently installed.');
		await told.waitFor();
		await this.look('node missing');
		const inNode = await told.innerText();
		await page.keyboard.press('Escape');
		await page.getByTestId('execute-workflow-button').click();
		const notice = page.getByText(/Unrecognized node type/);
		await notice.waitFor();
		await this.look('workflow without its node');
		return `${inNode} ${await notice.innerText()}`;
	}
}

/** n8n names the node by the action that was chosen. */
const NODE = 'Add numbers to block group';
