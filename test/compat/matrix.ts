import { existsSync, readFileSync } from 'node:fs';
import type { Version } from './versions';

interface Group {
	passed: number;
	all: number;
	/** Of the scenarios, some were left out for a fault of this n8n. */
	leftOut: boolean;
}

/** What came of the scenarios in one version, by group. */
export interface Result {
	version: Version;
	groups: Map<string, Group>;
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
			const leftOut = version.leftOut?.names.some((name) => fullName.includes(name));
			if (status === 'pending' && !leftOut) continue;
			const title = capitalised(ancestorTitles[0]);
			const group = groups.get(title) ?? { ...NONE };
			groups.set(title, group);
			if (status === 'pending') {
				group.leftOut = true;
				continue;
			}
			group.all++;
			if (status === 'passed') group.passed++;
			else failed.push(fullName);
		}
	}
	return { version, groups, failed };
}

const NONE: Group = { passed: 0, all: 0, leftOut: false };
const MARKS = '¹²³⁴';

const capitalised = (text: string) => text[0].toUpperCase() + text.slice(1);

/** Versions × groups of scenarios, as Markdown, with a note for each version that leaves some out. */
export function matrix(results: readonly Result[]): string {
	const titles = [...new Set(results.flatMap(({ groups }) => [...groups.keys()]))].sort();
	const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const noted = results.filter(({ groups }) => [...groups.values()].some((one) => one.leftOut));
	const count = ({ passed, all }: { passed: number; all: number }) => `${passed} of ${all}`;
	const cell = (result: Result, title: string) => {
		const group = result.groups.get(title) ?? NONE;
		return count(group) + (group.leftOut ? MARKS[noted.indexOf(result)] : '');
	};
	const sum = ({ groups }: Result) => ({
		passed: [...groups.values()].reduce((total, { passed }) => total + passed, 0),
		all: [...groups.values()].reduce((total, { all }) => total + all, 0),
	});
	const table = [
		row(['Scenarios that pass', ...results.map(({ version }) => `n8n ${version.n8n}`)]),
		row(['---', ...results.map(() => '--:')]),
		...titles.map((title) => row([title, ...results.map((result) => cell(result, title))])),
		row(['**All**', ...results.map((result) => `**${count(sum(result))}**`)]),
	];
	const notes = noted.map(({ version }, at) => `\n${MARKS[at]} ${version.leftOut!.why}`);
	return [...table, ...notes].join('\n');
}
