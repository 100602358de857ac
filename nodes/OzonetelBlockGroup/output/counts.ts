import type { RequestedNumber } from '../model';
import { ALL_STATUSES, isDone, type Status } from '../statuses';
import { outcomeOf } from './items';

// All counts are of numbers: one that several items ask for counts once.

export const distinct = (asked: readonly RequestedNumber[]): RequestedNumber[] =>
	asked.filter(({ duplicate }) => !duplicate);

/** How many numbers have each status. */
export function countStatuses(asked: readonly RequestedNumber[]): Record<Status, number> {
	const counts = Object.fromEntries(ALL_STATUSES.map((status) => [status, 0]));
	for (const number of distinct(asked)) counts[outcomeOf(number).status]++;
	return counts as Record<Status, number>;
}

export function countNumbers(asked: readonly RequestedNumber[]): { all: number; done: number } {
	const numbers = distinct(asked);
	const done = numbers.filter((number) => isDone(outcomeOf(number).status));
	return { all: numbers.length, done: done.length };
}

/** How many are not done, by status: “3 refused, 1 invalid”; empty where all are done. */
export const tally = (asked: readonly RequestedNumber[]): string =>
	Object.entries(countStatuses(asked))
		.filter(([status, count]) => count > 0 && !isDone(status as Status))
		.map(([status, count]) => `${count} ${status}`)
		.join(', ');

/** How far a run came, as an error tells it. */
export function progress(asked: readonly RequestedNumber[]): string {
	const { all, done } = countNumbers(asked);
	return `${done} of ${all} numbers had gone through.`;
}
