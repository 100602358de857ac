/** The scenarios in the n8n of TEST_N8N_HOME, under the Node.js that runs this; arguments go to jest. */
import { join } from 'node:path';
import { installN8n } from '../n8n/support/install';
import { runJest } from '../n8n/support/jest';
import { explain } from '../n8n/support/terminal';

async function main(args: string[]): Promise<number> {
	await installN8n();
	return await runJest(join(__dirname, 'jest.config.js'), args);
}

main(process.argv.slice(2)).then((code) => process.exit(code), explain);
