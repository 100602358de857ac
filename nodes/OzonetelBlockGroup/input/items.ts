import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import { operationRule, PARAMETERS } from '../contract';
import { groupKey, type Target } from '../model';
import { readCell } from '../phone/cell';
import { orderShownBy, type OrderShown } from './dateText';
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
import { asReason, toProblem, valueOf, type Problem } from './values';

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

	const settingsOf = sharingSettings(readers);
	const given = items.map((_, item): { value: unknown; settings?: Settings; problem?: Problem } => {
		let value: unknown = '';
		try {
			value = phoneNumbers(item);
			return { value, settings: settingsOf(item) };
		} catch (error) {
			// Only this item failed. The others go on.
			return { value, problem: toProblem(error) };
		}
	});

	const all = [...new Set(given.flatMap(({ settings }) => settings ?? []))];
	const { source, mayFail, constant } = readers.expiryDate;
	// A single date for all items shows no order.
	const inDoubt = constant ? [] : all.filter(isDateInDoubt);
	const dates = orderShownBy(
		inDoubt.map(({ expiryDate }) => expiryDate),
		defaults.now,
	);
	const more = {
		...defaults,
		dates: { shown: dates, source, mayFail },
		expressions: ITEM_PARAMETERS.filter((name) => !readers[name].constant),
	};
	const targets = new Map<string, Target>();
	const resolved = new Map(
		all.map((settings) => [settings, sharingTarget(targets, resolveSettings(settings, more))]),
	);

	const operation = context.getNodeParameter('operation', 0, PARAMETERS.operation.default);
	const unread = nothingOf(operation);
	const requests = given.map(({ value, settings, problem }, item): ItemRequest => {
		// The spread comes first, because V8 then copies the object at once instead of field by field.
		const result = settings ? resolved.get(settings)! : unread;
		return { ...result, ...problem, ...ofRun, item, phoneNumbers: value };
	});
	const ofEvery = noNumbersAtAll(requests, items, phoneNumbers.source);
	return {
		requests: ofEvery ? requests.map((request) => ({ ...request, ...ofEvery })) : requests,
		dates,
	};
}

/** The cleaned numbers of an item. If the item has a problem, none of them can be sent. */
export function requestedNumbers(request: ItemRequest) {
	const { item, target } = request;
	const problem = isUnreadable(request) ? asReason(request) : undefined;
	const removes = operationRule(target.operation).done === 'removed';
	return readCell(request.phoneNumbers, request.rules).map((number) => {
		const { phoneNumber } = number;
		const whyNot = problem ?? (removes && isZero(number.sentAs) ? ONLY_ZEROS : undefined);
		if (whyNot !== undefined) {
			return { item, phoneNumber, target, sentAs: null, country: null, reason: whyNot };
		}
		// Each field by its name, which is faster than a spread.
		const { sentAs, international, valid, country, reason } = number;
		return { item, phoneNumber, target, sentAs, international, valid, country, reason };
	});
}

/** Without its zeros it is empty, and a removal of nothing might match everything (docs/ozonetel-api.md §7). */
const isZero = (sentAs: string | null): boolean => sentAs !== null && /^\+?0+$/.test(sentAs);
const ONLY_ZEROS =
	'This number has only zeros, so Ozonetel might take it for none and remove others. Remove it in CloudAgent';

/** For a run in which reading itself failed: every item gets the reason. */
export const unreadItems = (count: number, error: unknown): ItemRequest[] =>
	Array.from({ length: count }, (_, item) => ({
		...nothingOf('addNumbers'),
		...toProblem(error),
		item,
		phoneNumbers: '',
	}));

export const isUnreadable = <R extends Partial<Problem>>(request: R): request is R & Problem =>
	request.problem !== undefined;

/** For an item that cannot be read at all. */
const nothingOf = (operation: unknown): Resolved => ({
	target: unreadTarget(operation),
	rules: { format: 'digits' },
});

/** Reads an item's settings. Items with equal ones share one object. */
function sharingSettings(readers: Record<ItemParameter, Reader>): (item: number) => Settings {
	const known = new Map<string | symbol, Settings>();
	const read = (item: number): Settings => {
		const values = ITEM_PARAMETERS.map((name) => [name, readers[name](item)] as const);
		const key = keyOf(values.map(([, value]) => value));
		const settings = known.get(key) ?? (Object.fromEntries(values) as Settings);
		known.set(key, settings);
		return settings;
	};
	if (!Object.values(readers).every(({ constant }) => constant)) return read;
	let shared: Settings | undefined;
	return () => (shared ??= read(0));
}

/** Whether an item has a date whose order of day and month is not set. */
function isDateInDoubt(settings: Settings): boolean {
	try {
		const { expires } = operationRule(valueOf('operation', settings.operation));
		const onDate = valueOf('expires', settings.expires).startsWith('onDate');
		const format = valueOf('options.dateFormat', settings['options.dateFormat']);
		return expires && onDate && format === 'auto';
	} catch {
		// The error is reported when the settings are resolved.
		return false;
	}
}

/**
 * Gives equal groups and expiries one target, so that later steps can compare targets by identity. Other
 * settings are those of the first item.
 */
function sharingTarget(targets: Map<string, Target>, resolved: Resolved): Resolved {
	if (resolved.problem !== undefined) return resolved;
	const { expiryDate, dryRun } = resolved.target;
	const key = JSON.stringify([groupKey(resolved.target), expiryDate, dryRun]);
	const target = targets.get(key) ?? resolved.target;
	targets.set(key, target);
	return { ...resolved, target };
}

/**
 * A key that is different for any two lists of values: for null and NaN, or the text “1” and the
 * number. No other list has the key of one with an object, such as an invalid DateTime.
 */
function keyOf(values: readonly unknown[]): string | symbol {
	const keys: string[] = [];
	for (const value of values) {
		if (DateTime.isDateTime(value) && value.isValid) keys.push(`DateTime ${value.toMillis()}`);
		else if (typeof value === 'object' && value !== null) return Symbol('no other');
		else keys.push(`${typeof value} ${String(value)}`);
	}
	return JSON.stringify(keys);
}
