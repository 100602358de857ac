import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import type { Failure } from '../ozonetel/answer';
import type { FailedRequest } from '../send/send';
import { groupLabel, type AskedNumber, type Outcome, type Status } from '../types';

const NOT_DONE: readonly Status[] = ['refused', 'invalid', 'unconfirmed', 'failed'];

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
	asked: readonly AskedNumber[],
	onErrorBranch: boolean,
): INodeExecutionData[] {
	const items = asked.map((number) => ({
		json: toResult(number),
		pairedItem: { item: number.item },
	}));
	if (!onErrorBranch) return items;
	// n8n splits them by branch and runs the whole node again (Retry On Fail) if the first is an error.
	const [notDone, done] = partition(items, ({ json }) => NOT_DONE.includes(json.status));
	return [...done, ...notDone.map(toErrorItem)];
}

function toErrorItem({ json, pairedItem }: { json: Result; pairedItem: { item: number } }) {
	return { json: { error: headline(json), message: json.message, details: json }, pairedItem };
}

function partition<T>(list: readonly T[], test: (element: T) => boolean): [T[], T[]] {
	return [list.filter(test), list.filter((element) => !test(element))];
}

/** All results counted in one item, paired to every input item. */
export function toSummary(
	asked: readonly AskedNumber[],
	requests: number,
	inputItems: number,
): INodeExecutionData[] {
	const { planned, ...counts } = countStatuses(asked);
	const json = {
		requested: asked.length,
		distinct: countDistinct(asked),
		...counts,
		...(planned > 0 ? { planned } : {}),
		duplicates: asked.filter(({ duplicate }) => duplicate).length,
		requests,
	};
	const pairedItem = Array.from({ length: inputItems }, (_, item) => ({ item }));
	return [{ json, pairedItem }];
}

/** A note for the output pane when not every number was done; undefined when all were. */
export function toHint(
	asked: readonly AskedNumber[],
	summary: boolean,
): NodeExecutionHint | undefined {
	const counts = countStatuses(asked);
	const parts = NOT_DONE.filter((status) => counts[status] > 0).map(
		(status) => `${counts[status]} ${status}`,
	);
	if (parts.length === 0) return undefined;
	const notDone = NOT_DONE.reduce((sum, status) => sum + counts[status], 0);
	const distinct = asked.length - asked.filter(({ duplicate }) => duplicate).length;
	const verb = asked.every(({ target }) => target.operation === 'removeNumbers')
		? 'removed'
		: 'added';
	const were = notDone === 1 ? 'was' : 'were';
	const why = summary
		? "Only 'Output: Each Number' tells which and why."
		: "The field 'message' of each says why.";
	return {
		message: `${notDone} of ${distinct} numbers ${were} not ${verb}: ${parts.join(', ')}. ${why}`,
		type: 'warning',
		location: 'outputPane',
	};
}

/** How many numbers have each status; a number asked for several times counts once. */
function countStatuses(asked: readonly AskedNumber[]): Record<Status, number> {
	const counts: Record<Status, number> = {
		added: 0,
		removed: 0,
		refused: 0,
		invalid: 0,
		unconfirmed: 0,
		failed: 0,
		planned: 0,
	};
	for (const number of asked) if (!number.duplicate) counts[outcomeOf(number).status]++;
	return counts;
}

/** How many numbers there are to send. */
const countDistinct = (asked: readonly AskedNumber[]): number =>
	asked.filter(({ number, duplicate }) => number && !duplicate).length;

function toResult(asked: AskedNumber): Result {
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

function outcomeOf({ number, reason }: AskedNumber): Outcome {
	if (!number) return { status: 'invalid', message: reason ?? '' };
	return number.outcome ?? { status: 'failed', message: 'Not sent' };
}

function headline({ status, phoneNumber, sentAs }: Result): string {
	const number = sentAs ?? (phoneNumber === '' ? '(empty)' : phoneNumber);
	switch (status) {
		case 'refused':
			return `Ozonetel refused ${number}`;
		case 'unconfirmed':
			return `Ozonetel did not confirm ${number}`;
		case 'failed':
			return `The request with ${number} failed`;
		default:
			return `${number} was not sent`;
	}
}

/** The error that stops the node: Ozonetel's words, the item, what to do, and what is done already. */
export function toNodeError(
	node: INode,
	{ failure, advice, target, item }: FailedRequest,
	asked: readonly AskedNumber[],
): NodeApiError {
	const description = `Item ${item}, group “${groupLabel(target)}”: ${advice}. ${progress(asked)}`;
	return new NodeApiError(
		node,
		{ message: failure.message },
		{
			message: failure.message,
			description,
			itemIndex: item,
			...(failure.httpStatus === undefined ? {} : { httpCode: String(failure.httpStatus) }),
		},
	);
}

/** Thrown where the credential is missing or its domain cannot be used. */
export function toCredentialError(node: INode, { message }: Failure): NodeOperationError {
	return new NodeOperationError(node, message, {
		description: 'Nothing was sent. Open the credential of this node and correct it.',
	});
}

export function toCancelledError(node: INode, asked: readonly AskedNumber[]): NodeOperationError {
	const creating = asked.some(({ target }) => target.operation === 'createGroup');
	const next = creating
		? 'Before you run it again, look for the new group in CloudAgent: it may have been created.'
		: 'Running it again is safe: adding or removing a number twice does no harm.';
	return new NodeOperationError(node, 'The execution was cancelled', {
		description: `${progress(asked)} ${next}`,
	});
}

/** Thrown for an item whose group or expiry cannot be read, before anything is sent. */
export function toInputError(node: INode, item: number, problem: string): NodeOperationError {
	return new NodeOperationError(node, `${problem} (item ${item})`, {
		description: `Nothing was sent. Correct item ${item}, or set 'On Error' to continue, and the other items go on without it.`,
		itemIndex: item,
	});
}

/** Thrown after everything is sent when the user wants to stop for numbers that were not done. */
export function toRefusedError(
	node: INode,
	asked: readonly AskedNumber[],
): NodeOperationError | undefined {
	const notDone = asked.filter((number) => NOT_DONE.includes(outcomeOf(number).status));
	if (notDone.length === 0) return undefined;
	const named = notDone.slice(0, MOST_NAMED).map((number) => {
		const { status, message } = outcomeOf(number);
		return `item ${number.item}: ${number.phoneNumber || '(empty)'} ${status} (${message})`;
	});
	const more = notDone.length > MOST_NAMED ? `; and ${notDone.length - MOST_NAMED} more` : '';
	const numbers = notDone.length === 1 ? 'One number was' : `${notDone.length} numbers were`;
	return new NodeOperationError(node, `${numbers} not accepted: ${named.join('; ')}${more}`, {
		description: `${progress(asked)} Correct the numbers, or set the option 'On Refused Numbers' to report them as items.`,
		itemIndex: notDone[0].item,
	});
}

const MOST_NAMED = 20;

function progress(asked: readonly AskedNumber[]): string {
	const counts = countStatuses(asked);
	return `${counts.added + counts.removed} of ${countDistinct(asked)} numbers had gone through.`;
}
