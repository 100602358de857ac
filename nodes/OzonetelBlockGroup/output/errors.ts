import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { ruleOf, type Failure } from '../ozonetel/failures';
import type { FailedRequest } from '../send/send';
import { isDone } from '../statuses';
import { groupLabel, type RequestedNumber } from '../model';
import { outcomeOf } from './items';
import { progress } from './summary';

/** The error that stops the node: Ozonetel's words, the item, what to do, and what is done already. */
export function toNodeError(
	node: INode,
	{ failure, advice, target, item }: FailedRequest,
	asked: readonly RequestedNumber[],
): NodeApiError {
	const description = `Item ${item}, group “${groupLabel(target)}”: ${advice}. ${progress(asked)}`;
	return new NodeApiError(
		node,
		{ message: failure.message },
		{
			message: titleOf(failure),
			description,
			itemIndex: item,
			...(failure.httpStatus === undefined ? {} : { httpCode: String(failure.httpStatus) }),
		},
	);
}

/** Ozonetel's words, and what they mean where they do not say it themselves. */
function titleOf({ kind, message }: Failure): string {
	const { inShort = '' } = ruleOf({ kind });
	return message.toLowerCase().includes(inShort) ? message : `${message} (${inShort})`;
}

/** Thrown where the credential is missing or its domain cannot be used. */
export function toCredentialError(node: INode, { message }: Failure): NodeOperationError {
	return new NodeOperationError(node, message, {
		description: 'Nothing was sent. Open the credential of this node and correct it.',
	});
}

export function toCancelledError(
	node: INode,
	asked: readonly RequestedNumber[],
): NodeOperationError {
	const creating = asked.some(({ target }) => target.operation === 'createGroup');
	const next = creating
		? 'Before you run it again, check in CloudAgent whether the new group was created.'
		: 'It is safe to run it again: adding or removing a number twice does no harm.';
	return new NodeOperationError(node, 'The execution was cancelled', {
		description: `${progress(asked)} ${next}`,
	});
}

interface Problem {
	item: number;
	problem: string;
	remedy?: string;
	ofEveryItem?: boolean;
}

/** Thrown for what cannot be read, of one item or of all, before anything is sent. */
export function toInputError(
	node: INode,
	{ item, problem, remedy = '', ofEveryItem }: Problem,
): NodeOperationError {
	const next = "To go on without this item, set 'On Error' to continue.";
	const description = [remedy, 'Nothing was sent.', ofEveryItem ? '' : next];
	return new NodeOperationError(node, ofEveryItem ? problem : `${problem} (item ${item})`, {
		description: description.filter(Boolean).join(' '),
		...(ofEveryItem ? {} : { itemIndex: item }),
	});
}

/** Whatever stops the workflow, as n8n shows it with the node; the errors above are that already. */
export const toStoppingError = (node: INode, error: unknown): Error =>
	error instanceof NodeOperationError || error instanceof NodeApiError
		? error
		: new NodeOperationError(node, error as Error);

/** Thrown after everything is sent when the user wants to stop for numbers that were not done. */
export function toRefusedError(
	node: INode,
	asked: readonly RequestedNumber[],
): NodeOperationError | undefined {
	const notDone = asked.filter((number) => !isDone(outcomeOf(number).status));
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
