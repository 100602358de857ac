import { readCell } from '../../../nodes/OzonetelBlockGroup/phone/cell';
import type { NumberFormat } from '../../../nodes/OzonetelBlockGroup/model';
import { HOMES, makeCell, type Cell, type Home } from './cells';
import { chance, pick, type Random } from './random';

export interface CellTally {
	cells: number;
	undoubted: number;
	whole: number;
	/** Cells of which a number would be blocked that they are not made from. */
	others: Array<{ cell: Cell; home: Home; sent: string[] }>;
	/** Undoubted ones that were not read whole: a number is missing, or digits were refused. */
	missed: Array<{ cell: Cell; home: Home; results: string[] }>;
	byKind: Map<string, { cells: number; whole: number; undoubted: number }>;
}

export const emptyCellTally = (): CellTally => ({
	cells: 0,
	undoubted: 0,
	whole: 0,
	others: [],
	missed: [],
	byKind: new Map(),
});

const FORMATS: NumberFormat[] = ['digits', 'e164'];

/** Makes a cell and reads it: only numbers that it was made from, or refused. */
export function judgeCell(random: Random, tally: CellTally, home: Home = homeOf(random)): void {
	const cell = makeCell(random, home);
	const format = pick(random, FORMATS);
	const results = readCell(cell.value, { country: home, format });
	const expected = new Set(
		cell.numbers.map((e164) =>
			format === 'digits' && e164.length > 11 ? e164.replace('+', '') : e164,
		),
	);
	const sent = results.flatMap(({ sentAs }) => sentAs ?? []);
	const whole =
		results.every(({ sentAs, phoneNumber }) => sentAs !== null || !/\p{Nd}/u.test(phoneNumber)) &&
		new Set(sent).size === expected.size;
	const kind = tally.byKind.get(cell.kind) ?? { cells: 0, whole: 0, undoubted: 0 };
	tally.byKind.set(cell.kind, kind);
	tally.cells++;
	kind.cells++;
	if (sent.some((number) => !expected.has(number))) tally.others.push({ cell, home, sent });
	if (!cell.undoubted) return;
	tally.undoubted++;
	kind.undoubted++;
	if (whole) {
		tally.whole++;
		kind.whole++;
	} else {
		const told = results.map(({ sentAs, reason }) => sentAs ?? reason!);
		if (tally.missed.length < 1000) tally.missed.push({ cell, home, results: told });
	}
}

const homeOf = (random: Random): Home => (chance(random, 0.6) ? 'IN' : pick(random, HOMES));
