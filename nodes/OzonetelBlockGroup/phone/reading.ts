import type { CountryCode } from 'libphonenumber-js/core';

import {
	type Assigned,
	dialledAbroad,
	internationalNumber,
	NATIONAL_DIGITS,
	nationalNumber,
	ownNumber,
} from './plans';

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
