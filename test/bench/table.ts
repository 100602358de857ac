/** A heading and rows of text; columns of figures are aligned at the right. */
export interface Grid {
	head: string[];
	rows: string[][];
}

const isFigure = ({ rows }: Grid, column: number): boolean =>
	rows.every((row) => /^(?:[\d.,]+( s| MB)?|–|)$/.test(row[column]));

export function toMarkdown(grid: Grid): string {
	const rule = grid.head.map((_, at) => (isFigure(grid, at) ? '---:' : '---'));
	return [grid.head, rule, ...grid.rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export const count = (value: number): string => Math.round(value).toLocaleString('en');
