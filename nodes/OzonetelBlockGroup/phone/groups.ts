import type { CountryCode } from 'libphonenumber-js/core';

import { shorten } from '../text';
import {
	callingCodeOf,
	codeOf,
	internationalNumber,
	NATIONAL_DIGITS,
	doubtWithoutPrefix,
	type Assigned,
} from './plans';
import { readNumber } from './reading';
import type { Gap, Group, Scanned } from './scan';

/** A number that was found in a text. */
export interface Found {
	/** The part of the text that it was read from. */
	text: string;
	/** Its digits, after a plus where there is one. */
	compact: string;
	assigned: Assigned;
	/** How doubtful it is that digits beside others are a number: 0 not at all, 3 very. */
	doubt: number;
}

export interface Numbers {
	numbers?: Found[];
	bare?: string;
	reason?: string;
}

/** Which numbers the groups are, if every group belongs to one and there is only one way to see it. */
export function findNumbers(scanned: Scanned, country?: CountryCode): Numbers {
	const groups = withoutRepeatedCode(scanned.groups, country);
	const numbers: Found[] = [];
	for (let from = 0; from < groups.length;) {
		// A digit that counts numbers, before one with a plus.
		if (groups[from].mayBeOrdinal && groups[from].next === 'apart') {
			from++;
			continue;
		}
		let to = from;
		while (groups[to].next !== 'apart') to++;
		const isAll = from === 0 && to === groups.length - 1;
		const place = !isAll ? 'apart' : scanned.isBare ? 'only' : 'noted';
		const read = (start: number) => divide(groups, start, to, place, scanned.text, country);
		let found = read(from);
		if (groups[from].mayBeOrdinal) {
			const without = from < to ? read(from + 1) : undefined;
			found = found && without && !areSame(found, without) ? undefined : (found ?? without);
		}
		if (!found) {
			const bare = isAll && scanned.isBare ? asWritten(groups, country) : undefined;
			return bare === undefined ? { reason: leftOver(scanned, from, to, country) } : { bare };
		}
		numbers.push(...found);
		from = to + 1;
	}
	return { numbers };
}

const areSame = (some: Found[], others: Found[]) =>
	some.length === others.length &&
	some.every(({ assigned }, at) => assigned.international === others[at].assigned.international);

/** Divides a chain of groups into numbers, each of them whole; undefined if there are two ways, or none. */
function divide(
	groups: Group[],
	from: number,
	to: number,
	place: Place,
	text: string,
	country?: CountryCode,
): Found[] | undefined {
	if (isId(groups.slice(from, to + 1))) return undefined;
	const ways = new Map<number, Found[][]>([[to + 1, [[]]]]);
	for (let start = to; start >= from; start--) {
		const found: Found[][] = [];
		for (let last = start; last <= to && last - start < MOST_GROUPS; last++) {
			const rest = ways.get(last + 1)!;
			const divides = last === to || BETWEEN_NUMBERS.has(groups[last].next);
			if (rest.length === 0 || !divides) continue;
			const isAll = start === from && last === to;
			const isApart =
				endsAt(groups[start - 1], start === from) && endsAt(groups[last], last === to);
			const part = groups.slice(start, last + 1);
			const number = wholeNumber(part, isAll ? place : isApart ? 'apart' : 'beside', country);
			if (!number || (!isAll && !isClosed(groups, start, last, from, to, country))) continue;
			const written = text.slice(groups[start].from, groups[last].to);
			const whole = { text: (groups[start].plus ? '+' : '') + written, ...number };
			for (const others of rest) found.push([whole, ...others]);
		}
		ways.set(start, found.slice(0, 2));
	}
	const [only, other] = ways.get(from)!;
	return other === undefined ? only : undefined;
}

/**
 * Whether a number ends where its digits say, beside others: it is unbroken, has a prefix, is broken
 * by what binds tighter than the gaps around it, or they are all broken alike.
 */
function isClosed(
	groups: Group[],
	start: number,
	last: number,
	from: number,
	to: number,
	country?: CountryCode,
): boolean {
	const part = groups.slice(start, last + 1);
	if (part.length === 1) return true;
	const around = [
		...(start > from ? [groups[start - 1]] : []),
		...(last < to ? [groups[last]] : []),
	].map(({ next }) => LOOSENESS[next]);
	const [{ plus, digits }] = part;
	const hasStart = plus || digits.startsWith('0') || (country && digits === codeOf(country));
	if (hasStart && around.every((looseness) => looseness >= LOOSENESS.blank)) return true;
	const loosest = Math.max(...part.slice(0, -1).map(({ next }) => LOOSENESS[next]));
	if (around.every((looseness) => looseness > loosest)) return true;
	return groups.slice(from, to + 1).every(({ digits }, at) => {
		const alike = part[(at + part.length - ((start - from) % part.length)) % part.length];
		return digits.length === alike.digits.length;
	});
}

