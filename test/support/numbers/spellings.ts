import {
	PhoneNumberFormat,
	PhoneNumberUtil,
	type PhoneNumber,
	type PhoneNumberType,
} from 'google-libphonenumber';

/** Google's own library, the reference: it judges, and has no part in the node. */
export const google = PhoneNumberUtil.getInstance();

export const regions = google.getSupportedRegions() as string[];

/** A number that somebody may have, as Google gives it for an example. */
export interface Example {
	region: string;
	number: PhoneNumber;
	e164: string;
}

const TYPES = Array.from({ length: 11 }, (_, type) => type as PhoneNumberType);

/** Google's example of every type of number of a region: landline, mobile, toll-free, pager and so on. */
export function examplesOf(region: string): Example[] {
	const examples = new Map<string, Example>();
	for (const type of TYPES) {
		const number = google.getExampleNumberForType(region, type) as PhoneNumber | null;
		if (!number || !google.isValidNumber(number)) continue;
		const e164 = google.format(number, PhoneNumberFormat.E164);
		if (!examples.has(e164)) examples.set(e164, { region, number, e164 });
	}
	return [...examples.values()];
}

export interface Spelling {
	text: string | number;
	/**
	 * Whether somebody who writes so means the example: always, where it is the default country's, or
	 * never, as its digits are not all there or too many.
	 */
	means: 'always' | 'atHome' | 'never';
}

/** The ways in which people and their programs write a number down, by name. */
const WAYS: Record<string, (example: Example, from: string | undefined) => Spelling | undefined> = {
	'+ and digits': ({ e164 }) => always(e164),
	'+, international': ({ number }) => always(international(number)),
	'+, in brackets': ({ e164, number }) =>
		always(e164.replace(/^\+\d+/, `(+${code(number)}) ${national(number)}`)),
	'+ and (0)': ({ number }) => ({
		text: `+${code(number)} (0) ${national(number)}`,
		means: 'never',
	}),
	'tel: link': ({ number }) => always(google.format(number, PhoneNumberFormat.RFC3966)),
	'tel: link with phone-context': ({ number }) =>
		always(`tel:${national(number)};phone-context=+${code(number)}`),
	'00 and digits': ({ e164 }) => always(`00${e164.slice(1)}`),
	'00, international': ({ number }) => always(international(number).replace('+', '00 ')),
	'bare digits': ({ e164 }) => always(e164.slice(1)),
	'bare, international': ({ number }) => always(international(number).slice(1)),
	'JSON number': ({ e164 }) => always(Number(e164)),
	'as dialled from the default country': ({ number, region }, from) =>
		from && from !== region
			? always(google.formatOutOfCountryCallingNumber(number, from))
			: undefined,
	national: ({ number }) => atHome(google.format(number, PhoneNumberFormat.NATIONAL)),
	'national, bare digits': ({ number }) => atHome(national(number)),
	'0 and national digits': ({ number }) => atHome(`0${national(number)}`),
	'0 and digits': ({ e164 }) => atHome(`0${e164.slice(1)}`),
	'+ and one digit more': ({ e164 }) => never(`${e164}7`),
	'+ and one digit less': ({ e164 }) => never(e164.slice(0, -1)),
	'00 and one digit more': ({ e164 }) => never(`00${e164.slice(1)}7`),
	'00 and one digit less': ({ e164 }) => never(`00${e164.slice(1, -1)}`),
	'bare and one digit more': ({ e164 }) => never(`${e164.slice(1)}7`),
	'bare and one digit less': ({ e164 }) => never(e164.slice(1, -1)),
	'0, national, one digit more': ({ number }) => never(`0${national(number)}7`),
	'000 and digits': ({ e164 }) => never(`000${e164.slice(1)}`),
};

export const ways = Object.keys(WAYS);

export const spell = (way: string, example: Example, from: string | undefined) =>
	WAYS[way](example, from);

const always = (text: string | number): Spelling => ({ text, means: 'always' });
const atHome = (text: string): Spelling => ({ text, means: 'atHome' });
const never = (text: string): Spelling => ({ text, means: 'never' });
const code = (number: PhoneNumber) => String(number.getCountryCodeOrDefault());
const national = (number: PhoneNumber) => google.getNationalSignificantNumber(number);
const international = (number: PhoneNumber) =>
	google.format(number, PhoneNumberFormat.INTERNATIONAL);
