/** A number of the check, in one way of writing it. */
export interface Form {
	/** How the report and the terminal call it: `91«A»`, never the digits. */
	label: string;
	/** As it is sent. */
	text: string;
	/** The digits by which an answer is matched to it, whatever stands before them. */
	core: string;
}

/** One of the user's own numbers. */
export interface Own {
	/** «A» or «B». */
	label: string;
	/** With the country code, digits only. */
	digits: string;
	/** The ten digits of an Indian number; the whole of any other. */
	core: string;
	isIndian: boolean;
}

/**
 * A number as the user typed it: international, or ten Indian digits.
 *
 * @throws {RangeError} a sentence for the user, without the number
 */
export function readOwn(typed: string, label: string): Own {
	const text = typed.replace(/[\s().-]/g, '');
	const digits = text.replace(/^\+/, '');
	if (!/^\+?\d+$/.test(text)) throw new RangeError('A phone number has digits only.');
	if (/^[6-9]\d{9}$/.test(text)) return indian(`91${text}`, label);
	if (/^91[6-9]\d{9}$/.test(digits)) return indian(digits, label);
	if (text.startsWith('+') && /^[1-9]\d{10,14}$/.test(digits)) {
		return { label: `«${label}»`, digits, core: digits, isIndian: false };
	}
	throw new RangeError('Write the number with its country code, as in +91 and ten digits.');
}

const indian = (digits: string, label: string): Own => ({
	label: `«${label}»`,
	digits,
	core: digits.slice(2),
	isIndian: true,
});

const form = (own: Own, label: string, text: string): Form => ({ label, text, core: own.core });

/** With the country code, as documented. */
export const plain = (own: Own): Form =>
	form(own, own.isIndian ? `91${own.label}` : own.label, own.digits);
export const withPlus = (own: Own): Form => form(own, `+${plain(own).label}`, `+${own.digits}`);
export const withZero = (own: Own): Form => form(own, `0${own.label}`, `0${own.core}`);

const fixed = (text: string): Form => ({ label: text, text, core: text.replace('+', '') });

/** Too short for any number: 3 digits are the documented least. */
export const BAD = fixed('12');
/** Kept free for films and books by Britain's regulator: nobody's number. */
export const FOREIGN = fixed('447700900123');
/** Ten digits with the country code of Norway, where no number begins so; nor does an Indian one. */
export const TEN_DIGITS = fixed('+4710000000');

/** Whether an answer's text names the number of this form. */
export function names(text: string | number, { core }: Form): boolean {
	const digits = String(text).replace(/\D/g, '');
	return core.length < 6 ? digits === core : digits.endsWith(core);
}
