import type { Answer } from '../ozonetel/answer';
import { OPERATIONS } from '../contract';
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
 * Leaves in each number what a successful answer says of it: only what it names is done.
 *
 * @param target of the request that is answered
 */
export function settle(target: Target, numbers: readonly BlockNumber[], answer: Success): void {
	const done = matchReturned(numbers, answer.done);
	const rejected = matchReturned(numbers, answer.rejected);
	const { done: status } = OPERATIONS[target.operation];
	// Most numbers share their message: a long run keeps it once for each answer.
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

/** Settles the numbers of a dry run. */
export function settlePlanned(target: Target, numbers: readonly BlockNumber[]): void {
	const message = `Would be ${deed(target)} (dry run: nothing was sent)`;
	for (const number of numbers) {
		number.outcome = { status: 'planned', message: withDoubt(message, number) };
	}
}

/** Settles a number that was sent alone and refused for what it is. */
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
	if (!OPERATIONS[target.operation].creates) {
		return `${capitalized(deed(target))} (Ozonetel: ${message})`;
	}
	const id = groupId ? `, with the ID ${groupId}` : '';
	return `Added to the new group ${groupOf(target)} (Ozonetel: ${message}${id})`;
}

/** A number that fits no numbering plan may be meant so, as a spammer's caller id, or not. */
const withDoubt = (message: string, { country }: BlockNumber): string =>
	country === null
		? `${message}. It fits no country's numbering plan: check for a typing error or a missing country code`
		: message;

function rejectedOutcome(target: Target, { retried, message }: Success): Outcome {
	const said = `Ozonetel: ${message}, but it listed this number under “error”`;
	if (OPERATIONS[target.operation].done === 'added') {
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

/** What is done to a number: “added to Do Not Call”. */
function deed(target: Target): string {
	const { done } = OPERATIONS[target.operation];
	const group = groupOf(target);
	const preposition = done === 'added' ? 'to' : 'from';
	return group === '' ? done : `${done} ${preposition} ${group}`;
}

/** The group as a sentence names it; empty where none is named. */
function groupOf(target: Target): string {
	const label = shorten(groupLabel(target));
	return label !== '' && label === target.groupId ? `group ${label}` : label;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the node itself broke off: what Ozonetel had confirmed by then stays, nobody knows of the rest. */
export function leaveUnknown(asked: readonly RequestedNumber[], error: unknown): void {
	const why = shorten(error instanceof Error ? error.message : String(error), 200);
	const message = `The node stopped unexpectedly. Ozonetel may or may not have received this number: ${why}`;
	for (const { number } of asked) if (number) number.outcome ??= { status: 'failed', message };
}
