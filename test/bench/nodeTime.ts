import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { readCell } from '../../nodes/OzonetelBlockGroup/phone/cell';
import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runNode, useExpressionEngine } from '../support/engine';
import { functionNode } from '../support/nodeTypes';
import { makeCell } from '../support/numbers/cells';
import { randomOf } from '../support/numbers/random';
import { GROUP, median, phone, sentAs } from './numbers';
import { sendAll } from './script';
import { startServer, type Server } from './server';
import { count, toMarkdown } from '../tools/measuredSection';

/**
 * `npm run bench:node -- [numbers] [runs]`: what the node itself takes, on n8n's engine in this process,
 * beside a plain script and a node that only sends; and what cleaning takes.
 */
async function main(): Promise<void> {
	const [numbers = 10_000, runs = 5] = process.argv.slice(2).map(Number);
	const server = await startServer();
	await useExpressionEngine('vm'); // what production runs on

	const phones = Array.from({ length: numbers }, (_, at) => phone(at));
	const contestants: Record<string, Contest> = {
		'plain script': async () => await sendAll(server, numbers, 1),
		"a node that only calls n8n's helper": async () =>
			await timeOf(server, phones, { nodeType: senderNode(numbers) }),
		'Ozonetel Block Group, ={{ $json.phone }}': async () => await timeOf(server, phones),
		'Ozonetel Block Group, ={{ $json.phone.trim() }}': async () =>
			await timeOf(server, phones, { phoneNumbers: '={{ $json.phone.trim() }}' }),
	};
	const arriving = Object.entries(contestants).map(([name, contest]): [string, Contest] => [
		name,
		async () => {
			await server.reset();
			const ms = await contest();
			const held = (await server.counts()).numbers;
			if (held !== numbers) throw new Error(`${name}: ${held} of ${numbers} numbers arrived`);
			return ms;
		},
	]);
	const times = await inTurn(Object.fromEntries(arriving), runs);
	const cells = await dryRuns(server, numbers, runs);
	server.stop();
	await disposeExpressionEngine();

	const rows = compared(times).map((row, at) => {
		const perNumber = ((times[at][1] / numbers) * 1000).toFixed(1);
		return [...row, perNumber];
	});
	console.log(`${count(numbers)} numbers, medians of ${runs} runs, Node.js ${process.version}`);
	console.log(toMarkdown({ head: ['', 'ms', '× script', 'µs a number'], rows }));
	console.log(cells);
	console.log(cleaning(numbers));
}

/** Takes some time, in ms. */
type Contest = () => Promise<number>;

/** The medians of runs in turn, so that what else the machine does meets all of them. */
async function inTurn(
	contests: Record<string, Contest>,
	runs: number,
): Promise<Array<[name: string, ms: number]>> {
	const times = Object.entries(contests).map(([name, contest]) => ({
		name,
		contest,
		all: [] as number[],
	}));
	for (let run = 0; run < runs; run++) {
		for (const { contest, all } of times) all.push(await contest());
	}
	return times.map(({ name, all }) => [name, median(all)]);
}

/** Rows of a table: ms, and how often the first one's. */
const compared = (times: Array<[name: string, ms: number]>): string[][] =>
	times.map(([name, ms]) => [name, count(ms), (ms / times[0][1]).toFixed(2)]);

async function timeOf(
	server: Server,
	phones: unknown[],
	{
		phoneNumbers = '={{ $json.phone }}',
		dryRun = false,
		nodeType,
	}: { phoneNumbers?: string; dryRun?: boolean; nodeType?: INodeType } = {},
): Promise<number> {
	const { taskData, error } = await runNode({
		items: phones.map((value) => ({ phone: value })) as IDataObject[],
		// The country is what 'auto' stands for on the India domain, which a local server is not.
		parameters: { groupName: GROUP, phoneNumbers, options: { defaultCountry: 'IN', dryRun } },
		credential: credentialFor(server),
		nodeType,
	});
	if (error) throw error;
	return taskData.executionTime;
}

