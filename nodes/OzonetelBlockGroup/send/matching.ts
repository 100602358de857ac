import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';

import type { BlockNumber } from '../types';

/** A country's calling code is all that Ozonetel puts before a number, or leaves away. */
const CALLING_CODES = new Set(
	getCountries()
		.map((country) => getCountryCallingCode(country) as string)
		.sort((a, b) => a.length - b.length),
);

/** Both sides hold nothing but digits after an optional plus. */
const digitsOf = (number: string) => number.replace(/^\+?0*(?=\d)/, '');

/**
 * Finds for each returned number the sent one it stands for: the same digits, or one the other's
 * national digits (docs/ozonetel-api.md §3: documented inputs come back as `+91…`). A returned number
 * stands for one sent number at most, the closest; one that was never sent for none. A number sent
 * with its country code is another one if it comes back behind a second code.
 *
 * @returns sent → returned
 */
export function matchReturned(
	sent: ReadonlyArray<Pick<BlockNumber, 'sentAs' | 'international'>>,
	returned: readonly string[],
) {
	const matches = new Map<string, string>();
	if (returned.length === 0) return matches;
	const free = new Map<string, Array<(typeof sent)[number]>>();
	// The same digits stand for the number that has its country code before one that lacks it.
	const inOrder = [...sent].sort((a, b) => Number(b.international) - Number(a.international));
	for (const number of inOrder) {
		const digits = digitsOf(number.sentAs);
		free.set(digits, [...(free.get(digits) ?? []), number]);
	}
	const take = (digits: string, answer: string, behindCode = false): boolean => {
		const numbers = free.get(digits) ?? [];
		const at = numbers.findIndex(({ international }) => !(behindCode && international));
		if (at < 0) return false;
		matches.set(numbers.splice(at, 1)[0].sentAs, answer);
		return true;
	};
	const unlike = returned.filter((answer) => !take(digitsOf(answer), answer));
	for (const answer of unlike) {
		const digits = digitsOf(answer);
		const national = [1, 2, 3]
			.filter((length) => CALLING_CODES.has(digits.slice(0, length)))
			.map((length) => digits.slice(length));
		if (national.some((candidate) => take(candidate, answer, true))) continue;
		[...CALLING_CODES].some((code) => take(code + digits, answer));
	}
	return matches;
}
