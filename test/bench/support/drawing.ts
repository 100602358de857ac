import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, View } from 'vega';
import { compile } from 'vega-lite';

import { byLatency, bySize, type Chart } from './charts';
import type { Result } from './measure';
import { MODES, themeOf, type Mode } from './theme';
import { underWay } from './underWay';

export const chartsOf = (results: readonly Result[]): Chart[] => [
	bySize(results),
	byLatency(results),
	underWay(results),
];

/** A chart as SVG. */
const draw = async ({ spec }: Chart, mode: Mode): Promise<string> =>
	await new View(parse(compile(spec(mode), { config: themeOf(mode) }).spec), {
		renderer: 'none',
	}).toSVG();

const fileOf = ({ name }: Chart, mode: Mode): string => `performance-${name}-${mode}.svg`;

/** Writes every chart into the folder, for light pages and for dark ones. */
export async function writeCharts(folder: string, charts: readonly Chart[]): Promise<void> {
	for (const chart of charts) {
		for (const mode of MODES) {
			writeFileSync(join(folder, fileOf(chart, mode)), `${await draw(chart, mode)}\n`);
		}
	}
}

/** The charts as a page in docs/ shows them. */
export const toPictures = (charts: readonly Chart[]): string =>
	charts
		.map(
			(chart) => `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="images/${fileOf(chart, 'dark')}">
  <img alt="${chart.alt}" src="images/${fileOf(chart, 'light')}">
</picture>

${chart.caption}`,
		)
		.join('\n\n');
