import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { OPERATIONS } from '../contract';
import { ALL_STATUSES, isDone, STATUSES, type Status } from '../statuses';
import type { RequestedNumber } from '../model';
import { expiryHint } from './expiryHint';
import { outcomeOf } from './items';

/** All results counted in one item, paired to every input item. */
export function toSummary(
	asked: readonly RequestedNumber[],
	requests: number,
	inputItems: number,
	waitedMs: number,
): INodeExecutionData[] {
	const counts = Object.entries(countStatuses(asked)).filter(
		([status, count]) => count > 0 || STATUSES[status as Status].inSummary === 'always',
	);
	const json = {
		requested: asked.length,
		distinct: countDistinct(asked),
		...Object.fromEntries(counts),
		duplicates: asked.filter(({ duplicate }) => duplicate).length,
		requests,
		...(isWorthTelling(waitedMs) ? { waitedSeconds: Math.round(waitedMs / 1000) } : {}),
	};
	const pairedItem = Array.from({ length: inputItems }, (_, item) => ({ item }));
	return [{ json, pairedItem }];
}

/** Notes for the output pane: what was not done, and what made the run slow. */
export function toHints(
	asked: readonly RequestedNumber[],
	summary: boolean,
	waitedMs: number,
): NodeExecutionHint[] {
	return [notDoneHint(asked, summary), expiryHint(asked), waitedHint(waitedMs)].filter(
		(hint) => hint !== undefined,
	);
}

const isWorthTelling = (waitedMs: number): boolean => waitedMs >= 1000;

function waitedHint(waitedMs: number): NodeExecutionHint | undefined {
	if (!isWorthTelling(waitedMs)) return undefined;
	const seconds = Math.round(waitedMs / 1000);
	const time = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
	return {
		message: `This run waited ${time} in total, because Ozonetel limits how many requests an account may send and how many bulk operations it may run at the same time. Nothing was lost. The n8n log shows when and why.`,
		type: 'info',
		location: 'outputPane',
	};
}

function notDoneHint(
	asked: readonly RequestedNumber[],
	summary: boolean,
): NodeExecutionHint | undefined {
	const counts = countStatuses(asked);
	const notDoneStatuses = ALL_STATUSES.filter((status) => !isDone(status));
	const parts = notDoneStatuses
		.filter((status) => counts[status] > 0)
		.map((status) => `${counts[status]} ${status}`);
	if (parts.length === 0) return undefined;
	const notDone = notDoneStatuses.reduce((sum, status) => sum + counts[status], 0);
	const distinct = asked.length - asked.filter(({ duplicate }) => duplicate).length;
	const removed = asked.every(({ target }) => OPERATIONS[target.operation].done === 'removed');
	const verb = removed ? 'removed' : 'added';
	const dryRun = asked.every(({ target }) => target.dryRun);
	const were = dryRun ? 'would not be' : notDone === 1 ? 'was not' : 'were not';
	const why = summary
		? "Set 'Output' to 'Each Number' to see which and why."
		: "The field 'message' of each says why.";
	return {
		message: `${notDone} of ${distinct} numbers ${were} ${verb}: ${parts.join(', ')}. ${why}`,
		type: 'warning',
		location: 'outputPane',
	};
}

/** How many numbers have each status; a number asked for several times counts once. */
function countStatuses(asked: readonly RequestedNumber[]): Record<Status, number> {
	const counts = Object.fromEntries(ALL_STATUSES.map((status) => [status, 0]));
	for (const number of asked) if (!number.duplicate) counts[outcomeOf(number).status]++;
	return counts as Record<Status, number>;
}

/** How many numbers there are to send. */
const countDistinct = (asked: readonly RequestedNumber[]): number =>
	asked.filter(({ number, duplicate }) => number && !duplicate).length;

/** How far a run came, as an error tells it. */
export function progress(asked: readonly RequestedNumber[]): string {
	const counts = countStatuses(asked);
	return `${counts.added + counts.removed} of ${countDistinct(asked)} numbers had gone through.`;
}
