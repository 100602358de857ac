import { callingCodeOf, NATIONAL_DIGITS } from './plans';
import type { BlockNumber } from '../model';

export type SentNumber = Pick<BlockNumber, 'sentAs' | 'international'>;

export interface Matches {
	/** Sent → returned, where that is certain. */
	certain: Map<string, string>;
	/** Sent → a returned number that may stand for it, and what keeps that from being certain. */
	doubtful: Map<string, Doubt>;
}

/** Another number sent that it may stand for as well, or another one returned. */
export type Doubt = { returned: string } & ({ otherSent: string } | { otherReturned: string });

/**
 * Finds for each returned number the sent one that it stands for. Equal text comes first, unless it may
 * also be another sent number without its plus or country code; then the same number in other words.
 * What is left may differ by a country code or a leading 0 (docs/ozonetel-api.md §3: documented inputs
 * come back as `+91…`). What fits several sent numbers confirms none of them, and of several that fit
 * one number none is taken.
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

/** Matches texts that name a number wholly. @returns those that name none of the sent ones */
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

/** The digits of a number that has no known country code, where there are too many for a national number. */
const withoutCode = ({ sentAs, international }: SentNumber): string | undefined =>
	!international && WHOLE.test(sentAs) ? sentAs : undefined;

const WHOLE = new RegExp(`^[1-9]\\d{${NATIONAL_DIGITS},}$`);

// A spelling means a number in up to three ways: `whole` with its country code, `national` without,
// and `rest`, what is left of a whole one without its code.

/** How a sent number may come back. One whose code is known is another one behind a second code. */
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

/** What a returned number may mean, as the spellings above name it. */
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

/** Bare digits as a number with its country code: at once, behind 00, or behind a stray 0. */
function wholesOf(text: string): string[] {
	const digits = text.startsWith('00') ? text.slice(2) : text;
	if (/^[1-9]/.test(digits)) return [digits];
	return digits.length > NATIONAL_DIGITS + 1 && /^0[1-9]/.test(digits) ? [digits.slice(1)] : [];
}

/** Bare digits as a national number: also without its trunk 0, or all of them, as JSON numbers lose. */
function nationalsOf(text: string): string[] {
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
const writtenWithoutPlus = ({ international }: SentNumber): string[] =>
	international ? [international, ...restOf(international)] : [];
