import metadata from 'libphonenumber-js/metadata.max.json';
import type { CountryCode } from 'libphonenumber-js/max';

/**
 * Who may have which number, by the full metadata of libphonenumber. The library's own functions say
 * the same, but compile every pattern anew for every number: 15 to 30 µs, against 1 here.
 */

/**
 * Digits of a number without a country code: to Ozonetel ten are one of the account's own country,
 * whatever they begin with (docs/ozonetel-api.md §3), and fewer may have lost some.
 */
export const NATIONAL_DIGITS = 10;

/** A country's numbering plan: what follows its calling code. */
interface Plan {
	callingCode: string;
	/** What is dialled before a calling code, in all its ways; and as one text, where no number could begin so: 011 in the US. */
	abroad?: RegExp;
	internationalPrefix?: string;
	/** How many digits a number may have, what any looks like, and what those that are given out do. */
	lengths: number[];
	general: RegExp;
	assigned: RegExp;
	/** What is dialled before a number within the country, and what replaces it. */
	trunk?: RegExp;
	trunkBecomes?: string;
}

/** Whether `code` is a country libphonenumber knows (ISO 3166-1 alpha-2, upper case). */
export const isCountry = (code: string): code is CountryCode =>
	Object.hasOwn(metadata.countries, code);

/** Every country and its calling code. */
export const callingCodes = () =>
	Object.entries(metadata.countries).map(
		([country, [callingCode]]) => [country as CountryCode, callingCode as string] as const,
	);

/** Of countries that share a calling code, the one by whose plan its numbers are read first. */
export const chiefCountry = (callingCode: string): CountryCode | undefined =>
	COUNTRIES[callingCode]?.[0];

/** Countries of a calling code, the chief one first; codes of no country, as of satellites. */
const COUNTRIES = metadata.country_calling_codes as Record<string, CountryCode[] | undefined>;
const NON_GEOGRAPHIC = (metadata as unknown as { nonGeographic: Record<string, unknown[]> })
	.nonGeographic;

/** The calling code that these digits begin with. None is the beginning of another. */
export function callingCodeOf(digits: string): string | undefined {
	for (let length = 1; length <= 3; length++) {
		const code = digits.slice(0, length);
		if (COUNTRIES[code] || NON_GEOGRAPHIC[code]) return code;
	}
	return undefined;
}

/** A number in digits, country code first, where somebody may have it. */
export function internationalNumber(digits: string): string | undefined {
	const callingCode = callingCodeOf(digits);
	if (!callingCode) return undefined;
	return toNumber(plansOf(callingCode)[0], digits.slice(callingCode.length));
}

/** A number as it is dialled within the country, with its code, where somebody may have it. */
export function nationalNumber(digits: string, country: CountryCode): string | undefined {
	const plan = planOf(country);
	return plan.abroad?.test(digits) ? undefined : toNumber(plan, digits);
}

/** A number in digits that begins with the country's own code, where somebody may have it. */
export function ownNumber(digits: string, country: CountryCode): string | undefined {
	const { callingCode } = planOf(country);
	return digits.startsWith(callingCode) ? internationalNumber(digits) : undefined;
}

/** A number as it is dialled from the country to another, from its code on. */
export function dialledAbroad(digits: string, country: CountryCode): string | undefined {
	const { internationalPrefix } = planOf(country);
	if (!internationalPrefix || !digits.startsWith(internationalPrefix)) return undefined;
	return internationalNumber(digits.slice(internationalPrefix.length));
}

function toNumber(plan: Plan, dialled: string): string | undefined {
	const { callingCode } = plan;
	const number = withoutTrunk(plan, dialled);
	const somebodys = plansOf(callingCode).some(
		({ general, assigned }) => general.test(number) && assigned.test(number),
	);
	return somebodys ? `${callingCode}${number}` : undefined;
}

/** Also “+91 (0) 98…” has one. Where only the digits with it are a number, it belongs to them. */
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
	if (!plan) plans.set(country, (plan = toPlan(metadata.countries[country] as unknown[])));
	return plan;
}

function plansOf(callingCode: string): Plan[] {
	let found = plansByCode.get(callingCode);
	if (!found) {
		found = COUNTRIES[callingCode]?.map(planOf) ?? [toPlan(NON_GEOGRAPHIC[callingCode])];
		plansByCode.set(callingCode, found);
	}
	return found;
}

/** The places of a plan's parts are those that libphonenumber-js describes with its metadata. */
function toPlan(parts: unknown[]): Plan {
	const [callingCode, prefixAbroad, general, , , trunk, , trunkToRead, trunkBecomes, , , types] =
		parts as Array<string | undefined>;
	const kinds = (types ?? []) as unknown as Array<[string] | 0>;
	const assigned = kinds.flatMap((kind) => (kind && kind[0] ? [kind[0]] : []));
	const internationalPrefix =
		prefixAbroad && NO_NUMBER.test(prefixAbroad) ? prefixAbroad : undefined;
	const trunks = trunkToRead || trunk;
	return {
		callingCode: callingCode!,
		...(prefixAbroad ? { abroad: new RegExp(`^(?:${prefixAbroad})(?!0)`) } : {}),
		internationalPrefix,
		lengths: parts[3] as number[],
		general: whole(general!),
		assigned: whole(assigned.join('|') || general!),
		...(trunks ? { trunk: new RegExp(`^(?:${trunks})`) } : {}),
		...(trunkBecomes ? { trunkBecomes } : {}),
	};
}

/** After a 0, country codes begin with 1, too, but no number of theirs goes on with 0 or 1. */
const NO_NUMBER = /^01[01]$/;

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`);
