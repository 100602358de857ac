import type { NodeExecutionHint } from 'n8n-workflow';

import { operationRule } from '../contract';
import type { OrderRead } from '../input/dateOrder';
import type { RequestedNumber, RunSettings } from '../model';
import { isDone } from '../statuses';
import { quote } from '../text';
import { expiryHint } from './expiryHint';
import { outcomeOf } from './items';
import { countNumbers, distinct, isWorthTelling, tally } from './summary';

/** Hints for the output pane: what was not done, what may be a mistake, and what made the run slow. */
export function toHints(
	asked: readonly RequestedNumber[],
	{ output }: Pick<RunSettings, 'output'>,
	waitedMs: number,
	dates?: OrderRead,
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
	const odd = distinct(asked).filter(
		(one) => one.number?.valid === false && isDone(outcomeOf(one).status),
	);
	if (odd.length === 0) return undefined;
	const [fit, were] = odd.length === 1 ? ['number fits', 'was'] : ['numbers fit', 'were'];
	const sent = asked.every(({ target }) => target.dryRun) ? 'would be' : were;
	return hint(
		'warning',
		`${odd.length} ${fit} no country's numbering plan and ${sent} sent as written. That may be intended, as for the caller ID of a spammer. Otherwise there is a typing error, or the country code is missing: see the results whose field 'country' is empty.`,
	);
}

/** Ambiguous dates were read in the order that the other dates of the run show. */
function orderHint(read: OrderRead | undefined): NodeExecutionHint | undefined {
	if (!read) return undefined;
	const { order, shownBy, ambiguous } = read;
	const so = order === 'dayFirst' ? 'day first' : 'month first';
	return hint(
		'info',
		`Dates such as ${quote(ambiguous)} were read ${so}, because other dates of this run, such as ${quote(shownBy)}, can only be ${so}. If that is wrong, set the option 'Date Format'.`,
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
