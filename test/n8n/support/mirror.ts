import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor } from '../../support/savedCredential';
import { addressOf, startN8n, type Place, type Running } from './n8n';
import { installPackage } from './package';
import { testFolder } from './places';
import { freePort } from './ports';
import { Rest } from './rest';
import { example, itemsOf, withCredentials, withSettings, type Execution } from './workflow';

export interface LedgerRow {
	id: number;
	number: string;
	country: string | null;
	group: string;
	status: string;
	since: string | null;
	until: string | null;
	reason: string | null;
	source: string | null;
	confirmedAt: string | null;
	message: string | null;
}

/** A line of the list: Phone, Reason, Block Until. */
export type Line = [phone: string, reason?: string, until?: string];

export interface Night {
	execution: Execution;
	/** What Ozonetel was sent: method and numbers of each request. */
	sent: Array<[method: string, ...numbers: string[]]>;
	/** What the workflow says of the night, if it came so far. */
	tonight?: Record<string, unknown>;
}

export const group = 'Do Not Call';

/** An n8n of its own, which may be killed, and `examples/mirror-a-list.json` in it, night after night. */
export class Mirror {
	rest!: Rest;
	credentialId!: string;
	private n8n?: Running;

	private constructor(
		private readonly place: Place,
		readonly simulator: Simulator,
	) {}

	static async open(name: string, settings: NodeJS.ProcessEnv = {}): Promise<Mirror> {
		const userFolder = join(testFolder, name);
		rmSync(userFolder, { recursive: true, force: true });
		const packs = join(testFolder, 'pack');
		const tarball = readdirSync(packs).find((file) => file.endsWith('.tgz'))!;
		await installPackage(join(packs, tarball), userFolder);
		const simulator = await startSimulator({
			groups: [{ name: group }],
			switches: { badNumber: 'list', isBad: (number) => /666$/.test(number) },
		});
		const mirror = new Mirror({ userFolder, port: await freePort(), settings }, simulator);
		await mirror.start();
		const credential = credentialFor(simulator);
		const { id } = await mirror.rest.createCredential('ozonetelApi', 'Ozonetel', credential);
		mirror.credentialId = id;
		return mirror;
	}

	/** `settings`: for this start alone. */
	async start(settings: NodeJS.ProcessEnv = {}): Promise<void> {
		const place = { ...this.place, settings: { ...this.place.settings, ...settings } };
		this.n8n = await startN8n(place);
		this.rest = new Rest(addressOf(place));
		await this.rest.logIn();
	}

	async restart(settings: NodeJS.ProcessEnv = {}): Promise<void> {
		await this.n8n?.stop();
		await this.n8n?.ended;
		await this.start(settings);
	}

	async kill(): Promise<void> {
		await this.n8n?.kill();
		this.n8n = undefined;
	}

	async close(): Promise<void> {
		await this.n8n?.stop();
		await this.simulator.close();
	}

	/** The workflow with this list in place of the pinned rows. */
	async create(list: Line[], settings: Record<string, unknown> = {}): Promise<string> {
		const workflow = example('mirror-a-list.json');
		delete workflow.id;
		withCredentials(workflow, { ozonetelApi: this.credentialId });
		workflow.pinData = {
			'The List': list.map(([Phone, Reason = '', until = '']) => ({
				json: { Phone, Reason, 'Block Until': until },
			})),
		};
		withSettings(workflow, settings);
		return await this.rest.createWorkflow(workflow);
	}

	async night(list: Line[], settings: Record<string, unknown> = {}): Promise<Night> {
		const before = this.simulator.requests.length;
		const execution = await this.rest.execute(await this.create(list, settings), 'Try It Now');
		const sent = this.simulator.requests.slice(before).map(({ method, body }): Night['sent'][0] => {
			const { blockNumbers } = body as { blockNumbers: string[] };
			return [method, ...blockNumbers.sort()];
		});
		return { execution, sent, tonight: itemsOf(execution, 'Tonight')[0]?.json };
	}

	/** The table's rows, by number. */
	async ledger(): Promise<LedgerRow[]> {
		const { data } = await this.rest.call('GET', `${await this.table()}/rows?take=250`);
		return data.sort((a: LedgerRow, b: LedgerRow) => a.number.localeCompare(b.number));
	}

	/** Writes a row into the table, as a run that is killed later does. */
	async note(row: LedgerRow): Promise<void> {
		const isGiven = ([name]: [string, unknown]) => !/^(id|createdAt|updatedAt)$/.test(name);
		const data = [Object.fromEntries(Object.entries(row).filter(isGiven))];
		await this.rest.call('POST', `${await this.table()}/insert`, { data });
	}

	private async table(): Promise<string> {
		const { data: tables } = await this.rest.call('GET', '/rest/data-tables-global?take=50');
		const { id, projectId } = tables.find(
			({ name }: { name: string }) => name === 'ozonetel_ledger',
		);
		return `/rest/projects/${projectId}/data-tables/${id}`;
	}

	/** What Ozonetel holds, in E.164, as the ledger writes it. */
	group(): string[] {
		return [...this.simulator.group(group)!.numbers.keys()].sort();
	}
}
