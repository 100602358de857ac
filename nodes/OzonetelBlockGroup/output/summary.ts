import type { INodeExecutionData } from 'n8n-workflow';

import type { RequestedNumber } from '../model';
import type { Sent } from '../send/send';
import { ALL_STATUSES, isDone, STATUSES, type Status } from '../statuses';
import { outcomeOf } from './items';

// A number counts once, even if several items ask for it.

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

/** How many are not done, by status: “3 refused, 1 invalid”; empty if all are done. */
export const tally = (asked: readonly RequestedNumber[]): string =>
	Object.entries(countStatuses(asked))
		.filter(([status, count]) => count > 0 && !isDone(status as Status))
		.map(([status, count]) => `${count} ${status}`)
		.join(', ');

/** How far a run came, for errors. */
export function progress(asked: readonly RequestedNumber[]): string {
	const { all, done } = countNumbers(asked);
	return `${done} of ${all} numbers had gone through.`;
}

/** Shorter waits are not mentioned. */
export const isWorthTelling = (waitedMs: number): boolean => waitedMs >= 1000;

/** One item with the counts, paired to every input item. */
export function toSummary(
	asked: readonly RequestedNumber[],
	{ requests, inserted, waited }: Pick<Sent, 'requests' | 'inserted' | 'waited'>,
	inputItems: number,
): INodeExecutionData[] {
	const counts = Object.entries(countStatuses(asked)).filter(
		([status, count]) => count > 0 || STATUSES[status as Status].inSummary === 'always',
	);
	const json = {
		requested: asked.length,
		distinct: distinct(asked).filter(({ number }) => number).length,
		...Object.fromEntries(counts),
		duplicates: asked.filter(({ duplicate }) => duplicate).length,
		requests,
		...(inserted === undefined ? {} : { inserted }),
		...(isWorthTelling(waited) ? { waitedSeconds: Math.round(waited / 1000) } : {}),
	};
	const pairedItem = Array.from({ length: inputItems }, (_, item) => ({ item }));
	return [{ json, pairedItem }];
}
