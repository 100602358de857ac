import type { Answer } from '../ozonetel/answer';
import { isDone, operationRule } from '../contract';
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
	const created = operationRule(target.operation).creates ? createdAnyway(target, answer) : '';
	for (const number of numbers) {
		const { sentAs } = number;
		const registeredAs = done.certain.get(sentAs);
		const doubt = done.doubtful.get(sentAs) ?? rejected.doubtful.get(sentAs);
		if (rejected.certain.has(sentAs)) number.outcome = rejectedOutcome(target, answer);
		else if (registeredAs !== undefined) {
			number.outcome = { status, message: withDoubt(message, number), registeredAs };
		} else number.outcome = unconfirmedOutcome(target, answer, doubt);
		if (!isDone(number.outcome.status)) number.outcome.message += created;
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
	{ message, because, retried }: NumbersRefused,
): void {
	const why = { format: NOT_ACCEPTED, there: MAYBE_THERE, other: '' }[because];
	const said = `Not ${deed(target)} (Ozonetel: ${message})`;
	const isFormat = because === 'format';
	number.outcome = refused(target, why ? `${said}. ${why}` : said, retried && !isFormat);
}

const MAYBE_THERE = 'It may be blocked already';
const NOT_ACCEPTED = 'Ozonetel does not accept it';
const MAYBE_REMOVED = 'An earlier attempt, whose answer was lost, may have removed it';

/** What was removed by a request whose answer was lost cannot be removed again. */
const refused = (target: Target, message: string, retried = false): Outcome =>
	retried && operationRule(target.operation).done === 'removed'
		? { status: 'unconfirmed', message: `${message}. ${MAYBE_REMOVED}` }
		: { status: 'refused', message };

function doneMessage(target: Target, answer: Success): string {
	const { message, groupId } = answer;
	if (!operationRule(target.operation).creates) {
		return `${capitalized(deed(target))} (Ozonetel: ${message}${fewerDeleted(answer)})`;
	}
	const id = groupId ? `, with the ID ${groupId}` : '';
	return `Added to the new group ${groupOf(target)} (Ozonetel: ${message}${id})`;
}

/** For the numbers that are not in a new group: it exists all the same. */
const createdAnyway = (target: Target, { groupId }: Success): string =>
	`. The group ${groupOf(target)} has been created${groupId ? ` with the ID ${groupId}` : ''}: use 'Add Numbers' for it`;

/** Ozonetel may name numbers that were not in the group, and delete the others. */
function fewerDeleted({ done, deleted }: Success): string {
	const named = new Set(done).size;
	return deleted !== undefined && deleted < named
		? `, but it counted ${deleted} of ${named} numbers as deleted`
		: '';
}

/** A number that fits no numbering plan may be intended, such as a spammer's caller ID, or a mistake. */
const withDoubt = (message: string, { country }: BlockNumber): string =>
	country === null
		? `${message}. It fits no country's numbering plan: check for a typing error or a missing country code`
		: message;

function rejectedOutcome(target: Target, { retried, message }: Success): Outcome {
	const adds = operationRule(target.operation).done === 'added';
	const why = adds ? MAYBE_THERE : `It may not be in ${groupOf(target) || 'any group'}`;
	const said = `Ozonetel: ${message}, but it listed this number under “error”`;
	return refused(target, `Not ${deed(target)} (${said}). ${why}, or ${NOT_ACCEPTED}`, retried);
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
