import { getCountries, getCountryCallingCode, type CountryCode } from 'libphonenumber-js/min';

import { COUNTRIES, findCountry } from '../../nodes/OzonetelBlockGroup/phone/countries';

it('knows every country of libphonenumber, by name', () => {
	expect(COUNTRIES.map(({ code }) => code).sort()).toEqual(getCountries().sort());
	const names = COUNTRIES.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	for (const { name, code } of COUNTRIES) expect(name).not.toBe(code);
});

it('finds each by its code, its name and what the list shows of it', () => {
	for (const { code, name } of COUNTRIES) {
		const spellings = [code, code.toLowerCase(), name, ` ${name.toUpperCase()} `];
		expect(spellings.map(findCountry)).toEqual(spellings.map(() => code));
	}
});

it('finds by a calling code a country that has it', () => {
	for (const { callingCode } of COUNTRIES) {
		const code = findCountry(`+${callingCode}`) as CountryCode;
		expect(getCountryCallingCode(code)).toBe(callingCode);
	}
});

it.each([
	['India', 'IN'],
	['india', 'IN'],
	['+91', 'IN'],
	['+1', 'US'],
	['+44', 'GB'],
	['+7', 'RU'],
	['+971', 'AE'],
	['UK', 'GB'],
	['USA', 'US'],
	['UAE', 'AE'],
	['United Arab Emirates', 'AE'],
	["Cote d'Ivoire", 'CI'],
	['Reunion', 'RE'],
	['Trinidad and Tobago', 'TT'],
	['The Bahamas', 'BS'],
])('%s is %s', (text, code) => {
	expect(findCountry(text)).toBe(code);
});

it.each(['XX', '', ' ', '+', '+999', '+9122', 'Indi', 'constructor', '__proto__', 'x'.repeat(1e6)])(
	'%.20s is no country',
	(text) => {
		expect(findCountry(text)).toBeUndefined();
	},
);
