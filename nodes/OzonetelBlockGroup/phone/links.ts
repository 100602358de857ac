import { quote } from '../text';

/**
 * Replaces links and ids that hold a phone number by the number (`whatsapp +91…`): `tel:`, `sip:` and
 * WhatsApp's. E-mail and web addresses without digits are dropped.
 */
export function plainLinks(text: string): { text: string; joined?: string } | { reason: string } {
	if (!LINK.test(text)) return { text };
	if (/@(?:lid|g\.us|broadcast|newsletter)/i.test(text)) return { reason: HIDDEN };
	const told = text
		.replace(WHATSAPP_ID, ' whatsapp +$1 ')
		.replace(WHATSAPP_LINK, ' whatsapp +$1')
		.replace(WHATSAPP_SEND, ' whatsapp +$1')
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
	return withoutParameters(words.join(' ').trim());
}

const LINK = /[@;]|\/\/|www\.|wa\.me|whatsapp\.com|sips?:|tel:|callto:/i;
const WHATSAPP_ID = /\+?(\d{5,16})(?:[.:_]\d{1,3}){0,2}@(?:s\.whatsapp\.net|c\.us)/gi;
const WHATSAPP_LINK = /(?:https?:\/\/)?(?:www\.)?wa\.me\/\+?(\d{5,16})/gi;
const WHATSAPP_SEND =
	/(?:https?:\/\/(?:api|web|www)\.whatsapp\.com\/|whatsapp:\/\/)send\/?\?phone=\+?(\d{5,16})/gi;
const SIP = /sips?:([^@;:<>\s]{1,40})(?:[;:][^@<>\s]{0,60})?@[^\s<>]{1,120}/gi;

/** What a link adds to its number, with digits in it: `?text=98…`. */
const QUERY = /\d\/?([?&][a-z]{1,20}=[^\s\d]{0,200}\d)/i;

const HIDDEN =
	'A WhatsApp id that ends in @lid or @g.us hides the phone number. Pass on the number that WhatsApp gives beside it';
const NO_NUMBER = 'is an address: its digits need not be a phone number';

/** RFC 3966: `tel:022-24001234;ext=12`, and the place where a local number is valid (5.1.5). */
function withoutParameters(text: string): { text: string; joined?: string } | { reason: string } {
	const [first, ...parameters] = text.split(';');
	const number = first.replace(/^(?:tel|callto):(?:\/\/)?/i, '');
	let context: string | undefined;
	for (const parameter of parameters) {
		if (!/\d/.test(parameter)) continue;
		if (!PARAMETER.test(parameter)) return { reason: `“${parameter}” ${NOT_KNOWN}` };
		context = CONTEXT.exec(parameter)?.[1] ?? context;
	}
	const place = parameters.find((parameter) => /^ ?phone-context=/i.test(parameter));
	if (place === undefined || number.startsWith('+')) return { text: number };
	if (context === undefined) {
		return { reason: `This number is valid only within ${quote(place.slice(14))}; ${WITH_CODE}` };
	}
	const joined = `+${context}${number}`.replace(/[^\d]/g, '');
	return { text: number, joined: `+${joined}` };
}

const PARAMETER = /^ ?(?:ext|isub|phone-context)=[\w.+ ()-]{0,60}$/i;
const CONTEXT = /^ ?phone-context=\+([\d().-]{1,30})$/i;
const NOT_KNOWN = 'is left over: neither a number nor an extension';
const WITH_CODE = 'write it with its country code';
