import type { CountryCode } from 'libphonenumber-js/core';

import {
	callingCodeOf,
	codeOf,
	dialledAbroad,
	doubtWithoutPrefix,
	internationalNumber,
	NATIONAL_DIGITS,
	readNumber,
	type Assigned,
} from './plans';
import type { Gap, Group } from './scan';

/** A number that uses all of its digits. */
export interface Whole {
	/** Its digits, after a plus if there is one. */
	compact: string;
	assigned: Assigned;
	/** Beside other numbers, the digits may be something else. */
	isVague: boolean;
}

/** What is beside a number in its cell: nothing, notes, other numbers apart from it, or digits. */
export type Place = 'only' | 'noted' | 'apart' | 'beside';

/** How doubtful a number may be there, because digits beside others may be part of something else. */
const MOST_DOUBT: Record<Place, number> = { only: 2, noted: 2, apart: 1, beside: 0 };

/** The number that these groups are, if they are exactly one. */
export function wholeNumber(
	groups: readonly Group[],
	place: Place,
	country?: CountryCode,
): Whole | undefined {
	const compact = compactOf(groups);
	if (compact.length > LONGEST_WHOLE || !isOneNumber(groups)) return undefined;
	const assigned = readNumber(compact, country);
	if (!assigned) return withRepeatedCode(groups, country);
	if (place !== 'only' && assigned.international.length < SHORTEST_BESIDE) return undefined;
	const doubt = doubtOf(groups, assigned, country);
	if (doubt > MOST_DOUBT[place]) return undefined;
	const isVague = doubt > 1;
	if (groups.length > 1) {
		if (isVague && (place !== 'only' || isOwn(assigned, country))) return undefined;
		if (mayBeAnother(groups, assigned, country)) return undefined;
	}
	return { compact, assigned, isVague };
}

const LONGEST_WHOLE = 18;
/** The fewest digits with the country code, beside notes or other numbers. */
const SHORTEST_BESIDE = 9;

/** Their digits, after a plus if there is one. */
export function compactOf(groups: readonly Group[]): string {
	let compact = groups[0].plus ? '+' : '';
	for (const { digits } of groups) compact += digits;
	return compact;
}

/** The looser a gap, the more likely it is between two numbers. */
export const LOOSENESS: Record<Gap, number> = {
	...{ dot: 0, dash: 1, bracket: 1, blank: 2, wide: 3, slash: 4, comma: 4, apart: 5 },
};

/** Written with a country code, as from abroad. */
const hasPrefix = (compact: string) => compact.startsWith('+') || compact.startsWith('00');

/** Begins with a plus, a 0 or the own country's code: it is clear that a number begins here. */
export function hasStart(groups: readonly Group[], country?: CountryCode): boolean {
	const [{ plus, digits }] = groups;
	if (plus || digits.startsWith('0')) return true;
	if (!country) return false;
	return compactOf(groups).length > NATIONAL_DIGITS && digits.startsWith(codeOf(country));
}

const isOwn = ({ international }: Assigned, country?: CountryCode) =>
	country !== undefined && callingCodeOf(international) === codeOf(country);

/** How doubtful it is that the digits are a number: from 0, not at all, to 2, only if they stand alone. */
function doubtOf(groups: readonly Group[], read: Assigned, country?: CountryCode): 0 | 1 | 2 {
	const compact = compactOf(groups);
	if (hasPrefix(compact)) return 0;
	if (groups.length === 1 && isTime(compact)) return 2;
	if (compact.startsWith('0')) return 0;
	if (!isOwn(read, country)) return 2;
	const isNational = read.international === codeOf(country!) + compact;
	if (isNational) return doubtWithoutPrefix(read);
	return compact.length > NATIONAL_DIGITS ? 0 : 2;
}

/** Often beside phone numbers: time stamps in seconds, from 2017 on, and dates. */
const isTime = (digits: string) => TIMESTAMP.test(digits) || DATE.test(digits);
const TIMESTAMP = /^1[5-9]\d{8}$/;
const DATE =
	/^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?:[0-2]\d[0-5]\d)?$/;

