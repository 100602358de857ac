import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { installN8n } from '../n8n/support/install';
import { addressOf, cli, cliExpecting, startN8n, type Place } from '../n8n/support/n8n';
import { installPackage, packNode } from '../n8n/support/package';
import { freePort } from '../n8n/support/ports';
import { Rest } from '../n8n/support/rest';
import type { Workflow } from '../n8n/support/workflow';
import { COUNTED } from './workflows';

/** What one execution took. */
export interface Execution {
	/** n8n's own `executionTime` of the nodes that count, in ms. */
	ms: number;
	/** The most that n8n and its task runner held, in MB. */
	memory: number;
}

/** A real n8n on SQLite, with the packed node, credentials and workflows to run one at a time. */
export class BenchN8n {
	private constructor(
		private readonly place: Place,
		private readonly folder: string,
	) {}

	static async install(credentials: object[], workflows: Workflow[]): Promise<BenchN8n> {
		await installN8n();
		const folder = mkdtempSync(join(tmpdir(), 'ozonetel-bench-'));
		const place = { userFolder: join(folder, 'n8n'), port: await freePort() };
		await installPackage(await packNode(folder), place.userFolder);
		for (const [what, entries] of Object.entries({ credentials, workflow: workflows })) {
			const file = join(folder, `${what}.json`);
			writeFileSync(file, JSON.stringify(entries));
			await cliExpecting(place, [`import:${what}`, `--input=${file}`], /Successfully imported/);
		}
		const n8n = new BenchN8n(place, folder);
		copyDatabase(n8n.home, folder);
		return n8n;
	}

	/** Runs a workflow in a new process, on the database as it was at first. */
	async execute(id: string): Promise<Execution> {
		copyDatabase(this.folder, this.home);
		const reportFile = this.expectReport();
		const { stdout, stderr } = await cli(this.place, ['execute', `--id=${id}`]);
		const { nodes, memory } = readReport(id, reportFile, `${stdout.slice(-2_000)}\n${stderr}`);
		const ms = COUNTED.reduce((sum, name) => sum + (nodes[name] ?? 0), 0);
		return { ms, memory };
	}

	/**
	 * Runs a workflow in an n8n started for it, on the database as the last one left it: Data Tables
	 * need a server. The time is that of all nodes.
	 */
	async executeInServer(id: string, trigger: string): Promise<Execution> {
		const reportFile = this.expectReport();
		const server = await startN8n(this.place);
		try {
			const rest = new Rest(addressOf(this.place));
			await rest.logIn();
			await rest.start(id, trigger);
			for (let waited = 0; waited < 1_200 && !existsSync(reportFile); waited++) await sleep(250);
		} finally {
			await server.stop();
		}
		const { nodes, memory } = readReport(id, reportFile, 'no report within five minutes');
		return { ms: Object.values(nodes).reduce((sum, ms) => sum + ms), memory };
	}

	/** n8n's process inherits both variables. */
	private expectReport(): string {
		const file = join(this.folder, 'report.json');
		rmSync(file, { force: true });
		process.env.BENCH_REPORT = file;
		process.env.EXTERNAL_HOOK_FILES = join(__dirname, 'n8nHook.cjs');
		return file;
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	private get home(): string {
		return join(this.place.userFolder, '.n8n');
	}
}

interface Report {
	status: string;
	error?: string;
	/** n8n's `executionTime` of each node, in ms. */
	nodes: Record<string, number>;
	memory: number;
}

function readReport(id: string, file: string, otherwise: string): Report {
	const report = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Report);
	if (report && report.status === 'success') return report;
	throw new Error(`${id} did not succeed: ${(report && report.error) || otherwise}`);
}

/** SQLite keeps what was written last in a file of its own. */
function copyDatabase(from: string, to: string): void {
	for (const file of ['database.sqlite', 'database.sqlite-wal', 'database.sqlite-shm']) {
		rmSync(join(to, file), { force: true });
		if (existsSync(join(from, file))) cpSync(join(from, file), join(to, file));
	}
}
