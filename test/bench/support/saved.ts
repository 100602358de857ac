import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Report } from './report';

/** What was measured outlives whatever goes wrong with the page: `--redraw` writes it from this. */
export function save(file: string, report: Report): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify(report));
}

export const load = (file: string): Report => JSON.parse(readFileSync(file, 'utf8')) as Report;
