import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isDone, STATUSES, type Status } from '../statuses';
import { groupLabel, type Outcome, type RequestedNumber } from '../types';

interface Result extends IDataObject {
	phoneNumber: string;
	sentAs: string | null;
	registeredAs: string | null;
	status: Status;
	message: string;
	duplicate: boolean;
	group: string | null;
	expiryDate: string | null;
	batch: number | null;
}

/** One item per number asked for, in the order of the input, each paired to the item that asked. */
export function toItems(
	asked: readonly RequestedNumber[],
	onErrorBranch: boolean,
): INodeExecutionData[] {
	const items = asked.map((number) => ({
		json: toResult(number),
		pairedItem: { item: number.item },
	}));
	if (!onErrorBranch) return items;
	// n8n splits them by branch and runs the whole node again (Retry On Fail) if the first is an error.
	const [done, notDone] = partition(items, ({ json }) => isDone(json.status));
	return [...done, ...notDone.map(toErrorItem)];
}

function toErrorItem({ json, pairedItem }: { json: Result; pairedItem: { item: number } }) {
	const { status, message, phoneNumber, sentAs } = json;
	const error = STATUSES[status].headline(sentAs ?? (phoneNumber === '' ? '(empty)' : phoneNumber));
	return { json: { error, message, details: json }, pairedItem };
}

function partition<T>(list: readonly T[], test: (element: T) => boolean): [T[], T[]] {
	return [list.filter(test), list.filter((element) => !test(element))];
}

function toResult(asked: RequestedNumber): Result {
	const { number, target, phoneNumber, duplicate } = asked;
	const outcome = outcomeOf(asked);
	return {
		phoneNumber,
		sentAs: number?.sentAs ?? null,
		registeredAs: outcome.registeredAs ?? null,
		status: outcome.status,
		message: outcome.message,
		duplicate,
		group: groupLabel(target).slice(0, 100) || null,
		expiryDate: target.expiryDate || null,
		batch: number?.batch ?? null,
		...(target.operation === 'removeNumbers' ? { deleted: outcome.status === 'removed' } : {}),
	};
}

/** What became of a number; one that was never sent has its reason instead. */
export function outcomeOf({ number, reason }: RequestedNumber): Outcome {
	if (!number) return { status: 'invalid', message: reason ?? '' };
	return number.outcome ?? { status: 'failed', message: 'Not sent' };
}
