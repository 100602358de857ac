import { count, toTable } from '../bench/support/table';
import { judgeSet, randomOf, type MatchTally } from '../support/numbers/matching';
import { emptyTally, judgeExample, type Misreading } from '../support/numbers/readings';
import { examplesOf, regions, ways } from '../support/numbers/spellings';

/**
 * `npm run test:numbers -- [sets]`: reads Google's example numbers of every kind and region, in every
 * way of writing, with every default country; then matches answers to random sets of numbers. Judged by
 * Google's own library and by brute force. About 3 minutes.
 */
const SETS = Number(process.argv[2] ?? 100_000);
const SHOWN = 20;

function read(): number {
	const examples = regions.flatMap(examplesOf);
	const tallies = new Map(ways.map((way) => [way, emptyTally()]));
	const misread: Misreading[] = [];
	for (const from of [undefined, ...regions]) {
		for (const each of examples) judgeExample(each, from, tallies, (what) => misread.push(what));
	}
	const columns = ['right', 'own', 'asWritten', 'refused', 'other'] as const;
	const head = ['written', 'right', "default country's own", 'as written', 'refused', 'other'];
	const rows = [...tallies].map(([way, tally]) => [
		way,
		...columns.map((column) => count(tally[column])),
	]);
	const total = [...tallies.values()]
		.flatMap((tally) => Object.values(tally))
		.reduce((sum, each) => sum + each);
	console.log(toTable({ head, rows }));
	for (const each of misread.slice(0, SHOWN)) console.log(JSON.stringify(each));
	console.log(
		`${count(total)} readings of ${count(examples.length)} numbers, with ${regions.length} default countries and none: ${misread.length} others`,
	);
	return misread.length;
}

function match(): number {
	const tally: MatchTally = { took: 0, confirmed: 0, wrong: [] };
	const random = randomOf(1);
	for (let set = 0; set < SETS; set++) judgeSet(random, tally);
	for (const each of tally.wrong.slice(0, SHOWN)) console.log(JSON.stringify(each));
	console.log(
		`${count(SETS)} random sets, ${count(tally.took)} numbers taken, ${count(tally.confirmed)} confirmed: ${tally.wrong.length} wrong`,
	);
	return tally.wrong.length;
}

const wrong = read() + match();
process.exit(wrong > 0 ? 1 : 0);
