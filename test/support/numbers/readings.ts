import { PhoneNumberFormat } from 'google-libphonenumber';

import {
	readCell,
	type CleanNumber,
	type NumberRules,
} from '../../../nodes/OzonetelBlockGroup/phone/cell';
import type { NumberFormat } from '../../../nodes/OzonetelBlockGroup/model';
import { google, spell, ways, type Example, type Spelling } from './spellings';

/**
 * A reading is the number that is meant, a valid one of the default country, or nothing: then the
 * digits go out as written. What a spelling may mean is asked of Google's library alone.
 */
export type Verdict = 'right' | 'own' | 'asWritten' | 'refused' | 'other';

export type Tally = Record<Verdict, number>;

export const emptyTally = (): Tally => ({ right: 0, own: 0, asWritten: 0, refused: 0, other: 0 });

/** A reading of another number than could be meant. */
export interface Misreading {
	way: string;
	text: string | number;
	from: string | undefined;
	means: string;
	sentAs: string | null;
	international?: string;
}

const FORMATS: NumberFormat[] = ['digits', 'e164', 'asGiven'];

/** Reads every spelling of an example with a default country, in all formats, and judges it. */
export function judgeExample(
	example: Example,
	from: string | undefined,
	tallies: Map<string, Tally>,
	misread: (what: Misreading) => void,
): void {
	for (const way of ways) {
		const spelling = spell(way, example, from);
		if (!spelling) continue;
		const { text } = spelling;
		for (const format of FORMATS) {
			const [number, ...more] = readCell(text, {
				country: from as NumberRules['country'],
				format,
			});
			if (more.length > 0) throw new Error(`${text} is several numbers`);
			const verdict = judge(number, format, spelling, example, from);
			tallies.get(way)![verdict]++;
			if (verdict !== 'other') continue;
			const { sentAs, international } = number;
			misread({ way, text, from, means: example.e164, sentAs, international });
		}
	}
}

function judge(
	{ sentAs, international }: CleanNumber,
	format: NumberFormat,
	{ text, means }: Spelling,
	{ e164, region }: Example,
	from: string | undefined,
): Verdict {
	if (sentAs === null) return 'refused';
	const written = digitsOf(text);
	const plain = written.replace('+', '');
	const asWritten = sentAs === written || (sentAs === plain && plain.length > 10);
	const inE164 = international && `+${international}`;
	const known = inE164 === undefined || inE164 === written;
	if (asWritten && known && inE164 !== e164) return 'asWritten';
	// What goes out must be what was read, and must not lose a plus that Ozonetel needs.
	const read = inE164 ?? sentAs;
	const digits = read.slice(1);
	const inFormat = format === 'digits' ? (digits.length > 10 ? digits : read) : read;
	if (!(format === 'asGiven' ? asWritten || sentAs === written : sentAs === inFormat))
		return 'other';
	if (read === e164 && (means === 'always' || isOwn(e164, from))) return 'right';
	if (from && region !== from && means === 'atHome' && read === e164) return 'other';
	return mayMean(written, from).has(read) ? 'own' : 'other';
}

/** Digits after a plus where there is one; put together where the number comes in two parts. */
function digitsOf(text: string | number): string {
	const [number, context = ''] = String(text).replace('tel:', '').split(';phone-context=');
	const joined = context + number;
	return (joined.replace(/^\(/, '').startsWith('+') ? '+' : '') + joined.replace(/\D/g, '');
}

const isOwn = (e164: string, from: string | undefined): boolean =>
	from !== undefined && parse(e164)?.getCountryCode() === google.getCountryCodeForRegion(from);

/** Valid numbers that these digits may mean, asked of Google's library in every way they can be read. */
function mayMean(written: string, from: string | undefined): Set<string> {
	const meant = new Set<string>();
	const add = (text: string, region: string, only: (e164: string) => boolean = () => true) => {
		const number = parse(text, region);
		if (!number || !google.isValidNumber(number)) return;
		const e164 = google.format(number, PhoneNumberFormat.E164);
		if (only(e164)) meant.add(e164);
	};
	const own = (e164: string) => isOwn(e164, from);
	if (written.startsWith('+')) add(written, 'ZZ');
	else if (written.startsWith('00')) add(`+${written.slice(2)}`, 'ZZ');
	else if (from) {
		add(written, from, own);
		add(`+${written.replace(/^0/, '')}`, 'ZZ', own);
		// Ten digits are national to Ozonetel; fewer could be a number with one missing.
		if (!written.startsWith('0') && written.length > 10) add(`+${written}`, 'ZZ');
	}
	return meant;
}

function parse(text: string, region = 'ZZ') {
	try {
		return google.parse(text, region);
	} catch {
		return undefined;
	}
}
