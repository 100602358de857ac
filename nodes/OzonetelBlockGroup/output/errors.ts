import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { operationRule } from '../contract';
import type { Problem } from '../input/values';
import { addsFirst, groupLabel, type RequestedNumber, type RunSettings } from '../model';
import { ruleOf, type Failure } from '../ozonetel/failures';
import type { FailedRequest, Sent } from '../send/send';
import { sentences, shorten, someOf, withoutStop } from '../text';
import { countNumbers, distinct, outcomeOf, progress, tally, wasDone } from './items';

/** The error that the run ends with if 'On Error' stops the workflow; undefined if all went well. */
export function toError(
	node: INode,
	{ asked, settings }: { asked: readonly RequestedNumber[]; settings: RunSettings },
	{ failed, cancelled, broken }: Sent,
): Error | undefined {
	if (broken !== undefined) return new NodeOperationError(node, broken as Error);
	if (failed) return toNodeError(node, failed, asked);
	if (cancelled) return toCancelledError(node, asked);
	const nothingAdded = toNothingAddedError(node, asked);
	if (nothingAdded) return nothingAdded;
	return settings.onRefused === 'stop' ? toRefusedError(node, asked) : undefined;
}

/** The error of a failed request: Ozonetel's words, the item, what to do, and how far the run came. */
export function toNodeError(
	node: INode,
	{ failure, advice, target, item }: FailedRequest,
	asked: readonly RequestedNumber[],
): NodeApiError {
	const ofAccount = ruleOf(failure).ends === 'run';
	const label = groupLabel(target);
	const group = label === '' ? '' : `, group “${label}”`;
	// Where the account is refused at once, that no number got through needs no saying.
	const isRefusedAtOnce = ofAccount && countNumbers(asked).done === 0;
	return new NodeApiError(
		node,
		{ message: failure.message },
		{
			message: titleOf(failure),
			description: sentences(
				!ofAccount && `Item ${item}${group}:`,
				`${advice}.`,
				!isRefusedAtOnce && progress(asked),
			),
			itemIndex: ofAccount ? undefined : item,
			httpCode: failure.httpStatus?.toString(),
		},
	);
}

/** Ozonetel's words, with their meaning in brackets if they do not say it themselves. */
function titleOf({ kind, message }: Failure): string {
	const { inShort = '' } = ruleOf({ kind });
	return message.toLowerCase().includes(inShort) ? message : `${message} (${inShort})`;
}

function toCancelledError(node: INode, asked: readonly RequestedNumber[]): NodeOperationError {
	const mayCreateAgain = asked.some(
		({ target }) => operationRule(target.operation).creates && !addsFirst(target),
	);
	const next = mayCreateAgain
		? 'Before you run it again, check in CloudAgent whether the new group was created.'
		: 'It is safe to run it again: adding or removing a number twice does no harm.';
	return new NodeOperationError(node, 'The execution was cancelled', {
		description: `${progress(asked)} ${next}`,
	});
}

/** Why nothing can be sent: the item that it concerns, and the other items that cannot be read. */
export type InputProblem = Problem & { item?: number; others?: readonly number[] };

/** The error of items that cannot be read, or of all of them; nothing has been sent. */
export function toInputError(
	node: INode,
	{ item, problem, remedy, ofEveryItem, others = [] }: InputProblem,
): NodeOperationError {
	const itemIndex = ofEveryItem ? undefined : item;
	const isOfItem = itemIndex !== undefined;
	const [also, these] =
		others.length === 0
			? ['', 'this item']
			: [
					`Items that cannot be read either: ${someOf(others, MOST_SHOWN, String, ', ')}.`,
					'these items',
				];
	return new NodeOperationError(node, isOfItem ? `${problem} (item ${item})` : problem, {
		description: sentences(
			remedy,
			'Nothing was sent.',
			isOfItem && also,
			isOfItem && `To go on without ${these}, set 'On Error' to continue.`,
		),
		itemIndex,
	});
}

/**
 * A run that should block numbers and blocks none is not a success, whatever 'On Refused Numbers' says:
 * a schedule would never notice. Removals are different: a number that is not there is what was wanted.
 */
function toNothingAddedError(
	node: INode,
	asked: readonly RequestedNumber[],
): NodeOperationError | undefined {
	const adds = ({ target }: RequestedNumber) => operationRule(target.operation).done === 'added';
	const toAdd = asked.filter(adds);
	if (toAdd.length === 0 || toAdd.some(wasDone)) return undefined;
	const numbers = distinct(toAdd);
	const dryRun = toAdd.every(({ target }) => target.dryRun);
	const title =
		numbers.length === 1
			? `The only number ${dryRun ? 'would not be' : 'was not'} added`
			: `None of ${numbers.length} numbers ${dryRun ? 'would be' : 'was'} added`;
	const [reason, count] = commonest(numbers.map((one) => outcomeOf(one).message));
	const why =
		count === numbers.length
			? 'Reason'
			: count === 1
				? 'The first reason'
				: `Commonest reason (${count} numbers)`;
	const isField = numbers.length > 1 && numbers.every(({ number }) => !number);
	return new NodeOperationError(node, `${title}: ${tally(toAdd)}`, {
		description: sentences(
			`${why}: ${withoutStop(reason)}. Numbers: ${someOf(numbers, MOST_SHOWN, nameOf, ', ')}.`,
			isField && "Check that 'Phone Numbers' has the right field.",
			"To get a result for each number instead of this error, set 'On Error' to continue.",
		),
		itemIndex: numbers.length === 1 ? numbers[0].item : undefined,
	});
}

const MOST_SHOWN = 3;

function commonest(texts: readonly string[]): [string, number] {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
}

/** The error of the option 'On Refused Numbers: Stop', after everything has been sent. */
function toRefusedError(
	node: INode,
	asked: readonly RequestedNumber[],
): NodeOperationError | undefined {
	const notDone = distinct(asked).filter((one) => !wasDone(one));
	if (notDone.length === 0) return undefined;
	const named = someOf(notDone, MOST_NAMED, (one) => {
		const { status, message } = outcomeOf(one);
		return `${nameOf(one)} ${status}: ${withoutStop(message)}`;
	});
	const numbers = notDone.length === 1 ? 'One number was' : `${notDone.length} numbers were`;
	return new NodeOperationError(node, `${numbers} not accepted: ${named}`, {
		description: `${progress(asked)} Correct the numbers, or set the option 'On Refused Numbers' to report them as items.`,
		itemIndex: notDone[0].item,
	});
}

const MOST_NAMED = 20;

const nameOf = ({ phoneNumber, item }: RequestedNumber): string =>
	`${shorten(phoneNumber) || '(empty)'} (item ${item})`;
