import type { CountryCode } from 'libphonenumber-js/max';
import { IANAZone, type DateTime } from 'luxon';

import { findCountry } from '../phone/countries';
import type { DateFormat } from './date';
import { toExpiryDate, type Expiry } from './expiry';
import { checkGroup, usesName, type GroupExpressions } from './group';
import { InputError, toProblem } from './inputError';
import type { NumberRules } from '../phone/clean';
import { ALL_OPERATIONS, RANGES, ruleOf, type Range } from '../contract';
import { quote } from '../text';
import {
	takesGroupId,
	type ApiVersion,
	type NumberFormat,
	type Operation,
	type Target,
} from '../model';

/** What holds for all items: what 'auto' stands for on this account and workflow, and more. */
export interface Defaults extends GroupExpressions {
	country?: CountryCode;
	timeZone: string;
	now: DateTime;
	/** What 'Expiry Date' reads, where it is an expression: `$json.until`. */
	dateSource?: string;
}

/** The settings of an item, by parameter name, and what holds where n8n has none saved. */
export const FALLBACKS = {
	operation: 'addNumbers',
	apiVersion: 'current',
	groupName: '',
	groupId: '',
	description: '',
	expires: 'never',
	expiryDate: '',
	expiryAmount: 30,
	expiryUnit: 'days',
	'options.groupDescription': '',
	'options.batchSize': RANGES.batchSize.default,
	'options.dateFormat': 'auto',
	'options.defaultCountry': 'auto',
	'options.numberFormat': 'digits',
	'options.timeZone': 'auto',
	'options.dryRun': false,
} satisfies Record<string, unknown>;

export type Settings = Record<keyof typeof FALLBACKS, unknown>;

/** What settings come to: where numbers go and how they are read, or why nothing can be sent. */
export interface Resolved {
	target: Target;
	rules: NumberRules;
	/** A group or expiry that cannot be read, in one line. */
	problem?: string;
	/** What the user can do about the problem. */
	remedy?: string;
	/** The problem is none of this item alone. */
	ofEveryItem?: boolean;
}

/** @throws {RangeError} when it is not even clear what is wanted: an unknown operation or version */
export function resolveSettings(settings: Settings, defaults: Defaults): Resolved {
	const operation = oneOf<Operation>(settings.operation, ALL_OPERATIONS, 'Operation');
	const { description, expires } = ruleOf(operation);
	const apiVersion = oneOf<ApiVersion>(settings.apiVersion, ['current', 'legacy'], 'API Version');
	const target: Target = {
		operation,
		apiVersion,
		groupName: usesName({ operation, apiVersion }) ? text(settings.groupName) : '',
		groupId: takesGroupId({ operation, apiVersion }) ? text(settings.groupId) : '',
		description: description ? text(settings[description]) : '',
		expiryDate: '',
		batchSize: within(settings['options.batchSize'], RANGES.batchSize),
		dryRun: true,
	};
	const rules: NumberRules = { format: 'digits' };
	try {
		target.dryRun = isOn(settings['options.dryRun'], 'Dry Run');
		checkGroup(target, settings, defaults);
		rules.country = country(settings['options.defaultCountry'], defaults.country);
		rules.format = oneOf<NumberFormat>(
			settings['options.numberFormat'],
			['digits', 'e164', 'asGiven'],
			'Number Format',
		);
		if (expires) {
			const zone = timeZone(settings['options.timeZone'], defaults.timeZone);
			target.expiryDate = toExpiryDate(expiry(settings, defaults), zone, defaults.now);
		}
	} catch (error) {
		return { target, rules, ...toProblem(error) };
	}
	return { target, rules };
}

function expiry(settings: Settings, { dateSource }: Defaults): Expiry {
	const expires = oneOf<Expiry['expires']>(
		settings.expires,
		['never', 'onDate', 'onDateIfGiven', 'afterPeriod'],
		'Expires',
	);
	if (expires === 'never') return { expires };
	if (expires === 'afterPeriod') {
		return { expires, amount: settings.expiryAmount, unit: settings.expiryUnit };
	}
	const format = oneOf<DateFormat>(
		settings['options.dateFormat'] || 'auto',
		['auto', 'dayFirst', 'monthFirst'],
		'Date Format',
	);
	return { expires, date: settings.expiryDate, format, source: dateSource };
}

function country(value: unknown, auto: CountryCode | undefined): CountryCode | undefined {
	const given = text(value);
	if (given === '' || given === 'auto') return auto;
	if (given === 'none') return undefined;
	const found = findCountry(given);
	if (found) return found;
	throw new InputError(
		`'Default Country' ${quote(given)} is not a country`,
		'Choose one from the list, or enter an ISO 3166 code (IN), an English name (India) or a calling code (+91).',
	);
}

function timeZone(value: unknown, auto: string): string {
	const zone = text(value);
	if (zone === '' || zone === 'auto') return auto;
	if (IANAZone.isValidZone(zone)) return zone;
	throw new InputError(
		`'Time Zone' ${quote(zone)} is not a time zone`,
		'Choose one from the list, or enter its IANA name, such as Asia/Kolkata.',
	);
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], label: string): T {
	if (allowed.includes(value as T)) return value as T;
	throw new RangeError(`'${label}' ${quote(value)} is not one of ${allowed.join(', ')}`);
}

/** Only a known value switches an option off: a text such as “yes” is no reason to send for real. */
export function isOn(value: unknown, label: string): boolean {
	const given = typeof value === 'string' ? value.trim().toLowerCase() : (value ?? '');
	if ([false, 0, '', 'false', '0'].includes(given as string)) return false;
	if ([true, 1, 'true', '1'].includes(given as string)) return true;
	throw new InputError(
		`'${label}' must be true or false, not ${quote(value)}`,
		`Correct the expression in '${label}'; {{ true }} switches it on.`,
	);
}

export function within(value: unknown, { default: usual, min, max }: Range): number {
	const count = typeof value === 'string' && value.trim() === '' ? NaN : Number(value ?? NaN);
	return Number.isNaN(count) ? usual : Math.min(max, Math.max(min, Math.trunc(count)));
}

/** Text of a parameter; what is neither text nor number counts as empty. */
const text = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
