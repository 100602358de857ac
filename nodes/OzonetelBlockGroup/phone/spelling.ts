// Plain text from any script, program or keyboard.

/**
 * The same text in plain characters: western digits, spaces, dashes and brackets, without invisible
 * marks, and with the escapes of HTML and links resolved.
 */
export function cleanText(text: string): string {
	let clean = text;
	if (clean.includes('&')) clean = withoutEntities(clean);
	if (clean.includes('%')) clean = clean.replace(/%2B/gi, '+').replace(/%20/g, ' ');
	if (clean.includes('<')) clean = clean.replace(TAG, '\n');
	if (clean.includes(';')) clean = clean.replace(VCARD, 'TEL:');
	if (clean.includes('[')) clean = clean.replace(/\[/g, '(').replace(/\]/g, ')');
	return PRINTABLE.test(clean) ? clean : clean.replace(UNPRINTABLE, plainCharacter);
}

const PRINTABLE = /^[\x20-\x7e\n\t]*$/;
const UNPRINTABLE = /[^\x20-\x7e\n\t]/gu;

/** The few characters of a column's script are looked up once. */
const plainCharacter = remembered((character) => {
	if (NUMERAL.test(character)) return '^';
	return westernDigits(character.normalize('NFKC'))
		.replace(LINE_END, '\n')
		.replace(MARK, '')
		.replace(SPACE, ' ')
		.replace(DASH, '-')
		.replace(OPENING, '(')
		.replace(CLOSING, ')')
		.replace(/·/g, '.')
		.replace(/[‘’“”]/g, "'");
});

/** Footnotes, fractions and circled numbers are not digits of a phone number; nor is what is shown reversed. */
const NUMERAL = /[\p{No}\u202e]/u;
const LINE_END = /[\r\n\v\f\u0085\u2028\u2029]/g;
/** Control characters, bidi and zero-width marks, and the marks that turn digits into emoji. */
const MARK = /[^\P{C}\n\t]|[\ufe00-\ufe0f\u20e3]/gu;
const SPACE = /\p{Zs}/gu;
/** \p{Pd} lacks the minus signs. */
const DASH = /[\p{Pd}−⁻₋]/gu;
const OPENING = /\p{Ps}/gu;
const CLOSING = /\p{Pe}/gu;

/** Digits of any script as 0–9. In Unicode, the digits of every script are in a row, from 0 to 9. */
export const westernDigits = (text: string): string =>
	text.replace(/(?![0-9])\p{Nd}/gu, (digit) => westernDigit(digit));

const westernDigit = remembered((digit) => {
	const value = digit.codePointAt(0)!;
	let offset = 0;
	while (/\p{Nd}/u.test(String.fromCodePoint(value - offset - 1))) offset++;
	return String(offset % 10);
});

/** HTML tags without digits, such as `<br>` or `<b>`, are between numbers, not inside one. */
const TAG = /<\/?[a-z][^<>\d]{0,100}>/gi;

/** A contact card's label with parameters: `TEL;TYPE=WORK,VOICE:+91…`. */
const VCARD = /tel(?:;[a-z=,-]{1,30}){1,8}:/gi;

const ENTITIES: Record<string, string> = {
	...{ nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', tab: '\t', newline: '\n', plus: '+' },
	...{ ndash: '-', mdash: '-', minus: '-', hyphen: '-', dash: '-', shy: '', zwj: '', zwnj: '' },
	...{ lrm: '', rlm: '', quot: '"', apos: "'", lsquo: "'", rsquo: "'", ldquo: '"', rdquo: '"' },
	...{ lt: '<', gt: '>', amp: '&', lpar: '(', rpar: ')', sol: '/', period: '.', comma: ',' },
	...{ semi: ';', colon: ':', num: '#', middot: '.', bull: '|' },
};

function withoutEntities(text: string): string {
	return text
		.replace(/&amp;/gi, '&')
		.replace(/&#(\d{1,7});/g, (entity, code) => character(entity, Number(code)))
		.replace(/&#x([0-9a-f]{1,6});/gi, (entity, code) => character(entity, parseInt(code, 16)))
		.replace(/&([a-z]{2,8});?/gi, (entity, name) => ENTITIES[name.toLowerCase()] ?? entity);
}

const character = (entity: string, code: number) =>
	code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;

/** Splits a clean text at new lines, semicolons, tabs and commas, but not inside a number. */
export function splitText(text: string): string[] {
	const elements: string[] = [];
	for (const line of text.split(/[\n;\u061b]/)) {
		const isOne = line.length <= LONGEST_JOINED && (GROUPED.test(line) || IN_TWO_CELLS.test(line));
		for (const part of isOne ? [line.replace('\t', ' ')] : line.split(/[\t,،、]/)) {
			const last = elements.length - 1;
			// A semicolon also begins the parameters of a link (RFC 3966).
			if (last >= 0 && PARAMETER.test(part)) elements[last] += `;${part}`;
			else if (last >= 0 && EXTENSION.test(part)) elements[last] += part;
			else if (part.trim() !== '') elements.push(part);
		}
	}
	return elements;
}

const PARAMETER = /^ ?(?:ext|isub|phone-context|user|transport|tag)=/i;
const EXTENSION = /^ ?(?:e?xtn?|extension)\b/i;

const LONGEST_JOINED = 30;
/** Digits in groups, as spreadsheets write large numbers: one number, or none. */
const GROUPED = /^ ?['"]?\+?\d{1,6}(?:,\d{1,8})*,\d{1,8}['"]? ?$/;
/** Two cells of a row, of which the first is a country code. */
const IN_TWO_CELLS = /^ ?\+\d{1,3} ?\t[^\t,]+$/;

/**
 * Remembers what was found for a short text: a column has few separators, labels and scripts, and to judge
 * each of them anew takes ten times as long.
 */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const found = find(text);
		if (known.size >= MOST) known.clear();
		if (text.length <= LONGEST) known.set(text, found);
		return found;
	};
}

const MOST = 2000;
/** V8 keeps the whole cell in memory for a longer slice of it. */
const LONGEST = 12;
