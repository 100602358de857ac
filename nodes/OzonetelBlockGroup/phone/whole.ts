import type { CountryCode } from 'libphonenumber-js/core';

import {
	callingCodeOf,
	codeOf,
	dialledAbroad,
	doubtWithoutPrefix,
	internationalNumber,
	NATIONAL_DIGITS,
	type Assigned,
} from './plans';
import { readNumber } from './reading';
import type { Group } from './scan';
import { compactOf, hasPrefix, hasStart, isOneNumber } from './shape';

/** A number that uses all of its digits. */
export interface Whole {
	/** Its digits, after a plus if there is one. */
	compact: string;
	assigned: Assigned;
	/** How doubtful it is that digits beside others are a number: 0 not at all, 3 very. */
	doubt: number;
}

/** What is beside a number in its cell: nothing, notes, other numbers apart from it, or digits. */
export type Place = 'only' | 'noted' | 'apart' | 'beside';

/** How doubtful a number may be there, because digits beside others may be part of something else. */
const MOST_DOUBT: Record<Place, number> = { only: 3, noted: 3, apart: 1, beside: 0 };

/** The number that these groups are, if they are exactly one. */
export function wholeNumber(
	groups: readonly Group[],
	place: Place,
	country?: CountryCode,
): Whole | undefined {
	const compact = compactOf(groups);
	if (compact.length > LONGEST_WHOLE) return undefined;
	if (groups.length > 1 && !isOneNumber(groups)) return undefined;
	const assigned = readNumber(compact, country);
	if (!assigned) return withRepeatedCode(groups, country);
	if (compact.length < SHORTEST[place]) return undefined;
	if (place !== 'only' && assigned.international.length < SHORTEST_BESIDE) return undefined;
	const doubt = doubtOf(groups, assigned, country);
	if (doubt > MOST_DOUBT[place]) return undefined;
	const isVague = doubt > 1 && (place !== 'only' || isOwn(assigned, country));
	if (groups.length > 1 && (isVague || isDoubtful(groups, assigned, country))) return undefined;
	return { compact, assigned, doubt };
}

/** No doubt after a plus, the own country code or the own country's 0. */
function doubtOf(groups: readonly Group[], assigned: Assigned, country?: CountryCode): number {
	const compact = compactOf(groups);
	if (hasPrefix(compact)) return 0;
	if (groups.length === 1 && (TIMESTAMP.test(compact) || DATE.test(compact))) return 3;
	if (!isOwn(assigned, country)) return compact.startsWith('0') ? 0 : 2;
	const significant = assigned.international.slice(codeOf(country!).length);
	if (compact !== significant) {
		return compact.length > NATIONAL_DIGITS || compact.startsWith('0') ? 0 : 2;
	}
	return doubtWithoutPrefix(assigned);
}

/** Often beside phone numbers: time stamps in seconds, from 2017 on, and dates. */
const TIMESTAMP = /^1[5-9]\d{8}$/;
const DATE =
	/^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?:[0-2]\d[0-5]\d)?$/;

const isOwn = ({ international }: Assigned, country?: CountryCode) =>
	country !== undefined && callingCodeOf(international) === codeOf(country);

const LONGEST_WHOLE = 18;
const SHORTEST_WHOLE = 7;
/** The fewest digits of a number: fewer may be part of what is beside them. */
const SHORTEST: Record<Place, number> = { only: 3, noted: 3, apart: SHORTEST_WHOLE, beside: 8 };
/** The same with the country code, beside notes or other numbers. */
const SHORTEST_BESIDE = 9;

/** Whether the same groups may also be another number: `65 8123 4567`, `7 9812345678`. */
function isDoubtful(groups: readonly Group[], read: Assigned, country?: CountryCode): boolean {
	const digits = compactOf(groups);
	const [first] = groups;
	if (hasPrefix(digits)) return isCodeRepeated(groups) || isDialledAbroad(groups, read, country);
	if (country && codeOf(country) === '1' && isOwn(read, country) && isAmerican(groups))
		return false;
	if (!isOwn(read, country)) {
		// Dialled from the own country.
		if (digits.startsWith('0')) return false;
		if (callingCodeOf(digits) !== first.digits) return true;
	}
	for (let cut = 1; cut < groups.length; cut++) {
		const start = compactOf(groups.slice(0, cut));
		const shorter = start.length < NATIONAL_DIGITS ? undefined : readNumber(start, country);
		if (shorter && shorter.international !== read.international) return true;
	}
	if (digits.length <= NATIONAL_DIGITS && callingCodeOf(digits) === first.digits) {
		const abroad = internationalNumber(digits);
		if (abroad && abroad.international !== read.international) return true;
	}
	return groups.slice(1).some((_, at) => {
		const rest = groups.slice(at + 1);
		const shorter = readNumber(compactOf(rest), country);
		const isOther = shorter !== undefined && shorter.international !== read.international;
		if (!isOther) return false;
		// `(30) 22266-07077`: a code without a plus, or a number with something before it.
		const isCodeInBrackets = first.bracket > 0 && !isOwn(read, country);
		return isCodeInBrackets || doubtOf(rest, shorter, country) === 0;
	});
}

