import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installN8n } from '../../n8n/support/install';
import { cli, cliExpecting, filesOf, startN8n, type Place } from '../../n8n/support/n8n';
import { freePort } from '../../n8n/support/ports';
import { installPackage, packNode } from '../../n8n/support/package';
import { Rest } from '../../n8n/support/rest';
import type { Workflow } from '../../n8n/support/workflow';

/** What one execution took. */
export interface Execution {
	/** By node: n8n's own `executionTime`, in ms. */
	nodes: Record<string, number>;
	/** From the start of the process to its end, in ms. */
	process: number;
	/** The most that n8n and its task runner held, in MB. */
	memory: number;
}

interface Report extends Omit<Execution, 'process'> {
	workflow: string;
	status: string;
	error?: string;
	runnerMemory: number;
}

/** A real n8n on SQLite, with the packed node, one credential and workflows to run one at a time. */
export class BenchN8n {
	private constructor(
		private readonly place: Place,
		private readonly folder: string,
	) {}

	static async install(
		credentials: Record<'near' | 'far', object>,
		workflows: (file: (name: string) => string) => Workflow[],
	): Promise<BenchN8n> {
		await installN8n();
		const folder = mkdtempSync(join(tmpdir(), 'ozonetel-bench-'));
		const place = { userFolder: join(folder, 'n8n'), port: await freePort() };
		await installPackage(await packNode(folder), place.userFolder);
		mkdirSync(filesOf(place), { recursive: true });
		const n8n = new BenchN8n(place, folder);
		await n8n.import(
			'credentials',
			(['near', 'far'] as const).map((place) => ({
				...CREDENTIALS[place],
				type: 'ozonetelApi',
				data: credentials[place],
			})),
		);
		const imported = workflows((name) => n8n.file(name));
		await n8n.import('workflow', imported);
		await n8n.publish(imported.filter(isSubWorkflow));
		copyDatabase(n8n.home, folder);
		return n8n;
	}

	/** A file that workflows may read. */
	file(name: string): string {
		return join(filesOf(this.place), name);
	}

	/** Runs a workflow in a fresh process, on a database as it was after the set-up. */
	async execute(id: string): Promise<Execution> {
		copyDatabase(this.folder, this.home);
		const reportFile = join(this.folder, 'report.jsonl');
		writeFileSync(reportFile, '');
		process.env.BENCH_REPORT = reportFile; // n8n's process inherits both
		process.env.EXTERNAL_HOOK_FILES = join(__dirname, 'n8nHook.cjs');

		const start = performance.now();
		const { stdout, stderr } = await cli(this.place, ['execute', `--id=${id}`]);
		const elapsed = performance.now() - start;
		const reports = readFileSync(reportFile, 'utf8').trim().split('\n').filter(Boolean);
		const report = reports
			.map((line) => JSON.parse(line) as Report)
			.findLast(({ workflow }) => workflow === id); // after those of its sub-workflows
		if (report?.status !== 'success') {
			const said = report?.error ?? `${stdout.slice(-2_000)}\n${stderr.slice(-2_000)}`;
			throw new Error(`${id} did not succeed: ${said}`);
		}
		return {
			nodes: report.nodes,
			process: elapsed,
			memory: report.memory + report.runnerMemory,
		};
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	private get home(): string {
		return join(this.place.userFolder, '.n8n');
	}

	/** n8n calls only published workflows as sub-workflows, and only a running n8n publishes. */
	private async publish(workflows: Workflow[]): Promise<void> {
		const running = await startN8n(this.place);
		const rest = new Rest(running.address);
		await rest.logIn();
		for (const { id } of workflows) await rest.publish(id!);
		await running.stop();
	}

	private async import(what: 'credentials' | 'workflow', entries: object[]): Promise<void> {
		const file = join(this.folder, `${what}.json`);
		writeFileSync(file, JSON.stringify(entries));
		await cliExpecting(this.place, [`import:${what}`, `--input=${file}`], /Successfully imported/);
	}
}

const isSubWorkflow = ({ nodes }: Workflow): boolean =>
	nodes[0].type === 'n8n-nodes-base.executeWorkflowTrigger';

/** SQLite keeps what was written last in a file of its own. */
function copyDatabase(from: string, to: string): void {
	for (const file of ['database.sqlite', 'database.sqlite-wal', 'database.sqlite-shm']) {
		rmSync(join(to, file), { force: true });
		if (existsSync(join(from, file))) cpSync(join(from, file), join(to, file));
	}
}

/** Of the simulator on this machine, and of the same behind a long line. */
export const CREDENTIALS = {
	near: { id: 'benchCredential1', name: 'Ozonetel account' },
	far: { id: 'benchCredential2', name: 'Ozonetel account, far away' },
};
