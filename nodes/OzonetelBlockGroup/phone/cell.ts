import type { CountryCode } from 'libphonenumber-js/core';

import { DIGITS } from '../contract';
import type { NumberFormat } from '../model';
import { fieldStep, kindOf, quote, shorten } from '../text';
import { readElement, type ElementReading } from './element';
import { NATIONAL_DIGITS, readNumber, type Assigned } from './plans';
import { cleanText, splitText } from './spelling';

export interface NumberRules {
	/** Country of numbers that are written without a country code, if there is one. */
	country?: CountryCode;
	format: NumberFormat;
}

/** One number of the input, with the text to send or the reason why it cannot be sent. */
export type CleanNumber = { phoneNumber: string } & (
	| {
			sentAs: string;
			/** Digits with the country code, if that is known. */
			international?: string;
			/** Whether somebody may have it, by libphonenumber's metadata. */
			valid: boolean;
			/** The country whose numbering plan it fits (ISO 3166-1 alpha-2); null for none. */
			country: CountryCode | null;
			reason?: undefined;
	  }
	| { sentAs: null; international?: undefined; valid?: undefined; country: null; reason: string }
);

/** An item with more is refused as a whole, to save memory. */
const MOST_NUMBERS = 100_000;
const LONGEST_CELL = 4_000_000;
/** Deeper lists are not lists of numbers, nor is a list that contains itself. */
const DEEPEST_LIST = 5;

/**
 * Reads the parameter 'Phone Numbers': a number, the text of a cell, or a list of these. The rule: every
 * digit belongs to a number that is read or to a known extension, or nothing of the cell is sent. Gives
 * at least one result, so that an item without a number gets one as well. Never throws.
 */
export function readCell(value: unknown, rules: NumberRules): CleanNumber[] {
	if (!Array.isArray(value)) return readValue(value, rules);
	const numbers: CleanNumber[] = [];
	const visit = (list: readonly unknown[], within: readonly unknown[]): void => {
		const path = pathToNumber(list);
		if (path) numbers.push(refused(list, `${GOT_OBJECTS}. ${readWith(path)}`));
		for (const element of path ? [] : list) {
			if (numbers.length > MOST_NUMBERS) return;
			const isList = Array.isArray(element);
			if (isList && within.length + 1 < DEEPEST_LIST && !within.includes(element)) {
				visit(element, [...within, element]);
			} else {
				for (const number of readValue(element, rules)) numbers.push(number);
			}
		}
	};
	visit(value, [value]);
	if (numbers.length > MOST_NUMBERS) return [refused(value, TOO_MANY)];
	return numbers.length > 0 ? numbers : [refused('', EMPTY)];
}

function readValue(value: unknown, rules: NumberRules): CleanNumber[] {
	if (typeof value === 'string') return readText(value, rules);
	if (typeof value === 'number') {
		if (Number.isFinite(value) && value % 1 !== 0) return [refused(value, fractionIn(value))];
		if (!Number.isSafeInteger(value) || value < 0) return [refused(value, INEXACT)];
		return readText(String(value), rules);
	}
	if (typeof value === 'bigint') return readText(String(value), rules);
	if (value === null || value === undefined) return [refused('', EMPTY)];
	const path = pathToNumber(value);
	const what = Array.isArray(value) ? 'a list in a list' : kindOf(value);
	return [
		refused(value, `Expected a phone number, got ${what}${path ? `. ${readWith(path)}` : ''}`),
	];
}

function readText(text: string, rules: NumberRules): CleanNumber[] {
	const plain = UNBROKEN.test(text) ? readNumber(text, rules.country) : undefined;
	if (plain) return [toSend(text, text, plain, rules)];
	if (rules.country === 'IN' && INDIAN_MOBILE.test(text)) {
		const compact = text.replace(/[ -]/g, '');
		return [toSend(text, compact, readNumber(compact, 'IN'), rules)];
	}
	if (PLAIN.test(text)) {
		return toNumbers(text.trim(), readElement(text, rules.country), rules, true);
	}
	if (text.length > LONGEST_CELL) return [refused(text, tooLong(text))];
	if (text.includes('<') && SCRIPT.test(text)) return [refused(text, notANumber(text))];
	const clean = cleanText(text);
	const elements = splitText(clean);
	if (elements.length > MOST_NUMBERS) return [refused(text, TOO_MANY)];
	const codes = SHORT_CODES.test(clean) ? (clean.match(/\d{3}/g) ?? []) : [];
	if (codes.length > 1 && !readNumber(codes.join(''), rules.country)) {
		return codes.map((code) => toSend(code, code, undefined, rules));
	}
	if (elements.length === 1) {
		const reading = readElement(elements[0], rules.country);
		const written = /[,;]/.test(text) ? elements[0] : text;
		return toNumbers(written.trim(), reading, rules, true);
	}
	return readList(text, elements, rules);
}

