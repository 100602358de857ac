import type { NodeExecutionHint } from 'n8n-workflow';

import { groupKey, type RequestedNumber } from '../model';

/** Expiries that differ by less come from a clock that was read item by item. */
const CLOSE_MS = 5000;

/**
 * A note that expiries a few seconds apart took requests of their own: what becomes of a period from
 * now that is written as an expression, as n8n evaluates it for each item at another moment.
 */
export function expiryHint(asked: readonly RequestedNumber[]): NodeExecutionHint | undefined {
	const targets = new Set(asked.filter(({ number }) => number).map(({ target }) => target));
	const expiries = new Map<string, number[]>();
	for (const target of targets) {
		const times = expiries.get(groupKey(target)) ?? [];
		if (target.expiryDate !== '') times.push(toTime(target.expiryDate));
		expiries.set(groupKey(target), times);
	}
	const split = [...expiries.values()].reduce((sum, times) => sum + countClose(times), 0);
	if (split === 0) return undefined;
	return {
		message: `The expiry dates of these numbers are only seconds apart, which took ${split} more ${split === 1 ? 'request' : 'requests'} than one date would have. Where 'Expiry Date' is a time from now, such as {{ $now.plus(90, 'days') }}, set 'Expires' to 'After a Period': all numbers then get one date and share requests.`,
		type: 'warning',
		location: 'outputPane',
	};
}

const toTime = (expiryDate: string): number => Date.parse(`${expiryDate.replace(' ', 'T')}Z`);

/** How many expiries follow another one closely. */
function countClose(times: number[]): number {
	times.sort((a, b) => a - b);
	return times.filter((time, at) => at > 0 && time - times[at - 1] < CLOSE_MS).length;
}
