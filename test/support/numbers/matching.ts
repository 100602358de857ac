import { PhoneNumberFormat, type PhoneNumber } from 'google-libphonenumber';

import { readCell, type NumberRules } from '../../../nodes/OzonetelBlockGroup/phone/cell';
import { readAnswer } from '../../../nodes/OzonetelBlockGroup/ozonetel/answer';
import { withoutDuplicates } from '../../../nodes/OzonetelBlockGroup/send/batches';
import { matchReturned } from '../../../nodes/OzonetelBlockGroup/phone/matching';
import type { NumberFormat, Target } from '../../../nodes/OzonetelBlockGroup/model';
import { pick, type Random } from './random';
import { google } from './spellings';

// Whoever writes the set knows which number each spelling means and which of them Ozonetel took. The
// node sees the spellings and the answer alone.

/** Numbers whose digits are another country's number without its code, and some that are nobody's. */
const POOL = [
	...['7022345678', '9812345678', '8182345678', '6572345678'].flatMap((digits) => [
		`+91${digits}`,
		`+1${digits}`,
	]),
	...['13132345678', '13812345678', '15122345678'].flatMap((digits) => [
		`+86${digits}`,
		`+${digits}`,
	]),
	...['+6581234567', '+916581234567', '+4915123456789', '+442079460958', '+390612345678'],
	...['+33612345678', '+4740612345', '+68820123', '+4868820123', '+919812345679'],
].filter((e164) => google.isValidNumber(google.parse(e164, 'ZZ')));

const HOME = 'IN';

const parsed = new Map<string, PhoneNumber>(POOL.map((e164) => [e164, google.parse(e164, 'ZZ')]));
const national = (e164: string) => google.getNationalSignificantNumber(parsed.get(e164)!);
const atHome = (e164: string) => parsed.get(e164)!.getCountryCode() === 91;

const formatted = new Map<string, string>();
function format(e164: string, as: PhoneNumberFormat): string {
	const key = `${as} ${e164}`;
	if (!formatted.has(key)) formatted.set(key, google.format(parsed.get(e164)!, as));
	return formatted.get(key)!;
}

/** How people write a number so that it can only mean this one, on an account in India. */
function spelled(random: Random, e164: string, country: string | undefined): string {
	const digits = e164.slice(1);
	const ways = [e164, `00${digits}`, format(e164, PhoneNumberFormat.INTERNATIONAL)];
	// Where no country is known, digits alone may be anybody's.
	if (country && digits.length > 10) ways.push(digits);
	if (atHome(e164)) ways.push(national(e164), `0${national(e164)}`, `0${digits}`, digits);
	return pick(random, ways);
}

/** Ways in which an API may write numbers back. */
export const WRITERS: Record<string, (e164: string, sentAs: string) => string | number> = {
	'with plus': (e164) => e164,
	digits: (e164) => e164.slice(1),
	national: (e164) => national(e164),
	'leading zero': (e164) => `0${national(e164)}`,
	'JSON numbers': (e164) => Number(e164),
	'national JSON numbers': (e164) => Number(national(e164)),
	'spaces and dashes': (e164) => format(e164, PhoneNumberFormat.INTERNATIONAL).replace(' ', '-'),
	'national, spaces and dashes': (e164) => format(e164, PhoneNumberFormat.NATIONAL),
	'as sent': (_, sentAs) => sentAs,
};

export interface Mismatch {
	sent: string[];
	took: string[];
	returned: Array<string | number>;
	wrong: string;
}

/** How many of the numbers taken were confirmed, and what was wrong. */
export interface MatchTally {
	took: number;
	confirmed: number;
	wrong: Mismatch[];
}

const target = {} as Target;

