import { quote, shorten } from '../text';

/** Digits in a row, and what follows them. */
export interface Group {
	digits: string;
	/** Written with a plus. */
	plus: boolean;
	/** Where the bracket around it opens; 0 if it has none. */
	bracket: number;
	/** Between it and the next group; `apart` if both cannot be of one number. */
	next: Gap;
	/** Where it stands in the text. */
	from: number;
	to: number;
}

export type Gap = 'blank' | 'dash' | 'dot' | 'bracket' | 'comma' | 'slash' | 'apart';

export interface Scanned {
	text: string;
	groups: Group[];
	/** Nothing is in the text but digits, and what may separate those of one number. */
	isBare: boolean;
}

/** Finds the groups of digits in a text. Fails on what says that they are no phone number's. */
export function scan(text: string): Scanned | { reason: string } {
	const groups: Group[] = [];
	let [isBare, end, bracket] = [true, 0, 0];
	let extended = false;
	for (const { 0: digits, index: from } of text.matchAll(GROUP)) {
		const gap = text.slice(end, from);
		const before = groups[groups.length - 1] as Group | undefined;
		end = from + digits.length;
		const isExtension = EXTENSION.test(gap) && before !== undefined && !extended;
		if (isExtension && digits.length <= LONGEST_EXTENSION) {
			before.next = 'apart';
			[extended, isBare] = [true, false];
			continue;
		}
		const wrong = wrongBefore(gap, before === undefined);
		if (wrong) return { reason: wrong };
		if (digits.length === 1 && NUMBERED.test(gap) && text.startsWith(':', end)) {
			if (before) before.next = 'apart';
			isBare = false;
			continue;
		}
		const plus = gap.includes('+');
		if (gap.includes('(') || gap.includes(')')) {
			bracket = gap.lastIndexOf('(') > gap.lastIndexOf(')') ? from : 0;
		}
		if (before) before.next = plus || extended ? 'apart' : kindOf(gap);
		else isBare &&= /^[ (+]*$/.test(gap);
		isBare &&= before?.next !== 'apart';
		extended = false;
		groups.push({ digits, plus, bracket, next: 'apart', from, to: end });
	}
	const rest = text.slice(end);
	const wrong = groups.length > 0 ? wrongAfter(rest, extended) : undefined;
	if (wrong) return { reason: wrong };
	return { text, groups, isBare: isBare && /^[ ).-]*$/.test(rest) };
}

const GROUP = /\d+/g;

