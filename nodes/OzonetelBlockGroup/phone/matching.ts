import { NATIONAL_DIGITS } from './plans';
import {
	meaningsOf,
	nationalsOf,
	spellingsOf,
	writtenWithoutPlus,
	type SentNumber,
} from './meanings';

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
