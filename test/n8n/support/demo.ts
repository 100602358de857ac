import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../../simulator';
import { credentialFor } from '../../support/credentialFor';
import { cliExpecting, filesOf, type Place } from './n8n';
import { examples } from './places';
import { example, type Workflow } from './workflow';

/** What guards the examples' webhook, form and MCP server on this machine. */
export const guards = {
	header: { name: 'x-crm-secret', value: 'demo-webhook' },
	basic: { user: 'agent', password: 'demo-form' },
	bearer: { token: 'demo-mcp' },
};

/** The credentials, under the names by which the examples ask for them. */
const credentials = (simulator: Simulator, mailPort: number) => [
	{
		id: 'ozonetelAccount',
		name: 'Ozonetel account',
		type: 'ozonetelApi',
		data: credentialFor(simulator),
	},
	{ id: 'ozonetelWebhook', name: 'CRM webhook', type: 'httpHeaderAuth', data: guards.header },
	{ id: 'ozonetelForm', name: 'Unblock form', type: 'httpBasicAuth', data: guards.basic },
	{ id: 'ozonetelMcp', name: 'MCP clients', type: 'httpBearerAuth', data: guards.bearer },
	{
		id: 'ozonetelSmtp',
		name: 'SMTP account',
		type: 'smtp',
		data: { host: '127.0.0.1', port: mailPort, secure: false, disableStartTls: true },
	},
];

/** The examples, with the one thing that differs from machine to machine: where files lie. */
export function demoWorkflows(place: Place): Workflow[] {
	const files = readdirSync(examples).filter((file) => file.endsWith('.json'));
	const workflows = files.sort().map(example);
	const here = (path: unknown) => String(path).replace('/home/node/.n8n-files', filesOf(place));
	for (const { type, parameters } of workflows.flatMap(({ nodes }) => nodes)) {
		if (type !== 'n8n-nodes-base.readWriteFile') continue;
		const field = parameters.operation === 'write' ? 'fileName' : 'fileSelector';
		parameters[field] = here(parameters[field]);
	}
	return workflows;
}

/** Credentials, workflows and the CSV go into an n8n that does not run yet. */
export async function importDemo(
	place: Place,
	simulator: Simulator,
	mailPort: number,
): Promise<void> {
	const files = filesOf(place);
	mkdirSync(files, { recursive: true });
	copyFileSync(join(examples, 'numbers.csv'), join(files, 'numbers.csv'));
	await importJson(place, 'credentials', credentials(simulator, mailPort));
	// n8n 2.0 imports none without a version
	const workflows = demoWorkflows(place).map((one) => ({ versionId: randomUUID(), ...one }));
	await importJson(place, 'workflow', workflows);
}

async function importJson(place: Place, what: 'credentials' | 'workflow', content: unknown) {
	const file = join(place.userFolder, `import-${what}.json`);
	writeFileSync(file, JSON.stringify(content));
	await cliExpecting(place, [`import:${what}`, `--input=${file}`], /Successfully imported/);
}