/** Dry runs in turn: plain numbers, columns as they usually are, and cells of every kind, one number in each. */
async function dryRuns(server: Server, size: number, runs: number): Promise<string> {
	const random = randomOf(5);
	const cells: unknown[] = [];
	while (cells.length < size) {
		const { value, numbers, undoubted } = makeCell(random, 'IN');
		// JSON, and so an item, has no bigint.
		if (undoubted && numbers.length === 1 && typeof value !== 'bigint') cells.push(value);
	}
	const plain = cells.map((_, at) => phone(at));
	const dry = (column: unknown[]) => async () => await timeOf(server, column, { dryRun: true });
	const times = await inTurn(
		{
			plain: dry(plain),
			'ten usual spellings': dry(
				plain.map((digits, at) => USUAL[at % USUAL.length](digits.slice(-10))),
			),
			"half plain, half the generator's": dry(cells.map((cell, at) => (at % 2 ? cell : plain[at]))),
			"the generator's cells": dry(cells),
		},
		runs,
	);
	return toMarkdown({ head: ['dry run of cells', 'ms', '× plain'], rows: compared(times) });
}

const USUAL: Array<(digits: string) => string> = [
	(digits) => `+91 ${digits.slice(0, 5)} ${digits.slice(5)}`,
	(digits) => `Mobile: +91 ${digits.slice(0, 5)} ${digits.slice(5)}`,
	(digits) => `${digits} (M)`,
	(digits) => `Ph. ${digits}`,
	(digits) => `022-2400${digits.slice(6)}`,
	(digits) => `0${digits.slice(0, 5)} ${digits.slice(5)}`,
	(digits) => `+1 415-555-${digits.slice(6)}`,
	(digits) => `Ramesh Kumar ${digits}`,
	(digits) => `${digits.slice(0, 5)}-${digits.slice(5)} ext 12`,
	(digits) => `tel:+91${digits}`,
];

/** The least a node can do: the same requests, from numbers that are ready to send, and one item. */
function senderNode(numbers: number): INodeType {
	const sender = functionNode('sender', async function () {
		const list = Array.from({ length: numbers }, (_, at) => sentAs(at));
		const { domain } = await this.getCredentials('ozonetelApi');
		for (let at = 0; at < numbers; at += 100) {
			await this.helpers.httpRequestWithAuthentication.call(this, 'ozonetelApi', {
				method: 'PUT',
				url: `${String(domain)}/ca_apis/updateBlockNumbers`,
				body: { groupName: GROUP, blockNumbers: list.slice(at, at + 100) },
				json: true,
			});
		}
		return [{ json: { sent: numbers } }];
	});
	const credentials = [{ name: 'ozonetelApi', required: true }];
	return { ...sender, description: { ...sender.description, credentials } };
}

/** Cleaning as the node does it, beside what libphonenumber takes for the same numbers: the best of some rounds. */
function cleaning(numbers: number): string {
	const rules = { country: 'IN', format: 'digits' } as const;
	const KINDS: Record<string, (at: number) => string> = {
		'plain Indian': phone,
		'Indian, spaces and dashes': (at) => `+91 ${phone(at).slice(-10, -5)}-${phone(at).slice(-5)}`,
		'in brackets, another script': (at) => `(०९१) ${phone(at)}`,
		'American, with plus': (at) => `+1415555${2000 + (at % 8000)}`,
		'British, with 00': (at) => `0044207946${1000 + (at % 9000)}`,
		'American, bare digits': (at) => `1415555${2000 + (at % 8000)}`,
		"nobody's": (at) => `0798${10_000_000 + at}`,
		'tel: link': (at) => `tel:+44-20-7946-${1000 + (at % 9000)};ext=5`,
	};
	const rows = Object.entries(KINDS).map(([kind, spell]) => {
		const list = Array.from({ length: numbers }, (_, at) => spell(at));
		const perNumber = (clean: (text: string) => unknown) => {
			const rounds = Array.from({ length: 7 }, () => {
				const start = performance.now();
				for (const text of list) clean(text);
				return performance.now() - start;
			});
			return ((Math.min(...rounds) / numbers) * 1000).toFixed(1);
		};
		return [
			kind,
			perNumber((text) => readCell(text, rules)),
			perNumber((text) => parsePhoneNumberFromString(text, 'IN')?.isValid()),
		];
	});
	return toMarkdown({ head: ['cleaning, µs a number', 'the node', 'libphonenumber-js'], rows });
}

void main();