/** One random set: numbers are spelled, sent, some of them taken and written back. */
export function judgeSet(random: Random, tally: MatchTally): void {
	const meant = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, POOL));
	const rules = {
		country: pick(random, [HOME, HOME, undefined]) as NumberRules['country'],
		format: pick<NumberFormat>(random, ['digits', 'e164', 'asGiven']),
	};
	const asked = withoutDuplicates(
		meant.map((e164, item) => ({
			item,
			target,
			...readCell(spelled(random, e164, rules.country), rules)[0],
		})),
	);
	const truth = new Map<string, Set<string>>();
	for (const [at, { number }] of asked.entries()) {
		const means = truth.get(number!.sentAs) ?? new Set();
		truth.set(number!.sentAs, means.add(meant[at]));
	}
	const numbers = asked.filter(({ duplicate }) => !duplicate).map(({ number }) => number!);
	const took = new Set(meant.filter(() => random() < 0.6));
	const write = WRITERS[pick(random, Object.keys(WRITERS))];
	// A number taken is named once, however often it was sent.
	const returned = [...took].map((e164) => {
		const { sentAs } = numbers.find((number) => truth.get(number.sentAs)!.has(e164))!;
		return write(e164, sentAs);
	});
	const answer = readAnswer(200, { status: 'success', message: '', output: { succes: returned } });
	if (answer.verdict !== 'success') throw new Error('a success is not read as one');
	const { certain } = matchReturned(numbers, answer.done);
	const wrong = (why: string) =>
		tally.wrong.push({ sent: [...truth.keys()], took: [...took], returned, wrong: why });
	for (const [sentAs, means] of truth) {
		if (means.size > 1) wrong(`${sentAs} is two numbers`);
		if (certain.has(sentAs) && ![...means].some((e164) => took.has(e164))) wrong(sentAs);
	}
	const known = rules.country !== undefined;
	if (known && new Set(meant).size !== numbers.length) wrong('two spellings of one number');
	const sure = oracle(
		numbers.map(({ sentAs, international }) => ({
			sentAs,
			international: international && `+${international}`,
		})),
		answer.done,
	);
	for (const [sentAs, text] of certain)
		if (sure.get(sentAs) !== text) wrong(`${sentAs} is not sure`);
	tally.took += took.size;
	tally.confirmed += [...certain.keys()].length;
}

/**
 * Brute force: every way to say which number each returned one is, one for one. Sure is what all those
 * ways agree on that explain the most of the answer.
 */
function oracle(
	sent: ReadonlyArray<{ sentAs: string; international?: string }>,
	returned: readonly string[],
): Map<string, string> {
	const texts = [...new Set(returned)];
	const worlds: Array<Map<string, string>> = [];
	const assign = (at: number, world: Map<string, string>): void => {
		if (at === texts.length) return void worlds.push(new Map(world));
		for (const { sentAs, international } of sent) {
			if (world.has(sentAs) || !mayBe(sentAs, international, texts[at])) continue;
			world.set(sentAs, texts[at]);
			assign(at + 1, world);
			world.delete(sentAs);
		}
		assign(at + 1, world);
	};
	assign(0, new Map());
	const most = Math.max(...worlds.map(({ size }) => size));
	const best = worlds.filter(({ size }) => size === most);
	const known = new Map(sent.map(({ sentAs, international }) => [sentAs, international]));
	const likeness = (sentAs: string, text: string) =>
		sentAs === text || known.get(sentAs) === text ? 2 : sentAs === text.slice(1) ? 1 : 0;
	const equal = (world: Map<string, string>) =>
		[...world].reduce((sum, [sentAs, text]) => sum + likeness(sentAs, text), 0);
	const most2 = Math.max(...best.map(equal));
	const likeliest = best.filter((world) => equal(world) === most2);
	return new Map(
		[...likeliest[0]].filter(([sentAs, text]) => likeliest.every((w) => w.get(sentAs) === text)),
	);
}

/** Whether a number may be written so, by Google's knowledge of country codes alone. */
function mayBe(sentAs: string, international: string | undefined, text: string): boolean {
	const plain = (value: string) => {
		const digits = value.replace('+', '');
		const zeroless = digits.replace(/^0+/, '');
		return value.startsWith('+') ? [digits] : [digits, digits.replace(/^0/, ''), zeroless];
	};
	// A 0 and ten digits are a national number to Ozonetel, not one behind a country code.
	const isNational = (value: string) => /^0\d{10}$/.test(value);
	const behindCode = (long: string, short: string) =>
		[1, 2, 3].some((length) => {
			const rest = long.slice(length);
			const same = rest === short || rest.replace(/^0+/, '') === short;
			return same && isCode(long.slice(0, length));
		});
	return plain(international ?? sentAs).some((ours) =>
		plain(text).some((theirs) => {
			if (ours === theirs) return !international || text === theirs || !isNational(text);
			if (!text.startsWith('+') && behindCode(ours, theirs)) {
				return international !== undefined || !isNational(sentAs);
			}
			return !international && behindCode(theirs, ours);
		}),
	);
}

const codes = new Set(
	google.getSupportedRegions().map((r) => String(google.getCountryCodeForRegion(r))),
);
const isCode = (digits: string) => codes.has(digits);
