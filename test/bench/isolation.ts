import type { Client } from '../../nodes/OzonetelBlockGroup/send/client';
import { sendBatches } from '../../nodes/OzonetelBlockGroup/send/send';
import type { Batch, Target } from '../../nodes/OzonetelBlockGroup/model';
import { paceOf } from '../support/pace';
import { mean } from './support/statistics';
import { count, toTable } from './support/table';

const BATCH = 100;
const BATCHES = 1_000;
const DRAWS = 2_000;

/** `npm run bench:isolation`: requests it takes to find the bad numbers of batches refused as a whole. */
async function main(): Promise<void> {
	const single: string[][] = [];
	for (const bad of [1, 2, 3, 5, 10, 20, 50, 100]) {
		const draws = Array.from({ length: DRAWS }, () => pick(bad));
		const counts: number[] = [];
		for (const marks of draws) counts.push(await requestsFor([marks]));
		const bounds = [information(bad), withKnownCount(bad), withUnknownCount(bad)];
		const most = Math.max(...counts);
		single.push([
			...[bad, ...bounds.map((bound) => 1 + Math.ceil(bound))].map(String),
			mean(counts).toFixed(1),
			String(most),
			mean(draws.map(halving)).toFixed(1),
		]);
	}
	console.log(`One batch of ${BATCH}, the first request included, ${DRAWS} random draws each`);
	const head = [
		'bad of 100',
		'at least',
		'k known',
		'k not known',
		'ours, mean',
		'ours, most',
		'halving, mean',
	];
	console.log(toTable({ head, rows: single }));
	console.log(`  at least     log2 C(100,k): no way of asking needs fewer for every draw
  k known      log2 C(100,k) + k - 1: Hwang's generalized binary splitting, which is told k, at most
  k not known  1.431 M(k,100) + 39: the best proven where nobody tells k (Wu, Cheng et al.), at most
  halving      every refused part in two, down to single numbers
  These methods conclude, but for halving; the node calls no number bad that did not stand alone, and counts that too.\n`);

	const run: string[][] = [];
	for (const share of [0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.5]) {
		const list = Array.from({ length: BATCHES }, () => draw(share));
		const requests = await requestsFor(list);
		const least = Math.max(BATCHES, Math.ceil(BATCHES * BATCH * entropy(share)));
		const halved = list.reduce((sum, marks) => sum + halving(marks), 0);
		const ratio = (requests / least).toFixed(2);
		run.push([String(share * 100), ...[requests, least].map(count), ratio, count(halved)]);
	}
	console.log(`A run of ${count(BATCHES)} batches`);
	const columns = ['% bad', 'requests', 'at least (entropy)', 'ratio', 'halving'];
	console.log(toTable({ head: columns, rows: run }));
}

/** Sends batches, given as which of their numbers are bad, through the node's own code. */
async function requestsFor(bad: boolean[][]): Promise<number> {
	let requests = 0;
	const client: Client = {
		requests: 0,
		cancelled: false,
		call: async (_, numbers) => {
			requests++;
			return numbers.some((number) => number.startsWith('0'))
				? { verdict: 'numbersRefused', message: 'invalid data', because: 'format' as const }
				: { verdict: 'success', message: 'updated', done: numbers, rejected: [] };
		},
	};
	const batches = bad.map((marks, at): Batch => ({
		number: at + 1,
		target: TARGET,
		numbers: marks.map((isBad, item) => ({
			sentAs: `${isBad ? 0 : 9}${100 + item}`,
			item,
		})),
	}));
	const settings = { pace: paceOf(), stopAtFirstFailure: false, creations: {} };
	await sendBatches(batches, client, settings);
	for (const { numbers } of batches) {
		for (const { sentAs, outcome } of numbers) {
			const expected = sentAs.startsWith('0') ? 'refused' : 'added';
			if (outcome?.status !== expected) throw new Error(`${sentAs}: ${outcome?.status}`);
		}
	}
	return requests;
}

const TARGET: Target = {
	operation: 'addNumbers',
	apiVersion: 'current',
	groupName: 'Do not call',
	groupId: '',
	description: '',
	expiryDate: '',
	batchSize: BATCH,
	dryRun: false,
	ifGroupExists: 'error',
};

/** A batch with so many bad numbers, anywhere. */
function pick(bad: number): boolean[] {
	const marks = Array<boolean>(BATCH).fill(false);
	for (let left = bad; left > 0;) {
		const at = Math.floor(Math.random() * BATCH);
		if (!marks[at]) left--;
		marks[at] = true;
	}
	return marks;
}

/** What halving every refused part would take, to compare with. */
function halving(marks: boolean[]): number {
	if (marks.length === 1 || !marks.includes(true)) return 1;
	const middle = Math.ceil(marks.length / 2);
	return 1 + halving(marks.slice(0, middle)) + halving(marks.slice(middle));
}

const draw = (share: number) => Array.from({ length: BATCH }, () => Math.random() < share);

const entropy = (share: number) =>
	share === 0 ? 0 : -share * Math.log2(share) - (1 - share) * Math.log2(1 - share);

/** log2 C(100, k) */
function information(bad: number): number {
	let bits = 0;
	for (let n = 1; n <= bad; n++) bits += Math.log2((BATCH - bad + n) / n);
	return bits;
}

/** Hwang's bound; one by one it is 99, as the last number follows from the count. */
const withKnownCount = (bad: number) => Math.min(Math.ceil(information(bad)) + bad - 1, BATCH - 1);

const withUnknownCount = (bad: number) => Math.floor(1.431 * withKnownCount(bad) + 39);

void main();
