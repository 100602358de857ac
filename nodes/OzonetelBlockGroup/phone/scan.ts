import { quote, shorten } from '../text';
import { remembered } from './spelling';

/** Digits in a row, and what follows them. */
export interface Group {
	digits: string;
	/** Written with a plus. */
	plus: boolean;
	/** Where the bracket around it opens; 0 without a bracket. */
	bracket: number;
	/** What is between it and the next group; `apart` if they cannot belong to one number. */
	next: Gap;
	/** Whether it only counts numbers, as in `(1) 98…`. */
	counts?: 'certainly' | 'perhaps';
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
	let [isBare, end, bracket] = [BARE.test(text), 0, 0];
	let isExtended = false;
	for (const { 0: digits, index: from } of text.matchAll(/\d+/g)) {
		const before = groups[groups.length - 1] as Group | undefined;
		const between = text.slice(end, from);
		const gap = (before ? gapLater : gapBeforeFirst)(between);
		end = from + digits.length;
		if (gap.isExtension && !isExtended && digits.length <= LONGEST_EXTENSION) {
			before!.next = 'apart';
			isBare = false;
			isExtended = true;
			continue;
		}
		if (gap.wrong) return { reason: gap.wrong };
		const joins = before && !before.counts && !isExtended && JOINING_PLUS.test(between);
		if (joins) return { reason: doesNotBelong('+') };
		const counts = digits.length === 1 ? countsIn(gap, digits, text.slice(end)) : undefined;
		if (counts) isBare = false;
		if (gap.opens !== undefined) bracket = gap.opens ? from : 0;
		if (before && !isExtended) {
			before.next = counts || before.counts === 'certainly' ? 'apart' : gap.kind;
		}
		isExtended = false;
		groups.push({ digits, plus: gap.plus, bracket, next: 'apart', counts, from, to: end });
	}
	const wrong = groups.length > 0 ? wrongAfter(text.slice(end)) : '';
	return wrong ? { reason: wrong } : { text, groups, isBare };
}

const BARE = /^[ (+]*\d[\d ()./,-]*$/;
/** Nobody knows whether it belongs to the number behind it: `98… + 98…`. */
const JOINING_PLUS = /^\)? ?\+ $/;

/** What a text before digits says of them. */
interface Between {
	isExtension: boolean;
	/** Why the digits are not part of a phone number; '' if they may be. */
	wrong: string;
	isLabel: boolean;
	/** A digit behind it may count numbers. */
	mayCount: boolean;
	endsOpen: boolean;
	plus: boolean;
	/** Whether a bracket is open behind it; undefined if there is none in it. */
	opens?: boolean;
	kind: Gap;
}

function toBetween(gap: string, isFirst: boolean): Between {
	const plus = gap.includes('+');
	const opening = gap.lastIndexOf('(');
	const closing = gap.lastIndexOf(')');
	return {
		isExtension: !isFirst && EXTENSION.test(gap),
		wrong: wrongIn(gap, { isFirst, isLast: false }),
		isLabel: LABEL.test(gap),
		mayCount: gap === '' || /[ \p{L}]$/u.test(gap),
		endsOpen: gap.endsWith('('),
		plus,
		opens: opening === closing ? undefined : opening > closing,
		kind: plus ? 'apart' : kindOf(gap),
	};
}

const gapBeforeFirst = remembered((gap) => toBetween(gap, true));
const gapLater = remembered((gap) => toBetween(gap, false));
const wrongAfter = remembered((rest) => wrongIn(rest, { isFirst: false, isLast: true }));

/** Between a number and its extension. */
const EXTENSION =
	/^[ ,(.-]{0,4}(?:#[ .:]?|(?:x|e?xtn?|exten|extention|extension)\.?(?: ?no\.?| ?number)?[ .:=#-]{0,4})$/i;
const LONGEST_EXTENSION = 7;

/** Whether a digit counts numbers: `Mobile 1: 98…`, `1) 98…`. In `(1) 98…` it may be a country code. */
function countsIn(gap: Between, digit: string, after: string): Group['counts'] {
	if (gap.plus || digit === '0' || !/\d/.test(after)) return undefined;
	if (gap.endsOpen && after.startsWith(')')) return 'perhaps';
	if (/^(?::|\)|\. )/.test(after)) {
		return gap.isLabel || (gap.mayCount && !after.startsWith(':')) ? 'certainly' : undefined;
	}
	return gap.isLabel && /^[ .-]/.test(after) ? 'perhaps' : undefined;
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

/** Why the digits beside a gap, or before or after all of them, are no phone number; '' if they may be. */
function wrongIn(gap: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): string {
	if (gap === '' || gap === ' ' || (gap === '-' && !isFirst)) return '';
	const strange =
		STRANGE.exec(gap) ??
		(isLast ? null : TOUCHING_BEFORE.exec(gap)) ??
		(isFirst ? null : TOUCHING_AFTER.exec(gap));
	if (strange) return doesNotBelong(strange[0]);
	if (isFirst && /^[ (]*-$/.test(gap)) return NEGATIVE;
	if (isFirst && /^ *\.$/.test(gap)) return doesNotBelong('.');
	if (gap.includes('+')) {
		const isBeforeNumber = !isLast && /^[^+]*\+{1,2}[ (]*$/.test(gap);
		if (!isBeforeNumber || (!isFirst && gap.startsWith('+'))) return doesNotBelong('+');
	}
	if (gap.replace(LABEL_AND_HASH, '').includes('#')) return doesNotBelong('#');
	const before = isLast ? null : /[\p{L}\p{M}]{1,20}-?$/u.exec(gap);
	if (before && !LABEL.test(gap) && isGlued(before[0])) return doesNotBelong(before[0]);
	const after = isFirst ? null : /^[\p{L}\p{M}]{1,20}/u.exec(gap);
	if (after) return doesNotBelong(after[0]);
	const all = gap
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter(Boolean);
	const words = isLast ? all.slice(0, 1) : all;
	const label = words.find((word, at) => NO_PHONE.has(word) && !isPhoneId(words, at));
	return label || /a\/c/i.test(gap) ? labelledAs(label ?? 'a/c') : '';
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
