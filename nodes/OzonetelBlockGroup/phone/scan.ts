import { quote, shorten } from '../text';
import { remembered } from './remembered';

/** Digits in a row, and what follows them. */
export interface Group {
	digits: string;
	/** Written with a plus. */
	plus: boolean;
	/** Where the bracket around it opens; 0 without a bracket. */
	bracket: number;
	/** What is between it and the next group; `apart` if they cannot belong to one number. */
	next: Gap;
	/** It may only count numbers, as in `(1) 98…`. */
	mayBeOrdinal: boolean;
	/** Its place in the text. */
	from: number;
	to: number;
}

export type Gap = 'dot' | 'dash' | 'bracket' | 'blank' | 'wide' | 'slash' | 'comma' | 'apart';

export interface Scanned {
	text: string;
	groups: Group[];
	/** The text is nothing but digits and the separators of one number. */
	isBare: boolean;
}

/** Finds the groups of digits in a text. Gives a reason if the text says that they are not phone numbers. */
export function scan(text: string): Scanned | { reason: string } {
	const groups: Group[] = [];
	let [isBare, end, bracket] = [true, 0, 0];
	/** The next group belongs to another number than the one before it. */
	let isParted = false;
	let isExtended = false;
	GROUP.lastIndex = 0;
	for (let group = GROUP.exec(text); group; group = GROUP.exec(text)) {
		const { 0: digits, index: from } = group;
		const before = groups[groups.length - 1] as Group | undefined;
		const between = text.slice(end, from);
		const gap = (before ? gapLater : gapBeforeFirst)(between);
		if (before && !before.mayBeOrdinal && !isParted && JOINING_PLUS.test(between)) {
			return { reason: doesNotBelong('+') };
		}
		end = from + digits.length;
		if (gap.isExtension && !isParted && digits.length <= LONGEST_EXTENSION) {
			before!.next = 'apart';
			isParted = isExtended = true;
			isBare = false;
			continue;
		}
		if (gap.wrong) return { reason: gap.wrong };
		const ordinal = digits.length === 1 ? ordinalIn(gap, digits, text.slice(end)) : undefined;
		if (ordinal === 'certain') {
			if (before) before.next = 'apart';
			isParted = true;
			isBare = isExtended = false;
			continue;
		}
		if (gap.opens !== undefined) bracket = gap.opens ? from : 0;
		if (before) before.next = isParted || ordinal ? 'apart' : gap.kind;
		else isBare &&= gap.isBareStart;
		isBare &&= before?.next !== 'apart' && !ordinal;
		isParted = isExtended = false;
		groups.push({
			digits,
			plus: gap.plus,
			bracket,
			next: 'apart',
			mayBeOrdinal: ordinal === 'perhaps',
			from,
			to: end,
		});
	}
	const rest = text.slice(end);
	const wrong = groups.length > 0 ? (isExtended ? wrongAfterExtension : wrongAfter)(rest) : '';
	if (wrong) return { reason: wrong };
	return { text, groups, isBare: isBare && /^[ ).-]*$/.test(rest) };
}

const GROUP = /\d+/g;
/** Nobody knows whether it belongs to the number behind it: `98… + 98…`. */
const JOINING_PLUS = /^\)? ?\+ $/;

/** What a text before digits says of them. */
interface Between {
	isExtension: boolean;
	/** Why the digits are not part of a phone number. */
	wrong?: string;
	isLabel: boolean;
	/** A digit behind it may count numbers. */
	mayCount: boolean;
	endsOpen: boolean;
	plus: boolean;
	/** Whether a bracket is open behind it; undefined if there is none in it. */
	opens?: boolean;
	kind: Gap;
	/** Before a number that is alone. */
	isBareStart: boolean;
}

