import type { CountryCode } from 'libphonenumber-js/core';

import { codeOf, NATIONAL_DIGITS } from './plans';
import type { Gap, Group } from './scan';

// How groups of digits look, whatever numbers they are.

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
export const hasPrefix = (compact: string) => compact.startsWith('+') || compact.startsWith('00');

/** Begins with a plus, a 0 or the own country's code: it is clear that a number begins here. */
export function hasStart(groups: readonly Group[], country?: CountryCode): boolean {
	const [{ plus, digits }] = groups;
	if (plus || digits.startsWith('0')) return true;
	if (!country) return false;
	return compactOf(groups).length > NATIONAL_DIGITS && digits.startsWith(codeOf(country));
}

/** Whether the groups look like one number, and not like a number with something beside it. */
export function isOneNumber(groups: readonly Group[]): boolean {
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
	if (groups[0].plus || groups.length < 3 || groups.length > 4) return false;
	const lengths = groups.map(({ digits }) => digits.length).join(' ');
	return lengths === '3 2 4' || (/^4 4 4(?: 4)?$/.test(lengths) && groups[0].digits[0] !== '0');
}
