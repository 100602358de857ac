import { callingCodeOf, NATIONAL_DIGITS } from './plans';
import type { BlockNumber } from '../model';

// A spelling means a number in up to three ways: `whole` with its country code, `national` without,
// and `rest`, what is left of a whole one without its code.

export type SentNumber = Pick<BlockNumber, 'sentAs' | 'international'>;

/** How a sent number may come back. One whose code is known is another one behind a second code. */
export function spellingsOf({ sentAs, international }: SentNumber): string[] {
	if (international) {
		return [`whole ${international}`, ...restOf(international).map((rest) => `rest ${rest}`)];
	}
	const wholes = wholesOf(sentAs);
	return [
		...wholes.map((digits) => `whole ${digits}`),
		...nationalsOf(sentAs).map((digits) => `national ${digits}`),
		...wholes.flatMap(restOf).map((rest) => `rest ${rest}`),
	];
}

/** What a returned number may mean, as the spellings above name it. */
export function meaningsOf(returned: string): string[] {
	if (/^\+[1-9]/.test(returned)) {
		const digits = returned.slice(1);
		return [`whole ${digits}`, ...restOf(digits).map((rest) => `national ${rest}`)];
	}
	const text = returned.replace('+', '');
	const wholes = wholesOf(text);
	const nationals = nationalsOf(text);
	return [
		...wholes.map((digits) => `whole ${digits}`),
		...nationals.flatMap((digits) => [`national ${digits}`, `rest ${digits}`]),
		...wholes.flatMap(restOf).map((rest) => `national ${rest}`),
	];
}

/** Bare digits as a number with its country code: at once, behind 00, or behind a stray 0. */
function wholesOf(text: string): string[] {
	const digits = text.startsWith('00') ? text.slice(2) : text;
	if (/^[1-9]/.test(digits)) return [digits];
	return digits.length > NATIONAL_DIGITS + 1 && /^0[1-9]/.test(digits) ? [digits.slice(1)] : [];
}

/** Bare digits as a national number: also without its trunk 0, or all of them, as JSON numbers lose. */
export function nationalsOf(text: string): string[] {
	const digits = [text, text.replace(/^0/, ''), text.replace(/^0+/, '')];
	return [...new Set(digits)].filter((each) => each.length >= SHORTEST);
}

const SHORTEST = 3;

/** A number without its country code; a zero that belongs to it, as in Italy, is lost as JSON number. */
function restOf(digits: string): string[] {
	const code = callingCodeOf(digits);
	if (!code) return [];
	const rest = digits.slice(code.length);
	return rest.startsWith('0') ? [rest, rest.replace(/^0+/, '')] : [rest];
}

/** How a number whose country code is known looks without its plus, and without the code. */
export const writtenWithoutPlus = ({ international }: SentNumber): string[] =>
	international ? [international, ...restOf(international)] : [];