const LOOSENESS: Record<Gap, number> = {
	...{ dot: 0, dash: 1, bracket: 1, blank: 2, spacedDash: 3, slash: 4, comma: 4, apart: 5 },
};

const endsAt = (group: Group | undefined, isEnd: boolean) =>
	isEnd || (group !== undefined && LOOSENESS[group.next] >= LOOSENESS.spacedDash);

const MOST_GROUPS = 8;
const BETWEEN_NUMBERS: ReadonlySet<Gap> = new Set([
	'blank',
	'dash',
	'spacedDash',
	'bracket',
	'slash',
	'comma',
]);

const compactOf = (groups: readonly Group[]) =>
	(groups[0].plus ? '+' : '') + groups.map(({ digits }) => digits).join('');

/** What is beside a number in its cell: nothing, notes, other numbers behind a note, or digits. */
type Place = 'only' | 'noted' | 'apart' | 'beside';

/** How doubtful a number may be there: digits beside others may be a part of something else. */
const MOST_DOUBT: Record<Place, number> = { only: 3, noted: 3, apart: 1, beside: 0 };

/** The number that these groups are, if they are all of it. */
function wholeNumber(
	groups: readonly Group[],
	place: Place,
	country?: CountryCode,
): Omit<Found, 'text'> | undefined {
	const compact = compactOf(groups);
	if (compact.length > LONGEST_WHOLE) return undefined;
	if (groups.length > 1 && !isOneNumber(groups)) return undefined;
	const assigned = readNumber(compact, country);
	if (!assigned) return withRepeatedCode(compact, country);
	if (place !== 'only' && assigned.international.length < SHORTEST_BESIDE) return undefined;
	const doubt = doubtOf(groups, assigned, country);
	if (doubt > MOST_DOUBT[place]) return undefined;
	const isVague = doubt > 1 && (place !== 'only' || isOwn(assigned, country));
	if (groups.length > 1 && (isVague || isDoubtful(groups, assigned, country))) return undefined;
	return { compact, assigned, doubt };
}

const hasPrefix = (compact: string) => compact.startsWith('+') || compact.startsWith('00');

/** Behind a plus, the own country code or the own country's 0 there is none. */
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

/** Columns that often stand beside phone numbers: seconds since 1970, from 2017 on, and dates. */
const TIMESTAMP = /^1[5-9]\d{8}$/;
const DATE =
	/^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?:[0-2]\d[0-5]\d)?$/;

const isOwn = ({ international }: Assigned, country?: CountryCode) =>
	country !== undefined && callingCodeOf(international) === codeOf(country);

const LONGEST_WHOLE = 18;
const SHORTEST_WHOLE = 7;
/** With its country code, beside notes or other numbers. */
const SHORTEST_BESIDE = 9;

/** Whether the groups are as people divide one number, and not a number and something beside it. */
function isOneNumber(groups: readonly Group[]): boolean {
	const last = groups[groups.length - 1];
	const before = groups.slice(0, -1);
	// Two digits at the end are an extension, unless the whole number is written in short groups.
	const fewest = before[before.length - 1].digits.length <= 3 ? 2 : 3;
	if (last.digits.length < fewest) return false;
	if (before.some(({ digits }) => digits.length >= LONGEST_BEFORE_ANOTHER)) return false;
	// A bracket at the end is around something else; only the first of a number's digits stand in one.
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

/** One dot may be a decimal point, and three may be an address of a computer. */
function areDotsSeparators(groups: readonly Group[], gaps: readonly Gap[]): boolean {
	if (gaps.every((gap) => gap === 'dot')) {
		if (gaps.length === 3 && groups.every(({ digits }) => Number(digits) < 256)) return false;
		if (gaps.length > 1 || groups[0].plus) return true;
		const [{ digits: whole }, { digits: fraction }] = groups;
		return /^[06-9]\d{3,5}$/.test(whole) && fraction.length >= 5;
	}
	if (gaps.filter((gap) => gap === 'dot').length > 1) return true;
	const hasStart = groups[0].plus || groups[0].digits.startsWith('0');
	return hasStart && groups[groups.length - 1].digits.length > 3;
}

function isDate(groups: readonly Group[]): boolean {
	if (groups.length !== 3 || groups[0].plus) return false;
	const [a, b, c] = groups.map(({ digits }) => digits);
	const isYear = (text: string) => /^(?:19|20)\d\d$/.test(text);
	const isPart = (text: string) => text.length <= 2 && Number(text) >= 1 && Number(text) <= 31;
	return (isPart(a) && isPart(b) && isYear(c)) || (isYear(a) && isPart(b) && isPart(c));
}

/** Aadhaar and card numbers, and the social security number of the US. */
function isId(groups: readonly Group[]): boolean {
	const lengths = groups.map(({ digits }) => digits.length).join(' ');
	if (groups[0].plus) return false;
	return lengths === '3 2 4' || (/^4 4 4(?: 4)?$/.test(lengths) && groups[0].digits[0] !== '0');
}

/** Whether the same groups may as well be another number: `65 8123 4567`, `7 9812345678`. */
function isDoubtful(groups: readonly Group[], read: Assigned, country?: CountryCode): boolean {
	const digits = compactOf(groups);
	const [first] = groups;
	if (hasPrefix(digits)) return isCodeRepeated(groups);
	if (!isOwn(read, country)) {
		// As it is dialled from the own country.
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
		return isOther && doubtOf(rest, shorter, country) === 0;
	});
}

