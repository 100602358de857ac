import { DateTime, FixedOffsetZone, Info, type Zone } from 'luxon';

import { westernDigits } from '../phone/spelling';

export type Order = 'dayFirst' | 'monthFirst' | 'yearFirst';

/** The parts of a date, before it is known which number is the day. */
export interface WrittenDate {
	/** In the order in which they are written, with the name of a month as its number. */
	numbers: [string, string, string];
	/** The orders that the spelling allows. The date need not exist in each of them. */
	orders: Order[];
	time?: Time;
	/** The date as written, without its time. */
	date: string;
}

interface Time {
	hour: number;
	minute: number;
	second: number;
	/** Minutes from UTC, if the text says so. */
	offset?: number;
}

/** No date is longer. Keeps hostile input cheap to refuse. */
export const LONGEST_DATE = 80;

/** Removes direction marks and quotes, and replaces Unicode dashes, slashes and digits. */
export const cleanDate = (text: string): string =>
	westernDigits(text)
		.replace(/\p{Cf}/gu, '')
		.replace(/[\p{Pd}\u2212\u2043]/gu, '-')
		.replace(/[\uff0f\u2044\u2215]/g, '/')
		.replace(/["'`‘’‚“”„«»]/g, ' ')
		.trim()
		.replace(/^= +/, '');

/**
 * Takes apart `31/12/2027`, `Dec 31, 2027 6:30 PM`, `Fri, 31 Dec 2027 18:30:00 +0530`.
 *
 * @returns undefined for what is not written as a date
 */
export function takeApart(text: string): WrittenDate | undefined {
	const words = text
		.replace(COMPACT, '$1-$2-$3$4')
		.replace(COMPACT_TIME, '$1$2:$3:$4')
		.replace(ISO_TIME, '$1 $2')
		.split(/[\s,]+/)
		.filter(Boolean);
	if (words.length > 0 && numberOf(WEEKDAYS, words[0].replace(/\.$/, ''))) words.shift();
	const parts: string[] = [];
	const written: string[] = [];
	while (parts.length < 3 && words.length > 0) {
		const word = words.shift()!;
		written.push(word);
		parts.push(...word.replace(/\.$/, '').split(/[-/.]/));
	}
	const time = words.length > 0 ? readTime(words.join(' ')) : undefined;
	if (parts.length !== 3 || (words.length > 0 && !time)) return undefined;
	const named = parts.map((part) => numberOf(MONTHS, part));
	const numbers = parts.map((part, at) => named[at] ?? ordinal(part)) as WrittenDate['numbers'];
	const orders = ordersOf(numbers, named.findIndex(Boolean));
	return orders && { numbers, orders, time, date: written.join(' ') };
}

/** ISO 8601 without separators, as in `20271231` and `20271231T183000`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})($|[T ])/i;
const COMPACT_TIME = /^(\d{4}-\d{2}-\d{2}T)(\d{2})(\d{2})(\d{2})/i;
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})T(\d)/i;

const MONTHS = Info.months('long', { locale: 'en' }).map((name) => name.toLowerCase());
const WEEKDAYS = Info.weekdays('long', { locale: 'en' }).map((name) => name.toLowerCase());

/** The number of a name of at least three letters, from 1: `Sept` is 9 of the months. */
function numberOf(names: string[], word: string): string | undefined {
	if (word.length < 3) return undefined;
	const at = names.findIndex((name) => name.startsWith(word.toLowerCase()));
	return at < 0 ? undefined : String(at + 1);
}

const ordinal = (part: string): string => part.replace(/^(\d+)(?:st|nd|rd|th)$/i, '$1');

/** @param named which of the numbers was a month's name, or -1 */
function ordersOf(numbers: readonly string[], named: number): Order[] | undefined {
	if (!numbers.every((number) => /^\d{1,4}$/.test(number))) return undefined;
	const [first, second, third] = numbers.map((number) => number.length);
	if (first === 4) return second <= 2 && third <= 2 && named !== 2 ? ['yearFirst'] : undefined;
	if (first > 2 || second > 2 || (third !== 2 && third !== 4) || named === 2) return undefined;
	if (named === 0) return ['monthFirst'];
	if (named === 1) return ['dayFirst'];
	// Of three numbers of two digits each may be the year.
	const mayBeYear = first === 2 && third === 2;
	return mayBeYear ? ['dayFirst', 'monthFirst', 'yearFirst'] : ['dayFirst', 'monthFirst'];
}

/** `18:30`, `6:30:05 pm`, `6pm`, `18:30 GMT+0530`, `18:30:05.000Z`. */
function readTime(text: string): Time | undefined {
	const found = CLOCK.exec(text);
	if (!found) return undefined;
	const [, hours, minutes = '0', seconds = '0', dotted, half, rest] = found;
	// Without a colon only am or pm makes a time of it.
	if (!half && !found[2]) return undefined;
	const offset = rest === undefined ? undefined : readOffset(rest);
	if (rest !== undefined && offset === undefined) return undefined;
	const hour = hourOf(Number(hours), half?.toLowerCase());
	return { hour, minute: Number(dotted ?? minutes), second: Number(seconds), offset };
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

function readOffset(text: string): number | undefined {
	if (/^(?:z|utc|gmt)$/i.test(text)) return 0;
	if (/^ist$/i.test(text)) return INDIA;
	const found = OFFSET.exec(text);
	if (!found) return undefined;
	const [, sign, hours, minutes = '0'] = found;
	if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `IST` in India, in minutes. Ireland and Israel use the same letters. */
const INDIA = 330;

/** JavaScript writes the name of the zone in brackets after the offset. */
const OFFSET = /^(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?(?: \([^()\d]{1,60}\))?$/i;

/** The moment of a date, read in an order. Without a time it is the last second of the day. */
export function momentOf(
	{ numbers, time }: WrittenDate,
	order: Order,
	zone: Zone | string,
): DateTime {
	const { hour, minute, second } = time ?? END_OF_DAY;
	const offset = time?.offset;
	const moment = DateTime.fromObject(
		{ ...dayOf(numbers, order), hour, minute, second },
		{ zone: offset === undefined ? zone : FixedOffsetZone.instance(offset) },
	);
	return offset === undefined ? moment : moment.setZone(zone);
}

const END_OF_DAY = { hour: 23, minute: 59, second: 59 };

const PLACES: Record<Order, { year: 0 | 2; month: 0 | 1; day: 0 | 1 | 2 }> = {
	dayFirst: { year: 2, month: 1, day: 0 },
	monthFirst: { year: 2, month: 0, day: 1 },
	yearFirst: { year: 0, month: 1, day: 2 },
};

/**
 * Whether a date that only exists with its year first is more likely a mistake: 31/06/27 was meant to
 * be 30/06/27, and not 27 June 2031.
 */
export const isSlip = ({ numbers, orders }: WrittenDate, possible: readonly Order[]): boolean =>
	orders.length > 1 && possible.join() === 'yearFirst' && Number(numbers[0]) <= 31;

export function dayOf(numbers: WrittenDate['numbers'], order: Order) {
	const { year, month, day } = PLACES[order];
	return {
		year: yearOf(numbers[year]),
		month: Number(numbers[month]),
		day: Number(numbers[day]),
	};
}

/** Two digits mean 1961 to 2060. */
function yearOf(text: string): number {
	const year = Number(text);
	if (text.length > 2) return year;
	return year > 60 ? 1900 + year : 2000 + year;
}
