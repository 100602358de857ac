import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CountryCode } from 'libphonenumber-js/min';

import { DIGITS } from '../limits';
import type { NumberFormat } from '../types';
import { kindOf, shorten } from '../text';

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
			/** Whether it is known to begin with its country code. */
			international: boolean;
			/** Whether libphonenumber finds it to be a valid number of its country. */
			valid: boolean;
			reason?: undefined;
	  }
	| { sentAs: null; international?: undefined; valid?: undefined; reason: string }
);

/**
 * Splits what a 'Phone Numbers' parameter held into single numbers: one value, an array (arrays in
 * it too), or a text separated by comma, semicolon or new line. Always returns at least one, so
 * that an item without a number still gets its result.
 */
export function splitNumbers(value: unknown): unknown[] {
	if (typeof value === 'string' && !SEPARATOR.test(value)) return [value.trim()];
	const numbers: unknown[] = [];
	const visit = (part: unknown, within: unknown[]): void => {
		if (Array.isArray(part) && within.length < DEEPEST && !within.includes(part)) {
			for (const element of part) visit(element, [...within, part]);
		} else if (typeof part === 'string') {
			const filled = part.split(SEPARATOR).filter((text) => text.trim() !== '');
			if (filled.length === 0) numbers.push('');
			for (const text of filled) numbers.push(text.trim());
		} else {
			numbers.push(part);
		}
	};
	visit(value, []);
	return numbers.length > 0 ? numbers : [''];
}

/** Deeper lists are no list of numbers, nor is one that holds itself. */
const DEEPEST = 5;

// Commas and semicolons of every script that has its own. A semicolon also begins the parameters
// of a `tel:` link (RFC 3966), which belong to the number.
const SEPARATOR =
	/[,，﹐、､،؛\r\n\u2028\u2029]|[;\uff1b\ufe54\u037e](?!\s*(?:ext|isub|phone-context)=)/i;

/** Cleans one number and decides how it is sent. Never throws, whatever the value is. */
export function cleanNumber(value: unknown, { country, format }: NumberRules): CleanNumber {
	const phoneNumber = echo(value);
	const refuse = (reason: string): CleanNumber => ({ phoneNumber, sentAs: null, reason });

	if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0)) {
		return refuse('This JSON number is no exact phone number; pass it as text');
	}
	if (!['string', 'number', 'bigint', 'undefined'].includes(typeof value) && value !== null) {
		return refuse(
			`Expected a phone number, got ${Array.isArray(value) ? 'a list in a list' : kindOf(value)}`,
		);
	}
	const text = value === null || value === undefined ? '' : String(value);
	if (text.length > LONGEST_SPELLING) {
		return refuse(`This is ${text.length} characters long, which is no phone number`);
	}

	const spelling = readSpelling(text);
	if ('reason' in spelling) return refuse(spelling.reason);
	const { compact } = spelling;
	const digits = digitsOf(compact);
	if (digits.length < DIGITS.min || digits.length > DIGITS.max) {
		return refuse(
			`A phone number has ${DIGITS.min} to ${DIGITS.max} digits, this has ${digits.length}`,
		);
	}
	const e164 = format === 'asGiven' ? undefined : toInternational(compact, country);
	const written = e164 ?? compact;
	const sentAs = format === 'digits' && !NEEDS_PLUS.test(written) ? digitsOf(written) : written;
	const valid = e164 !== undefined;
	return { phoneNumber, sentAs, international: valid || sentAs.startsWith('+'), valid };
}

const digitsOf = (compact: string) => compact.replace('+', '');

/**
 * Ozonetel takes ten digits for a national number and puts the account's country before them
 * (docs/ozonetel-api.md §3). A number of ten with its country code, such as Singapore's, keeps its plus:
 * without it somebody else would be blocked.
 */
const NEEDS_PLUS = /^\+\d{10}$/;

