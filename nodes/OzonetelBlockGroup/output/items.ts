import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isDone, STATUSES, type Status } from '../statuses';
import { shorten } from '../text';
import { ruleOf } from '../contract';
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
	/** Where numbers are removed: whether Ozonetel confirmed it. */
	deleted?: boolean;
}

/**
 * One item per number asked for, in the order of the input, each paired to the item that asked.
 *
 * @param input the input items, where their fields are to go on beside the result
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
	// n8n splits them by branch and runs the whole node again (Retry On Fail) if the first is an error.
	// To an error it adds the fields of the input item itself.
	const [done, notDone] = partition(items, ({ json }) => isDone(json.status));
	return [...passOn(done), ...notDone.map(toErrorItem)];
}

/** The item's own fields first, as its row has them; n8n would take an item with a field `error` for failed. */
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
 * Marks an item for the error branch. n8n 2.41 knows one by its three keys, n8n 1.123 to 2.20 only by
 * `error` in the item itself, for whose sake n8n throws away the `json` of an item that still has it
 * later. Hidden, it is seen when the branch is chosen and left behind when n8n copies the item to it.
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

const removes = ({ operation }: Target): boolean => ruleOf(operation).done === 'removed';

/** What became of a number; one that was never sent has its reason instead. */
export function outcomeOf({ number, reason }: RequestedNumber): Outcome {
	if (!number) return { status: 'invalid', message: reason ?? '' };
	return number.outcome ?? { status: 'failed', message: 'Not sent' };
}
