import { DateTime } from 'luxon';

import { quote } from '../text';
import { isEmptyDate, readDate, type DateFormat } from './date';
import { InputError } from './inputError';

/** The form Ozonetel takes (docs/ozonetel-api.md §2). Its time zone is not stated: see the option 'Time Zone'. */
const WIRE_FORMAT = 'yyyy-MM-dd HH:mm:ss';
const LATEST_YEAR = 9999;

export type ExpiryUnit = 'hours' | 'days' | 'weeks' | 'months' | 'years';
const UNITS: readonly unknown[] = ['hours', 'days', 'weeks', 'months', 'years'];

export type Expiry =
	| { expires: 'never' }
	| { expires: 'onDate' | 'onDateIfGiven'; date: unknown; format?: DateFormat; source?: string }
	| { expires: 'afterPeriod'; amount: unknown; unit: unknown };

/**
 * The expiry as Ozonetel takes it, empty for never.
 *
 * @param timeZone zone of dates without an offset and of the result, e.g. `Asia/Kolkata`
 * @param now      the moment periods count from: one for a whole run, so that equal periods share requests
 * @throws {InputError} whose sentence names the parameter and the value read
 */
export function toExpiryDate(expiry: Expiry, timeZone: string, now: DateTime): string {
	if (expiry.expires === 'never') return '';
	if (expiry.expires === 'afterPeriod') {
		const { amount, unit } = expiry;
		const moment = addPeriod(amount, unit, now.setZone(timeZone));
		checkExists(moment, `'Expires After' “${String(amount)} ${String(unit)}”`);
		return moment.toFormat(WIRE_FORMAT);
	}
	const { expires, date, format = 'auto', source = '$json.date' } = expiry;
	if (expires === 'onDateIfGiven' && isEmptyDate(date)) return '';
	const moment = readDate(date, { zone: timeZone, format, source });
	const given = `'Expiry Date' ${quote(typeof date === 'object' ? String(moment.toISO()) : date)}`;
	checkExists(moment, given);
	const read = moment.toFormat(WIRE_FORMAT);
	if (moment <= now) {
		throw new InputError(
			`${given}, read as ${read} (${timeZone}), is in the past`,
			"Leave out such items, for example with a Filter node before this one. To block numbers for a period from now on, set 'Expires' to 'After a Period'.",
		);
	}
	return read;
}

function checkExists(moment: DateTime, given: string): void {
	if (moment.isValid && moment.year <= LATEST_YEAR) return;
	throw new InputError(`${given} is not a date that exists`, 'Enter a date that exists.');
}

function addPeriod(amount: unknown, unit: unknown, now: DateTime): DateTime {
	const count = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount;
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
		throw new InputError(
			`'Expires After' ${quote(amount)} is not a whole number of at least 1`,
			"Enter a whole number and choose a 'Unit'.",
		);
	}
	if (!UNITS.includes(unit)) {
		throw new InputError(`'Unit' ${quote(unit)} is not one of ${UNITS.join(', ')}`);
	}
	return now.plus({ [unit as ExpiryUnit]: count });
}
