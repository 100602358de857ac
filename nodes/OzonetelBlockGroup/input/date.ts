import { DateTime, Info } from 'luxon';

import { quote, shorten } from '../text';
import { InputError } from './inputError';

/** Which of two numbers is the day; `auto` reads what can only be one date. */
export type DateFormat = 'auto' | 'dayFirst' | 'monthFirst';

export interface DateRules {
	/** Zone of dates without an offset, e.g. `Asia/Kolkata`. */
	zone: string;
	format: DateFormat;
	/** What gives the date in the workflow, for an expression to copy: `$json.until`. */
	source: string;
}

/** Longer than any date; keeps hostile input cheap to refuse. */
const LONGEST_DATE = 80;

/**
 * Reads a date however people and programs write it.
 *
 * @returns an invalid DateTime for a date that does not exist
 * @throws {InputError} where it cannot be told which date is meant
 */
export function readDate(value: unknown, rules: DateRules): DateTime {
	const { zone } = rules;
	// n8n and this node may hold two copies of luxon, so no instanceof.
	if (DateTime.isDateTime(value)) return DateTime.fromMillis(value.toMillis(), { zone });
	if (isDate(value)) return DateTime.fromMillis(value.getTime(), { zone });
	const text = typeof value === 'number' ? String(value) : (isoTextOf(value) ?? value);
	if (isEmptyDate(text)) {
		throw new InputError(
			"'Expiry Date' is empty",
			"To block numbers without a date until they are removed, set 'Expires' to 'On a Date, Never if Empty'.",
		);
	}
	const trimmed = typeof text === 'string' ? text.trim() : '';
	if (trimmed === '' || trimmed.length > LONGEST_DATE) throw unreadable(value, rules);
	return readNumber(trimmed, zone) ?? readIso(trimmed, zone) ?? readWritten(trimmed, rules);
}

/** Whether there is no date at all. */
export const isEmptyDate = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && !/\S/.test(value));

/** n8n's isolated engine hands a DateTime out as its ISO text, where it does not build it anew. */
const isoTextOf = (value: unknown): unknown =>
	(value as { __isoString?: unknown } | null | undefined)?.__isoString;

/** Unix seconds, Unix milliseconds, or the day number of a spreadsheet. */
function readNumber(text: string, zone: string): DateTime | undefined {
	if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return DateTime.fromSeconds(Number(text), { zone });
	if (/^\d{12,13}$/.test(text)) return DateTime.fromMillis(Number(text), { zone });
	if (/^\d{5}(?:\.\d+)?$/.test(text)) return readSerialDay(Number(text), zone);
	return undefined;
}

/** Spreadsheets count days from 30 December 1899; the fraction is the time of the day. */
function readSerialDay(serial: number, zone: string): DateTime {
	const days = Math.trunc(serial);
	const seconds = Math.round((serial - days) * 86_400);
	return DateTime.utc(1899, 12, 30).plus({ days, seconds }).setZone(zone, { keepLocalTime: true });
}

function readIso(text: string, zone: string): DateTime | undefined {
	if (!/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text)) return undefined;
	const iso = text.replace(' ', 'T').replace(/\s(?=[+-]\d|Z$)/, '');
	const parsed = DateTime.fromISO(iso, { zone });
	return parsed.isValid || parsed.invalidReason === 'unit out of range' ? parsed : undefined;
}

/** `31/12/2027`, `Dec 31, 2027 6:30 PM`, `Fri, 31 Dec 2027 18:30:00 +0530`. */
function readWritten(text: string, rules: DateRules): DateTime {
	const words = text.replace(/\([^()]*\)$/, '').split(/[\s,]+/);
	const clock = words.findIndex((word) => word.includes(':'));
	const time = clock < 0 ? NO_TIME : readTime(words.slice(clock).filter(Boolean));
	const date = (clock < 0 ? words : words.slice(0, clock)).filter(Boolean);
	const parts = date.flatMap((word) => word.split(/[-/.]/)).filter(Boolean);
	if (parts.length === 4 && numberOf(WEEKDAYS, parts[0])) parts.shift();
	const orders = ordersOf(parts, rules.format);
	if (!time || orders.length === 0) throw unreadable(text, rules);

	const numbers = parts.map(
		(part) => numberOf(MONTHS, part) ?? part.replace(/(?:st|nd|rd|th)$/i, ''),
	);
	const readings = orders.map((order) =>
		DateTime.fromFormat(`${numbers.join(' ')}${time.text}`, `${order}${time.format}`, {
			zone: rules.zone,
		}),
	);
	const dates = readings.filter(({ isValid }) => isValid);
	if (new Set(dates.map(Number)).size > 1) {
		throw ambiguous(text, date.join(' '), dates, rules.source);
	}
	if (readings[0].invalidReason === 'unparsable') throw unreadable(text, rules);
	return dates[0] ?? readings[0];
}

