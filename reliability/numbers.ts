import { count, toTable } from '../bench/support/table';
import { emptyTally, judgeExample, type Misreading } from '../test/support/numbers/readings';
import { examplesOf, regions, ways } from '../test/support/numbers/spellings';

const started = Date.now();
const examples = regions.flatMap(examplesOf);
const tallies = new Map(ways.map((way) => [way, emptyTally()]));
const misread: Misreading[] = [];
for (const from of [undefined, ...regions]) {
	for (const example of examples)
		judgeExample(example, from, tallies, (what) => misread.push(what));
}
const columns = ['right', 'own', 'asWritten', 'refused', 'other'] as const;
const rows = [...tallies].map(([way, tally]) => [
	way,
	...columns.map((column) => count(tally[column])),
]);
const total = [...tallies.values()]
	.flatMap((tally) => Object.values(tally))
	.reduce((a, b) => a + b);
console.log(toTable({ head: ['written', ...columns], rows }));
for (const each of misread.slice(0, 40)) console.log(JSON.stringify(each));
console.log(
	`${count(total)} readings, ${misread.length} others, ${Math.round((Date.now() - started) / 1000)} s`,
);
process.exit(misread.length > 0 ? 1 : 0);
