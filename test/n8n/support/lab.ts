import pLimit from 'p-limit';
import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor } from '../../support/savedCredential';
import { demoGroups, demoSwitches } from '../../demo/account';
import { ozonetelHere } from './demo';
import { addressOf, type Place } from './n8n';
import { testFolder } from './places';
import { Rest } from './rest';
import { row, webhook, type Node, type Workflow } from './workflow';

export const place = (): Place => ({
	userFolder: testFolder,
	port: Number(process.env.TEST_N8N_PORT),
	settings: ozonetelHere(Number(process.env.TEST_OZONETEL_PORT)),
});

export interface Answer {
	status: number;
	body: any;
}

export async function post(
	url: string,
	body: unknown,
	{ headers = {}, patience = 60_000 }: { headers?: object; patience?: number } = {},
): Promise<Answer> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(patience),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json');
	return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** What a test file works with: the running n8n, an Ozonetel of its own, a credential for it. */
export class Lab {
	private workflows = 0;
	private readonly saving = pLimit(1);

	private constructor(
		readonly rest: Rest,
		readonly simulator: Simulator,
		readonly credentialId: string,
		private readonly name: string,
	) {}

	/** `examples`: at the address that the examples' credential names. */
	static async open(name: string, forExamples = false): Promise<Lab> {
		const rest = new Rest(addressOf(place()), process.env.TEST_N8N_COOKIE);
		const port = forExamples ? Number(process.env.TEST_OZONETEL_PORT) : 0;
		const simulator = await startSimulator({
			port,
			groups: demoGroups,
			switches: forExamples ? demoSwitches : {},
		});
		const { id } = await rest
			.createCredential('ozonetelApi', 'Ozonetel', credentialFor(simulator))
			.catch(async (error: unknown) => {
				await simulator.close(); // or jest would not end
				throw error;
			});
		return new Lab(rest, simulator, id, name);
	}

	/** Ozonetel as it was at the start: the groups of the examples, empty. */
	reset(): void {
		this.simulator.reset();
		for (const { name } of demoGroups) this.simulator.addGroup(name);
	}

	async close(): Promise<void> {
		await this.simulator?.close();
	}

	/** Webhook → the nodes, published and called. */
	async call(nodes: Node[], body: unknown, extend: (workflow: Workflow) => void = () => {}) {
		const path = `${this.name}-${++this.workflows}`;
		const workflow = row(path, webhook(path), ...nodes);
		extend(workflow);
		// One at a time: n8n 1.123 mixes up the SQLite transactions of two.
		const id = await this.saving(async () => {
			const created = await this.rest.createWorkflow(workflow);
			await this.rest.publish(created);
			return created;
		});
		const answer = await post(`${this.rest.address}/webhook/${path}`, body);
		return { answer, execution: await this.rest.lastExecution(id) };
	}
}
