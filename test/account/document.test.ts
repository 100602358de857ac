import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { defaultSwitches } from '../simulator/switches';
import { NOT_ASKED, PROBES, type SwitchName } from './probes';
import type { Report } from './report';

// docs/ozonetel-api.md §8 lists the questions as the probes have them.

/** Reports of accounts, by file name: what they settled is a fact, and a profile for the tests. */
const reports: Array<{ name: string; report: Report }> = globSync('*.json', {
	cwd: join(__dirname, 'reports'),
}).map((file) => ({
	name: basename(file, '.json'),
	report: JSON.parse(readFileSync(join(__dirname, 'reports', file), 'utf8')),
}));

/** The tables in docs/ozonetel-api.md §8. */
function openQuestions(): string {
	const told = (name: SwitchName) => {
		const answers = reports.flatMap(({ name: file, report }) =>
			name in report.switches ? [`\`${String(report.switches[name])}\` (${file})`] : [],
		);
		return answers.join(', ') || 'none';
	};
	const asked = PROBES.map(({ switch: name, question, call, reading }) => [
		question,
		`\`${String(defaultSwitches[name])}\``,
		`\`${name}\``,
		`${call}. ${reading}`,
		told(name),
	]);
	const notAsked = NOT_ASKED.map(({ question, switch: name, why }) => [
		question,
		name ? `\`${name}\`` : 'none',
		why,
	]);
	return [
		table(
			['Question', 'Assumed', 'Switch', 'Probe: what it calls, how it reads', 'Reports'],
			asked,
		),
		'What the check does not ask:',
		table(['Question', 'Switch', 'Why not'], notAsked),
	].join('\n\n');
}

const table = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const document = readFileSync(join(__dirname, '../../docs/ozonetel-api.md'), 'utf8');

/** A table as Prettier aligns it is the same table. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test('the document has the tables of the probes', () => {
	const section = document.slice(document.indexOf('## §8'));
	expect(plain(section)).toContain(plain(openQuestions()));
});
