/**
 * `npm start`: n8n with the node as users get it (packed, installed as a community node), an
 * Ozonetel simulator, and the examples. `--port 5700` for another port than n8n's own.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoGroups, demoSwitches } from '../demo/account';
import { startSimulator, type LoggedRequest, type Simulator } from '../simulator';
import {
	demoWorkflows,
	guards,
	importDemo,
	needs,
	ozonetelHere,
	published,
	type StandIns,
} from './support/demo';
import { installN8n } from './support/install';
import { startMailbox, type Mail } from './support/mailbox';
import { startN8n, type Place } from './support/n8n';
import { installPackage, packNode } from './support/package';
import { examples, startFolder } from './support/places';
import { refusePortInUse } from './support/ports';
import { owner, Rest } from './support/rest';
import { standInReply, startScriptedModel } from './support/scriptedModel';
import { explain, CliError, say } from './support/terminal';
import { example, type Workflow } from './support/workflow';

/** Fixed, because the credentials in n8n's database name them. */
const simulatorPort = 5690;
const mailPort = 5691;
const modelPort = 5692;

async function start() {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '5678' } } });
	const port = Number(values.port);
	if (!(port > 0 && port < 65_536)) throw new CliError(`${values.port} is no port.`);
	await refusePortInUse(port, 'Choose another: npm start -- --port 5700');
	for (const fixed of [simulatorPort, mailPort, modelPort]) {
		await refusePortInUse(fixed, 'Is another npm start running?');
	}
	await installN8n();

	say('Packing the node and installing it as a community node …');
	await installPackage(await packNode(join(startFolder, 'pack')), startFolder);

	const simulator = await startSimulator({
		port: simulatorPort,
		groups: demoGroups,
		switches: demoSwitches,
		onRequest: (request) => say(`  Ozonetel (simulated): ${summary(request)}`),
	});
	const mailbox = await startMailbox(mailPort, (mail) => say(letter(mail)));
	const model = await startScriptedModel(modelPort, standInReply);
	const place: Place = { userFolder: startFolder, port, settings: ozonetelHere(simulator.port) };
	const isNew = await importOnce(place, { simulator, mailPort, modelUrl: model.url });

	say('Starting n8n …');
	const n8n = await startN8n(place);
	let stopping = false;
	const stop = async () => {
		stopping = true;
		say('\nStopping …');
		await n8n.stop();
		await simulator.close();
		await mailbox.close();
		await model.close();
		process.exit(0);
	};
	process.once('SIGINT', () => void stop());
	process.once('SIGTERM', () => void stop());

	const rest = new Rest(n8n.address);
	await rest.logIn();
	if (isNew) {
		for (const id of published) await rest.publish(id);
	}
	say(whatToTry(n8n.address, simulator));
	await n8n.ended;
	if (!stopping) throw new CliError(`n8n has ended; its log is ${join(startFolder, 'n8n.log')}`);
}

/** Only where something is new: workflows changed in the editor stay as they were left. */
async function importOnce(place: Place, standIns: StandIns): Promise<boolean> {
	const stamp = join(startFolder, '.imported');
	const content = JSON.stringify([demoWorkflows(place), standIns.simulator.account]);
	const wanted = createHash('sha256').update(content).digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
	say('Importing the example credential and workflows …');
	await importDemo(place, standIns);
	writeFileSync(stamp, wanted);
	return true;
}

function summary({ method, path, body, answer }: LoggedRequest): string {
	const numbers = (body as { blockNumbers?: unknown[] } | undefined)?.blockNumbers?.length ?? 0;
	const said = answer?.body as { status?: string; message?: string } | undefined;
	return `${method} ${path}, ${numbers} numbers → ${said?.status ?? answer?.status}: ${said?.message ?? ''}`;
}

const letter = ({ to, subject, text }: Mail) =>
	`  E-mail to ${to.join(', ')} (kept here)\n    Subject: ${subject}\n\n${text.replace(/^/gm, '    ')}`;

/** What runs at once first. */
function links(address: string): string {
	const all = readdirSync(examples)
		.filter((file) => file.endsWith('.json'))
		.map(example);
	const link = ({ id, name }: Workflow) =>
		[`  ${name}`, `     ${address}/workflow/${id}`, needs[id!] && `     ${needs[id!]}`]
			.filter(Boolean)
			.join('\n');
	const atOnce = all.filter(({ id }) => !needs[id!]);
	const others = all.filter(({ id }) => needs[id!]);
	return `Build a workflow of your own as the README says under “Your first workflow”, or open an example,
read its note, and press Execute workflow:

${atOnce.map(link).join('\n')}

Examples that need more than this machine in real life; something stands in for it here:

${others.map(link).join('\n')}`;
}

const whatToTry = (address: string, simulator: Simulator) => `
n8n is ready: ${address}
  e-mail    ${owner.email}
  password  ${owner.password}

This n8n takes a simulator (${simulator.url}) for Ozonetel: no number leaves this machine.
The examples use the credential “Ozonetel account”. To create one yourself, enter:
  User Name  ${simulator.account.userName}
  API Key    ${simulator.account.apiKey}
  Region     India
Groups that exist: ${demoGroups.map(({ name }) => name).join(', ')}

${links(address)}

Forms, and other ways in
  Block a CSV             ${address}/form/ozonetel-csv
  Create a campaign       ${address}/form/ozonetel-campaign
  Unblock a number        ${address}/form/ozonetel-unblock
     (user ${guards.basic.user}, password ${guards.basic.password})
  Opt a contact out, as a CRM does
     curl ${address}/webhook/crm-opt-out -H '${guards.header.name}: ${guards.header.value}' \\
       -H 'content-type: application/json' -d '{"properties":{"phone":{"value":"97000 00003"}}}'
  Give an MCP client      ${address}/mcp/ozonetel-block-list
     (bearer token ${guards.bearer.token})

Ctrl+C stops everything.
`;

start().catch(explain);
