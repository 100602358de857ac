import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isDone, STATUSES, operationRule, ALL_STATUSES, type Status } from '../contract';
import { groupLabel, type Outcome, type RequestedNumber, type Target } from '../model';
import type { Sent } from '../send/send';
import { shorten } from '../text';

interface Result extends IDataObject {
	phoneNumber: string;
	status: Status;
	message: string;
	sentAs: string | null;
	registeredAs: string | null;
	country: string | null;
	group: string | null;
	expiryDate: string | null;
	duplicate: boolean;
	batch: number | null;
	/** Only for removals: whether Ozonetel confirmed it. */
	deleted?: boolean;
}

/**
 * One item per requested number, in the order of the input, paired to the item that it came from.
 *
 * @param input the input items, if their fields are to be included in the results
 */
export function toItems(
	asked: readonly RequestedNumber[],
	onErrorBranch: boolean,
	input?: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const items = asked.map((number) => ({
		json: toResult(number),
		pairedItem: { item: number.item },
	}));
	const passOn = (list: typeof items): INodeExecutionData[] =>
		input ? list.map((item) => withFieldsOf(input, item)) : list;
	if (!onErrorBranch) return passOn(items);
	// The errors come last: if the first item is one, n8n's Retry On Fail runs the whole node again.
	// n8n itself adds the fields of the input item to an error.
	const [done, notDone] = partition(items, ({ json }) => isDone(json.status));
	return [...passOn(done), ...notDone.map(toErrorItem)];
}

/** The item's own fields come first. Without `error`: n8n would take the item for a failed one. */
function withFieldsOf(
	input: readonly INodeExecutionData[],
	{ json, pairedItem }: { json: Result; pairedItem: { item: number } },
): INodeExecutionData {
	const fields = Object.entries(input[pairedItem.item].json).filter(
		([name]) => name !== 'error' && !Object.hasOwn(json, name),
	);
	return { json: { ...Object.fromEntries(fields), ...json }, pairedItem };
}

function toErrorItem({ json, pairedItem }: { json: Result; pairedItem: { item: number } }) {
	const { status, message, phoneNumber, sentAs } = json;
	const number = sentAs ?? (phoneNumber === '' ? '(empty)' : phoneNumber);
	const error = STATUSES[status].headline(number, json.deleted !== undefined);
	return forErrorBranch({ json: { error, message, details: json }, pairedItem });
}

/**
 * Marks an item for the error branch. n8n 2.41 recognises it by the three keys of its `json`, n8n 1.123
 * to 2.20 only by `error` on the item itself. But n8n later drops the `json` of an item that has `error`.
 * So it is not enumerable: n8n sees it when it chooses the branch, and loses it when it copies the item.
 */
function forErrorBranch(item: INodeExecutionData): INodeExecutionData {
	const { error, message } = item.json;
	return Object.defineProperty(item, 'error', { value: { message: `${error}: ${message}` } });
}

function partition<T>(list: readonly T[], test: (element: T) => boolean): [T[], T[]] {
	return [list.filter(test), list.filter((element) => !test(element))];
}

function toResult(asked: RequestedNumber): Result {
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
		...(removes(target) ? { deleted: outcome.status === 'removed' } : {}),
	};
}

const removes = ({ operation }: Target): boolean => operationRule(operation).done === 'removed';

/** What became of a number. One that was never sent has a reason instead. */
export function outcomeOf({ number, reason }: RequestedNumber): Outcome {
	if (!number) return { status: 'invalid', message: reason ?? '' };
	return number.outcome ?? { status: 'failed', message: 'Not sent' };
}

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
