import { picture, themes } from '../support/browser';
import { describeInBrowser, editorLab } from '../support/editorLab';
import { manualTrigger, ozonetel, row } from '../support/workflow';

describeInBrowser('a credential made in the editor', () => {
	const browser = editorLab('new credential', true);

	it.each(themes)(
		'turns red with a wrong key, and green with the right one (%s)',
		async (theme) => {
			const { rest, simulator, credentialId } = browser.lab;
			const workflow = row(`new credential ${theme}`, manualTrigger, ozonetel(credentialId, {}));
			const editor = await browser.window({ theme });
			const { page } = editor;
			await editor.open(await rest.createWorkflow(workflow));
			await editor.openNode('Ozonetel');
			await page.getByTestId('node-credentials-select').click();
			await page.getByTestId('node-credentials-select-item-new').click();
			const dialog = page.getByTestId('editCredential-modal');
			await dialog.waitFor();

			expect(await editor.parameter('domain').isVisible()).toBe(false);
			await editor.fill('username', simulator.account.userName);
			await editor.fill('apiKey', 'not the key');
			await editor.choose('region', 'Other');
			expect(await editor.parameter('domain').isVisible()).toBe(true);
			await editor.choose('region', 'India');
			await page.getByTestId('credential-save-button').click();

			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await dialog.getByText('More details').click();
			await dialog.getByText(/Ozonetel answered “Invalid User Details”/).waitFor();

			await editor.fill('apiKey', simulator.account.apiKey);
			await page.getByTestId('credential-save-button').click();
			await dialog.waitFor({ state: 'detached' }); // n8n closes a credential that works
			await page.getByTestId('credential-edit-button').click();
			await dialog.getByText('Connection tested successfully').waitFor();
			expect(await dialog.innerText()).not.toContain(simulator.account.apiKey);
			await page.waitForTimeout(500);
			await picture(`credential-${theme}`, dialog);
		},
	);
});
