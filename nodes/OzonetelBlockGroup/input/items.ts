import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import { PARAMETERS } from '../contract';
import { groupKey, type Target } from '../model';
import { readCell } from '../phone/cell';
import { orderOfRun, type OrderShown } from './dateOrder';
import { noNumbersAtAll } from './noNumbers';
import { parameterReader, type Reader } from './parameters';
import {
	ITEM_PARAMETERS,
	resolveSettings,
	unreadTarget,
	type Defaults,
	type ItemParameter,
	type Resolved,
	type Settings,
} from './settings';
import { asReason, toProblem, type Problem } from './values';

/** What one input item asks for: numbers for a target, or the reason why nothing can be sent. */
export interface ItemRequest extends Resolved {
	item: number;
	phoneNumbers: unknown;
}

/**
 * Reads every item's request. Items with equal settings share one target object.
 *
 * @param ofRun a problem of the whole run, for every item
 * @returns the requests, and what their dates show about the order of day and month
 */
export function readItems(
	context: IExecuteFunctions,
	defaults: Defaults,
	ofRun?: Problem,
): { requests: ItemRequest[]; dates: OrderShown } {
	const items = context.getInputData();
	const read = parameterReader(context, items);
	const phoneNumbers = read('phoneNumbers', PARAMETERS.phoneNumbers.default);
	const readers = Object.fromEntries(
		ITEM_PARAMETERS.map((name) => [name, read(name, PARAMETERS[name].default)]),
	) as Record<ItemParameter, Reader>;
	const dates = orderOfRun(readers, items.length, defaults.now);
	const { source, mayFail } = readers.expiryDate;
	const resolve = sharingTargets({
		...defaults,
		dates: { shown: dates, source, mayFail },
		groupByExpression: !readers.groupName.constant,
		groupIdByExpression: !readers.groupId.constant,
	});

	const operation = context.getNodeParameter('operation', 0, PARAMETERS.operation.default);
	const unread = nothingOf(operation);
	const constant = Object.values(readers).every((reader) => reader.constant);
	let shared: Resolved | undefined;
	const requests = items.map((_, item): ItemRequest => {
		let value: unknown = '';
		try {
			value = phoneNumbers(item);
			const resolved = shared ?? resolve(settingsOf(readers, item));
			if (constant) shared = resolved;
			// The spread comes first, because V8 then copies the object at once instead of field by field.
			return { ...resolved, ...ofRun, item, phoneNumbers: value };
		} catch (error) {
			// Only this item failed. The others go on.
			return { ...unread, ...toProblem(error), ...ofRun, item, phoneNumbers: value };
		}
	});
	const ofEvery = noNumbersAtAll(requests, items, phoneNumbers.source);
	return {
		requests: ofEvery ? requests.map((request) => ({ ...request, ...ofEvery })) : requests,
		dates,
	};
}

/** The cleaned numbers of an item. If the item has a problem, none of them can be sent. */
export function requestedNumbers({
	item,
	phoneNumbers,
	target,
	rules,
	problem,
	remedy = '',
}: ItemRequest) {
	return readCell(phoneNumbers, rules).map((number) => {
		const { phoneNumber } = number;
		if (problem !== undefined) {
			const reason = asReason({ problem, remedy });
			return { item, phoneNumber, target, sentAs: null, country: null, reason };
		}
		const { sentAs, international, valid, country, reason } = number;
		return { item, phoneNumber, target, sentAs, international, valid, country, reason };
	});
}

/** For a run in which reading itself failed: every item gets the reason. */
export const unreadItems = (count: number, error: unknown): ItemRequest[] =>
	Array.from({ length: count }, (_, item) => ({
		...nothingOf('addNumbers'),
		...toProblem(error),
		item,
		phoneNumbers: '',
	}));

export const isUnreadable = (request: ItemRequest): request is ItemRequest & Problem =>
	request.problem !== undefined;

/** For an item that cannot be read at all. */
const nothingOf = (operation: unknown): Resolved => ({
	target: unreadTarget(operation),
	rules: { format: 'digits' },
});

const settingsOf = (readers: Record<ItemParameter, Reader>, item: number) =>
	Object.fromEntries(ITEM_PARAMETERS.map((name) => [name, readers[name](item)])) as Settings;

/**
 * Resolves settings to targets. The same group and expiry give the same object, so that later steps
 * can compare targets by identity.
 */
function sharingTargets(defaults: Defaults) {
	const resolved = new Map<string, Resolved>();
	const targets = new Map<string, Target>();
	return (settings: Settings): Resolved => {
		const key = keyOf(Object.values(settings));
		const known = key === undefined ? undefined : resolved.get(key);
		if (known) return known;
		const result = resolveSettings(settings, defaults);
		if (result.problem === undefined) result.target = share(targets, result.target);
		if (key !== undefined) resolved.set(key, result);
		return result;
	};
}

/** One target for one group and expiry. Other settings are those of the first item. */
function share(targets: Map<string, Target>, target: Target): Target {
	const key = JSON.stringify([groupKey(target), target.expiryDate, target.dryRun]);
	const known = targets.get(key);
	if (!known) targets.set(key, target);
	return known ?? target;
}

/**
 * A key that is different for any two lists of values: for null and NaN, or the text “1” and the
 * number. Undefined if there is an object that has no such key, such as an invalid DateTime.
 */
function keyOf(values: readonly unknown[]): string | undefined {
	const keys: string[] = [];
	for (const value of values) {
		if (DateTime.isDateTime(value) && value.isValid) keys.push(`DateTime ${value.toMillis()}`);
		else if (typeof value === 'object' && value !== null) return undefined;
		else keys.push(`${typeof value} ${String(value)}`);
	}
	return JSON.stringify(keys);
}
