import { DateTime, type Zone } from 'luxon';

import type { Value } from '../contract';
import { quote } from '../text';
import {
	cleanDate,
	hasLongYear,
	momentOf,
	orderOf,
	takeApart,
	type Order,
	type OrderShown,
} from './dateText';
import { InputError } from './values';

export interface DateRules {
	/** Zone of dates without an offset, e.g. `Asia/Kolkata`. */
	zone: Zone | string;
	/** Which number is the day. `auto` reads only dates that are not ambiguous. */
	format: Value<'options.dateFormat'>;
	/** What the other dates of the run show about their order, for `auto`. */
	shown?: OrderShown;
	now: DateTime;
	/** What the parameter reads, for expressions in errors: `$json.until`. */
	source: string;
}

/**
 * Reads a date in the forms that people and programs write. A date without a time means the end of
 * that day.
 *
 * @returns an invalid DateTime for a date that does not exist
 * @throws {InputError} if it is not clear which date is meant
 */
export function readDate(value: unknown, rules: DateRules): DateTime {
	const moment = readObject(value);
	if (moment) return moment.setZone(rules.zone);
	if (isEmptyDate(value)) {
		throw new InputError(
			"'Expiry Date' is empty",
			"To block numbers without a date until they are removed, set 'Expires' to 'On a Date, Never if Empty'.",
		);
	}
	const text = cleanDate(value);
	if (/^Invalid Date(?:Time)?$/.test(text)) return DateTime.invalid(text);
	const date = readCount(text, rules.zone) ?? readWritten(text, rules, value);
	if (/^\d+(?:\.\d+)?$/.test(text) && date > rules.now.plus({ years: MOST_YEARS })) {
		throw tooFar(value, date);
	}
	return date;
}

export const isEmptyDate = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && !/\S/.test(value));

/** A luxon DateTime, a JavaScript Date, or what n8n's isolated engine makes of a DateTime. */
function readObject(value: unknown): DateTime | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	// n8n and this node may hold two copies of luxon, so no instanceof.
	if (DateTime.isDateTime(value)) {
		const { invalidReason, invalidExplanation } = value;
		if (invalidReason) return DateTime.invalid(invalidReason, invalidExplanation ?? undefined);
		return DateTime.fromMillis(value.toMillis());
	}
	// Also a date of another realm, as an expression engine may hand out.
	if (Object.prototype.toString.call(value) === '[object Date]') {
		return DateTime.fromMillis((value as Date).getTime());
	}
	const { __isoString, __invalidReason, __invalidExplanation } = value as Record<string, unknown>;
	if (__isoString) return DateTime.fromISO(String(__isoString));
	if (!__invalidReason) return undefined;
	return DateTime.invalid(String(__invalidReason), String(__invalidExplanation ?? ''));
}

/** The day number of a spreadsheet, Unix seconds or Unix milliseconds. */
function readCount(text: string, zone: DateRules['zone']): DateTime | undefined {
	if (/^\d{5}(?:\.\d+)?$/.test(text)) {
		// Spreadsheets count days from 30 December 1899; the fraction is the time of the day.
		const [days, fraction] = [Math.trunc(Number(text)), Number(text) % 1];
		const seconds = fraction === 0 ? LAST_SECOND : Math.round(fraction * 86_400);
		const local = DateTime.utc(1899, 12, 30).plus({ days, seconds });
		return local.setZone(zone, { keepLocalTime: true });
	}
	if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return DateTime.fromSeconds(Number(text), { zone });
	const milliseconds = /^\d{12,13}$/.test(text) ? text : FROM_DOT_NET.exec(text)?.[1];
	return milliseconds ? DateTime.fromMillis(Number(milliseconds), { zone }) : undefined;
}

const LAST_SECOND = 86_399;

/** `/Date(1956441599000+0530)/`. The offset does not change the moment. */
const FROM_DOT_NET = /^\\?\/Date\((\d{1,14})(?:[+-]\d{4})?\)\\?\/$/;

