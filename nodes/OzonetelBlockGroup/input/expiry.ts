import { DateTime } from 'luxon';

import { quote, shorten } from '../text';
import { isEmptyDate, readDate, type DateFormat } from './date';
import type { OrderShown } from './dateOrder';
import { InputError } from './problem';
import { valueOf } from './values';
import { findZone } from './zones';

/** The form Ozonetel takes (docs/ozonetel-api.md §2). Its time zone is not stated: see the option 'Time Zone'. */
const WIRE_FORMAT = 'yyyy-MM-dd HH:mm:ss';
const LATEST_YEAR = 9999;

export type Expiry =
	| { expires: 'never' }
	| {
			expires: 'onDate' | 'onDateIfGiven';
			date: unknown;
			format?: DateFormat;
			/** What the other dates of the run show about their order. */
			shown?: OrderShown;
			/** What the parameter reads, if it is a single expression. */
			source?: string;
			/** If the expression gives nothing, it may have failed. */
			mayFail?: boolean;
	  }
	| { expires: 'afterPeriod'; amount: unknown; unit: unknown };

/**
 * The expiry as Ozonetel takes it, empty for never.
 *
 * @param timeZone zone of dates without an offset and of the result, e.g. `Asia/Kolkata`
 * @param now      start of periods; the same for the whole run, so that equal periods share requests
 * @throws {InputError} names the parameter and its value
 */
export function toExpiryDate(expiry: Expiry, timeZone: string, now: DateTime): string {
	if (expiry.expires === 'never') return '';
	if (expiry.expires === 'afterPeriod') {
		const { amount, unit } = expiry;
		const moment = addPeriod(amount, unit, now.setZone(findZone(timeZone) ?? timeZone));
		checkExists(moment, `'Expires After' “${String(amount)} ${String(unit)}”`);
		return moment.toFormat(WIRE_FORMAT);
	}
	const { expires, date, format = 'auto', shown, source, mayFail } = expiry;
	if (expires === 'onDateIfGiven' && isEmptyDate(date)) {
		// An empty text is given on purpose, unless it comes from several expressions.
		if (mayFail && (date !== '' || source === undefined)) throw nothingGiven();
		return '';
	}
	const moment = readDate(date, {
		zone: findZone(timeZone) ?? timeZone,
		format,
		shown,
		now,
		source: source ?? '$json.date',
	});
	const isObject = typeof date === 'object';
	const given = `'Expiry Date' ${quote(isObject ? String(moment) : date)}`;
	checkExists(moment, given, isObject ? moment.invalidExplanation : null);
	const read = moment.toFormat(WIRE_FORMAT);
	if (moment <= now) {
		throw new InputError(
			`${given}, read as ${read} (${timeZone}), is in the past`,
			"Leave out such items, for example with a Filter node before this one. To block numbers for a period from now on, set 'Expires' to 'After a Period'.",
		);
	}
	return read;
}

function checkExists(moment: DateTime, given: string, why: string | null = null): void {
	if (moment.isValid && moment.year <= LATEST_YEAR) return;
	throw new InputError(
		`${given} is not a date that exists${why ? `: ${shorten(why, 200)}` : ''}`,
		'Enter a date that exists.',
	);
}

const nothingGiven = (): InputError =>
	new InputError(
		"The expression in 'Expiry Date' gave nothing, as it does where it has no date and where it fails to read one",
		"To block the numbers of an item without a date until they are removed, let the expression give an empty text for it, such as {{ $json.until ? … : '' }}.",
	);

function addPeriod(amount: unknown, unit: unknown, now: DateTime): DateTime {
	const count = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount;
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
		throw new InputError(
			`'Expires After' ${quote(amount)} is not a whole number of at least 1`,
			"Enter a whole number and choose a 'Unit'.",
		);
	}
	return now.plus({ [valueOf('expiryUnit', unit)]: count });
}
