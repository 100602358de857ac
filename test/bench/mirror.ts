import {
	example,
	nodeOf,
	withCredentials,
	withSettings,
	type Workflow,
} from '../n8n/support/workflow';
import { BenchN8n } from './n8n';
import { GROUP, phone } from './script';
import type { Server } from './server';
import { count, type Grid } from '../tools/measuredSection';
import { code, CREDENTIALS, ours } from './workflows';

const NUMBERS = 50_000;
const CHANGED = NUMBERS / 100;

/** Nights of `examples/mirror-a-list.json`, one after another, beside sending the whole list again. */
export async function measureNights(server: Server, credentials: object[]): Promise<Grid> {
	const workflows = [
		mirror('benchFirst', 0),
		mirror('benchChanged', CHANGED),
		{ ...ours('benchAll', NUMBERS, 'near', {}), settings: UNSAVED },
	];
	const n8n = await BenchN8n.install(credentials, workflows);
	const rows: string[][] = [];
	const night = async (what: string, id: string, trigger: string) => {
		const before = await server.counts();
		const { ms, memory } = await n8n.executeInServer(id, trigger);
		const { requests, numbers } = await server.counts();
		if (numbers !== NUMBERS) throw new Error(`${what}: the group holds ${numbers} numbers`);
		const row = [count(requests - before.requests), `${(ms / 1_000).toFixed(1)} s`];
		rows.push([what, ...row, `${count(memory)} MB`]);
		console.log(`mirror, ${rows.at(-1)!.join(', ')}`);
	};
	try {
		await server.reset();
		await night('first night: all are new', 'benchFirst', 'Try It Now');
		const changes = `${count(CHANGED)} new, ${count(CHANGED)} gone`;
		await night(changes, 'benchChanged', 'Try It Now');
		await night('nothing changed', 'benchChanged', 'Try It Now');
		await server.reset();
		await night('without a ledger: all are sent', 'benchAll', 'Start');
	} finally {
		n8n.remove();
	}
	return { head: [`A list of ${count(NUMBERS)}`, 'Requests', 'Time', 'Memory'], rows };
}

/** As docs/ledger.md advises: each execution would keep the whole list. */
const UNSAVED = { saveDataSuccessExecution: 'none', saveManualExecutions: false };

/** The example with a list of its own, whose first numbers are left out. */
function mirror(id: string, first: number): Workflow {
	const workflow = example('mirror-a-list.json');
	const list = code(
		'The List',
		`${phone.toString()}
return Array.from({ length: ${NUMBERS} }, (_, at) => ({
	json: { Phone: phone(${first} + at), Reason: 'Opted out', 'Block Until': '' },
}));`,
	);
	const replaced = nodeOf(workflow, list.name);
	workflow.nodes[workflow.nodes.indexOf(replaced)] = {
		...list,
		id: replaced.id,
		position: replaced.position,
	};
	withSettings(workflow, { group: GROUP });
	withCredentials(workflow, { ozonetelApi: CREDENTIALS.near.id });
	const settings = { ...workflow.settings, ...UNSAVED };
	return { ...workflow, id, pinData: {}, settings };
}
