import type { NodeExecutionHint } from 'n8n-workflow';

import { groupKey, type RequestedNumber, type Target } from '../model';
import { toBatches, withoutDuplicates } from '../send/batches';

/** Expiries that differ by less come from a clock that was read for each item. */
const CLOSE_MS = 5000;

/**
 * A hint that expiries a few seconds apart took extra requests. This happens if the expiry is an
 * expression such as `$now.plus(…)`, which n8n evaluates for each item at a different moment.
 */
export function expiryHint(asked: readonly RequestedNumber[]): NodeExecutionHint | undefined {
	if (mergeClose(targetsOf(asked)).size === 0) return undefined; // as in most runs
	const took = savings(answered(asked));
	const more = took || savings(asked.filter(({ target }) => target.dryRun));
	if (more === 0) return undefined;
	return {
		message: `The expiry dates of these numbers are only seconds apart, which ${took ? 'took' : 'would take'} ${more} more ${more === 1 ? 'request' : 'requests'} than one date would. Where 'Expiry Date' is a time from now, such as {{ $now.plus(90, 'days') }}, set 'Expires' to 'After a Period': all numbers then get one date and share requests.`,
		type: 'warning',
		location: 'outputPane',
	};
}

/** The numbers of those batches that Ozonetel answered. */
function answered(asked: readonly RequestedNumber[]): RequestedNumber[] {
	const isAnswered = ({ target, number }: RequestedNumber) =>
		!target.dryRun && number?.outcome !== undefined && number.outcome.status !== 'failed';
	const batches = new Set(asked.filter(isAnswered).map(({ number }) => number?.batch));
	return asked.filter(({ number }) => number !== undefined && batches.has(number.batch));
}

/** How many batches would be saved if close expiries were one. */
function savings(asked: readonly RequestedNumber[]): number {
	const numbers = asked.filter(({ number }) => number !== undefined);
	const merged = mergeClose(targetsOf(numbers));
	if (merged.size === 0) return 0;
	const batches = new Set(numbers.map(({ number }) => number?.batch));
	const fewer = toBatches(
		withoutDuplicates(
			numbers.map(({ item, phoneNumber, target, number }) => ({
				...number!,
				item,
				phoneNumber,
				target: merged.get(target) ?? target,
			})),
		),
	);
	return batches.size - fewer.length;
}

function targetsOf(asked: readonly RequestedNumber[]): Set<Target> {
	const targets = new Set<Target>();
	for (const { target } of asked) targets.add(target);
	return targets;
}

/** Maps each target whose expiry closely follows another of its group to the first of them. */
function mergeClose(targets: Iterable<Target>): Map<Target, Target> {
	const groups = new Map<string, Target[]>();
	for (const target of targets) {
		if (target.expiryDate === '') continue;
		const group = groups.get(groupKey(target));
		if (group) group.push(target);
		else groups.set(groupKey(target), [target]);
	}
	const merged = new Map<Target, Target>();
	for (const group of groups.values()) {
		group.sort((a, b) => toTime(a) - toTime(b));
		for (const [at, target] of group.entries()) {
			const before = group[at - 1];
			if (at === 0 || toTime(target) - toTime(before) >= CLOSE_MS) continue;
			merged.set(target, merged.get(before) ?? before);
		}
	}
	return merged;
}

const toTime = ({ expiryDate }: Target): number => Date.parse(`${expiryDate.replace(' ', 'T')}Z`);