/** After a number, these and a few digits are what is dialled when the call is answered. */
const EXTENSION =
	/^[ ,(.-]{0,4}(?:x|#|e?xtn?|exten|extention|extension)\.?(?: ?no\.?| ?number)?[ .:=#-]{0,4}$/i;
const LONGEST_EXTENSION = 7;

/** `Mobile 1: 98…` */
const NUMBERED = /(?:phone|mobile|mob|tel|telephone|cell|contact|whatsapp|number|no) ?#?$/i;

function kindOf(gap: string): Gap {
	if (gap === '/') return 'slash';
	if (gap === ',') return 'comma';
	if (!SOFT.test(gap)) return 'apart';
	if (gap.includes(' ')) return gap.includes('.') ? 'apart' : 'blank';
	if (gap.includes('-')) return 'dash';
	return gap.includes('.') ? 'dot' : 'bracket';
}

const SOFT = /^[ ()]{0,10}[-.]{0,2}[ ()]{0,10}$/;

/** What before a group of digits says that it is none of a phone number's. */
function wrongBefore(gap: string, isFirst: boolean): string | undefined {
	if (gap === '' || gap === ' ' || gap === '-')
		return isFirst && gap === '-' ? NEGATIVE : undefined;
	const strange = STRANGE.exec(gap);
	if (strange) return doesNotBelong(strange[0]);
	if (isFirst && /^[ (]*-$/.test(gap)) return NEGATIVE;
	if (isFirst && /^ *\.$/.test(gap)) return doesNotBelong('.');
	if (gap.includes('+') && !/^[^+]*\+{1,2}[ (]*$/.test(gap)) return doesNotBelong('+');
	if (gap.includes('+') && !isFirst && !/[^+]\+|^ \+/.test(gap)) return doesNotBelong('+');
	if (gap.includes('#') && !LABEL_BEFORE_HASH.test(gap)) return doesNotBelong('#');
	const glued = /[\p{L}\p{M}]{1,20}$/u.exec(gap);
	if (glued && !GLUED_LABEL.test(gap)) return doesNotBelong(glued[0]);
	const gluedAfter = isFirst ? null : /^[\p{L}\p{M}]{1,20}/u.exec(gap);
	if (gluedAfter) return doesNotBelong(gluedAfter[0]);
	const words = gap
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter(Boolean);
	const label = words.find((word, at) => NO_PHONE.has(word) && !isPhoneId(words, at));
	return label || /a\/c/i.test(gap) ? labelledAs(label ?? 'a/c') : undefined;
}

function wrongAfter(rest: string, extended: boolean): string | undefined {
	if (rest === '') return undefined;
	const strange = STRANGE.exec(rest);
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
	return word !== undefined && NO_PHONE.has(word) ? labelledAs(word) : undefined;
}

/** Beside digits, these make something else of them: an address, an amount, masked or cut digits. */
const STRANGE = /[@*%_^~\\]|\.\.|\p{Sc}/u;
const LABEL_BEFORE_HASH =
	/(?:phone|ph|mobile|mob|tel|telephone|cell|contact|whatsapp|call|number|no)\.? ?#[ :.]{0,2}$/i;
const GLUED_LABEL =
	/(?:^|[^\p{L}\p{M}])(?:phone|ph|mobile|mob|tel|telephone|cell|contact|whatsapp|call|no)$/iu;

/** Labels of what is no phone number, however much its digits look like one. */
const NO_PHONE = new Set([
	...['pin', 'pincode', 'zip', 'postcode', 'postal', 'gst', 'gstin', 'tin', 'cin', 'pan', 'epic'],
	...['aadhaar', 'aadhar', 'adhar', 'adhaar', 'uid', 'uidai', 'uan', 'voter', 'ration', 'passport'],
	...[
		'licence',
		'license',
		'ifsc',
		'micr',
		'account',
		'acct',
		'acc',
		'bank',
		'card',
		'loan',
		'emi',
	],
	...['policy', 'invoice', 'inv', 'bill', 'receipt', 'order', 'ord', 'ref', 'reference', 'refno'],
	...[
		'txn',
		'transaction',
		'utr',
		'rrn',
		'otp',
		'amount',
		'amt',
		'rs',
		'inr',
		'usd',
		'price',
		'paid',
	],
	...['balance', 'claim', 'ticket', 'case', 'complaint', 'id', 'code', 'emp', 'employee', 'roll'],
	...['reg', 'registration', 'serial', 'sn', 'imei', 'sku', 'hsn', 'awb', 'tracking', 'docket'],
	...['consignment', 'dob', 'birth', 'date', 'vehicle', 'extension', 'ext', 'extn'],
]);

const isPhoneId = (words: readonly string[], at: number) =>
	words[at] === 'id' && ['caller', 'whatsapp', 'calling', 'contact'].includes(words[at - 1]);

const labelledAs = (label: string) =>
	`${quote(label)} says that these digits are no phone number. Pass on the phone number alone`;
const NEGATIVE =
	'This is a negative number: a spreadsheet may have calculated it from a phone number. Format the column as text and enter the number again';

const doesNotBelong = (characters: string) =>
	`“${shorten(characters, 20)}” does not belong in a phone number${SEVERAL}`;
const SEVERAL = '; separate several numbers with commas, semicolons or new lines';
