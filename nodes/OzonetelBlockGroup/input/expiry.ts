import { DateTime, IANAZone } from 'luxon';

import type { Value } from '../contract';
import { quote, shorten } from '../text';
import { isEmptyDate, readDate } from './date';
import type { OrderShown } from './dateText';
import { InputError, valueOf } from './values';

/** The form Ozonetel takes (docs/ozonetel-api.md §2). Its time zone is not stated: see the option 'Time Zone'. */
const WIRE_FORMAT = 'yyyy-MM-dd HH:mm:ss';
const LATEST_YEAR = 9999;

/** The settings about an expiry, as they are given. */
export interface Expiry extends DatesOfRun {
	expires: Value<'expires'>;
	date?: unknown;
	format?: unknown;
	amount?: unknown;
	unit?: unknown;
}

/** What is known about 'Expiry Date' in the whole run. */
export interface DatesOfRun {
	/** What the dates of all items show about the order of day and month. */
	shown?: OrderShown;
	/** What the parameter reads, if it is a single expression: `$json.until`. */
	source?: string;
	/** If the expression gives nothing, it may have failed. */
	mayFail?: boolean;
}

/**
 * The expiry as Ozonetel takes it, empty for never.
 *
 * @param timeZone zone of dates without an offset and of the result, e.g. `Asia/Kolkata`
 * @param now      start of periods; the same for the whole run, so that equal periods share requests
 * @throws {InputError} names the parameter and its value
 */
export function toExpiryDate(expiry: Expiry, timeZone: string, now: DateTime): string {
	const { expires, date, amount, unit, format, shown, source, mayFail } = expiry;
	const zone = findZone(timeZone) ?? timeZone;
	if (expires === 'never') return '';
	if (expires === 'afterPeriod') {
		const moment = addPeriod(amount, unit, now.setZone(zone));
		checkExists(moment, `'Expires After' “${String(amount)} ${String(unit)}”`);
		return moment.toFormat(WIRE_FORMAT);
	}
	const rules = {
		zone,
		format: valueOf('options.dateFormat', format),
		shown,
		now,
		source: source ?? '$json.date',
	};
	if (expires === 'onDateIfGiven' && isEmptyDate(date)) {
		// An empty text is given on purpose, unless it comes from several expressions.
		if (mayFail && (date !== '' || source === undefined)) throw nothingGiven();
		return '';
	}
	const moment = readDate(date, rules);
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

/** The moment of an expiry date in the form that Ozonetel takes, in ms; undefined for never. */
export function momentOfExpiry(expiryDate: string, timeZone: string): number | undefined {
	if (expiryDate === '') return undefined;
	return DateTime.fromSQL(expiryDate, { zone: findZone(timeZone) ?? timeZone }).toMillis();
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

/**
 * A time zone that remembers the offset of each day: Intl is slow, and most dates of a long list fall
 * on the same days. Days on which the clocks change are not remembered.
 */
class RememberingZone extends IANAZone {
	private readonly days = new Map<number, number | undefined>();

	override offset(time: number): number {
		const day = Math.floor(time / DAY_MS);
		if (!this.days.has(day)) {
			const first = super.offset(day * DAY_MS);
			const last = super.offset((day + 1) * DAY_MS - 1);
			if (this.days.size >= MOST_DAYS) this.days.clear();
			this.days.set(day, first === last ? first : undefined);
		}
		return this.days.get(day) ?? super.offset(time);
	}
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 20_000;

/** Each zone is created once: even checking whether one exists costs about 50 kB in Intl. */
const zones = new Map<string, IANAZone>();

/** The time zone of an IANA name such as `Asia/Kolkata`; undefined if there is none. */
export function findZone(name: string): IANAZone | undefined {
	const known = zones.get(name);
	if (known) return known;
	const zone = new RememberingZone(name);
	if (!zone.isValid) return undefined;
	zones.set(name, zone);
	return zone;
}
