import { quote, shorten } from '../text';
import { westernDigits } from './digits';

/** The digits of a spelling, after a plus where it has one. */
export interface Spelling {
	compact: string;
	/** Put together from a number and the area it is valid in: to be sent only where that is a number. */
	joined?: boolean;
}

/** Takes everything from a spelling that is no digit, or says why it is not a phone number's. */
export function readSpelling(text: string): Spelling | { reason: string } {
	if (PLAIN.test(text)) return { compact: text.replace(/[ -]+/g, '') };
	if (SEVERAL_CELLS.test(text) && !CODE_AND_NUMBER.test(text)) return { reason: TAB_INSIDE };
	const written = asWestern(text).replace(IGNORED, '');
	if (written === '') return { reason: 'The phone number is empty' };
	if (SCIENTIFIC.test(written)) return { reason: SCIENTIFIC_NOTATION };
	const { link, context } = contextOf(written);
	const pointed = withoutExtension(link.replace(SCHEME, ''))
		.replace(THOUSANDS, (number) => number.replaceAll(',', ''))
		.replace(PUNCTUATION, '')
		.replace(/^\++/, '+')
		.replace(SPREADSHEET_FRACTION, '$1$2');
	if (FRACTION.test(pointed)) return { reason: `${quote(text.trim())} has a decimal fraction` };
	const compact = pointed.replace(POINTS, '');
	const foreign = compact.slice(compact.startsWith('+') ? 1 : 0).match(/\D+/);
	if (foreign) return { reason: foreignCharacters(text, compact, foreign[0]) };
	return context === undefined || compact.startsWith('+')
		? { compact }
		: inContext(compact, context);
}

/** Most spellings are plain already, and finding that out is ten times as fast as cleaning. */
const PLAIN = /^\+?\d[\d -]*$/;

/** A tab between digits: several cells of a row, unless the first holds a country code. */
const SEVERAL_CELLS = /^\D*\d[^\t]*\t.*\d/s;
const CODE_AND_NUMBER = /^\s*\+\d{1,3}[^\d\t]*\t[^\t]+$/;
const TAB_INSIDE =
	'There is a tab in this phone number. Separate several numbers with commas, semicolons or new lines; write a single number without tabs';

/** Everything a spelling may hold that means nothing: white space, controls, bidi and zero-width marks, quotes. */
const IGNORED = /[\s\p{C}\p{Zs}'"`‘’“”]+/gu;
const SCIENTIFIC = /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i;
const SCIENTIFIC_NOTATION =
	'A spreadsheet changed this number to scientific notation and lost its last digits. Format the column as text and export it again';
const SCHEME = /^(?:tel|callto):/i;
/** Groups of three, or as in India of two, of which the first is too short for a number of its own. */
const THOUSANDS = /^\+?\d{1,2}(?:(?:,\d{3}){2,}|(?:,\d{2}){2,},\d{3})$/;
/** Brackets and dashes of every script (\p{Pd} lacks the minus signs). */
const PUNCTUATION = /[\p{Pd}\p{Ps}\p{Pe}·•−⁻₋]+/gu;
const POINTS = /\.+/g;
/** A short number loses `.0` and `.00`; after a whole one any zeros are a fraction. */
const SPREADSHEET_FRACTION = /^(\+?\d+)\.00?$|^(\+?\d{10,})\.0+$/;
const FRACTION = /^\+?\d{10,}\.\d+$/;

/** Where a local number is valid (RFC 3966, 5.1.5): the beginning of a number, or a domain. */
function contextOf(written: string): { link: string; context?: string } {
	const parts = written.split(';');
	const at = parts.findLastIndex((part, n) => n > 0 && /^phone-context=/i.test(part));
	if (at < 0) return { link: written };
	let from = at;
	while (from > 1 && /^[a-z-]+=/i.test(parts[from - 1])) from--;
	return {
		link: parts.slice(0, from).join(';'),
		context: parts[at].slice('phone-context='.length),
	};
}

/** Without the parameters of a link, or an extension: neither is a part of the number. */
function withoutExtension(written: string): string {
	const parts = written.split(';');
	let count = parts.length;
	while (count > 1 && PARAMETER.test(parts[count - 1])) count--;
	const link = parts.slice(0, count).join(';');
	if (count < parts.length && /[\d)]$/.test(link)) return link;

	if (EXTENSION.test(written)) return written.replace(EXTENSION, '$1');
	const short = SHORT_EXTENSION.exec(written);
	const before = written.slice(0, short?.index);
	// After fewer digits than a number has it is a digit that is masked.
	return short && before.replace(/\D/g, '').length >= 10 ? before : written;
}

const PARAMETER = /^(?:ext|isub|phone-context)=[\w.+-]*$/i;
const EXTENSION = /([\d)])(?:ext\.?|extn\.?)\d{1,7}$/i;
const SHORT_EXTENSION = /[x#]\d{1,7}$/i;

function inContext(compact: string, context: string): Spelling | { reason: string } {
	if (/^\+[\d().-]+$/.test(context)) {
		return { compact: `+${context.replace(/\D/g, '')}${compact}`, joined: true };
	}
	return { reason: `This number is valid only within ${quote(context)}; ${WITH_CODE}` };
}

const WITH_CODE = 'write it with its country code';

/** Why the parts of a joined spelling cannot be sent. */
export const NOT_JOINED = `This number and its “phone-context” do not make a phone number; ${WITH_CODE}`;

function foreignCharacters(text: string, compact: string, foreign: string): string {
	if (!/\d/.test(compact)) return `${quote(text.trim())} is not a phone number`;
	const several = /[/|&+,]/.test(foreign)
		? '; separate several numbers with a comma and a space, a semicolon or a new line'
		: '';
	return `“${shorten(foreign)}” does not belong in a phone number${several}`;
}

/** Characters of one width and digits of any script as those of ASCII. */
const asWestern = (text: string): string =>
	WESTERN.test(text) ? text : westernDigits(text.normalize('NFKC'));

const WESTERN = /^[\x20-\x7e]*$/;
