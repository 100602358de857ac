import { DateTime, FixedOffsetZone, Info, type Zone } from 'luxon';

import { westernDigits } from '../phone/spelling';

/** How a date is written, before it is known which number is the day. */
export interface WrittenDate {
	/** The days that it may mean: one for each order that the spelling allows, if that day exists. */
	days: Day[];
	/** Whether the spelling allows only one order. */
	isCertain: boolean;
	time?: Time;
	/** The date as written, without its time. */
	date: string;
}

interface Day {
	order: Order;
	year: number;
	month: number;
	day: number;
}

interface Time {
	hour: number;
	minute: number;
	second: number;
	/** Minutes from UTC, if the text says so. */
	offset?: number;
}

/** For each order: how many digits its parts have (M: the name of a month), and where the year, month and day are. */
const ORDERS = {
	dayFirst: { shape: /^[12][12M][24]$/, places: [2, 1, 0] },
	monthFirst: { shape: /^[12M][12][24]$/, places: [2, 0, 1] },
	yearFirst: { shape: /^(?:4[12M][12]|2[12]2)$/, places: [0, 1, 2] },
};

export type Order = keyof typeof ORDERS;

const ALL_ORDERS = Object.keys(ORDERS) as Order[];

/** No date is longer. Keeps hostile input cheap to refuse. */
const LONGEST_DATE = 80;

/**
 * A text or number without direction marks and quotes, and with plain dashes, slashes and digits.
 * Empty for what is too long or of another type.
 */
export function cleanDate(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (text.length > LONGEST_DATE) return '';
	return westernDigits(text)
		.replace(/\p{Cf}/gu, '')
		.replace(/[\p{Pd}\u2212\u2043]/gu, '-')
		.replace(/[\uff0f\u2044\u2215]/g, '/')
		.replace(/["'`‘’‚“”„«»]/g, ' ')
		.trim()
		.replace(/^= +/, '');
}

/**
 * Takes apart `31/12/2027`, `Dec 31, 2027 6:30 PM`, `Fri, 31 Dec 2027 18:30:00 +0530`.
 *
 * @returns undefined for what is not written as a date
 */
export function takeApart(cleaned: string): WrittenDate | undefined {
	const text = cleaned
		.replace(/[\s,]+/g, ' ')
		.trim()
		.replace(/^([a-z]{3,9})\.? /i, (words, word: string) => (numberOf(WEEKDAYS, word) ? '' : words))
		.replace(/(\d)(?:st|nd|rd|th)\b/gi, '$1')
		.replace(COMPACT_DATE, '$1-$2-$3$4')
		.replace(COMPACT_TIME, '$1$2:$3:$4');
	const [, date, first, second, third, clock] = DATE_AND_TIME.exec(text) ?? [];
	const time = clock ? readTime(clock) : undefined;
	if (!date || (clock && !time)) return undefined;

	const parts = [first, second, third];
	const months = parts.map((part) => numberOf(MONTHS, part));
	const shape = parts.map((part, at) => (months[at] ? 'M' : /\d/.test(part) && part.length));
	const orders = ALL_ORDERS.filter((order) => ORDERS[order].shape.test(shape.join('')));
	if (orders.length === 0) return undefined;
	const isCertain = orders.length === 1;
	const days = orders
		.map((order): Day => {
			const [year, month, day] = ORDERS[order].places;
			return {
				order,
				year: yearOf(parts[year]),
				month: months[month] ?? Number(parts[month]),
				day: Number(parts[day]),
			};
		})
		.filter(exists);
	// 31/06/27 was meant to be 30/06/27, and not 27 June 2031.
	const isSlip =
		!isCertain && Number(first) <= 31 && days.every(({ order }) => order === 'yearFirst');
	return { days: isSlip ? [] : days, isCertain, time, date };
}

/** ISO 8601 without separators, as in `20271231` and `20271231T183000`. */
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})($|[T ])/i;
const COMPACT_TIME = /^(\d{4}-\d{2}-\d{2}T)(\d{2})(\d{2})(\d{2})/i;

const DATE_AND_TIME =
	/^((\d{1,4}|[a-z]+)(?:[-/.]|\.? )(\d{1,4}|[a-z]+)(?:[-/.]|\.? )(\d{1,4}))\.?(?:[T ](.+))?$/i;

