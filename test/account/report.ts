import manifest from '../../package.json';
import type { LoggedCall } from './account';
import type { Outcome } from './check';
import { NOT_ASKED, PROBES, type SwitchName } from './probes';

/** What the check found, without anything that is the account's own. */
export interface Report {
	report: 'check-account';
	version: string;
	date: string;
	region: string;
	/** What was settled, as `npm run simulator -- --profile` reads it. */
	switches: Partial<Record<SwitchName, unknown>>;
	questions: Array<{ switch: SwitchName; question: string; answer?: unknown; unknown?: string }>;
	notAsked: Array<{ question: string; why: string }>;
	limits: string[];
	/** Why it ended before its last question. */
	ended?: string;
	left: string[];
	calls: LoggedCall[];
}

export function reportOf(outcome: Outcome, region: string, date: Date): Report {
	const questions = PROBES.map(({ switch: name, question }) => {
		const finding = outcome.findings.get(name)!;
		return 'value' in finding
			? { switch: name, question, answer: finding.value }
			: { switch: name, question, unknown: finding.unknown };
	});
	return {
		report: 'check-account',
		version: manifest.version,
		date: date.toISOString().slice(0, 10),
		region,
		switches: Object.fromEntries(
			questions.filter((one) => 'answer' in one).map(({ switch: name, answer }) => [name, answer]),
		),
		questions,
		notAsked: NOT_ASKED.map(({ question, why }) => ({ question, why })),
		limits: outcome.limits,
		...(outcome.ended ? { ended: outcome.ended } : {}),
		left: outcome.left.map(({ group, number, certain }) => leftOf(group.label, number, certain)),
		calls: outcome.calls,
	};
}

export const leftOf = (group: string, number: string, certain: boolean): string =>
	`${number} ${certain ? 'is' : 'may be'} in the ${group}`;

/** For the terminal and an issue: the same as Markdown. */
export function markdownOf(report: Report): string {
	const cell = (text: string) => text.replace(/\|/g, String.raw`\|`);
	const rows = [
		...report.questions.map(({ question, switch: name, answer, unknown }) => [
			question,
			unknown === undefined ? `\`${String(answer)}\`` : `unknown: ${unknown}`,
			`\`${name}\``,
		]),
		...report.notAsked.map(({ question, why }) => [question, `not asked: ${why}`, '']),
	];
	const lines = [
		`Checked on ${report.date}, region ${report.region}, version ${report.version}, ${report.calls.length} calls.`,
		...(report.ended ? ['', `It ended early: ${report.ended}.`] : []),
		...report.limits.map((limit) => `\nA limit was met: ${limit}.`),
		...(report.left.length > 0 ? ['', `Not removed: ${report.left.join('; ')}.`] : []),
		'',
		'| Question | Answer | Switch |',
		'| --- | --- | --- |',
		...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
	];
	return `${lines.join('\n')}\n`;
}
