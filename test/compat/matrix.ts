import { existsSync, readFileSync } from 'node:fs';
import type { Version } from './versions';

/** What came of the scenarios in one version: passed and all, by group. */
export interface Result {
	version: Version;
	groups: Map<string, { passed: number; all: number }>;
	failed: string[];
}

interface JestResult {
	numRuntimeErrorTestSuites: number;
	testResults: Array<{
		name: string;
		message: string;
		assertionResults: Array<{ ancestorTitles: string[]; fullName: string; status: string }>;
	}>;
}

export function readResult(version: Version, file: string): Result {
	const groups: Result['groups'] = new Map();
	const failed: string[] = [];
	if (!existsSync(file)) return { version, groups, failed: ['n8n did not run'] };
	const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestResult;
	for (const { name, message, assertionResults } of testResults) {
		if (assertionResults.length === 0) failed.push(`${name}: ${message}`);
		for (const { ancestorTitles, fullName, status } of assertionResults) {
			if (status === 'pending') continue;
			const title = capitalised(ancestorTitles[0]);
			const group = groups.get(title) ?? { passed: 0, all: 0 };
			group.all++;
			if (status === 'passed') group.passed++;
			else failed.push(fullName);
			groups.set(title, group);
		}
	}
	return { version, groups, failed };
}

const capitalised = (text: string) => text[0].toUpperCase() + text.slice(1);

/** Versions × groups of scenarios, as Markdown. */
export function matrix(results: readonly Result[]): string {
	const titles = [...new Set(results.flatMap(({ groups }) => [...groups.keys()]))].sort();
	const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const cell = ({ passed, all }: { passed: number; all: number }) => `${passed} of ${all}`;
	const sum = ({ groups }: Result) => ({
		passed: [...groups.values()].reduce((total, { passed }) => total + passed, 0),
		all: [...groups.values()].reduce((total, { all }) => total + all, 0),
	});
	return [
		row(['Scenarios that pass', ...results.map(({ version }) => `n8n ${version.n8n}`)]),
		row(['---', ...results.map(() => '--:')]),
		...titles.map((title) =>
			row([
				title,
				...results.map(({ groups }) => cell(groups.get(title) ?? { passed: 0, all: 0 })),
			]),
		),
		row(['**All**', ...results.map((result) => `**${cell(sum(result))}**`)]),
	].join('\n');
}
