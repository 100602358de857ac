import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../../simulator';
import { cliExpecting, filesOf, type Place } from './n8n';
import { examples } from './places';
import { example, type Workflow } from './workflow';

/** What guards the examples' webhook, form and MCP server on this machine. */
export const guards = {
	header: { name: 'x-crm-secret', value: 'demo-webhook' },
	basic: { user: 'agent', password: 'demo-form' },
	bearer: { token: 'demo-mcp' },
};

/** Examples that are asked by a form, a webhook or an AI client: of no use before they are published. */
export const published = [
	'ozonetelCampaign',
	'ozonetelCrmOptOut',
	'ozonetelCsvForm',
	'ozonetelMcp',
	'ozonetelUnblock',
];

/** What `npm start` says of the examples that need somebody else's account, or each other. */
export const needs: Record<string, string | undefined> = {
	ozonetelAgent:
		'Needs the key of a language model. Here a script answers, which knows three sentences.',
	ozonetelBeforeCampaign:
		'Needs Google Sheets, or a list of your own. Here: invented rows. Run “A group that equals a list” first.',
	ozonetelCrmOptOut: 'Needs a CRM that calls it. Here: the curl below.',
	ozonetelHubspot: 'Needs HubSpot. Here: invented contacts.',
	ozonetelIsItBlocked: 'Needs a ledger: run “A group that equals a list” first.',
	ozonetelMcp: 'Needs an MCP client, such as Claude or an IDE.',
	ozonetelMirror: 'Needs Google Sheets, or a list of your own. Here: invented rows.',
	ozonetelMissedCalls: 'Needs the call log of a CloudAgent account. Here: invented calls.',
	ozonetelSheets: 'Needs Google Sheets. Here: invented rows.',
	ozonetelSummary: 'Needs an e-mail server. Here: the e-mail is printed below.',
};

/** What stands in for the services of others, at ports of this machine. */
export interface StandIns {
	simulator: Simulator;
	mailPort: number;
	/** The base URL of the language model. */
	modelUrl: string;
}

/** An account in India, as most are: a plain `98123 45678` is a number of its country. */
export const indianAccount = ({ account }: Simulator) => ({
	username: account.userName,
	apiKey: account.apiKey,
	region: 'india',
	authentication: 'apiKey',
});

/** What n8n must be started with for Ozonetel's own hosts to be the simulator. */
export const ozonetelHere = (port: number): NodeJS.ProcessEnv => ({
	NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'ozonetelHere.cjs'))}`,
	OZONETEL_HERE: String(port),
});

/** The credentials, under the names by which the examples ask for them. */
const credentials = ({ simulator, mailPort, modelUrl }: StandIns) => [
	{
		id: 'ozonetelAccount',
		name: 'Ozonetel account',
		type: 'ozonetelApi',
		data: indianAccount(simulator),
	},
	{
		id: 'ozonetelModel',
		name: 'OpenAI account',
		type: 'openAiApi',
		data: { apiKey: 'none-is-needed', url: modelUrl },
	},
	{ id: 'ozonetelWebhook', name: 'CRM webhook', type: 'httpHeaderAuth', data: guards.header },
	{ id: 'ozonetelForm', name: 'Team forms', type: 'httpBasicAuth', data: guards.basic },
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
export async function importDemo(place: Place, standIns: StandIns): Promise<void> {
	const files = filesOf(place);
	mkdirSync(files, { recursive: true });
	copyFileSync(join(examples, 'numbers.csv'), join(files, 'numbers.csv'));
	await importJson(place, 'credentials', credentials(standIns));
	// n8n 2.0 imports none without a version
	const workflows = demoWorkflows(place).map((one) => ({ versionId: randomUUID(), ...one }));
	await importJson(place, 'workflow', workflows);
}

async function importJson(place: Place, what: 'credentials' | 'workflow', content: unknown) {
	const file = join(place.userFolder, `import-${what}.json`);
	writeFileSync(file, JSON.stringify(content));
	await cliExpecting(place, [`import:${what}`, `--input=${file}`], /Successfully imported/);
}
