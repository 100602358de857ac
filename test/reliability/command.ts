import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One line of docs/reliability.md. */
export interface Row {
	what: string;
	tried: string;
	/** What was lost, doubled or let out: nothing, when all is well. */
	lost: string;
	passed: boolean;
}

export interface Measured {
	rows: Row[];
	seconds: number;
	at: string;
}

export const project = resolve(__dirname, '../..');
const folder = join(project, '.n8n-run/reliability');
export const resultOf = (name: string) => join(folder, `${name}.json`);

/** Runs a measurement, prints it, and keeps it for docs/reliability.md. */
export function command(name: string, measure: (say: typeof console.log) => Promise<Row[]>): void {
	const started = Date.now();
	measure(console.log)
		.then((rows) => {
			const seconds = Math.round((Date.now() - started) / 1000);
			const measured: Measured = { rows, seconds, at: new Date().toISOString() };
			mkdirSync(folder, { recursive: true });
			writeFileSync(resultOf(name), JSON.stringify(measured, null, '\t'));
			for (const { what, tried, lost } of rows) console.log(`${what}: ${tried}; lost: ${lost}`);
			console.log(`${seconds} s`);
			process.exit(rows.every(({ passed }) => passed) ? 0 : 1);
		})
		.catch((error: Error) => {
			console.error(error.stack);
			process.exit(1);
		});
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
	`${count === 0 ? 'no' : count.toLocaleString('en')} ${count === 1 ? one : many}`;
