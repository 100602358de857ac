import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from './places';

type Data = Record<string, unknown>;

export interface Node {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Data;
	position?: [number, number];
	credentials?: Record<string, { id: string | null; name: string }>;
	[setting: string]: unknown;
}

interface Target {
	node: string;
	type: string;
	index: number;
}

export interface Workflow {
	id?: string;
	name: string;
	nodes: Node[];
	connections: Record<string, Record<string, Target[][]>>;
	settings?: Data;
	pinData?: Record<string, Item[]>;
}

export interface Item {
	json: Data;
	pairedItem?: unknown;
	error?: unknown;
}

export interface Execution {
	status: string;
	resultData: {
		runData: Record<string, Array<{ data?: { main: Array<Item[] | null> } }>>;
		error?: { message: string; description?: string };
		lastNodeExecuted?: string;
	};
}

export const itemsOf = (execution: Execution, node: string, branch = 0): Item[] =>
	execution.resultData.runData[node]?.[0]?.data?.main[branch] ?? [];

export const ozonetelType = 'n8n-nodes-ozonetel.ozonetelBlockGroup';
export const webhookPath = (name: string) => name.toLowerCase().replace(/\W+/g, '-');

/** Our node as the editor saves it; the numbers are in the items' field `phone`. */
export function ozonetel(credentialId: string, parameters: Data, settings: Data = {}): Node {
	return {
		name: 'Ozonetel',
		type: ozonetelType,
		typeVersion: 1,
		parameters: { phoneNumbers: '={{ $json.phone }}', ...parameters },
		credentials: { ozonetelApi: { id: credentialId, name: 'Ozonetel' } },
		...settings,
	};
}

export const manualTrigger: Node = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

/** A webhook that answers when the workflow has run. */
export const webhook = (path: string): Node => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	webhookId: path,
	parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' },
});

/** One item per element of the posted list. */
export const splitOut = (field: string): Node => ({
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: field, options: { destinationFieldName: 'phone' } },
});

export const noOp = (name: string): Node => ({
	name,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
});

/** A workflow whose nodes feed each other in a row; more lines can be drawn with `connect`. */
export function row(name: string, ...nodes: Node[]): Workflow {
	const placed = nodes.map((node, at): Node => ({
		...node,
		id: `${at}-${webhookPath(node.name)}`,
		position: [at * 240, 0],
	}));
	const workflow: Workflow = { name, nodes: placed, connections: {}, settings: {} };
	nodes.slice(1).forEach((node, at) => connect(workflow, nodes[at].name, 0, node.name));
	return workflow;
}

export function connect(workflow: Workflow, from: string, branch: number, to: string): void {
	const main = ((workflow.connections[from] ??= {}).main ??= []);
	while (main.length <= branch) main.push([]);
	main[branch].push({ node: to, type: 'main', index: 0 });
}

/** One of `examples/*.json`. */
export const example = (file: string): Workflow =>
	JSON.parse(readFileSync(join(examples, file), 'utf8'));

/** Every credential of a type becomes the one with this id. */
export function withCredentials(workflow: Workflow, ids: Record<string, string>): void {
	for (const { credentials = {} } of workflow.nodes) {
		for (const [type, credential] of Object.entries(credentials)) {
			credential.id = ids[type] ?? credential.id;
		}
	}
}

/** Values for an example's node *Settings*; the others stay. */
export function withSettings(workflow: Workflow, values: Record<string, unknown>): void {
	const { assignments }: any = nodeOf(workflow, 'Settings').parameters.assignments;
	for (const one of assignments) one.value = values[one.name] ?? one.value;
}

const ai = (key: string) => `={{ $fromAI('${key}', '', 'string') }}`;

/** The tools of an example give way to one for each operation, filled in by the model, described by n8n. */
export function withToolOfEachOperation(workflow: Workflow): void {
	const isTool = ({ type }: Node) => type === `${ozonetelType}Tool`;
	const [pattern, ...others] = workflow.nodes.filter(isTool);
	const target = workflow.connections[pattern.name];
	for (const { name } of [pattern, ...others]) delete workflow.connections[name];
	workflow.nodes = workflow.nodes.filter((node) => !isTool(node));
	for (const operation of ['addNumbers', 'createGroup', 'removeNumbers']) {
		const parameters: Data = { resource: 'blockGroup', operation };
		parameters.groupName = ai('group');
		parameters.phoneNumbers = ai('numbers');
		if (operation === 'createGroup') parameters.description = ai('purpose');
		workflow.nodes.push({ ...pattern, id: operation, name: operation, parameters });
		workflow.connections[operation] = target;
	}
}

/** What n8n then calls them. */
export const operationDescriptions = {
	addNumbers: 'Add numbers to block group in Ozonetel Block Group',
	createGroup: 'Create block group in Ozonetel Block Group',
	removeNumbers: 'Remove numbers from block group in Ozonetel Block Group',
};

export function nodeOf(workflow: Workflow, name: string): Node {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`${workflow.name} has no node named ${name}`);
	return found;
}
