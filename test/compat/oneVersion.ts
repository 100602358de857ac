/** The scenarios in the n8n of TEST_N8N_HOME, under the Node.js that runs this; arguments go to jest. */
import { join } from 'node:path';
import { installN8n } from '../n8n/support/install';
import { runJest } from '../n8n/support/jest';
import { explain } from '../n8n/support/terminal';

/** How tools are listed is the MCP Server Trigger's own: n8n 2.20.12 leaves the type out of their schemas. */
const NOT_OURS = ['lists its two tools', 'gives every operation its own description'];

async function main(args: string[]): Promise<number> {
	await installN8n();
	const names = args.includes('-t') ? [] : ['-t', `^(?!.*(${NOT_OURS.join('|')}))`];
	return await runJest(join(__dirname, 'jest.config.js'), [...names, ...args]);
}

main(process.argv.slice(2)).then((code) => process.exit(code), explain);
