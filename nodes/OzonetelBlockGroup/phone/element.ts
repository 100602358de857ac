import type { CountryCode } from 'libphonenumber-js/core';

import { quote } from '../text';
import { findNumbers, type Numbers } from './groups';
import { readNumber } from './plans';
import { scan } from './scan';

/** What was read from a text that is not a list: numbers, and notes around them. */
export interface ElementReading extends Numbers {
	text: string;
	/** How many digits there are in it. */
	digits: number;
}

export const readElement = (text: string, country?: CountryCode): ElementReading => ({
	text,
	digits: text.replace(/\D+/g, '').length,
	...readText(text, country),
});

/** A text that a program wrote around a number: without what the program added, or why it is refused. */
type Plain = string | { reason: string };

function readText(text: string, country?: CountryCode): Numbers {
	if (text.length > LONGEST) {
		return { reason: `This is ${text.length} characters long: too long for a phone number` };
	}
	let plain: Plain = text.replace(QUOTES, ' ').trim().replace(FORMULA, '').trim();
	if (plain === '') return { reason: 'The phone number is empty' };
	for (const step of [withoutExponent, withoutLink, withoutZeros]) {
		plain = step(plain, country);
		if (typeof plain !== 'string') return plain;
	}
	const scanned = scan(plain);
	if ('reason' in scanned) return scanned;
	if (scanned.groups.length === 0) return { reason: `${quote(text.trim())} is not a phone number` };
	return findNumbers(scanned, country);
}

/** No note beside a number is longer. Keeps hostile text cheap to refuse. */
const LONGEST = 300;
/** Quotes are as good as blanks. */
const QUOTES = /["'`]/g;
/** How spreadsheets keep a number as text: `="098…"`. */
const FORMULA = /^=/;

function withoutExponent(text: string): Plain {
	const [, plus, whole, fraction = '', exponent] = SCIENTIFIC.exec(text) ?? [];
	if (exponent === undefined) return text;
	return fraction.length === Number(exponent) ? plus + whole + fraction : { reason: LOST_DIGITS };
}

const SCIENTIFIC = /^(\+?)(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
const LOST_DIGITS =
	'A spreadsheet changed this number to scientific notation, and its last digits are not in the text. Format the column as text and export it again';

/** A spreadsheet adds `.0` or `.00` to a number. In `98123.00000`, the zeros are the number's own. */
function withoutZeros(text: string, country?: CountryCode): Plain {
	const [, whole, zeros] = ZEROS.exec(text) ?? [];
	if (!zeros || (!readNumber(whole, country) && readNumber(whole + zeros, country))) {
		const isAmount = zeros && zeros.length <= 2;
		return isAmount ? { reason: `${quote(text)} ${MAY_BE_FRACTION}` } : text;
	}
	return whole;
}

const ZEROS = /^(\+?\d+)\.(0+)$/;
const MAY_BE_FRACTION = 'has a decimal fraction, or a dot inside the number';

/**
 * Replaces links and ids that hold a phone number by the number (`whatsapp +91…`): `tel:`, `sip:` and
 * WhatsApp's. E-mail and web addresses without digits are dropped.
 */
function withoutLink(text: string, country?: CountryCode): Plain {
	if (!LINK.test(text)) return text;
	if (HIDING.test(text)) return { reason: HIDDEN };
	const told = text
		.replace(WHATSAPP_ID, ' whatsapp +$1 ')
		.replace(WHATSAPP_LINK, ' whatsapp +$1')
		.replace(SIP, ' sip $1 ')
		.replace(/(tel|callto|sms|smsto):\/\//gi, '$1:');
	const query = QUERY.exec(told);
	if (query) return { reason: `${quote(query[1])} ${NOT_KNOWN}` };
	const words: string[] = [];
	for (const word of told.split(' ')) {
		const isAddress = word.includes('@') || word.includes('//') || /^www\./i.test(word);
		if (isAddress && /\d/.test(word)) return { reason: `${quote(word)} ${NO_NUMBER}` };
		words.push(isAddress ? '|' : word);
	}
	return withoutParameters(words.join(' ').trim(), country);
}

const LINK = /[@;]|\/\/|www\.|wa\.me|whatsapp\.com|sips?:|tel:|callto:/i;
const HIDING = /@(?:lid|g\.us|broadcast|newsletter)/i;
const WHATSAPP_ID = /\+?(\d{5,16})(?:[.:_]\d{1,3}){0,2}@(?:s\.whatsapp\.net|c\.us)/gi;
const WHATSAPP_LINK =
	/(?:https?:\/\/)?(?:(?:www\.)?wa\.me\/|(?:api|web|www)\.whatsapp\.com\/send\/?\?phone=|whatsapp:\/\/send\/?\?phone=)\+?(\d{5,16})/gi;
const SIP = /sips?:([^@;:<>\s]{1,40})(?:[;:][^@<>\s]{0,60})?@[^\s<>]{1,120}/gi;

/** What a link adds to its number, with digits in it: `?text=98…`. */
const QUERY = /\d\/?([?&][a-z]{1,20}=[^\s\d]{0,200}\d)/i;

const HIDDEN =
	'A WhatsApp id that ends in @lid or @g.us hides the phone number. Pass on the number that WhatsApp gives beside it';
const NO_NUMBER = 'is an address: its digits need not be a phone number';

/** RFC 3966: `tel:022-24001234;ext=12`, and the place where a local number is valid (5.1.5). */
function withoutParameters(text: string, country?: CountryCode): Plain {
	const [first, ...parameters] = text.split(';');
	const number = first.replace(/^(?:tel|callto):(?:\/\/)?/i, '');
	const unknown = parameters.find((one) => /\d/.test(one) && !PARAMETER.test(one));
	if (unknown !== undefined) return { reason: `${quote(unknown)} ${NOT_KNOWN}` };
	const place = parameters.find((one) => CONTEXT.test(one))?.replace(CONTEXT, '');
	if (place === undefined || number.startsWith('+')) return number;
	if (!place.startsWith('+')) {
		return { reason: `This number is valid only within ${quote(place)}; ${WITH_CODE}` };
	}
	const joined = `+${`${place}${number}`.replace(/\D/g, '')}`;
	return readNumber(joined, country) ? joined : { reason: NOT_JOINED };
}

const PARAMETER = /^ ?(?:ext|isub|phone-context)=[\w.+ ()-]{0,60}$/i;
const CONTEXT = /^ ?phone-context=/i;
const NOT_KNOWN = 'is left over: neither a number nor an extension';
const WITH_CODE = 'write it with its country code';
const NOT_JOINED =
	'This number and its “phone-context” do not make a phone number; write it with its country code';
