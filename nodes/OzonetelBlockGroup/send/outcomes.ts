import type { Answer } from '../ozonetel/answer';
import { operationRule } from '../contract';
import {
	groupLabel,
	type BlockNumber,
	type Outcome,
	type RequestedNumber,
	type Target,
} from '../model';
import { matchReturned, type Doubt } from '../phone/matching';
import { shorten } from '../text';

type Success = Extract<Answer, { verdict: 'success' }>;
type NumbersRefused = Extract<Answer, { verdict: 'numbersRefused' }>;

/**
 * Sets the outcome of each number from a successful answer: only numbers that it names are done.
 *
 * @param target of the answered request
 */
export function settle(target: Target, numbers: readonly BlockNumber[], answer: Success): void {
	const done = matchReturned(numbers, answer.done);
	const rejected = matchReturned(numbers, answer.rejected);
	const { done: status } = operationRule(target.operation);
	// Shared by the numbers of an answer, which saves memory in long runs.
	const message = doneMessage(target, answer);
	for (const number of numbers) {
		const { sentAs } = number;
		const registeredAs = done.certain.get(sentAs);
		const doubt = done.doubtful.get(sentAs) ?? rejected.doubtful.get(sentAs);
		if (rejected.certain.has(sentAs)) number.outcome = rejectedOutcome(target, answer);
		else if (registeredAs !== undefined) {
			number.outcome = { status, message: withDoubt(message, number), registeredAs };
		} else number.outcome = unconfirmedOutcome(target, answer, doubt);
	}
}

export function settlePlanned(target: Target, numbers: readonly BlockNumber[]): void {
	const message = `Would be ${deed(target)} (dry run: nothing was sent)`;
	for (const number of numbers) {
		number.outcome = { status: 'planned', message: withDoubt(message, number) };
	}
}

export function settleRefused(
	target: Target,
	number: BlockNumber,
	{ message, because }: NumbersRefused,
): void {
	const why = { format: '. Ozonetel does not accept it', there: `. ${MAYBE_THERE}`, other: '' };
	const said = `Not ${deed(target)} (Ozonetel: ${message})`;
	number.outcome = { status: 'refused', message: said + why[because] };
}

const MAYBE_THERE = 'It may be blocked already';

function doneMessage(target: Target, { message, groupId }: Success): string {
	if (!operationRule(target.operation).creates) {
		return `${capitalized(deed(target))} (Ozonetel: ${message})`;
	}
	const id = groupId ? `, with the ID ${groupId}` : '';
	return `Added to the new group ${groupOf(target)} (Ozonetel: ${message}${id})`;
}

/** A number that fits no numbering plan may be intended, such as a spammer's caller ID, or a mistake. */
const withDoubt = (message: string, { country }: BlockNumber): string =>
	country === null
		? `${message}. It fits no country's numbering plan: check for a typing error or a missing country code`
		: message;

function rejectedOutcome(target: Target, { retried, message }: Success): Outcome {
	const said = `Ozonetel: ${message}, but it listed this number under “error”`;
	if (operationRule(target.operation).done === 'added') {
		return {
			status: 'refused',
			message: `Not ${deed(target)} (${said}). ${MAYBE_THERE}, or Ozonetel does not accept it`,
		};
	}
	const notThere = `not in ${groupOf(target) || 'any group'}, so nothing is left to do (${said})`;
	if (!retried) return { status: 'refused', message: `It was ${notThere}` };
	const perhaps = 'An earlier attempt, whose answer was lost, may have removed it';
	return { status: 'unconfirmed', message: `It is ${notThere}. ${perhaps}` };
}

function unconfirmedOutcome(
	target: Target,
	{ message }: Success,
	doubt: Doubt | undefined,
): Outcome {
	const why = doubt ? inWords(doubt) : 'The answer does not mention this number';
	const said = `Not confirmed as ${deed(target)} (Ozonetel: ${message})`;
	return { status: 'unconfirmed', message: `${said}. ${why}` };
}

function inWords(doubt: Doubt): string {
	const { returned } = doubt;
	return 'otherSent' in doubt
		? `The answer names ${returned}, which may stand for this number or for ${doubt.otherSent}: perhaps both are one number. Write it with its country code, or set 'Default Country'`
		: `The answer names ${returned} and ${doubt.otherReturned}, each of which may stand for this number`;
}

/** What the run does to a number: “added to Do Not Call”. */
function deed(target: Target): string {
	const { done } = operationRule(target.operation);
	const group = groupOf(target);
	const preposition = done === 'added' ? 'to' : 'from';
	return group === '' ? done : `${done} ${preposition} ${group}`;
}

/** The group's name in a sentence; empty if there is none. */
function groupOf(target: Target): string {
	const label = shorten(groupLabel(target));
	return label !== '' && label === target.groupId ? `group ${label}` : label;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** After an unexpected error: what Ozonetel has confirmed stays, the rest is unknown. */
export function leaveUnknown(asked: readonly RequestedNumber[], error: unknown): void {
	const why = shorten(error instanceof Error ? error.message : String(error), 200);
	const message = `The node stopped unexpectedly. Ozonetel may or may not have received this number: ${why}`;
	for (const { number } of asked) if (number) number.outcome ??= { status: 'failed', message };
}
