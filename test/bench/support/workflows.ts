import {
	connect,
	manualTrigger,
	ozonetelType,
	row,
	type Node,
	type Workflow,
} from '../../n8n/support/workflow';
import { CREDENTIALS } from './n8n';
import { GROUPS } from './numbers';

const [GROUP] = GROUPS;

/** Where requests go: to the simulator on this machine, or to the same far away. */
export interface Server {
	url: string;
	place: keyof typeof CREDENTIALS;
}

const credentialsOf = (place: Server['place']) => ({ ozonetelApi: CREDENTIALS[place] });

/** One item per line of a CSV file with the column `phone`. */
const readList = (file: string): Node[] => [
	manualTrigger,
	{
		name: 'Read File',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1.1,
		parameters: { fileSelector: file, options: {} },
	},
	{
		name: 'Rows',
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1.1,
		parameters: { options: {} },
	},
];

/** What n8n takes for nothing: the same trigger and no list. */
export const empty = (id: string): Workflow => ({ ...row('Empty', manualTrigger), id });

/** Our node with its default parameters; the country is what 'auto' stands for on the India domain. */
export const ours = (
	id: string,
	file: string,
	{ place }: Server,
	options: object,
	groupName = GROUP,
): Workflow => ({
	...row('Ozonetel Block Group', ...readList(file), {
		name: 'Ozonetel Block Group',
		type: ozonetelType,
		typeVersion: 1,
		credentials: credentialsOf(place),
		parameters: {
			groupName,
			phoneNumbers: '={{ $json.phone }}',
			options: { defaultCountry: 'IN', ...options },
		},
	}),
	id,
});

/** What a skilled user builds: chunks of 100 in code, one request each, one item per number in code. */
export const handBuilt = (id: string, file: string, server: Server): Workflow => ({
	...row(
		'Hand-built',
		...readList(file),
		code(
			'Chunk',
			`const phones = $input.all().map((item) => String(item.json.phone).replace(/\\D/g, '').slice(-10));
const chunks = [];
for (let at = 0; at < phones.length; at += 100) {
	chunks.push({ json: { blockNumbers: phones.slice(at, at + 100).map((phone) => '91' + phone) } });
}
return chunks;`,
		),
		httpRequest(server, '$json.blockNumbers'),
		code(
			'Split',
			`const results = [];
for (const { json } of $input.all()) {
	for (const phone of json.output.succes) results.push({ json: { phone, status: 'added' } });
	for (const phone of json.output.error) results.push({ json: { phone, status: 'refused' } });
}
return results;`,
		),
	),
	id,
});

/** The least that can be built: a list that is clean already, in chunks, and what Ozonetel answers. */
export const leanHandBuilt = (id: string, file: string, server: Server): Workflow => ({
	...row(
		'Lean hand-built',
		...readList(file),
		code(
			'Chunk',
			`const items = $input.all();
const chunks = [];
for (let at = 0; at < items.length; at += 100) {
	chunks.push({ json: { blockNumbers: items.slice(at, at + 100).map(({ json }) => json.phone) } });
}
return chunks;`,
		),
		httpRequest(server, '$json.blockNumbers'),
	),
	id,
});

/** The first thing most users try: the HTTP Request node, once per number. */
export const onePerRequest = (id: string, file: string, server: Server): Workflow => ({
	...row(
		'One number per request',
		...readList(file),
		httpRequest(server, "['91' + String($json.phone).replace(/\\D/g, '').slice(-10)]"),
	),
	id,
});

/**
 * A list in slices, each in an execution of its own, whose items are gone when the next begins. The
 * loop is what n8n recommends in place of its deprecated 'Run once for each item'.
 */
export function sliced(id: string, slices: number, size: number): Workflow[] {
	const sliceId = `${id}Slice`;
	const slice = row(
		'One slice',
		{
			name: 'Slice',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			parameters: { inputSource: 'passthrough' },
		},
		code(
			'Rows', // stands for a database node with LIMIT and OFFSET
			`const { from } = $input.first().json;
return Array.from({ length: ${size} }, (_, at) => ({ json: { phone: String(6000000000 + from + at) } }));`,
		),
		{
			name: 'Ozonetel Block Group',
			type: ozonetelType,
			typeVersion: 1,
			credentials: credentialsOf('near'),
			parameters: {
				groupName: GROUP,
				phoneNumbers: '={{ $json.phone }}',
				options: { defaultCountry: 'IN', output: 'summary' },
			},
		},
	);
	const inSlices = row(
		'In slices',
		manualTrigger,
		code(
			'Slices',
			`return Array.from({ length: ${slices} }, (_, slice) => ({ json: { from: slice * ${size} } }));`,
		),
		{
			name: 'Loop Over Items',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { batchSize: 1, options: {} },
		},
	);
	const each: Node = {
		name: 'Each Slice',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: {
			workflowId: { __rl: true, mode: 'id', value: sliceId },
			options: { waitForSubWorkflow: true },
		},
	};
	inSlices.nodes.push({ ...each, id: 'each-slice', position: [720, 0] });
	connect(inSlices, 'Loop Over Items', 1, each.name);
	connect(inSlices, each.name, 0, 'Loop Over Items');
	// The numbers are in the list they came from and at Ozonetel: no need to keep them here as well.
	const settings = { saveDataSuccessExecution: 'none' };
	return [
		{ ...inSlices, id },
		{ ...slice, id: sliceId, settings },
	];
}

const code = (name: string, jsCode: string): Node => ({
	name,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

const httpRequest = ({ url, place }: Server, blockNumbers: string): Node => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	credentials: credentialsOf(place),
	parameters: {
		method: 'PUT',
		url: `${url}/ca_apis/updateBlockNumbers`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'ozonetelApi',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ { groupName: '${GROUP}', blockNumbers: ${blockNumbers} } }}`,
		options: {},
	},
});