/** In Singapore, `001 65 …` is dialled for +65: the number is not +1 65…. */
function isDialledAbroad(groups: readonly Group[], read: Assigned, country?: CountryCode): boolean {
	const [{ plus, digits: exit }, ...rest] = groups;
	if (!country || plus || exit.length < 3) return false;
	const abroad = dialledAbroad(compactOf(groups), country);
	return abroad?.international === compactOf(rest) && abroad.international !== read.international;
}

/** `(269) 329-7997`, as all numbers of North America are written; not from the Comoros, +269. */
const isAmerican = (groups: readonly Group[]) =>
	groups.map(({ digits }) => digits.length).join(' ') === '3 3 4';

/**
 * The digits of a single number that fits no numbering plan, like many caller IDs of spammers. With
 * separators, it must not look like several numbers, or like a number with something beside it.
 */
export function asWritten(groups: readonly Group[], country?: CountryCode): string | undefined {
	const compact = compactOf(groups);
	if (groups.length === 1) return compact;
	// It can be read, but is not whole: it may also be another number.
	if (readNumber(compact, country)) return undefined;
	const count = groups.reduce((sum, { digits }) => sum + digits.length, 0);
	if (count > LONGEST_AS_WRITTEN || !isOneNumber(groups)) return undefined;
	if (groups.some(({ next }) => next === 'comma' || next === 'slash' || next === 'dot'))
		return undefined;
	if (isCodeRepeated(groups)) return undefined;
	const [first, second] = groups;
	// `94105-1234` is a ZIP code; `98123 4567` an Indian mobile number that lacks a digit.
	const isFiveFour = groups.length === 2 && first.digits.length === 5 && second.digits.length === 4;
	if (isFiveFour && (first.next !== 'blank' || country !== 'IN')) return undefined;
	for (let cut = 1; cut < groups.length; cut++) {
		const start = groups.slice(0, cut);
		const rest = groups.slice(cut);
		if (readNumber(compactOf(start), country) && count > SHORTEST_WHOLE) return undefined;
		// Behind another country's code, a number without a prefix is no number of the own country.
		const code = compactOf(start).slice(1);
		const isForeign = start[0].plus && callingCodeOf(code) === code && !hasStart(rest, country);
		if (readNumber(compactOf(rest), country) && !isForeign) return undefined;
	}
	if (compact.startsWith('+') || compact.startsWith('0')) return compact;
	const before = groups.slice(0, -1);
	const last = groups[groups.length - 1].digits.length;
	const tooLong = before.some(({ digits }) => digits.length > 5 || digits.length > last);
	const thousands = groups.slice(1).every(({ digits }) => digits.length === 3);
	return (tooLong && !isFiveFour) ||
		(thousands && count < NATIONAL_DIGITS) ||
		count < SHORTEST_WHOLE
		? undefined
		: compact;
}

const LONGEST_AS_WRITTEN = 15;

/** `+91 +91 98123 45678`: a country code before a number that has one already. */
export function withoutRepeatedCode(groups: Group[], country?: CountryCode): Group[] {
	const [first, second] = groups as [Group, Group | undefined];
	const code = country && codeOf(country);
	const repeated = first.digits === code && second?.plus && second.digits.startsWith(code);
	return repeated ? groups.slice(1) : groups;
}

/** `+91 91 98123 45678`, if the digits can mean nothing else. */
function withRepeatedCode(groups: readonly Group[], country?: CountryCode): Whole | undefined {
	const compact = compactOf(groups);
	const digits = compact.replace(/^(?:\+|00)/, '');
	const code = hasPrefix(compact) ? callingCodeOf(digits) : country && codeOf(country);
	if (!code || code.length < 2 || !digits.startsWith(code + code)) return undefined;
	// In Nigeria, `009 595 …` is dialled for +595, not for +95.
	const start = groups[0].digits;
	const isPlain = groups.length === 1 || start === '00' || start === `00${code}`;
	if (compact.startsWith('00') && !isPlain) return undefined;
	// The last pair of `+91 91 25 60 42 31-50` may be an extension.
	if (groups.some((group) => group.digits.length < 3 && group.digits !== code)) return undefined;
	const number = digits.slice(code.length);
	const assigned = internationalNumber(number);
	if (assigned?.international !== number) return undefined;
	return { compact: `+${assigned.international}`, assigned, doubt: 0 };
}

/** `+49 4915123456789`: whether the country code is followed by a number with the same code. */
function isCodeRepeated([{ plus, digits: code }, ...rest]: readonly Group[]): boolean {
	const digits = rest.map((group) => group.digits).join('');
	if (!plus || !digits.startsWith(code) || callingCodeOf(code) !== code) return false;
	return internationalNumber(digits) !== undefined;
}