function readWritten(text: string, rules: DateRules, given: unknown): DateTime {
	const { zone, format, shown = {} } = rules;
	const written = takeApart(text);
	const zoneName = typeof zone === 'string' ? zone : zone.name;
	if (!written || (IST_OF_THEIR_OWN.has(zoneName) && /\bIST$/i.test(text))) {
		throw unreadable(given, rules);
	}
	const order = format === 'auto' ? orderOf(shown) : format;
	const moments = written.days
		.filter((day) => written.isCertain || !order || day.order === order)
		.map((day) => momentOf(day, written.time, zone));
	if (moments.length === 0 && format !== 'auto' && written.days.length > 0) {
		throw inOtherOrder(given, format);
	}
	if (new Set(moments.map(Number)).size > 1) throw ambiguous(given, written.date, moments, rules);
	return moments[0] ?? DateTime.invalid('no such day');
}

/** Zones where `IST` does not mean Indian Standard Time. */
const IST_OF_THEIR_OWN: ReadonlySet<string> = new Set([
	'Asia/Jerusalem',
	'Asia/Tel_Aviv',
	'Eire',
	'Europe/Dublin',
	'Israel',
]);

/** @param date the text without its time */
function ambiguous(given: unknown, date: string, dates: DateTime[], rules: DateRules): InputError {
	const meanings = dates.map((one) => one.toFormat('d MMMM yyyy', { locale: 'en' }));
	const { dayFirst, monthFirst } = rules.shown ?? {};
	const both =
		dayFirst !== undefined && monthFirst !== undefined
			? `, and the dates of this run have both orders: ${quote(dayFirst)} and ${quote(monthFirst)}`
			: '';
	const fields = ['d', 'M', hasLongYear(date) ? 'yyyy' : 'yy'];
	const format = date.replace(/\d+/g, () => fields.shift()!);
	const convert = given === date ? orConvert(rules.source, format) : '';
	return new InputError(
		`'Expiry Date' ${quote(given)} is ambiguous: it can be ${[...new Set(meanings)].join(' or ')}${both}`,
		`Set the option 'Date Format' to 'Day First' or 'Month First'.${convert}`,
	);
}

const inOtherOrder = (value: unknown, format: Order): InputError =>
	new InputError(
		`'Expiry Date' ${quote(value)} cannot have the ${format === 'dayFirst' ? 'day' : 'month'} first`,
		"Correct the date, or the option 'Date Format'.",
	);

const unreadable = (value: unknown, { source }: DateRules): InputError =>
	new InputError(
		`'Expiry Date' ${quote(value)} cannot be read as a date`,
		`Write it like 2027-03-31, 2027-03-31 18:30:00 or 31 Mar 2027.${orConvert(source, 'd/M/yyyy')}`,
	);

/**
 * An expression that reads dates of a format. It passes on what it cannot read, so that an error can
 * name it, and leaves an empty value empty. Without these parts, n8n would give null in both cases.
 */
const orConvert = (source: string, format: string): string =>
	source.length > LONGEST_SOURCE
		? ''
		: ` Or state the format in an expression: {{ DateTime.fromFormat(String(${source}), '${format}').toISODate() ?? ${source} ?? '' }}.`;

const LONGEST_SOURCE = 60;

/** A number of days or seconds that is further ahead is probably not a date. */
const MOST_YEARS = 50;

const tooFar = (value: unknown, date: DateTime): InputError =>
	new InputError(
		`'Expiry Date' ${quote(value)}, read as ${date.toFormat('yyyy-MM-dd HH:mm:ss')}, is more than ${MOST_YEARS} years ahead`,
		`It looks like a phone number or a postal code: check which field 'Expiry Date' reads. Write a date so far ahead with its year, like ${date.toFormat('yyyy-MM-dd')}, or set 'Expires' to 'Never'.`,
	);
