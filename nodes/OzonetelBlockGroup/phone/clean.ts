import type { CountryCode } from 'libphonenumber-js/core';

import { DIGITS } from '../contract';
import { NATIONAL_DIGITS } from './plans';
import { kindOf, shorten } from '../text';
import type { NumberFormat } from '../model';
import { readNumber } from './reading';
import { NOT_JOINED, readSpelling } from './spelling';

/** Longer than any spelling of a phone number; keeps hostile input cheap to refuse. */
const LONGEST_SPELLING = 100;

export interface NumberRules {
	/** Country of numbers written without a country code; none when undefined. */
	country?: CountryCode;
	format: NumberFormat;
}

/** One number as asked for, and either the text to send or the reason it cannot be sent. */
export type CleanNumber = { phoneNumber: string } & (
	| {
			sentAs: string;
			/** In digits, country code first, where that is known. */
			international?: string;
			/** Whether somebody may have it, by libphonenumber's metadata. */
			valid: boolean;
			/** Whose numbering plan the number fits (ISO 3166-1 alpha-2); null for none. */
			country: CountryCode | null;
			reason?: undefined;
	  }
	| { sentAs: null; international?: undefined; valid?: undefined; country: null; reason: string }
);

/** Cleans one number and decides how it is sent. Never throws, whatever the value is. */
export function cleanNumber(value: unknown, { country, format }: NumberRules): CleanNumber {
	const phoneNumber = echo(value);
	const refuse = (reason: string): CleanNumber => ({
		phoneNumber,
		sentAs: null,
		country: null,
		reason,
	});

	if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) {
		return refuse('A JSON number cannot hold this phone number exactly; pass it as text');
	}
	if (!['string', 'number', 'bigint', 'undefined'].includes(typeof value) && value !== null) {
		return refuse(
			`Expected a phone number, got ${Array.isArray(value) ? 'a list in a list' : kindOf(value)}`,
		);
	}
	const text = value === null || value === undefined ? '' : String(value);
	if (text.length > LONGEST_SPELLING) {
		return refuse(`This is ${text.length} characters long: too long for a phone number`);
	}

	const spelling = readSpelling(text);
	if ('reason' in spelling) return refuse(spelling.reason);
	const { compact, joined } = spelling;
	const read = readNumber(compact, country);
	if (joined && !read) return refuse(NOT_JOINED);
	// What is written with a plus begins with its country code, whoever has that number.
	const international =
		read?.international ?? (/^\+[1-9]/.test(compact) ? compact.slice(1) : undefined);
	const sentAs = international && format !== 'asGiven' ? written(international, format) : compact;
	const count = sentAs.startsWith('+') ? sentAs.length - 1 : sentAs.length;
	if (count < DIGITS.min || count > DIGITS.max) {
		return refuse(
			`A phone number has ${DIGITS.min} to ${DIGITS.max} digits; this one has ${count}`,
		);
	}
	return {
		phoneNumber,
		sentAs,
		international,
		valid: read !== undefined,
		country: read?.country ?? null,
	};
}

/**
 * Ozonetel takes ten digits for a national number and puts the account's country before them
 * (docs/ozonetel-api.md §3). A number of no more digits with its country code, such as Singapore's, keeps
 * its plus, and so does one that no country code begins: without it somebody else would be blocked.
 */
const written = (digits: string, format: NumberFormat): string =>
	format === 'digits' && digits.length > NATIONAL_DIGITS ? digits : `+${digits}`;

/** The number as the user wrote it, short enough to show. */
function echo(value: unknown): string {
	if (typeof value === 'string') return shorten(value);
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	if (value === null || value === undefined) return '';
	return Array.isArray(value) ? 'a list in a list' : kindOf(value);
}
