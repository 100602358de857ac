import type { CountryCode } from 'libphonenumber-js/core';

import { callingCodes, chiefCountry, isCountry } from './plans';

export interface Country {
	/** ISO 3166-1 alpha-2: `IN`. */
	code: CountryCode;
	/** In English: `India`. */
	name: string;
	/** `91`. */
	callingCode: string;
}

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** The countries that libphonenumber knows, by name. */
export const COUNTRIES: readonly Country[] = callingCodes()
	.map(([code, callingCode]) => ({ code, name: NAMES.of(code)!, callingCode }))
	.sort((a, b) => a.name.localeCompare(b.name, 'en'));

/** No country's name is longer. Keeps hostile input cheap to refuse. */
const LONGEST_NAME = 60;

/** The country that is meant by an ISO code, an English name or a calling code: `in`, `India`, `+91`. */
export function findCountry(text: string): CountryCode | undefined {
	if (text.length > LONGEST_NAME) return undefined;
	const given = text.trim();
	if (/^\+\d{1,3}$/.test(given)) return chiefCountry(given.slice(1));
	if (/^[a-z]{2}$/i.test(given)) {
		// Intl also knows unofficial codes: UK is GB.
		const code = new Intl.Locale(`und-${given}`).region ?? '';
		return isCountry(code) ? code : undefined;
	}
	return BY_NAME.get(plain(given));
}

/** Without accents, punctuation and capitals: `Côte d’Ivoire` is `cote d ivoire`. */
const plain = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}]/u)
		.filter((word) => word !== '' && word !== 'and' && word !== 'the')
		.join(' ');

const BY_NAME = new Map<string, CountryCode>([
	...COUNTRIES.map(({ code, name }) => [plain(name), code] as const),
	['usa', 'US'],
	['united states of america', 'US'],
	['uae', 'AE'],
]);