/** A cell with a program in it is refused: its numbers were not meant. */
const SCRIPT = /<script/i;

/** Most numbers: without separators, so they need no scan. */
const UNBROKEN = /^\+?\d{3,18}$/;

/** The most common spellings, such as `+91 98123-45678`: read so, they take a tenth of the time. */
const INDIAN_MOBILE = /^(?:(?:\+91|0091|91|0)[ -]?)?[6-9]\d{4}[ -]?\d{5}$/;

/** One element, in characters that need no cleaning. */
const PLAIN = /^[\w+(][\w +().:/-]*$/;

/**
 * A list of numbers of three digits, such as those of helplines and telemarketers, which begin with 1.
 * `912,345,678` is an amount.
 */
const SHORT_CODES = /^\s*(?:\d{3}(?:(?:, | ?[;\n] ?)\d{3})*|1\d\d(?:,1\d\d)*)\s*$/;

function readList(text: string, elements: readonly string[], rules: NumberRules): CleanNumber[] {
	const list = elements
		.map((element) => ({ element, reading: readElement(element, rules.country) }))
		.filter(({ element, reading }) => reading.digits > 0 || isWord(element));
	if (list.length === 0) {
		const written = /[^\s,;]/.test(text) ? text.trim() : '';
		return [refused(written, /[\p{L}\p{S}]/u.test(text) ? notANumber(text) : EMPTY)];
	}
	const withDigits = list.filter(({ reading }) => reading.digits > 0);
	const readings = withDigits.map(({ reading }) => reading);
	const isAlone = readings.length === 1;
	/** A pasted column: each line is a cell of its own. */
	const isColumn =
		!/[,;|/]/.test(text) &&
		readings.every(({ bare, digits }) => bare && digits >= SHORTEST_IN_LIST);
	/** Without a default country, national numbers are sent as written. */
	const mayBeNational =
		!rules.country && readings.every(({ numbers, bare }) => numbers ?? bare !== undefined);
	const allVague = readings.every(({ numbers }) => numbers?.some(({ isVague }) => isVague));
	const results = withDigits.map(({ element, reading }, at) => {
		if (isAlone) return toNumbers(element.trim(), reading, rules, true);
		const beside = [readings[at - 1], readings[at + 1]].find((other) => other && isPart(other));
		if (beside && !isPart(reading)) {
			return [refused(element.trim(), `${quote(beside.text)} beside it may be a part of it`)];
		}
		const isVague = !allVague && reading.numbers?.some((number) => number.isVague);
		if (reading.numbers && (isPart(reading) || isVague)) return [refused(element.trim(), UNLIKELY)];
		const asWritten =
			isColumn || /^\+\d{10,}$/.test(reading.bare ?? '') || (mayBeNational && reading.digits >= 10);
		return toNumbers(element.trim(), reading, rules, asWritten);
	});
	let at = 0;
	return list.flatMap(({ element, reading }) =>
		reading.digits > 0 ? results[at++] : [refused(element.trim(), notANumber(element))],
	);
}

/** “n/a” instead of a number gets a result of its own; a label before a number does not. */
const isWord = (element: string): boolean => /\p{L}/u.test(element) && !/:\s*$/.test(element);

/** In a list, fewer digits that fit no numbering plan may be a part of the number beside them. */
const SHORTEST_IN_LIST = 8;
const SHORTEST_WHOLE = 7;
const isPart = ({ numbers, digits }: ElementReading) =>
	digits < (numbers ? SHORTEST_WHOLE : SHORTEST_IN_LIST);

/** @param asWritten whether a number that fits no numbering plan is sent as it is written */
function toNumbers(
	written: string,
	{ numbers, bare, reason }: ElementReading,
	rules: NumberRules,
	asWritten: boolean,
): CleanNumber[] {
	if (numbers?.length === 1) {
		const [{ compact, assigned }] = numbers;
		return [toSend(written, compact, assigned, rules)];
	}
	if (numbers) {
		return numbers.map(({ text, compact, assigned }) => toSend(text, compact, assigned, rules));
	}
	if (bare === undefined) return [refused(written, reason ?? notANumber(written))];
	return [asWritten ? toSend(written, bare, undefined, rules) : refused(written, ONLY_ALONE)];
}

/** @param compact digits, after a plus if there is one */
function toSend(
	written: string,
	compact: string,
	assigned: Assigned | undefined,
	{ format }: NumberRules,
): CleanNumber {
	// After a plus comes the country code, even if nobody has that number.
	const international =
		assigned?.international ?? (/^\+[1-9]/.test(compact) ? compact.slice(1) : undefined);
	const sentAs = international && format !== 'asGiven' ? inFormat(international, format) : compact;
	const count = sentAs.startsWith('+') ? sentAs.length - 1 : sentAs.length;
	if (count < DIGITS.min || count > DIGITS.max) {
		return refused(
			written,
			`A phone number has ${DIGITS.min} to ${DIGITS.max} digits; this one has ${count}`,
		);
	}
	const phoneNumber = shorten(written);
	const country = assigned?.country ?? null;
	return { phoneNumber, sentAs, international, valid: assigned !== undefined, country };
}

/**
 * Ozonetel takes ten digits for a national number and puts the account's country before them
 * (docs/ozonetel-api.md §3). So a number with its country code that has no more than ten digits, such as
 * Singapore's, keeps its plus: without it, somebody else would be blocked.
 */
const inFormat = (digits: string, format: NumberFormat): string =>
	format === 'digits' && digits.length > NATIONAL_DIGITS ? digits : `+${digits}`;

const refused = (value: unknown, reason: string): CleanNumber => ({
	phoneNumber: echo(value),
	sentAs: null,
	country: null,
	reason,
});

/** The number as the user wrote it, short enough to show. */
function echo(value: unknown): string {
	if (typeof value === 'string') return shorten(value);
	if (typeof value === 'number' || typeof value === 'bigint') return shorten(String(value));
	return kindOf(value);
}

/** The path to the number in the objects of a CRM, such as `[{ label: 'work', value: '98…' }]`. */
function pathToNumber(value: unknown): string | undefined {
	const [start, holder] = Array.isArray(value) ? ['[0]', value[0] as unknown] : ['', value];
	if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
	const found = Object.entries(holder)
		.slice(0, MOST_FIELDS)
		.filter(([, inner]) => ['string', 'number'].includes(typeof inner))
		.filter(([, inner]) =>
			/\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d/.test(String(inner).slice(0, 50)),
		);
	const [key] = found.find(([name]) => LIKELY.test(name)) ?? found[0] ?? [];
	if (key === undefined) return start && `${start}.value`;
	return start + fieldStep(key);
}

const MOST_FIELDS = 100;
const LIKELY = /phone|mobile|value|number/i;

const EMPTY = 'The phone number is empty';
const INEXACT = 'A JSON number cannot hold this phone number exactly; pass it as text';
const GOT_OBJECTS = 'Expected phone numbers, got a list of objects';
const readWith = (path: string) => `Add ${path} to the expression to read the number in it`;
const fractionIn = (value: number) =>
	`${quote(value)} has a decimal fraction: a JSON number of a phone has none`;
const TOO_MANY = `More than ${MOST_NUMBERS.toLocaleString('en')} numbers in one item. Split them into items`;
const tooLong = (text: string) =>
	`This is ${text.length} characters long: too long for a phone number or a list of them. Split it into items`;
const notANumber = (text: string) => `${quote(text.trim())} is not a phone number`;
const UNLIKELY =
	'Beside other numbers, these digits may be something else. Write them with their country code, or give them in an item of their own';
const ONLY_ALONE =
	'This fits no numbering plan, and in a text with other numbers it may be something else. Give it in an item or a list element of its own';
