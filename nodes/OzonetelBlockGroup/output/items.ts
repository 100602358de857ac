import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isDone, STATUSES, operationRule, ALL_STATUSES, type Status } from '../contract';
import { groupLabel, type Outcome, type RequestedNumber, type Target } from '../model';
import type { Sent } from '../send/send';
import { shorten } from '../text';

/**
 * One item per requested number, in the order of the input, paired to the item that it came from. For
 * the error branch, the errors come last: if the first item is one, n8n's Retry On Fail runs the whole
 * node again.
 *
 * @param input the input items, if their fields are to be included in the results
 */
export function toItems(
	asked: readonly RequestedNumber[],
	onErrorBranch: boolean,
	input?: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const isError = (one: RequestedNumber) => onErrorBranch && !wasDone(one);
	const results = asked.filter((one) => !isError(one)).map((one) => toItem(one, input));
	return [...results, ...asked.filter(isError).map(toErrorItem)];
}

/** The input's fields come first. Without `error`: n8n would take the item for a failed one. */
function toItem(asked: RequestedNumber, input?: readonly INodeExecutionData[]): INodeExecutionData {
	const { item } = asked;
	const result = toResult(asked);
	if (!input) return { json: result, pairedItem: { item } };
	// Other nodes may give items that have nothing but binary data.
	const given = (input[item].json as IDataObject | undefined) ?? {};
	const fields = Object.entries(given).filter(
		([name]) => name !== 'error' && !Object.hasOwn(result, name),
	);
	return { json: { ...Object.fromEntries(fields), ...result }, pairedItem: { item } };
}

/**
 * An item of the error branch; n8n adds the fields of the input item. n8n 2.41 recognises it by the
 * three keys of its `json`, n8n 1.123 to 2.20 only by `error` on the item itself. But n8n later drops
 * the `json` of an item that has `error`. So it is not enumerable: n8n sees it when it chooses the
 * branch, and loses it when it copies the item.
 */
function toErrorItem(asked: RequestedNumber): INodeExecutionData {
	const details = toResult(asked);
	const { status, message, phoneNumber, sentAs } = details;
	const number = sentAs ?? (phoneNumber === '' ? '(empty)' : phoneNumber);
	const error = STATUSES[status].headline(number, removes(asked.target));
	const item = { json: { error, message, details }, pairedItem: { item: asked.item } };
	return Object.defineProperty(item, 'error', { value: { message: `${error}: ${message}` } });
}

function toResult(asked: RequestedNumber) {
	const { number, target, phoneNumber, duplicate } = asked;
	const outcome = outcomeOf(asked);
	return {
		phoneNumber,
		status: outcome.status,
		message: outcome.message,
		sentAs: number?.sentAs ?? null,
		registeredAs: outcome.registeredAs ?? null,
		country: number?.country ?? null,
		group: shorten(groupLabel(target)) || null,
		expiryDate: target.expiryDate || null,
		duplicate,
		batch: number?.batch ?? null,
		// Whether Ozonetel confirmed the removal.
		...(removes(target) ? { deleted: outcome.status === 'removed' } : {}),
	};
}

const removes = ({ operation }: Target): boolean => operationRule(operation).done === 'removed';

/** What became of a number. One that was never sent has a reason instead. */
export function outcomeOf({ number, reason }: RequestedNumber): Outcome {
	if (!number) return { status: 'invalid', message: reason ?? '' };
	return number.outcome ?? { status: 'failed', message: 'Not sent' };
}

export const wasDone = (asked: RequestedNumber): boolean => isDone(outcomeOf(asked).status);

// A number counts once, even if several items ask for it.

export const distinct = (asked: readonly RequestedNumber[]): RequestedNumber[] =>
	asked.filter(({ duplicate }) => !duplicate);

function countStatuses(asked: readonly RequestedNumber[]): Record<Status, number> {
	const counts = Object.fromEntries(ALL_STATUSES.map((status) => [status, 0]));
	for (const number of distinct(asked)) counts[outcomeOf(number).status]++;
	return counts as Record<Status, number>;
}

export function countNumbers(asked: readonly RequestedNumber[]): { all: number; done: number } {
	const numbers = distinct(asked);
	return { all: numbers.length, done: numbers.filter(wasDone).length };
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

export const isWorthTelling = (waitedMs: number): boolean => waitedMs >= 1000;

/** One item with the counts, paired to every input item. */
export function toSummary(
	asked: readonly RequestedNumber[],
	{ requests, inserted, waited }: Pick<Sent, 'requests' | 'inserted' | 'waited'>,
	inputItems: number,
): INodeExecutionData[] {
	const { planned, ...counts } = countStatuses(asked);
	const json = {
		requested: asked.length,
		distinct: distinct(asked).filter(({ number }) => number).length,
		...counts,
		...(planned > 0 ? { planned } : {}),
		duplicates: asked.filter(({ duplicate }) => duplicate).length,
		requests,
		...(inserted === undefined ? {} : { inserted }),
		...(isWorthTelling(waited) ? { waitedSeconds: Math.round(waited / 1000) } : {}),
	};
	const pairedItem = Array.from({ length: inputItems }, (_, item) => ({ item }));
	return [{ json, pairedItem }];
}