/** Whether the same groups may also be another number: `65 8123 4567`, `7 9812345678`. */
function mayBeAnother(groups: readonly Group[], read: Assigned, country?: CountryCode): boolean {
	const digits = compactOf(groups);
	const [first, ...rest] = groups;
	const isOther = (other?: Assigned) =>
		other !== undefined && other.international !== read.international;
	if (hasPrefix(digits)) {
		// In Singapore, `001 65 …` is dialled for +65: the number is not +1 65….
		const abroad = country && !first.plus ? dialledAbroad(digits, country) : undefined;
		return isCodeRepeated(groups) || (isOther(abroad) && abroad?.international === compactOf(rest));
	}
	const isForeign = !isOwn(read, country);
	if (country && codeOf(country) === '1' && !isForeign && isAmerican(groups)) return false;
	const isCodeFirst = callingCodeOf(digits) === first.digits;
	if (isForeign) {
		// Dialled from the own country.
		if (digits.startsWith('0')) return false;
		if (!isCodeFirst) return true;
	}
	if (digits.length <= NATIONAL_DIGITS && isCodeFirst && isOther(internationalNumber(digits))) {
		return true;
	}
	// `9165 636 843-62`: a number with something behind it.
	const hasShorter = rest.some((_, at) => {
		const start = compactOf(groups.slice(0, at + 1));
		return start.length >= NATIONAL_DIGITS && isOther(readNumber(start, country));
	});
	if (hasShorter) return true;
	return rest.some((_, at) => {
		const shorter = readNumber(compactOf(rest.slice(at)), country);
		if (!shorter || !isOther(shorter)) return false;
		// `(30) 22266-07077`: a code without a plus, or a number with something before it.
		const isCodeInBrackets = first.bracket > 0 && isForeign;
		return isCodeInBrackets || doubtOf(rest.slice(at), shorter, country) === 0;
	});
}

/** `(269) 329-7997`, as all numbers of North America are written; not from the Comoros, +269. */
const isAmerican = (groups: readonly Group[]) => lengthsOf(groups) === '3 3 4';

export const lengthsOf = (groups: readonly Group[]) =>
	groups.map(({ digits }) => digits.length).join(' ');

/** Whether the groups look like one number, and not like a number with something beside it. */
function isOneNumber(groups: readonly Group[]): boolean {
	if (groups.length === 1) return true;
	const last = groups[groups.length - 1];
	const before = groups.slice(0, -1);
	// Two digits at the end are an extension, unless the whole number is written in short groups.
	const fewest = before[before.length - 1].digits.length <= 3 ? 2 : 3;
	if (last.digits.length < fewest) return false;
	if (before.some(({ digits }) => digits.length >= LONGEST_BEFORE_ANOTHER)) return false;
	// A bracket at the end is around something else: numbers have brackets only around their first digits.
	if (last.bracket > 0 && groups[0].bracket !== last.bracket) return false;
	if (isDate(groups) || isId(groups)) return false;
	const gaps = before.map(({ next }) => next);
	if (gaps.includes('dot') && !areDotsSeparators(groups, gaps)) return false;
	// `022/24001234`, but not `24001234/35`
	const slash = gaps.indexOf('slash');
	if (slash >= 0) {
		const area = compactOf(before);
		return slash === gaps.length - 1 && /^[+0]\d{1,6}$/.test(area) && last.digits.length >= 5;
	}
	if (!gaps.includes('comma')) return true;
	// `6,99,974` is an amount.
	return gaps.every((gap) => gap === 'comma') && compactOf(groups).length >= NATIONAL_DIGITS;
}

const LONGEST_BEFORE_ANOTHER = 7;

/** One dot may be a decimal point, and three may be an IP address. */
function areDotsSeparators(groups: readonly Group[], gaps: readonly Gap[]): boolean {
	if (gaps.every((gap) => gap === 'dot')) {
		if (gaps.length === 3 && groups.every(({ digits }) => Number(digits) < 256)) return false;
		if (gaps.length > 1 || groups[0].plus) return true;
		const [{ digits: whole }, { digits: fraction }] = groups;
		return /^[06-9]\d{3,5}$/.test(whole) && fraction.length >= 5;
	}
	if (gaps.filter((gap) => gap === 'dot').length > 1) return true;
	return hasStart(groups) && groups[groups.length - 1].digits.length > 3;
}

