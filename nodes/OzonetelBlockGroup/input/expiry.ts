import { DateTime } from 'luxon';

import { quote } from '../text';

/** The form Ozonetel takes (docs/ozonetel-api.md §2). Its time zone is not stated: see the option 'Time Zone'. */
const WIRE_FORMAT = 'yyyy-MM-dd HH:mm:ss';
const LATEST_YEAR = 9999;

const EXAMPLES = '2027-03-31, 2027-03-31 18:30:00 or 2027-03-31T18:30:00+05:30';

export type ExpiryUnit = 'hours' | 'days' | 'weeks' | 'months' | 'years';
const UNITS: readonly unknown[] = ['hours', 'days', 'weeks', 'months', 'years'];

export type Expiry =
	| { expires: 'never' }
	| { expires: 'onDate'; date: unknown }
	| { expires: 'afterPeriod'; amount: unknown; unit: unknown };

/**
 * The expiry as Ozonetel takes it, empty for never.
 *
 * @param timeZone zone of dates without an offset and of the result, e.g. `Asia/Kolkata`
 * @param now      the moment periods count from: one for a whole run, so that equal periods share requests
 * @throws {RangeError} a sentence that names the parameter and the value read
 */
export function toExpiryDate(expiry: Expiry, timeZone: string, now: DateTime): string {
	if (expiry.expires === 'never') return '';
	const moment =
		expiry.expires === 'onDate'
			? readDate(expiry.date, timeZone)
			: addPeriod(expiry.amount, expiry.unit, now.setZone(timeZone));
	if (!moment.isValid || moment.year > LATEST_YEAR) {
		const value = expiry.expires === 'onDate' ? expiry.date : `${expiry.amount} ${expiry.unit}`;
		throw new RangeError(`${label(expiry)} ${show(value)} is not a date that exists`);
	}
	if (moment <= now) {
		const read = `${moment.toFormat(WIRE_FORMAT)} (${timeZone})`;
		const value = expiry.expires === 'onDate' ? `${show(expiry.date)}, read as ${read},` : read;
		throw new RangeError(`${label(expiry)} ${value} is in the past`);
	}
	return moment.toFormat(WIRE_FORMAT);
}

const label = ({ expires }: Expiry) => (expires === 'onDate' ? "'Expiry Date'" : "'Expires After'");

function addPeriod(amount: unknown, unit: unknown, now: DateTime): DateTime {
	const count = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount;
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
		throw new RangeError(`'Expires After' ${show(amount)} is not a whole number of at least 1`);
	}
	if (!UNITS.includes(unit)) {
		throw new RangeError(`'Unit' ${show(unit)} is not one of ${UNITS.join(', ')}`);
	}
	return now.plus({ [unit as ExpiryUnit]: count });
}

/** Reads every form the contract names; an unreadable one throws, an impossible one comes back invalid. */
function readDate(value: unknown, zone: string): DateTime {
	// n8n and this node may hold two copies of luxon, so no instanceof.
	if (DateTime.isDateTime(value)) return DateTime.fromMillis(value.toMillis(), { zone });
	if (isDate(value)) return DateTime.fromMillis(value.getTime(), { zone });
	const text = typeof value === 'number' ? String(value) : (isoTextOf(value) ?? value);
	if (typeof text !== 'string' || text.trim() === '') {
		throw new RangeError(`'Expiry Date' ${show(value)} is no date; use e.g. ${EXAMPLES}`);
	}
	return readText(text.trim(), zone);
}

/** n8n's isolated engine hands a DateTime out as its ISO text, where it does not build it anew. */
const isoTextOf = (value: unknown): unknown =>
	(value as { __isoString?: unknown } | null | undefined)?.__isoString;

function readText(text: string, zone: string): DateTime {
	if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return DateTime.fromSeconds(Number(text), { zone });
	if (/^\d{12,13}$/.test(text)) return DateTime.fromMillis(Number(text), { zone });
	if (/^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text)) {
		const parsed = DateTime.fromISO(text.replace(' ', 'T').replace(/\s+(?=[+-]\d|Z$)/, ''), {
			zone,
		});
		if (parsed.isValid || parsed.invalidReason === 'unit out of range') return parsed;
	}
	if (/^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\b/.test(text)) {
		throw new RangeError(
			`'Expiry Date' ${show(text)} is ambiguous: begin with the year, e.g. ${EXAMPLES}`,
		);
	}
	throw new RangeError(`'Expiry Date' ${show(text)} cannot be read; use e.g. ${EXAMPLES}`);
}

/** Also a date of another realm, as an expression engine may hand out. */
const isDate = (value: unknown): value is Date =>
	Object.prototype.toString.call(value) === '[object Date]';

const show = (value: unknown): string =>
	quote(isDate(value) || DateTime.isDateTime(value) ? String(value) : value);
