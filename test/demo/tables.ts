import Table from 'cli-table3';
import type { IDataObject } from 'n8n-workflow';
import { styleText } from 'node:util';

import type { LoggedRequest } from '../simulator';
import type { Demo } from './demo';

type Style = Parameters<typeof styleText>[0];

const COLOURS: Record<string, Style> = { added: 'green', invalid: 'yellow', refused: 'red' };
const MOST_EXAMPLES = 20;

/** Tells what the node made of the CSV, on a terminal of 100 columns. */
export function printDemo(demo: Demo) {
	console.log(
		`\n${demo.rows.length} rows of examples/numbers.csv → Ozonetel Block Group → Ozonetel (simulated on this machine)`,
	);
	const byStatus = groupBy(demo.results, ({ json }) => String(json.status));
	title('What became of every number');
	for (const [status, items] of byStatus) printResults(status, items);
	title('What was sent: one request per group and expiry, at most 100 numbers in each');
	console.log(
		'A refused request is sent again in parts, until each number that Ozonetel refuses stands alone.\n',
	);
	printRequests(demo);
	title('What the groups hold now');
	printGroups(demo);

	for (const hint of demo.hints) {
		console.log(`\n${paint('yellow', 'The note n8n shows:')}\n${hint.message}`);
	}
	const sum = [...byStatus].map(([status, items]) => `${once(items).length} ${status}`).join(' + ');
	const all = once(demo.results).length;
	console.log(`
${demo.rows.length} rows ask for ${all} numbers: ${sum}. ${demo.results.length - all} results repeat a number that was asked for before.
${demo.requests.length} requests, ${(demo.nodeMs / 1000).toFixed(2)} s in the node.
`);
}

function printResults(status: string, items: Demo['results']) {
	const examples = someOfEachKind(items.map(({ json }) => json));
	const numbers = once(items).length;
	const many = examples.length < items.length ? ', some of them:' : '';
	console.log(`${paint(COLOURS[status] ?? 'red', status)}: ${numbers}${many}`);
	const lines = items
		.filter(({ json }) => examples.includes(json))
		.map(({ json, pairedItem }) => [
			(pairedItem as { item: number }).item + 2, // the file's first row is its head
			visible(json.phoneNumber),
			json.registeredAs ?? '–',
			message(json),
		]);
	print(['Row', 'Phone as written', 'Registered as', 'Message'], [5, 27, 17, 46], lines);
}

function printRequests({ requests }: Demo) {
	const lines = requests.map(({ n, method, path, body, answer }) => {
		const { groupName, expiryDate, blockNumbers } = body as IDataObject;
		const until = String(expiryDate ?? 'never').slice(0, 10);
		return [n, `${method} ${path}`, groupName, until, count(blockNumbers), said(answer)];
	});
	print(['', 'Request', 'Group', 'Expiry', 'Numbers', 'Answer'], [4, 33, 14, 12, 9, 21], lines);
}

function printGroups({ groups }: Demo) {
	const lines = groups.flatMap(({ name, numbers }) => {
		const byExpiry = groupBy([...numbers], ([, { expiryDate }]) => expiryDate ?? 'never');
		return [...byExpiry].map(([expiry, entries]) => {
			const first = entries.slice(0, 3).map(([number]) => number);
			return [name, expiry, entries.length, `${first.join(' ')}${entries.length > 3 ? ' …' : ''}`];
		});
	});
	print(['Group', 'Expiry', 'Numbers', 'The first of them'], [14, 21, 9, 48], lines);
}

/** A number that several rows ask for counts once, as in the node's own counts. */
const once = (results: Demo['results']) => results.filter(({ json }) => !json.duplicate);

/** One of each kind of spelling and reason. */
function someOfEachKind(results: IDataObject[]): IDataObject[] {
	const kinds = new Map<string, IDataObject>();
	for (const json of results) {
		const reason = String(json.message).replace(/“.*?”|\d/g, '');
		const kind = json.duplicate ? 'duplicate' : `${shape(String(json.phoneNumber))} ${reason}`;
		if (!kinds.has(kind)) kinds.set(kind, json);
	}
	return [...kinds.values()].slice(0, MOST_EXAMPLES);
}

/** A spelling without its digits and words: `+91 98765-43210` is `+0 0-0`. */
const shape = (text: string) =>
	text
		.replace(/\p{Script=Devanagari}+/gu, '०')
		.replace(/[０-９]+/g, '０')
		.replace(/[0-9]+/g, '0')
		.replace(/\p{L}+/gu, 'a')
		.replace(/[\p{Pd}−]/gu, '-')
		.replace(/\p{Cf}/gu, '');

function message({ message: said, duplicate }: IDataObject): string {
	return duplicate ? `${said} (asked for before)` : String(said);
}

/** What cannot be seen, as its code: a zero-width space is `\u200b`. */
function visible(text: unknown): string {
	return String(text).replace(
		/[^\P{C}]|[^\P{Z} ]/gu,
		(mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`,
	);
}

function said(answer: LoggedRequest['answer']): string {
	const { status, message, output } = (answer?.body ?? {}) as Record<string, never>;
	if (status === 'error') return paint('red', `error: ${message}`);
	return `${message}: ${count((output as IDataObject).succes)}`;
}

const count = (list: unknown) => (list as unknown[]).length;

function groupBy<T>(all: T[], key: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
	return groups;
}

function title(text: string) {
	console.log(`\n${paint('bold', text)}\n`);
}

function print(head: string[], colWidths: number[], lines: unknown[][]) {
	const table = new Table({
		head,
		colWidths,
		wordWrap: true,
		style: { compact: true, head: [], border: [] },
	});
	table.push(...(lines as string[][]));
	console.log(table.toString());
}

function paint(style: Style, text: string): string {
	return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
