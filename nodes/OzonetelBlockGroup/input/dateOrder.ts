import type { DateTime } from 'luxon';

import {
	cleanDate,
	dayOf,
	isSlip,
	LONGEST_DATE,
	takeApart,
	type Order,
	type WrittenDate,
} from './dateText';

/** What the dates of a run tell of their order: of each order a date that can be written in no other. */
export interface OrderShown extends Partial<Record<Order, string>> {
	/** The first date that can be two, and is read by what the others show. */
	ambiguous?: string;
}

/**
 * What a list tells of the order of its dates: where one can only be day first and none only month
 * first, all of them are day first. Of three numbers of two digits each may be the year: that the
 * first is it is ruled out by a date that such an order would put far into the past.
 */
export function orderShownBy(values: Iterable<unknown>, now: DateTime): OrderShown {
	const shown: OrderShown = {};
	/** An example of each choice that a date with two digits for the year leaves. */
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

/** No list names the expiry of a block that ended so many years ago. */
const LONG_PAST = 10;

/** The order that all dates of the run have, where they show one and no other. */
export function orderOf(shown: OrderShown): 'dayFirst' | 'monthFirst' | undefined {
	const { dayFirst, monthFirst, yearFirst } = shown;
	if (yearFirst !== undefined || (dayFirst === undefined) === (monthFirst === undefined)) {
		return undefined;
	}
	return dayFirst === undefined ? 'monthFirst' : 'dayFirst';
}

/** How the dates that can be two were read, where there are any and the others tell. */
export function orderRead(shown: OrderShown) {
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
