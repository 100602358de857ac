import type { CountryCode } from 'libphonenumber-js/core';

import { quote } from '../text';
import { plainLinks } from './links';
import { findNumbers, type Found } from './groups';
import { readNumber } from './plans';
import { scan } from './scan';

/** What was read from a text that is not a list: numbers, and notes around them. */
export interface ElementReading {
	text: string;
	/** How many digits there are in it. */
	digits: number;
	/** Its numbers, if every digit belongs to one of them or to an extension. */
	numbers?: Found[];
	/** The digits, if the text is a single number that fits no numbering plan. */
	bare?: string;
	/** Why nothing can be read. */
	reason?: string;
}

/** No note beside a number is longer. Keeps hostile text cheap to refuse. */
const LONGEST = 300;

export function readElement(text: string, country?: CountryCode): ElementReading {
	const digits = countDigits(text);
	const refuse = (reason: string): ElementReading => ({ text, digits, reason });
	const found = (compact: string): ElementReading => {
		const assigned = readNumber(compact, country);
		if (!assigned) return { text, digits, bare: compact };
		return {
			text,
			digits,
			numbers: [{ text: text.trim(), compact, assigned, isVague: false }],
		};
	};
	if (text.length > LONGEST) {
		return refuse(`This is ${text.length} characters long: too long for a phone number`);
	}
	const written = text.replace(QUOTES, ' ').trim().replace(FORMULA, '').trim();
	if (written === '') return refuse('The phone number is empty');

	const scientific = /e/i.test(written) ? SCIENTIFIC.exec(written) : null;
	if (scientific) {
		const [, plus, whole, fraction = '', exponent] = scientific;
		const nothingLost = fraction.length === Number(exponent);
		return nothingLost ? found(plus + whole + fraction) : refuse(LOST_DIGITS);
	}
	const link = plainLinks(written);
	if ('reason' in link) return refuse(link.reason);
	if (link.joined !== undefined) {
		const reading = found(link.joined);
		return reading.numbers ? reading : refuse(NOT_JOINED);
	}
	const fraction = link.text.includes('.') ? ZEROS.exec(link.text) : null;
	const torn = fraction && !readNumber(fraction[1], country) && fraction[1] + fraction[2];
	if (torn && readNumber(torn, country)) return refuse(`${quote(written)} ${MAY_BE_FRACTION}`);
	const scanned = scan(fraction ? fraction[1] : withoutLongZeros(link.text));
	if ('reason' in scanned) return refuse(scanned.reason);
	if (scanned.groups.length === 0) return refuse(`${quote(text.trim())} is not a phone number`);
	const { numbers, bare, reason } = findNumbers(scanned, country);
	return { text, digits, numbers, bare, reason };
}

/** Quotes are as good as blanks. */
const QUOTES = /["'`]/g;
/** How spreadsheets keep a number as text: `="098…"`. */
const FORMULA = /^=/;

const SCIENTIFIC = /^(\+?)(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
const LOST_DIGITS =
	'A spreadsheet changed this number to scientific notation, and its last digits are not in the text. Format the column as text and export it again';
const NOT_JOINED =
	'This number and its “phone-context” do not make a phone number; write it with its country code';

/** A spreadsheet adds `.0` or `.00` to a number, and any zeros to a whole one. */
const ZEROS = /^(\+?\d+)\.(00?)$/;
const withoutLongZeros = (text: string) =>
	text.includes('.0') ? text.replace(/^(\+?\d{10,})\.0+$/, '$1') : text;
const MAY_BE_FRACTION = 'has a decimal fraction, or a dot inside the number';

function countDigits(text: string): number {
	let count = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 48 && code <= 57) count++;
	}
	return count;
}