const MONTHS = Info.months('long', { locale: 'en' }).map((name) => name.toLowerCase());
const WEEKDAYS = Info.weekdays('long', { locale: 'en' }).map((name) => name.toLowerCase());

/** The number of a name of at least three letters, from 1: `Sept` is 9 of the months. */
function numberOf(names: string[], word: string): number | undefined {
	if (!/^[a-z]{3}/i.test(word)) return undefined;
	const at = names.findIndex((name) => name.startsWith(word.toLowerCase()));
	return at < 0 ? undefined : at + 1;
}

/** Two digits mean 1961 to 2060. */
function yearOf(text: string): number {
	const year = Number(text);
	if (text.length > 2) return year;
	return year > 60 ? 1900 + year : 2000 + year;
}

function exists({ year, month, day }: Day): boolean {
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `18:30`, `6:30:05 pm`, `6pm`, `18:30 GMT+0530`, `18:30:05.000Z`. */
function readTime(text: string): Time | undefined {
	const [, hours, minutes, seconds, dotted, half, zone] = CLOCK.exec(text) ?? [];
	// Without a colon, only am or pm makes it a time.
	if (!hours || (!minutes && !half)) return undefined;
	const offset = zone ? readOffset(zone) : undefined;
	if (zone && offset === undefined) return undefined;
	return {
		hour: hourOf(Number(hours), half?.toLowerCase()),
		minute: Number(minutes ?? dotted ?? 0),
		second: Number(seconds ?? 0),
		offset,
	};
}

const CLOCK =
	/^(?:at )?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?|\.(\d{2}))? ?(?:([ap])(?:m|\.m\.))? ?(\S.*)?$/i;

/** The hour of the day, or `NO_HOUR` if it does not go with am or pm. */
function hourOf(hour: number, half?: string): number {
	if (half === 'a') return hour === 12 ? 0 : hour > 12 ? NO_HOUR : hour;
	if (half === 'p') return hour === 0 ? NO_HOUR : hour < 12 ? hour + 12 : hour;
	return hour;
}

const NO_HOUR = 99;

/** Minutes from UTC. */
function readOffset(zone: string): number | undefined {
	if (/^ist$/i.test(zone)) return INDIA;
	const found = OFFSET.exec(zone);
	if (!found) return undefined;
	const [, sign, hours = '0', minutes = '0'] = found;
	if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `IST` in India. Ireland and Israel use the same letters. */
const INDIA = 330;

/** JavaScript writes the name of the zone in brackets after the offset. */
const OFFSET = /^(?:z|utc|gmt|(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?(?: \([^()\d]{1,60}\))?)$/i;

/** The moment of a day. Without a time it is the last second of the day. */
export function momentOf(
	{ year, month, day }: Day,
	{ hour, minute, second, offset }: Time = { hour: 23, minute: 59, second: 59 },
	zone: Zone | string,
): DateTime {
	return DateTime.fromObject(
		{ year, month, day, hour, minute, second },
		{ zone: offset === undefined ? zone : FixedOffsetZone.instance(offset) },
	).setZone(zone);
}

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
export function orderShownBy(values: readonly unknown[], now: DateTime): OrderShown {
	const dates = values.flatMap((value) => {
		const written = takeApart(cleanDate(value));
		if (!written || written.isCertain || written.days.length === 0) return [];
		return { ...written, text: String(value) };
	});
	const yearMayBeFirst = dates.every(
		({ date, days }) =>
			hasLongYear(date) ||
			days.some(({ order, year }) => order === 'yearFirst' && year >= now.year - LONG_PAST),
	);
	const shown: OrderShown = {};
	for (const { text, days } of dates) {
		const left = days.filter(
			({ order }) => order !== 'yearFirst' || yearMayBeFirst || days.length === 1,
		);
		if (left.length === 1) shown[left[0].order] ??= text;
		if (new Set(days.map(({ year, month, day }) => `${year}-${month}-${day}`)).size > 1)
			shown.ambiguous ??= text;
	}
	return shown;
}

/** In years. No list holds an expiry that is longer ago. */
const LONG_PAST = 10;

export const hasLongYear = (date: string): boolean => /\d{4}$/.test(date);

/** The order of all dates of the run, if they show exactly one. */
export function orderOf({ dayFirst, monthFirst, yearFirst }: OrderShown) {
	if (yearFirst || Boolean(dayFirst) === Boolean(monthFirst)) return undefined;
	return dayFirst ? 'dayFirst' : 'monthFirst';
}
