import { callingCodeOf, NATIONAL_DIGITS } from './plans';
import type { BlockNumber } from '../model';

export type SentNumber = Pick<BlockNumber, 'sentAs' | 'international'>;

export interface Matches {
	/** Sent → returned, if that is certain. */
	certain: Map<string, string>;
	/** Sent → a returned number that may stand for it, and the reason for the doubt. */
	doubtful: Map<string, Doubt>;
}

/** It may also stand for another sent number, or another returned number may stand for the sent one. */
export type Doubt = { returned: string } & ({ otherSent: string } | { otherReturned: string });

/**
 * Finds the sent number that each returned number stands for. Equal text comes first, unless it may also
 * be another sent number without its plus or country code; then the same number in another spelling. The
 * rest may differ by a country code or a leading 0 (docs/ozonetel-api.md §3: documented inputs come back
 * as `+91…`). A returned number that fits several sent ones confirms none of them, and if several
 * returned numbers fit one sent number, none of them does.
 */
export function matchReturned(sent: readonly SentNumber[], returned: readonly string[]): Matches {
	const certain = new Map<string, string>();
	const doubtful = new Map<string, Doubt>();
	if (returned.length === 0) return { certain, doubtful };
	const texts = new Set(returned);

	const equal = sent.filter(({ sentAs }) => texts.has(sentAs));
	const bare = equal.some(({ sentAs }) => !sentAs.startsWith('+'));
	const written = indexBy(bare ? sent : [], writtenWithoutPlus);
	for (const { sentAs } of equal) {
		const fits = nationalsOf(sentAs).flatMap((text) => written.get(text) ?? []);
		if (!fits.some((number) => number.sentAs !== sentAs)) certain.set(sentAs, sentAs);
	}
	const unequal = matchEqual(
		sent,
		[...texts].filter((text) => !certain.has(text)),
		certain,
	);
	if (unequal.length === 0 && certain.size === sent.length) return { certain, doubtful };

	const spellings = indexBy(sent, spellingsOf);
	const fitting = (text: string) => [
		...new Set(meaningsOf(text).flatMap((meaning) => spellings.get(meaning) ?? [])),
	];
	const claims = new Map<SentNumber, string[]>();
	for (const text of unequal) {
		const numbers = fitting(text);
		if (numbers.length === 1) claims.set(numbers[0], [...(claims.get(numbers[0]) ?? []), text]);
	}
	for (const [{ sentAs }, [text, otherReturned]] of claims) {
		if (certain.has(sentAs)) continue;
		if (otherReturned === undefined) certain.set(sentAs, text);
		else doubtful.set(sentAs, { returned: text, otherReturned });
	}
	for (const text of certain.size < sent.length ? texts : []) {
		const numbers = fitting(text);
		for (const { sentAs } of numbers) {
			const other = numbers.find((number) => number.sentAs !== sentAs);
			if (!other || certain.has(sentAs) || doubtful.has(sentAs)) continue;
			doubtful.set(sentAs, { returned: text, otherSent: other.sentAs });
		}
	}
	return { certain, doubtful };
}

/** Matches returned numbers with their country code. @returns the ones that match nothing */
function matchEqual(
	sent: readonly SentNumber[],
	texts: readonly string[],
	certain: Matches['certain'],
): string[] {
	const equals = new Map<string, SentNumber>();
	for (const digitsOf of [withCode, withoutCode]) {
		for (const number of sent) {
			const digits = digitsOf(number);
			if (digits && !equals.has(digits)) equals.set(digits, number);
		}
	}
	return texts.filter((text) => {
		const equal = /^\+[1-9]/.test(text) ? equals.get(text.slice(1)) : undefined;
		if (equal && !certain.has(equal.sentAs)) certain.set(equal.sentAs, text);
		return !equal;
	});
}

function indexBy(sent: readonly SentNumber[], keysOf: (number: SentNumber) => string[]) {
	const index = new Map<string, SentNumber[]>();
	for (const number of sent) {
		for (const key of new Set(keysOf(number))) {
			const numbers = index.get(key);
			if (numbers) numbers.push(number);
			else index.set(key, [number]);
		}
	}
	return index;
}

const withCode = ({ international }: SentNumber): string | undefined => international;

/** The digits of a number without a known country code, if there are too many for a national one. */
const withoutCode = ({ sentAs, international }: SentNumber): string | undefined =>
	!international && WHOLE.test(sentAs) ? sentAs : undefined;

const WHOLE = new RegExp(`^[1-9]\\d{${NATIONAL_DIGITS},}$`);

// A spelling may mean a number in three ways: `whole` with its country code, `national` without, and
// `rest`, a whole number whose code was cut off.

/** How a sent number may come back. With a second country code before its own, it is another number. */
function spellingsOf({ sentAs, international }: SentNumber): string[] {
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

/** What a returned number may mean, in the same three ways. */
function meaningsOf(returned: string): string[] {
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

/** Bare digits as a number with its country code: as they are, after 00, or after a stray 0. */
function wholesOf(text: string): string[] {
	const digits = text.startsWith('00') ? text.slice(2) : text;
	if (/^[1-9]/.test(digits)) return [digits];
	return digits.length > NATIONAL_DIGITS + 1 && /^0[1-9]/.test(digits) ? [digits.slice(1)] : [];
}

/** Bare digits as a national number, also without its leading zeros, which a JSON number loses. */
function nationalsOf(text: string): string[] {
	const digits = [text, text.replace(/^0/, ''), text.replace(/^0+/, '')];
	return [...new Set(digits)].filter((each) => each.length >= SHORTEST);
}

const SHORTEST = 3;

/** A number without its country code. As a JSON number it may lose a zero, as in Italy. */
function restOf(digits: string): string[] {
	const code = callingCodeOf(digits);
	if (!code) return [];
	const rest = digits.slice(code.length);
	return rest.startsWith('0') ? [rest, rest.replace(/^0+/, '')] : [rest];
}

/** A number with a known country code, without its plus and without the code. */
const writtenWithoutPlus = ({ international }: SentNumber): string[] =>
	international ? [international, ...restOf(international)] : [];
