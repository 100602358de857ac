import type { DateTime } from 'luxon';

import { operationRule } from '../contract';
import {
	cleanDate,
	dayOf,
	isSlip,
	LONGEST_DATE,
	takeApart,
	type Order,
	type WrittenDate,
} from './dateText';
import type { Reader } from './parameters';
import { valueOf } from './values';

/** What the dates of a run show about their order: for each order, a date that fits no other. */
export interface OrderShown extends Partial<Record<Order, string>> {
	/** The first ambiguous date. */
	ambiguous?: string;
}

/**
 * Finds out the order of the dates in a list: if one can only be day first and none only month first,
 * all are day first. In 31/12/27 the year may also come first, unless another date of the list would
 * then be far in the past.
 */
export function orderShownBy(values: Iterable<unknown>, now: DateTime): OrderShown {
	const shown: OrderShown = {};
	/** Dates with two digits for the year: one example for each set of possible orders. */
	const ofTwoDigits = new Map<string, { text: string; orders: Order[] }>();
	let yearFirst = true;
	for (const value of values) {
		if (typeof value !== 'string' || value.length > LONGEST_DATE) continue;
		const written = takeApart(cleanDate(value));
		if (!written || written.orders.length < 2) continue;
		const orders = written.orders.filter((order) => exists(written, order));
		if (written.numbers[2].length === 2) {
			if (orders.length === 0 || isSlip(written, orders)) continue;
			const { year } = dayOf(written.numbers, 'yearFirst');
			yearFirst &&= orders.includes('yearFirst') && year >= now.year - LONG_PAST;
			const key = orders.join();
			if (!ofTwoDigits.has(key)) ofTwoDigits.set(key, { text: value, orders });
		} else if (orders.length === 1) {
			shown[orders[0]] ??= value;
		}
		if (isAmbiguous(written, orders)) shown.ambiguous ??= value;
	}
	for (const { text, orders } of ofTwoDigits.values()) {
		const left = orders.filter(
			(order) => order !== 'yearFirst' || yearFirst || orders.length === 1,
		);
		if (left.length === 1) shown[left[0]] ??= text;
	}
	return shown;
}

/** In years. No list holds an expiry that is longer ago. */
const LONG_PAST = 10;

/** The order of all dates of the run, if they show exactly one. */
export function orderOf(shown: OrderShown): 'dayFirst' | 'monthFirst' | undefined {
	const { dayFirst, monthFirst, yearFirst } = shown;
	if (yearFirst !== undefined || (dayFirst === undefined) === (monthFirst === undefined)) {
		return undefined;
	}
	return dayFirst === undefined ? 'monthFirst' : 'dayFirst';
}

/** How the ambiguous dates of a run were read. */
export interface OrderRead {
	order: 'dayFirst' | 'monthFirst';
	shownBy: string;
	ambiguous: string;
}

export function orderRead(shown: OrderShown): OrderRead | undefined {
	const order = orderOf(shown);
	const { ambiguous } = shown;
	if (order === undefined || ambiguous === undefined) return undefined;
	return { order, ambiguous, shownBy: shown[order]! };
}

function exists({ numbers }: WrittenDate, order: Order): boolean {
	const { year, month, day } = dayOf(numbers, order);
	return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

const daysOf = (year: number, month: number): number =>
	new Date(Date.UTC(year, month, 0)).getUTCDate();

const isAmbiguous = ({ numbers }: WrittenDate, orders: Order[]): boolean =>
	new Set(orders.map((order) => JSON.stringify(dayOf(numbers, order)))).size > 1;

const NEEDED = ['operation', 'expires', 'expiryDate', 'options.dateFormat'] as const;
type Readers = Record<(typeof NEEDED)[number], Reader>;

/**
 * Finds out the order of the dates of all items, before any of them is read. The readers then remember
 * their values, because evaluating an expression twice is expensive.
 */
export function orderOfRun(readers: Readers, items: number, now: DateTime): OrderShown {
	// A single date for all items shows no order.
	if (readers.expiryDate.constant) return {};
	for (const name of NEEDED) readers[name] = remembering(readers[name]);
	return orderShownBy(datesInDoubt(readers, items), now);
}

function* datesInDoubt(readers: Readers, items: number): Generator<unknown> {
	for (let item = 0; item < items; item++) {
		try {
			const { expires } = operationRule(valueOf('operation', readers.operation(item)));
			const onDate = ['onDate', 'onDateIfGiven'].includes(
				valueOf('expires', readers.expires(item)),
			);
			const format = valueOf('options.dateFormat', readers['options.dateFormat'](item));
			if (expires && onDate && format === 'auto') yield readers.expiryDate(item);
		} catch {
			// The error is reported when the item itself is read.
		}
	}
}

function remembering(reader: Reader): Reader {
	if (reader.constant) return reader;
	const known: Array<{ value: unknown }> = [];
	const read = (item: number) => (known[item] ??= { value: reader(item) }).value;
	return Object.assign(read, { ...reader });
}
