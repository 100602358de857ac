import Table from 'cli-table3';

/** A heading and rows of text; columns of figures are aligned at the right. */
export interface Grid {
	head: string[];
	rows: string[][];
}

const isFigure = ({ rows }: Grid, column: number): boolean =>
	rows.every((row) => /^(?:[\d.,]+( s| MB)?|–|)$/.test(row[column]));

/** For the terminal. */
export function toTable(grid: Grid): string {
	const colAligns = grid.head.map((_, at) => (isFigure(grid, at) ? 'right' : 'left'));
	const table = new Table({ head: grid.head, colAligns, style: { head: [], border: [] } });
	table.push(...grid.rows);
	return table.toString();
}

/** For a document. */
export function toMarkdown(grid: Grid): string {
	const rule = grid.head.map((_, at) => (isFigure(grid, at) ? '---:' : '---'));
	return [grid.head, rule, ...grid.rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
