import {
	getCountries,
	getCountryCallingCode,
	Metadata,
	type CountryCode,
	type MetadataJson,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max.json';

const METADATA = metadata as unknown as MetadataJson;

/**
 * Numbering plans, from the full metadata of libphonenumber. The library's own functions give the same
 * answers, but compile every pattern again for every number: 15 to 30 µs, instead of 1 here.
 */

/**
 * Digits of a number without a country code. To Ozonetel, ten digits are a number of the account's own
 * country, whatever they begin with (docs/ozonetel-api.md §3).
 */
export const NATIONAL_DIGITS = 10;

/** A number that somebody may have, by its numbering plan. */
export interface Assigned {
	/** Digits with the country code. */
	international: string;
	/** The country whose plan it fits; null for codes of no country, such as satellites. */
	country: CountryCode | null;
}

/** A country's numbering plan: what follows its calling code. */
interface Plan {
	callingCode: string;
	country: CountryCode | null;
	/** What is dialled before a country's calling code. */
	abroad?: RegExp;
	/** Possible numbers of digits, the general pattern, and the patterns of numbers in use. */
	lengths: number[];
	general: RegExp;
	assigned: RegExp;
	/** What is dialled before a number within the country, and what replaces it. */
	trunk?: RegExp;
	trunkBecomes?: string;
	/** Whether everybody writes it, as in Britain. In India, many leave it out before mobile numbers. */
	trunkIsNeeded: boolean;
	mobile?: RegExp;
}

/** Whether `code` is a country libphonenumber knows (ISO 3166-1 alpha-2, upper case). */
export const isCountry = (code: string): code is CountryCode =>
	Object.hasOwn(METADATA.countries, code);

/** Every country and its calling code. */
export const callingCodes = () =>
	getCountries(METADATA).map(
		(country) => [country, getCountryCallingCode(country, METADATA)] as const,
	);

/** For countries that share a calling code, the one whose plan is tried first. */
export const chiefCountry = (callingCode: string): CountryCode | undefined =>
	COUNTRIES[callingCode]?.[0];

/** Countries of a calling code, the chief one first. */
const COUNTRIES: Record<string, CountryCode[] | undefined> = METADATA.country_calling_codes;
/** Codes of no country, such as satellites. */
const NON_GEOGRAPHIC = METADATA.nonGeographic;

/** The calling code that these digits begin with. No calling code begins with another. */
export function callingCodeOf(digits: string): string | undefined {
	for (let length = 1; length <= 3; length++) {
		const code = digits.slice(0, length);
		if (COUNTRIES[code] || NON_GEOGRAPHIC[code]) return code;
	}
	return undefined;
}

/** The calling code of a country. */
export const codeOf = (country: CountryCode): string => planOf(country).callingCode;

/**
 * The number that a spelling means; undefined if that is not certain. A number is *valid* if somebody may
 * have it, by libphonenumber's full metadata. Own: of the default country.
 *
 * | written                        | read as                                                            |
 * | ------------------------------ | ------------------------------------------------------------------ |
 * | with +                         | that number, if valid                                              |
 * | with 00                        | as with +                                                          |
 * | with one 0                     | a valid own number; else another country's as dialled from the own |
 * |                                | one (011 in the US), or the own code and a number after a stray 0  |
 * | up to ten digits               | a valid own number, without or with its code                       |
 * | more, valid only nationally    | that own number                                                    |
 * | more, valid only with a code   | the number with that code                                          |
 * | more, valid both ways          | own: with its code, else nationally                                |
 * | neither, or no own country     | not read                                                           |
 *
 * Ten digits are national to Ozonetel, whatever they begin with (docs/ozonetel-api.md §3).
 *
 * @param compact digits, after a plus if there is one
 */
export function readNumber(compact: string, country?: CountryCode): Assigned | undefined {
	const plainIndian = country === 'IN' ? INDIAN_MOBILE.exec(compact) : null;
	if (plainIndian) return { international: `91${plainIndian[1]}`, country: 'IN' };

	if (compact.startsWith('+')) return internationalNumber(compact.slice(1));
	if (compact.startsWith('00')) return internationalNumber(compact.slice(2));
	if (!country) return undefined;
	const nationally = () => nationalNumber(compact, country);
	if (compact.startsWith('0')) {
		const abroad = EXIT_CODE.test(compact) ? dialledAbroad(compact, country) : undefined;
		return nationally() ?? abroad ?? ownNumber(compact.slice(1), country);
	}
	const withOwnCode = () => ownNumber(compact, country);
	if (compact.length <= NATIONAL_DIGITS) return nationally() ?? withOwnCode();
	return withOwnCode() ?? nationally() ?? internationalNumber(compact);
}

/** In the US and Japan. As a stray 0 and calling code 1, there is no such number. */
const EXIT_CODE = /^01[01]/;

/** Most numbers of most lists, read without looking anything up. Every such number is valid. */
const INDIAN_MOBILE = /^(?:\+91|0091|91|0)?([6-9]\d{9})$/;

/** Digits with the country code as a number, if somebody may have it. */
export function internationalNumber(digits: string): Assigned | undefined {
	const callingCode = callingCodeOf(digits);
	if (!callingCode) return undefined;
	return toNumber(plansOf(callingCode)[0], digits.slice(callingCode.length));
}

/** A number as it is dialled within the country, if somebody may have it. */
function nationalNumber(digits: string, country: CountryCode): Assigned | undefined {
	const plan = planOf(country);
	const read = plan.abroad?.test(digits) ? undefined : toNumber(plan, digits);
	// In the US, Canada's `310-2701` lacks its area code.
	const length = (read?.international.length ?? 0) - plan.callingCode.length;
	return plan.lengths.includes(length) ? read : undefined;
}

/** Digits that begin with the country's own code as a number, if somebody may have it. */
function ownNumber(digits: string, country: CountryCode): Assigned | undefined {
	const { callingCode } = planOf(country);
	return digits.startsWith(callingCode) ? internationalNumber(digits) : undefined;
}

/** A number as it is dialled from the country to another one. */
export function dialledAbroad(digits: string, country: CountryCode): Assigned | undefined {
	const { abroad } = planOf(country);
	const [prefix] = abroad?.exec(digits) ?? [];
	return prefix ? internationalNumber(digits.slice(prefix.length)) : undefined;
}

/**
 * How doubtful it is that digits without a prefix are a national number: 0 if numbers are written like
 * this, 1 if some people leave a prefix out, 2 if nobody does.
 */
export function doubtWithoutPrefix({ international, country }: Assigned): 0 | 1 | 2 {
	if (!country) return 2;
	const { callingCode, trunkIsNeeded, mobile } = planOf(country);
	if (trunkIsNeeded) return 2;
	return !mobile || mobile.test(international.slice(callingCode.length)) ? 0 : 1;
}

function toNumber(plan: Plan, dialled: string): Assigned | undefined {
	const { callingCode } = plan;
	const number = withoutTrunk(plan, dialled);
	const fitting = plansOf(callingCode).find(
		({ general, assigned }) => general.test(number) && assigned.test(number),
	);
	return fitting && { international: `${callingCode}${number}`, country: fitting.country };
}

/** “+91 (0) 98…” has one, too. If the digits are a number only with it, it belongs to the number. */
function withoutTrunk(plan: Plan, digits: string): string {
	const { trunk, trunkBecomes, general, lengths } = plan;
	const found = trunk?.exec(digits);
	if (!found) return digits;
	const replaces = trunkBecomes && found[found.length - 1];
	const number = replaces ? digits.replace(trunk!, trunkBecomes) : digits.slice(found[0].length);
	const belongs = general.test(digits) && !general.test(number);
	return belongs || !lengths.includes(number.length) ? digits : number;
}

const plans = new Map<string, Plan>();
const plansByCode = new Map<string, Plan[]>();

function planOf(country: CountryCode): Plan {
	let plan = plans.get(country);
	if (!plan) plans.set(country, (plan = toPlan(country, country)));
	return plan;
}

function plansOf(callingCode: string): Plan[] {
	let found = plansByCode.get(callingCode);
	if (!found) {
		found = COUNTRIES[callingCode]?.map(planOf) ?? [toPlan(callingCode, null)];
		plansByCode.set(callingCode, found);
	}
	return found;
}

/** What the library's class knows about a plan; its types name only some of it. */
interface NumberingPlan {
	callingCode(): string;
	IDDPrefix(): string | undefined;
	nationalNumberPattern(): string;
	possibleLengths(): number[];
	nationalPrefixForParsing(): string | undefined;
	nationalPrefixTransformRule(): string | undefined;
	nationalPrefix(): string | undefined;
	formats(): Array<{ nationalPrefixIsMandatoryWhenFormattingInNationalFormat(): boolean }>;
	type(name: string): { pattern(): string } | undefined;
}

/** @param name a country, or a calling code of no country */
function toPlan(name: string, country: CountryCode | null): Plan {
	const library = new Metadata(METADATA);
	library.selectNumberingPlan(name as CountryCode);
	const plan = library.numberingPlan as unknown as NumberingPlan;
	const general = plan.nationalNumberPattern();
	const assigned = KINDS.flatMap((kind) => plan.type(kind)?.pattern() || []).join('|');
	const abroad = plan.IDDPrefix();
	const trunk = plan.nationalPrefixForParsing();
	const mobile = plan.type('MOBILE')?.pattern();
	const formats = plan.formats();
	const needed = formats.filter((format) =>
		format.nationalPrefixIsMandatoryWhenFormattingInNationalFormat(),
	);
	return {
		callingCode: plan.callingCode(),
		country,
		abroad: abroad ? new RegExp(`^(?:${abroad})(?!0)`) : undefined,
		lengths: plan.possibleLengths(),
		general: whole(general),
		assigned: whole(assigned || general),
		trunk: trunk ? new RegExp(`^(?:${trunk})`) : undefined,
		trunkBecomes: plan.nationalPrefixTransformRule() || undefined,
		trunkIsNeeded: needed.length > formats.length / 2,
		mobile: mobile && plan.nationalPrefix() ? whole(mobile) : undefined,
	};
}

/** The kinds of number that a plan may have patterns for. */
const KINDS = [
	...['FIXED_LINE', 'MOBILE', 'TOLL_FREE', 'PREMIUM_RATE', 'PERSONAL_NUMBER', 'VOICEMAIL'],
	...['UAN', 'PAGER', 'VOIP', 'SHARED_COST'],
];

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