/**
 * The digits of a single number that fits no numbering plan, as many spammers' caller ids do. Broken by
 * separators it must not look like several numbers, or a number with something beside it.
 */
function asWritten(groups: readonly Group[], country?: CountryCode): string | undefined {
	const compact = compactOf(groups);
	if (groups.length === 1) return compact;
	// Read, and yet not whole: it may as well be another number.
	if (readNumber(compact, country)) return undefined;
	const count = groups.reduce((sum, { digits }) => sum + digits.length, 0);
	if (count > LONGEST_AS_WRITTEN || !isOneNumber(groups)) return undefined;
	if (groups.some(({ next }) => next === 'comma' || next === 'slash' || next === 'dot'))
		return undefined;
	if (isCodeRepeated(groups)) return undefined;
	if (groups.length === 2 && groups[0].digits.length === 5 && count === 9) return undefined;
	for (let cut = 1; cut < groups.length; cut++) {
		const start = groups.slice(0, cut);
		const rest = groups.slice(cut);
		if (readNumber(compactOf(start), country) && count > SHORTEST_WHOLE) return undefined;
		const code = compactOf(start).slice(1);
		const isForeign = start[0].plus && callingCodeOf(code) === code && !/^0/.test(rest[0].digits);
		if (readNumber(compactOf(rest), country) && !isForeign) return undefined;
	}
	if (compact.startsWith('+') || compact.startsWith('0')) return compact;
	const before = groups.slice(0, -1);
	const last = groups[groups.length - 1].digits.length;
	const tooLong = before.some(({ digits }) => digits.length > 5 || digits.length > last);
	const thousands = groups.slice(1).every(({ digits }) => digits.length === 3);
	return tooLong || (thousands && count < NATIONAL_DIGITS) || count < SHORTEST_WHOLE
		? undefined
		: compact;
}

const LONGEST_AS_WRITTEN = 15;

/** `+91 +91 98123 45678`: a country code that was put before a number that has one. */
function withoutRepeatedCode(groups: Group[], country?: CountryCode): Group[] {
	const [first, second] = groups as [Group, Group | undefined];
	const code = country && codeOf(country);
	const repeated = first.digits === code && second?.plus && second.digits.startsWith(code);
	return repeated ? groups.slice(1) : groups;
}

/** `+91 91 98123 45678`, where nothing else can be read from the digits. */
function withRepeatedCode(compact: string, country?: CountryCode): Omit<Found, 'text'> | undefined {
	const digits = compact.replace(/^(?:\+|00)/, '');
	const code = hasPrefix(compact) ? callingCodeOf(digits) : country && codeOf(country);
	if (!code || code.length < 2 || !digits.startsWith(code + code)) return undefined;
	const number = digits.slice(code.length);
	const assigned = internationalNumber(number);
	if (assigned?.international !== number) return undefined;
	return { compact: `+${assigned.international}`, assigned, doubt: 0 };
}

/** `+49 4915123456789`: whether what is behind the country code is a number with the same one. */
function isCodeRepeated([{ plus, digits: code }, ...rest]: readonly Group[]): boolean {
	const digits = rest.map((group) => group.digits).join('');
	if (!plus || !digits.startsWith(code) || callingCodeOf(code) !== code) return false;
	return internationalNumber(digits) !== undefined;
}

/** What of a chain is neither a number nor an extension. */
function leftOver(
	{ text, groups }: Scanned,
	from: number,
	to: number,
	country?: CountryCode,
): string {
	const chain = groups.slice(from, to + 1);
	for (let cut = Math.min(chain.length - 1, MOST_GROUPS); cut > 0; cut--) {
		const start = chain.slice(0, cut);
		if (!wholeNumber(start, 'noted', country)) continue;
		const left = text.slice(chain[cut].from, chain[chain.length - 1].to);
		if (chain[cut - 1].next === 'dot') return `“${shorten(text)}” has a decimal fraction`;
		return `“${shorten(left)}” is left over beside “${shorten(text.slice(chain[0].from, chain[cut - 1].to))}”: neither a number of its own nor an extension`;
	}
	const written = text.slice(chain[0].from, chain[chain.length - 1].to);
	if (/^\d+\.\d+$/.test(written)) return `“${shorten(written)}” has a decimal fraction`;
	return `“${shorten(written)}” is not a number that fits a numbering plan. Only a number that is alone in its cell is sent as it is written`;
}
