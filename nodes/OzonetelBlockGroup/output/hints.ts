import type { NodeExecutionHint } from 'n8n-workflow';

import { operationRule } from '../contract';
import { orderOf, type OrderShown } from '../input/dateText';
import { groupKey, type RequestedNumber, type RunSettings, type Target } from '../model';
import { isSure } from '../send/creation';
import { quote } from '../text';
import { countNumbers, distinct, isWorthTelling, outcomeOf, tally, wasDone } from './items';

/** Hints for the output pane: what was not done, what may be a mistake, and what made the run slow. */
export function toHints(
	asked: readonly RequestedNumber[],
	{ output }: Pick<RunSettings, 'output'>,
	waitedMs: number,
	dates?: OrderShown,
): NodeExecutionHint[] {
	return [
		notDoneHint(asked, output === 'summary'),
		noPlanHint(asked),
		expiryHint(asked),
		orderHint(dates),
		waitedHint(waitedMs),
	].filter((hint) => hint !== undefined);
}

const hint = (type: 'warning' | 'info', message: string): NodeExecutionHint => ({
	message,
	type,
	location: 'outputPane',
});

function notDoneHint(
	asked: readonly RequestedNumber[],
	summary: boolean,
): NodeExecutionHint | undefined {
	const statuses = tally(asked);
	if (statuses === '') return undefined;
	const { all, done } = countNumbers(asked);
	const verbs = new Set(asked.map(({ target }) => operationRule(target.operation).done));
	const [verb] = verbs.size === 1 ? verbs : ['added'];
	const dryRun = asked.every(({ target }) => target.dryRun);
	const were = dryRun ? 'would not be' : all - done === 1 ? 'was not' : 'were not';
	const why = summary
		? "Set 'Output' to 'Each Number' to see which and why."
		: "The field 'message' of each says why.";
	return hint('warning', `${all - done} of ${all} numbers ${were} ${verb}: ${statuses}. ${why}`);
}

/** A number that fits no numbering plan may be intended or a typing error: only the user knows. */
function noPlanHint(asked: readonly RequestedNumber[]): NodeExecutionHint | undefined {
	const odd = distinct(asked).filter((one) => one.number?.valid === false && wasDone(one));
	if (odd.length === 0) return undefined;
	const [fit, were] = odd.length === 1 ? ['number fits', 'was'] : ['numbers fit', 'were'];
	const sent = asked.every(({ target }) => target.dryRun) ? 'would be' : were;
	return hint(
		'warning',
		`${odd.length} ${fit} no country's numbering plan and ${sent} sent as written. That may be intended, as for the caller ID of a spammer. Otherwise there is a typing error, or the country code is missing: see the results whose field 'country' is empty.`,
	);
}

/** Ambiguous dates were read in the order that the other dates of the run show. */
function orderHint(shown: OrderShown = {}): NodeExecutionHint | undefined {
	const order = orderOf(shown);
	if (!order || !shown.ambiguous) return undefined;
	const so = order === 'dayFirst' ? 'day first' : 'month first';
	return hint(
		'info',
		`Dates such as ${quote(shown.ambiguous)} were read ${so}, because other dates of this run, such as ${quote(shown[order])}, can only be ${so}. If that is wrong, set the option 'Date Format'.`,
	);
}

function waitedHint(waitedMs: number): NodeExecutionHint | undefined {
	if (!isWorthTelling(waitedMs)) return undefined;
	const seconds = Math.round(waitedMs / 1000);
	const time = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
	return hint(
		'info',
		`This run waited ${time} in total, because Ozonetel limits how many requests an account may send and how many bulk operations it may run at the same time. Nothing was lost. The n8n log shows when and why.`,
	);
}

/** Expiries that differ by less come from a clock that was read for each item. */
const CLOSE_MS = 5000;

/**
 * A hint that expiries a few seconds apart took extra requests. This happens if the expiry is an
 * expression such as `$now.plus(…)`, which n8n evaluates for each item at a different moment.
 */
export function expiryHint(asked: readonly RequestedNumber[]): NodeExecutionHint | undefined {
	const more = closeExpiries(asked).reduce((sum, numbers) => sum + savedBatches(numbers), 0);
	if (more <= 0) return undefined;
	const took = asked.every(({ target }) => target.dryRun) ? 'would take' : 'took';
	return hint(
		'warning',
		`The expiry dates of these numbers are only seconds apart, which ${took} ${more} more ${more === 1 ? 'request' : 'requests'} than one date would. Where 'Expiry Date' is a time from now, such as {{ $now.plus(90, 'days') }}, set 'Expires' to 'After a Period': all numbers then get one date and share requests.`,
	);
}

/** The numbers whose requests were answered, by group, where one expiry closely follows another. */
function closeExpiries(asked: readonly RequestedNumber[]): RequestedNumber[][] {
	const isAnswered = (one: RequestedNumber) => one.number && outcomeOf(one).status !== 'failed';
	const answered = new Set(asked.filter(isAnswered).map(({ number }) => number!.batch));
	const sent = asked.filter(
		({ target, number }) => target.expiryDate !== '' && answered.has(number?.batch),
	);
	const expiries = [...new Set(sent.map(({ target }) => target))]
		.map((target) => ({ target, group: groupKey(target), time: timeOf(target) }))
		.sort((a, b) => a.group.localeCompare(b.group) || a.time - b.time);
	const close: RequestedNumber[][] = [];
	const listOf = new Map<Target, RequestedNumber[]>();
	for (const [at, { target, group, time }] of expiries.entries()) {
		const before = expiries[at - 1];
		const isClose = before?.group === group && time - before.time < CLOSE_MS;
		if (!isClose) close.push([]);
		listOf.set(target, close.at(-1)!);
	}
	for (const one of sent) listOf.get(one.target)!.push(one);
	return close;
}

const timeOf = ({ expiryDate }: Target): number => Date.parse(`${expiryDate.replace(' ', 'T')}Z`);

/** How many batches would be saved if these numbers had one expiry. */
function savedBatches(numbers: readonly RequestedNumber[]): number {
	const batches = new Set(numbers.map(({ number }) => number!.batch));
	const [{ target }] = numbers;
	// The first batch of a new group holds only sure numbers.
	const { creates } = operationRule(target.operation);
	const apart = creates && numbers.some(({ number }) => !isSure(number!)) ? 1 : 0;
	const distinctNumbers = new Set(numbers.map(({ number }) => number!.sentAs));
	return Math.max(0, batches.size - Math.ceil(distinctNumbers.size / target.batchSize) - apart);
}