/** The orders that the parts of a date may have, as luxon writes them; none where they are no date. */
function ordersOf(parts: string[], format: DateFormat): string[] {
	if (parts.length !== 3) return [];
	const [first, second, year] = parts;
	if (/^\d{4}$/.test(first)) return ['yyyy M d'];
	const years = year.length === 2 ? 'yy' : 'yyyy';
	if (numberOf(MONTHS, first)) return [`M d ${years}`];
	if (numberOf(MONTHS, second)) return [`d M ${years}`];
	if (format !== 'auto') return [format === 'dayFirst' ? `d M ${years}` : `M d ${years}`];
	// Of three numbers of two digits each may be the year.
	return [`d M ${years}`, `M d ${years}`, ...(years === 'yy' ? ['yy M d'] : [])];
}

const MONTHS = Info.months('long', { locale: 'en' });
const WEEKDAYS = Info.weekdays('long', { locale: 'en' });

/** The number of a name of at least three letters, from 1: `Sept` is 9 of the months. */
function numberOf(names: string[], word: string): string | undefined {
	const at = names.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase()));
	return word.length < 3 || at < 0 ? undefined : String(at + 1);
}

const NO_TIME = { text: '', format: '' };

/** A time of the day, in halves or whole, and its offset: `18:30`, `6:30:05 pm`, `18:30 GMT+0530`. */
function readTime([clock, ...rest]: string[]): typeof NO_TIME | undefined {
	const found = /^(\d{1,2}:\d{2})(:\d{2})?(?:\.\d+)?([ap]m)?$/i.exec(clock);
	if (!found) return undefined;
	const [, minutes, seconds = '', attached] = found;
	const half = attached ?? (/^[ap]\.?m\.?$/i.test(rest[0] ?? '') ? rest.shift() : undefined);
	const offset = rest.length > 0 ? readOffset(rest[0]) : '';
	if (offset === undefined || rest.length > 1) return undefined;
	return {
		text: ` ${minutes}${seconds}${half ? ` ${half.replace(/\./g, '')}` : ''}${offset && ` ${offset}`}`,
		format: ` ${half ? 'h' : 'H'}:mm${seconds && ':ss'}${half ? ' a' : ''}${offset && ' ZZ'}`,
	};
}

function readOffset(word: string): string | undefined {
	if (/^(?:z|utc|gmt)$/i.test(word)) return '+00:00';
	const found = /^(?:utc|gmt)?([+-]\d{2}):?(\d{2})$/i.exec(word);
	return found ? `${found[1]}:${found[2]}` : undefined;
}

/** @param date the text without its time */
function ambiguous(text: string, date: string, dates: DateTime[], source: string): InputError {
	const meanings = dates.map((one) => one.toFormat('d MMMM yyyy', { locale: 'en' }));
	const fields = ['d', 'M', /\d{4}$/.test(date) ? 'yyyy' : 'yy'];
	const format = date.replace(/\d+/g, () => fields.shift()!);
	const given = date === text ? source : `${source}.slice(0, ${date.length})`;
	return new InputError(
		`'Expiry Date' ${quote(text)} is ambiguous: it can be ${[...new Set(meanings)].join(' or ')}`,
		`Set the option 'Date Format' to 'Day First' or 'Month First', or use an expression: {{ DateTime.fromFormat(${given}, '${format}').toISODate() }}.`,
	);
}

const unreadable = (value: unknown, { source }: DateRules): InputError =>
	new InputError(
		`'Expiry Date' ${quote(value)} cannot be read as a date`,
		`Write it like 2027-03-31, 2027-03-31 18:30:00 or 31 Mar 2027, or use an expression that states the format: {{ DateTime.fromFormat(${shorten(source)}, 'd/M/yyyy').toISODate() }}.`,
	);

/** Also a date of another realm, as an expression engine may hand out. */
const isDate = (value: unknown): value is Date =>
	Object.prototype.toString.call(value) === '[object Date]';
