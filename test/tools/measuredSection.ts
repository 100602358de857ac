import { readFileSync, writeFileSync } from 'node:fs';

import { format, resolveConfig } from 'prettier';

const BEGIN = /^<!-- measured: written by `.*` -->$/m;
const END = '<!-- /measured -->';

/** Puts what a command has measured between the marks of a document; what is written around them stays. */
export async function writeMeasured(file: string, markdown: string): Promise<void> {
	const text = readFileSync(file, 'utf8');
	const begin = BEGIN.exec(text);
	const end = text.indexOf(END);
	if (!begin || end < begin.index) throw new Error(`${file} has no marks for what is measured`);
	const before = text.slice(0, begin.index + begin[0].length);
	const whole = `${before}\n\n${markdown}\n\n${text.slice(end)}`;
	await writeFormatted(file, whole);
}

/** Writes a file as `npm run format` would leave it. */
export async function writeFormatted(file: string, text: string): Promise<void> {
	writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

/** A heading and rows of text; columns of figures are aligned at the right. */
export interface Grid {
	head: string[];
	rows: string[][];
}

const isFigure = ({ rows }: Grid, column: number): boolean =>
	rows.every((row) => /^(?:[\d.,]+( s| MB| of \d+)?|–|)$/.test(row[column]));

export function toMarkdown(grid: Grid): string {
	const rule = grid.head.map((_, at) => (isFigure(grid, at) ? '---:' : '---'));
	return [grid.head, rule, ...grid.rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