function isDate(groups: readonly Group[]): boolean {
	if (groups.length !== 3 || groups[0].plus) return false;
	const [a, b, c] = groups.map(({ digits }) => digits);
	const isYear = (text: string) => /^(?:19|20)\d\d$/.test(text);
	const isPart = (text: string) => text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
	return (isPart(a) && isPart(b) && isYear(c)) || (isYear(a) && isPart(b) && isPart(c));
}

/** Aadhaar and card numbers, and US social security numbers. */
export function isId(groups: readonly Group[]): boolean {
	const [{ plus, digits }] = groups;
	if (plus) return false;
	const lengths = lengthsOf(groups);
	return lengths === '3 2 4' || (/^4 4 4(?: 4)?$/.test(lengths) && !digits.startsWith('0'));
}

/**
 * The digits of a single number that fits no numbering plan, like many caller IDs of spammers. With
 * separators, it must not look like several numbers, or like a number with something beside it.
 */
export function asWritten(groups: readonly Group[], country?: CountryCode): string | undefined {
	const compact = compactOf(groups);
	if (groups.length === 1) return compact;
	// It can be read, but is not whole: it may also be another number.
	if (readNumber(compact, country) || isCodeRepeated(groups)) return undefined;
	if (compact.length > LONGEST_AS_WRITTEN || !isOneNumber(groups)) return undefined;
	if (groups.some(({ next }) => next === 'comma' || next === 'slash' || next === 'dot'))
		return undefined;
	// `94105-1234` is a ZIP code; `98123 4567` an Indian mobile number that lacks a digit.
	if (lengthsOf(groups) === '5 4' && groups[0].next === 'dash') return undefined;
	for (let cut = 1; cut < groups.length; cut++) {
		const start = groups.slice(0, cut);
		const rest = groups.slice(cut);
		if (readNumber(compactOf(start), country)) return undefined;
		// Behind another country's code, a number without a prefix is no number of the own country.
		const code = compactOf(start).slice(1);
		const isForeign = start[0].plus && callingCodeOf(code) === code && !hasStart(rest, country);
		if (readNumber(compactOf(rest), country) && !isForeign) return undefined;
	}
	if (compact.startsWith('+') || compact.startsWith('0')) return compact;
	// `560001 560002` are two, `123 456 789` is an amount.
	const last = groups[groups.length - 1].digits.length;
	const longest = groups.length > 2 ? Math.min(5, last) : 5;
	const isTooLong = groups.slice(0, -1).some(({ digits }) => digits.length > longest);
	const isAmount = groups.slice(1).every(({ digits }) => digits.length === 3);
	return !isTooLong && !isAmount && compact.length >= SHORTEST_AS_WRITTEN ? compact : undefined;
}

const LONGEST_AS_WRITTEN = 15;
const SHORTEST_AS_WRITTEN = 7;

/** `+91 91 98123 45678`: a number that can be read only without one of its codes. */
function withRepeatedCode(groups: readonly Group[], country?: CountryCode): Whole | undefined {
	const compact = compactOf(groups);
	const digits = compact.replace('+', '');
	const code = compact === digits ? country && codeOf(country) : callingCodeOf(digits);
	// The last pair of `+91 91 25 60 42 31-50` may be an extension.
	if (!code || groups.some((group) => group.digits.length < 3 && group.digits !== code)) {
		return undefined;
	}
	const number = digits.slice(code.length);
	const assigned = digits.startsWith(code + code) ? internationalNumber(number) : undefined;
	if (assigned?.international !== number) return undefined;
	return { compact: `+${number}`, assigned, isVague: false };
}

/** `+49 4915123456789`: whether the country code is followed by a number with the same code. */
function isCodeRepeated([{ plus, digits: code }, ...rest]: readonly Group[]): boolean {
	const digits = rest.map((group) => group.digits).join('');
	if (!plus || !digits.startsWith(code) || callingCodeOf(code) !== code) return false;
	return internationalNumber(digits) !== undefined;
}

/** `+91 +91 98123 45678`: a country code before a number that has one already. */
export function withoutRepeatedCode(groups: Group[], country?: CountryCode): Group[] {
	const [first, second] = groups as [Group, Group | undefined];
	const code = country && codeOf(country);
	const repeated = first.digits === code && second?.plus && second.digits.startsWith(code);
	return repeated ? groups.slice(1) : groups;
}
