import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isDone, STATUSES, type Status } from '../statuses';
import { shorten } from '../text';
import { operationRule } from '../contract';
import { groupLabel, type Outcome, type RequestedNumber, type Target } from '../model';

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
