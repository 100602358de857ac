import { credentialFor } from '../../support/savedCredential';
import { Lab } from './lab';
import {
	connect,
	itemsOf,
	ozonetel,
	splitOut,
	type Execution,
	type Item,
	type Workflow,
} from './workflow';

type Data = Record<string, unknown>;

export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
export type OnError = (typeof ON_ERROR)[number];

export const GROUP = 'Do Not Call';

/** One result as a later node sees it, with what the same row of earlier nodes says. */
export interface Seen {
	branch: 'success' | 'error';
	/** The result: the item, or on the error branch its `details`. */
	result: Data;
	/** The item as it is on its branch. */
	json: Data;
	/** The number in the input item that it is paired to. */
	source: unknown;
}

export interface Ran {
	execution: Execution;
	seen: Seen[];
	/** Of each number asked for, in the order asked: its status. */
	statuses: unknown[];
	error: string;
	hints: string[];
}

/** Asks our node by way of the real n8n, and reads the answer from a node after it. */
export class Scenarios {
	private constructor(readonly lab: Lab) {}

	static async open(name: string): Promise<Scenarios> {
		return new Scenarios(await Lab.open(name));
	}

	get simulator() {
		return this.lab.simulator;
	}

	reset(): void {
		this.lab.reset();
	}

	async close(): Promise<void> {
		await this.lab?.close();
	}

	/** Saves another credential for the simulator, and gives its id. */
	async credential(changes: Data): Promise<string> {
		const data = credentialFor(this.simulator, changes as never);
		return (await this.lab.rest.createCredential('ozonetelApi', 'Ozonetel', data)).id;
	}

	held(group: string | number = GROUP): string[] {
		return [...(this.simulator.group(group)?.numbers.keys() ?? [])];
	}

	async run(
		phones: unknown[],
		parameters: Data = {},
		settings: Data = {},
		credentialId = this.lab.credentialId,
	): Promise<Ran> {
		const ours = ozonetel(credentialId, { groupName: GROUP, ...parameters }, settings);
		const { execution } = await this.lab.call(
			[splitOut('body.phones'), { ...ours, parameters: { ...numbersOfItem, ...ours.parameters } }],
			{ phones },
			addReaders,
		);
		return read(execution, phones);
	}
}

const numbersOfItem = { phoneNumbers: '={{ $json.phone }}' };

/** After each branch, a node that reads by expressions what its item is and came from. */
function addReaders(workflow: Workflow): void {
	for (const [branch, name] of ['Success', 'Error'].entries()) {
		workflow.nodes.push({
			id: name,
			name,
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [960, branch * 200],
			parameters: {
				mode: 'raw',
				jsonOutput:
					"={{ JSON.stringify({ json: $json, source: $('Split Out').item.json.phone, ours: $('Ozonetel').item.json }) }}",
				options: {},
			},
		});
		connect(workflow, 'Ozonetel', branch, name);
	}
}

function read(execution: Execution, phones: unknown[]): Ran {
	const seen = (['success', 'error'] as const).flatMap((branch) =>
		itemsOf(execution, branch === 'success' ? 'Success' : 'Error').map((item) =>
			seenOn(branch, item),
		),
	);
	const error = execution.resultData.error;
	const task = execution.resultData.runData.Ozonetel?.[0] as
		{ hints?: Array<{ message: string }> } | undefined;
	return {
		execution,
		seen,
		statuses: phones.map((phone) => seen.find(({ source }) => source === phone)?.result.status),
		error: error ? `${error.message} ${error.description ?? ''}` : '',
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}

function seenOn(branch: Seen['branch'], { json }: Item): Seen {
	const { json: item, source, ours } = json as { json: Data; source: unknown; ours: Data };
	expect(item).toEqual(ours); // the item, and the item by way of pairing
	return { branch, json: item, source, result: (branch === 'error' ? item.details : item) as Data };
}

const DONE = ['added', 'removed', 'planned'];

/** What holds for every run that did not stop (README.md, Output): nothing lost, all paired, each on its branch. */
export function judge({ seen, execution }: Ran, phones: unknown[], onError: OnError): void {
	expect(execution.status).toBe('success');
	const asked = (one: Seen) => one.result.phoneNumber;
	expect(seen.map(asked).sort()).toEqual(phones.map(String).sort());
	for (const { result, json, source, branch } of seen) {
		expect(result.phoneNumber).toBe(String(source));
		expect(result.message).toEqual(expect.stringMatching(/./));
		const done = DONE.includes(String(result.status));
		expect(branch).toBe(onError === 'continueErrorOutput' && !done ? 'error' : 'success');
		if (branch === 'success') {
			expect(json).not.toHaveProperty('error');
			expect(json).not.toHaveProperty('details');
		} else {
			// n8n puts the input item's fields beside the three of ours
			expect(Object.keys(json).sort()).toEqual(['details', 'error', 'message', 'phone']);
			expect(json.error).toEqual(expect.stringMatching(/./));
			expect(json.message).toBe(result.message);
		}
	}
}