function toBetween(gap: string, isFirst: boolean): Between {
	const plus = gap.includes('+');
	const opening = gap.lastIndexOf('(');
	const closing = gap.lastIndexOf(')');
	return {
		isExtension: !isFirst && EXTENSION.test(gap),
		wrong: wrongBefore(gap, isFirst),
		isLabel: LABEL.test(gap),
		mayCount: gap === '' || /[ \p{L}]$/u.test(gap),
		endsOpen: gap.endsWith('('),
		plus,
		opens: opening === closing ? undefined : opening > closing,
		kind: plus ? 'apart' : kindOf(gap),
		isBareStart: /^[ (+]*$/.test(gap),
	};
}

const gapBeforeFirst = remembered((gap) => toBetween(gap, true));
const gapLater = remembered((gap) => toBetween(gap, false));
const wrongAfter = remembered((rest) => wrongIn(rest, false));
const wrongAfterExtension = remembered((rest) => wrongIn(rest, true));

/** Between a number and its extension. */
const EXTENSION =
	/^[ ,(.-]{0,4}(?:#[ .:]?|(?:x|e?xtn?|exten|extention|extension)\.?(?: ?no\.?| ?number)?[ .:=#-]{0,4})$/i;
const LONGEST_EXTENSION = 7;

/** Whether a digit only counts numbers: `Mobile 1: 98…`, `1) 98…`. In `(1) 98…` it may be a country code. */
function ordinalIn(gap: Between, digit: string, after: string): 'certain' | 'perhaps' | undefined {
	if (gap.plus || digit === '0' || !/\d/.test(after)) return undefined;
	if (after.startsWith(':') || after.startsWith(')') || after.startsWith('. ')) {
		if (after.startsWith(')') && gap.endsOpen) return 'perhaps';
		return gap.isLabel || (gap.mayCount && !after.startsWith(':')) ? 'certain' : undefined;
	}
	return gap.isLabel && /^(?: |-|\.)/.test(after) ? 'perhaps' : undefined;
}

/** A label before a number, and what may be between the two. */
const LABEL =
	/(?:^|[^\p{L}\p{M}])(?:phone|ph|mobile|mob|m|tel|telephone|cell|contact|whatsapp|call|alt|alternate|number|no)[ .#-]{0,3}$/iu;
const LABEL_AND_HASH =
	/(?:phone|ph|mobile|mob|tel|telephone|cell|contact|whatsapp|call|number|no)\.? ?#[ :.+(=-]{0,4}$/i;

function kindOf(gap: string): Gap {
	if (gap === ' ') return 'blank';
	if (gap === '-') return 'dash';
	if (gap === '/') return 'slash';
	if (gap === ',') return 'comma';
	if (!SOFT.test(gap)) return 'apart';
	if (/ -{1,2} | \(/.test(gap)) return 'wide';
	if (gap.includes(' ')) return gap.includes('.') ? 'apart' : 'blank';
	if (gap.includes('-')) return 'dash';
	return gap.includes('.') ? 'dot' : 'bracket';
}

const SOFT = /^[ ()]{0,10}[-.]{0,2}[ ()]{0,10}$/;

/** Why a group of digits is not part of a phone number, from the text before it. */
function wrongBefore(gap: string, isFirst: boolean): string | undefined {
	if (isFirst ? gap === '' || gap === '+' || gap === '(' : gap === ' ' || gap === '-') {
		return undefined;
	}
	const strange =
		STRANGE.exec(gap) ?? TOUCHING_BEFORE.exec(gap) ?? (isFirst ? null : TOUCHING_AFTER.exec(gap));
	if (strange) return doesNotBelong(strange[0]);
	if (isFirst && /^[ (]*-$/.test(gap)) return NEGATIVE;
	if (isFirst && /^ *\.$/.test(gap)) return doesNotBelong('.');
	if (gap.includes('+') && !/^[^+]*\+{1,2}[ (]*$/.test(gap)) return doesNotBelong('+');
	if (gap.includes('+') && !isFirst && !/[^+]\+|^ \+/.test(gap)) return doesNotBelong('+');
	if (gap.replace(LABEL_AND_HASH, '').includes('#')) return doesNotBelong('#');
	const glued = /[\p{L}\p{M}]{1,20}-?$/u.exec(gap);
	if (glued && !LABEL.test(gap) && isGlued(glued[0])) return doesNotBelong(glued[0]);
	const gluedAfter = isFirst ? null : /^[\p{L}\p{M}]{1,20}/u.exec(gap);
	if (gluedAfter) return doesNotBelong(gluedAfter[0]);
	const words = gap
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter(Boolean);
	const label = words.find((word, at) => NO_PHONE.has(word) && !isPhoneId(words, at));
	return label || /a\/c/i.test(gap) ? labelledAs(label ?? 'a/c') : undefined;
}

/** The same from the text after the last group; '' if nothing is wrong. */
function wrongIn(rest: string, extended: boolean): string {
	if (rest === '') return '';
	const strange = STRANGE.exec(rest) ?? TOUCHING_AFTER.exec(rest);
	if (strange) return doesNotBelong(strange[0]);
	if (rest.includes('+') || (rest.includes('#') && !extended)) {
		return doesNotBelong(rest.includes('+') ? '+' : '#');
	}
	const glued = /^[\p{L}\p{M}]{1,20}/u.exec(rest);
	if (glued) return doesNotBelong(glued[0]);
	const [word] = rest
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter(Boolean);
	return word !== undefined && NO_PHONE.has(word) ? labelledAs(word) : '';
}

/** With these characters, digits are something else: an address, an amount, masked or cut digits. */
const STRANGE = /[@%_^…]|\.\.|\*\*|••|●●|█|##|\?\?|\p{Sc}/u;
/** With these only if they touch the digits. Elsewhere they are bullets and separators. */
const TOUCHING_BEFORE = /(?:[*~\\]|--)$/;
const TOUCHING_AFTER = /^(?:[*~\\]|--)/;

/** `SR-98…` is an id, but `Ramesh-98…` is a name and a number. */
const isGlued = (word: string) => !word.endsWith('-') || /^[A-Z]{1,6}-$/.test(word);

/** Labels of numbers that are not phone numbers. */
const NO_PHONE = new Set(
	[
		'pin pincode zip postcode postal plz box cep nhs cpf cnpj cnic bvn nin trn gst gstin tin cin pan epic vat ust tax ssn ein nric uen iban bic',
		'aadhaar aadhar adhar adhaar uid uuid uidai uan voter ration passport licence license dl ifsc micr',
		'account acct acc konto kontonummer bank card loan emi upi vpa cheque demat folio client crn cif ca bp',
		'policy invoice inv rechnung facture factura bill receipt order ord bestellung bestellnummer commande',
		'pedido po so sr ref reference refno quote quotation txn transaction utr rrn otp amount amt rs inr usd',
		'eur price paid balance due claim ticket tkt token case complaint job lead crm deal id code emp',
		'employee roll seat member membership kundennummer booking pnr reg regn registration enrollment',
		'enrolment application serial sn imei imsi sku hsn isbn lot batch awb tracking docket consignment dob',
		'birth date time year since until till vehicle meter consumer flat plot sector ward room floor age',
		'extension ext extn waid',
	].flatMap((line) => line.split(' ')),
);

const isPhoneId = (words: readonly string[], at: number) =>
	words[at] === 'id' && ['caller', 'whatsapp', 'calling', 'contact'].includes(words[at - 1]);

const labelledAs = (label: string) =>
	`${quote(label)} says that these digits are no phone number. Pass on the phone number alone`;
const NEGATIVE =
	'This is a negative number: a spreadsheet may have calculated it from a phone number. Format the column as text and enter the number again';

const doesNotBelong = (characters: string) =>
	`“${shorten(characters, 20)}” does not belong in a phone number${SEVERAL}`;
const SEVERAL = '; separate several numbers with commas, semicolons or new lines';
