import Table from 'cli-table3';
import { parse } from 'csv-parse/sync';
import type { IDataObject, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startSimulator, type Group, type LoggedRequest } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runNode } from '../support/engine';
import { demoGroups, demoSwitches } from './account';

/** A line of numbers.csv, as a CRM exports it. */
type Row = Record<'Name' | 'Phone' | 'List' | 'Block Until' | 'Note', string>;

interface Demo {
	rows: Row[];
	results: INodeExecutionData[];
	requests: LoggedRequest[];
	groups: Group[];
	hints: NodeExecutionHint[];
	nodeMs: number;
}

/** `npm run demo`: CSV → Ozonetel Block Group, as a workflow in n8n: the built node, n8n's engine, real HTTP. */
export async function runDemo(): Promise<Demo> {
	const rows: Row[] = parse(readFileSync(join(__dirname, '../../examples/numbers.csv')), {
		bom: true,
		columns: true,
	});
	const simulator = await startSimulator({
		groups: demoGroups,
		switches: demoSwitches,
	});
	try {
		const { output, hints, taskData, error } = await runNode({
			items: rows,
			credential: credentialFor(simulator),
			parameters: {
				operation: 'addNumbers',
				groupName: '={{ $json.List }}',
				phoneNumbers: '={{ $json.Phone }}',
				expires: "={{ $json['Block Until'] ? 'onDate' : 'never' }}",
				expiryDate: "={{ $json['Block Until'] }}",
				options: { defaultCountry: 'IN', timeZone: 'Asia/Kolkata' },
			},
			onError: 'continueRegularOutput',
		});
		if (error) throw new Error(error.message);
		return {
			rows,
			results: output,
			requests: simulator.requests,
			groups: simulator.groups,
			hints,
			nodeMs: taskData.executionTime,
		};
	} finally {
		await simulator.close();
		await disposeExpressionEngine();
	}
}

const MOST_EXAMPLES = 20;

/** Tells what the node made of the CSV, on a terminal of 100 columns. */
function printDemo({ rows, results, requests, groups, hints, nodeMs }: Demo) {
	const statuses = [...new Set(results.map(({ json }) => String(json.status)))];
	const counts = statuses.map((status) => {
		const ofStatus = results.filter(({ json }) => json.status === status);
		const numbers = once(ofStatus).length;
		console.log(`\n${status}: ${numbers}, some of them:`);
		console.log(table(ofStatus));
		return `${numbers} ${status}`;
	});
	const held = groups.map(({ name, numbers }) => `${numbers.size} in ${name}`);
	console.log(`
The note n8n shows:
${hints.map(({ message }) => message).join('\n')}

${rows.length} rows of examples/numbers.csv ask for ${once(results).length} numbers: ${counts.join(' + ')}.
${results.length - once(results).length} results repeat a number that was asked for before.
Ozonetel (simulated on this machine) holds ${held.join(', ')}.
${requests.length} requests, at most 100 numbers in each, ${(nodeMs / 1000).toFixed(2)} s in the node.
A refused request was sent again in parts, until each number that Ozonetel refuses stood alone.
`);
}

function table(results: Demo['results']): string {
	const examples = someOfEachKind(results.map(({ json }) => json));
	const lines = results
		.filter(({ json }) => examples.includes(json))
		.map(({ json, pairedItem }) => [
			(pairedItem as { item: number }).item + 2, // the file's first row is its head
			visible(json.phoneNumber),
			json.registeredAs ?? '–',
			json.duplicate ? `${String(json.message)} (asked for before)` : json.message,
		]);
	const shown = new Table({
		head: ['Row', 'Phone as written', 'Registered as', 'Message'],
		colWidths: [5, 27, 17, 46],
		wordWrap: true,
		style: { compact: true, head: [], border: [] },
	});
	shown.push(...(lines as string[][]));
	return shown.toString();
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
		.replace(/\p{Nd}+/gu, '0')
		.replace(/\p{L}+/gu, 'a')
		.replace(/[\p{Pd}−]/gu, '-')
		.replace(/\p{Cf}/gu, '');

/** What cannot be seen, as its code: a zero-width space is `\u200b`. */
function visible(text: unknown): string {
	return String(text).replace(
		/[^\P{C}]|[^\P{Z} ]/gu,
		(mark) => `\\u${mark.codePointAt(0)!.toString(16).padStart(4, '0')}`,
	);
}

if (require.main === module) void runDemo().then(printDemo);
