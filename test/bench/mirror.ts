import { credentialFor } from '../support/credentialFor';
import { example, nodeOf, type Workflow } from '../n8n/support/workflow';
import { BenchN8n, type Report } from './n8n';
import { GROUP, phone } from './numbers';
import { startServer } from './server';
import { count, toMarkdown, toTable } from './table';
import { code, CREDENTIALS, ours } from './workflows';

const NUMBERS = 50_000;
const CHANGED = NUMBERS / 100;

/**
 * `npm run bench:mirror`: three nights of `examples/mirror-a-list.json`, beside sending the whole list
 * again. Prints a table for docs/performance.md.
 */
async function main(): Promise<void> {
	const server = await startServer();
	const credential = { ...CREDENTIALS.near, type: 'ozonetelApi', data: credentialFor(server) };
	const workflows = [
		mirror('benchFirst', 0),
		mirror('benchChanged', CHANGED),
		ours('benchAll', NUMBERS, 'near', {}),
	];
	const n8n = await BenchN8n.install([credential], workflows);
	try {
		const rows: string[][] = [];
		const run = async (name: string, id: string) => {
			const before = (await server.counts()).requests;
			const report = await n8n.run(id);
			const { requests, numbers } = await server.counts();
			if (numbers !== NUMBERS)
				throw new Error(`The group holds ${numbers} numbers after "${name}".`);
			console.log(name, report.nodes);
			rows.push([name, count(requests - before), seconds(report), count(report.memory)]);
		};
		await server.reset();
		await run('the first night: all are new', 'benchFirst');
		n8n.keepDatabase();
		await run(`${count(CHANGED)} new, ${count(CHANGED)} gone`, 'benchChanged');
		n8n.keepDatabase();
		await run('no change', 'benchChanged');
		await run('all sent again, nothing removed', 'benchAll');
		const head = [`${count(NUMBERS)} numbers`, 'Requests', 'Seconds', 'Memory, MB'];
		console.log(`${toTable({ head, rows })}\n${toMarkdown({ head, rows })}`);
	} finally {
		n8n.remove();
		server.stop();
	}
}

/** Nodes run one after another, so their times add up. */
const seconds = ({ nodes }: Report): string =>
	(Object.values(nodes).reduce((sum, ms) => sum + ms, 0) / 1_000).toFixed(1);

/** The example with a list that begins with another number. */
function mirror(id: string, first: number): Workflow {
	const workflow = example('mirror-a-list.json');
	Object.assign(workflow, { id, pinData: {} });
	const { position } = nodeOf(workflow, 'The List');
	const list = code(
		'The List',
		`${phone.toString()}
return Array.from({ length: ${NUMBERS} }, (_, at) => ({
	json: { Phone: phone(${first} + at), Reason: 'Opted out', 'Block Until': '' },
}));`,
	);
	workflow.nodes = workflow.nodes.map((node) =>
		node.name === list.name ? { ...list, id: 'list', position } : node,
	);
	const { assignments }: any = nodeOf(workflow, 'Settings').parameters.assignments;
	assignments.find(({ name }: { name: string }) => name === 'group').value = GROUP;
	for (const { credentials } of workflow.nodes) {
		if (credentials?.ozonetelApi) credentials.ozonetelApi = CREDENTIALS.near;
	}
	return workflow;
}

void main().catch((error) => {
	console.error(error);
	process.exit(1);
});