/** The bare digits of a spelling, after `+` where it has one, or why it is no phone number's. */
function readSpelling(text: string): { compact: string } | { reason: string } {
	if (PLAIN.test(text)) return { compact: text.replace(/[ -]+/g, '') };
	const written = westernDigits(text).replace(IGNORED, '');
	if (written === '') return { reason: 'The phone number is empty' };
	if (SCIENTIFIC.test(written)) {
		return {
			reason:
				'A spreadsheet turned this number into scientific notation and lost its last digits; format the column as text and export it again',
		};
	}
	const compact = written
		.replace(SCHEME, '')
		.replace(EXTENSION, '')
		.replace(SPREADSHEET_FRACTION, '$1')
		.replace(PUNCTUATION, '')
		.replace(/^\++/, '+');
	const foreign = compact.slice(compact.startsWith('+') ? 1 : 0).match(/\D+/);
	if (!foreign) return { compact };
	if (!/\d/.test(compact)) return { reason: `“${shorten(text.trim())}” is no phone number` };
	const several = /[/|&+]/.test(foreign[0])
		? '; separate several numbers by comma, semicolon or new line'
		: '';
	return { reason: `“${shorten(foreign[0])}” does not belong in a phone number${several}` };
}

/** Most spellings are plain already, and finding that out is ten times as fast as cleaning. */
const PLAIN = /^\+?\d[\d -]*$/;

/**
 * E.164 of a cleaned number, or undefined where libphonenumber finds no valid one: spammers' caller
 * ids often are none, and must still be blockable as they are.
 */
function toInternational(compact: string, country?: CountryCode): string | undefined {
	const indian = country === 'IN' ? INDIAN_NUMBER.exec(compact) : null;
	if (indian) return `+91${indian[1]}`;
	const candidates = [compact];
	const digits = compact.replace(/^[+0]+/, '');
	// As many digits as a country code and a number have: fewer could be a number with one missing.
	if (country && digits.length > 10) candidates.push(`+${digits}`);
	else if (compact.startsWith('00')) candidates.push(`+${compact.slice(2)}`);
	for (const candidate of candidates) {
		const parsed = parsePhoneNumberFromString(candidate, country);
		if (parsed?.isValid() && parsed.number.length <= DIGITS.max + 1) return parsed.number;
	}
	return undefined;
}

/** What libphonenumber makes of the numbers most lists consist of, without asking it: 4 µs a number less. */
const INDIAN_NUMBER = /^(?:\+91|0091|91|0)?([2-9]\d{9})$/;

/** Everything a spelling may hold that means nothing: white space, controls, bidi and zero-width marks, quotes. */
const IGNORED = /[\s\p{C}\p{Zs}'"`‘’“”]+/gu;
const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i;
const SCHEME = /^(?:tel|callto):/i;
/** A lone `x` or `#` begins one only after as many digits as a number has; else a digit is masked. */
const EXTENSION =
	/(?:(?<=[\d)])(?:(?:;(?:ext|isub|phone-context)=[\w.+-]*)+|(?:ext\.?|extn\.?)\d{1,7})|(?<=(?:\d\D*){10})[x#]\d{1,7})$/i;
/** A short number loses `.0` and `.00`; after a whole one any zeros are a fraction. */
const SPREADSHEET_FRACTION = /^(\+?(?:\d+(?=\.00?$)|\d{10,}))\.0+$/;
/** Brackets, dots and dashes of every script (\p{Pd} lacks the minus signs). */
const PUNCTUATION = /[\p{Pd}\p{Ps}\p{Pe}.·•−⁻₋]+/gu;

/** Digits of any script as 0–9. Unicode lays every script's digits out in runs of ten, from zero up. */
function westernDigits(text: string): string {
	return text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, (digit) => {
		const codePoint = digit.codePointAt(0)!;
		let offset = 0;
		while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - offset - 1))) offset++;
		return String(offset % 10);
	});
}

/** The number as the user wrote it, short enough to show. */
function echo(value: unknown): string {
	if (typeof value === 'string') return shorten(value);
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	return value === null || value === undefined ? '' : kindOf(value);
}
