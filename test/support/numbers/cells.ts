import { PhoneNumberFormat, type PhoneNumber } from 'google-libphonenumber';

import { byProgram, masked, noPhone, readingsOf } from './programCells';
import { between, chance, digits, pick, type Random } from './random';
import { google } from './spellings';

// Cells as people leave them in CRMs and spreadsheets, made from known numbers. Nothing here knows how
// the node reads a cell: numbers come from Google's library, everything else is written by hand.

export interface Cell {
	kind: string;
	value: unknown;
	/** The numbers that it is made from, in E.164. Any other one that is sent is somebody else's. */
	numbers: string[];
	/** Whether a person would read these numbers without doubt. */
	undoubted: boolean;
}

/** The default country that cells are written for. */
export const HOMES = ['IN', 'US', 'SG', 'GB', 'DE'] as const;
export type Home = (typeof HOMES)[number];

interface Known {
	e164: string;
	number: PhoneNumber;
	atHome: boolean;
}

/** Beginnings of national numbers and how many digits follow; what Google finds invalid is left out. */
const RANGES: Record<string, ReadonlyArray<readonly [string, number]>> = {
	IN: [
		...['98', '97', '99', '93', '88', '87', '79', '70', '63', '62', '91', '90'].map(
			(start) => [start, 8] as const,
		),
		...['222', '112', '332', '442', '804', '402', '202', '792'].map((start) => [start, 7] as const),
		...['4712', '1412', '2612', '5222'].map((start) => [start, 6] as const),
	],
	US: ['650253', '415555', '212736', '305371', '202456'].map((start) => [start, 4] as const),
	SG: ['81', '82', '91', '96', '63', '65'].map((start) => [start, 6] as const),
	GB: ['7400', '7911', '2079', '1619', '7712'].map((start) => [start, 6] as const),
	DE: ['1512', '1601', '301', '891', '1721'].map((start) => [start, 7] as const),
	AE: ['50', '55', '42'].map((start) => [start, 7] as const),
	BD: ['171', '181'].map((start) => [start, 7] as const),
	FR: ['61', '14'].map((start) => [start, 7] as const),
	IR: ['912', '935'].map((start) => [start, 7] as const),
	RU: ['981', '915'].map((start) => [start, 7] as const),
	PK: ['300', '321'].map((start) => [start, 7] as const),
};

function known(random: Random, home: Home): Known {
	for (;;) {
		const atHome = chance(random, 0.8);
		const region = atHome ? home : pick(random, Object.keys(RANGES));
		const [start, count] = pick(random, RANGES[region]);
		const number = google.parse(start + digits(random, count), region);
		if (!google.isValidNumber(number)) continue;
		const e164 = google.format(number, PhoneNumberFormat.E164);
		return { e164, number, atHome: region === home };
	}
}

const national = ({ number }: Known) => google.getNationalSignificantNumber(number);
const code = ({ number }: Known) => String(number.getCountryCodeOrDefault());
const written = ({ number }: Known, format: PhoneNumberFormat) => google.format(number, format);

/** A spelling that can only mean this number to somebody in the home country. */
function spelled(random: Random, one: Known, home: Home): string {
	const { e164 } = one;
	const own = national(one);
	const international = written(one, PhoneNumberFormat.INTERNATIONAL);
	const ways = [
		e164,
		international,
		international.replaceAll(' ', '-'),
		`00${e164.slice(1)}`,
		international.replace('+', '00 '),
		`(+${code(one)}) ${own}`,
		`+${code(one)}-${own}`,
		`+ ${international.slice(1)}`,
	];
	const groups = international.split(' ').slice(1).join(' ');
	ways.push(`(+${code(one)})${own}`, `+${code(one)}.${own}`, `+${code(one)} ${own}`);
	ways.push(`[+${code(one)}] ${groups}`, `+(${code(one)}) ${groups}`, `00${code(one)}-${own}`);
	ways.push(`+${code(one)} - ${groups}`, international.replaceAll(' ', '.'));
	if (one.atHome) ways.push(written(one, PhoneNumberFormat.NATIONAL));
	if (one.atHome && home === 'US') {
		const [area, middle, last] = [own.slice(0, 3), own.slice(3, 6), own.slice(6)];
		ways.push(
			`1-${area}-${middle}-${last}`,
			`1 (${area}) ${middle}-${last}`,
			`011${e164.slice(1)}`,
		);
		ways.push(`1.${area}.${middle}.${last}`, `(${area})${middle}-${last}`, `1${own}`);
	}
	if (home === 'US' && !one.atHome) ways.push(`011 ${international.slice(1)}`);
	if (one.atHome && home === 'DE') {
		const area = ['1512', '1601', '1721', '30', '89'].find((start) => own.startsWith(start));
		if (area) ways.push(`0${area}/${own.slice(area.length)}`, `0${area} ${own.slice(area.length)}`);
		if (area)
			ways.push(`(0${area}) ${own.slice(area.length)}`, `+49 (0)${area} ${own.slice(area.length)}`);
	}
	if (one.atHome && home === 'GB') ways.push(`+44 (0)${own}`, `0${own}`);
	// In Germany and Britain nobody leaves the 0 out.
	if (one.atHome && !['DE', 'GB'].includes(home)) {
		ways.push(own, own);
		if (own.length === 10) ways.push(`${own.slice(0, 5)} ${own.slice(5)}`);
		if (own.length === 10) ways.push(`${own.slice(0, 5)}-${own.slice(5)}`);
		if (own.length === 10)
			ways.push(`${own.slice(0, 3)} ${own.slice(3, 6)} ${own.slice(6)}`.replace(/ /g, '.'));
	}
	if (one.atHome && home === 'IN') {
		ways.push(`0${own}`, e164.slice(1), `+91 (0) ${own}`, `91-${own}`, `0 ${own}`, `0-${own}`);
		ways.push(`91 ${own}`, `+91-0-${own}`, `(91) ${own}`, `+91 0${own}`);
		if (/^[6-9]/.test(own)) {
			const [a, b, c] = [own.slice(0, 4), own.slice(4, 7), own.slice(7)];
			ways.push(
				`${a} ${b} ${c}`,
				`${a}-${b}-${c}`,
				`+91 ${a} ${b} ${c}`,
				`0${own.slice(0, 5)} ${own.slice(5)}`,
			);
			ways.push(
				`${own.slice(0, 3)}-${own.slice(3, 6)}-${own.slice(6)}`,
				`91 ${own.slice(0, 5)} ${own.slice(5)}`,
			);
			ways.push(`+91 ${own.replace(/../g, '$& ').trim()}`);
		}
		for (const std of ['22', '11', '33', '44', '80', '40', '20', '79', '471', '141']) {
			if (!own.startsWith(std) || '6789'.includes(own[0])) continue;
			const local = own.slice(std.length);
			ways.push(`(0${std}) ${local}`, `0${std}-${local}`, `+91 (${std}) ${local}`);
			ways.push(`+91-${std}-${local}`, `0${std} ${local.slice(0, 4)} ${local.slice(4)}`);
		}
	}
	return pick(random, ways);
}

const LABELS = [
	...['Mobile: ', 'Mob. ', 'Ph. ', 'Ph: ', 'Phone - ', 'Tel: ', 'Tel ', 'Cell ', 'WhatsApp: '],
	...['M: ', 'Contact no. ', 'Mobile No.: ', '(M) ', '☎ ', '📱 ', 'Call ', 'Home: ', 'Work - '],
	...['Ramesh Kumar ', 'Ramesh - ', 'Mrs. D’Souza: ', 'मोबाइल: ', 'फ़ोन ', 'Tél. : ', 'No. '],
	...['Alternate number: ', 'Reception ', 'Customer phone ', 'Mobile 1: ', 'Phone#: ', 'Cell#'],
	...['Teléfono: ', 'Telefon: ', 'Handy ', 'Móvil: ', 'Numéro : ', 'هاتف: ', '电话：', 'மொபைல்: '],
	...['Call me at ', 'my number is ', 'Mobile=', 'MOB:-', 'Mob:', 'Tel/WhatsApp: ', 'Ph no '],
	...['• ', '- ', '* ', '> ', '→ ', 'ph.no.', 'Contact@ ', 'Office (Mumbai): ', 'Res.: '],
	...['Fax: ', '☏: ', 'P: ', 'T ', 'New no ', 'Dr. A. B. Rao, ', 'Shop & Co. '],
	...['O’Neil, Sean: ', '1. ', '1) ', '(1) ', 'a) ', 'Ph1: ', 'Mobile-1 ', 'Phone 2 - '],
	...['Tel. 2: ', 'Contact #1: ', 'M1 ', 'No.1: '],
];
const NOTES = [
	...[' (M)', ' (Mobile)', ' - work', ' (home)', ' Ramesh', ' DND', ' - do not call', '.', ','],
	...[';', ' (WhatsApp)', ' wrong person', ', Mumbai', ' / no answer', ' [office]', ' – spam!'],
	...[' (R)', ' (old)', ' – Ramesh Kumar', ' (Mr. Rao)', ' ✔', ' wife', ' (father)', ' WA'],
	...['/R', ' (O)', ' - M', ' => blocked', ' [DND]', ' (do not disturb)', ' // spam', ' *'],
	...[' (ex. boss)', ' या घर', ' ;-)', ' | old', ', NA', '\nN/A', ' "Ramu"'],
	...[' <ramesh@example.com>', ' ramesh@example.com', ' ?'],
];
const EXTENSIONS = [
	...[' ext. 12', ' x12', ' extn 12', ' (ext. 136)', ' extension: 12', '#12', ' Ext-7'],
	...[', ext 4', ' ext:12', ' ext-12', ' Ext.No.12', ' (x12)', '-ext 12', ' extn. 4', ';ext=12'],
	...[' x. 12', ' X1234', ' Extn. No. 204', ' ext 1234', ' x 5', ' EXT.99'],
];
const JOINTS = [
	...[' / ', '/', ' & ', ' and ', ' or ', ', ', ',', '; ', ';', '\n', '\r\n', ' | ', '\t'],
	...[' , ', '<br>', '\n\n', ' ; ', ' aur ', ' / alt: ', ' // ', ' || ', '|', ' • ', ' – '],
	...[' — ', ',\n', ' und ', ' oder ', ' et ', ' ou ', ' y ', ' o ', ' या ', ' और ', ' или '],
	...['، ', '，', '；', '、', ' ~ ', '<br/>', '</p><p>', ';;', ', or ', ' and/or ', ' (or) '],
	...[' Alt. ', ' M2: ', '\u2028', '&', ' \\ '],
];

const SCRIPTS = ['٠', '۰', '०', '০', '૦', '௦', '౦', '０', '𝟎'];
const inScript = (random: Random, text: string) => {
	const zero = pick(random, SCRIPTS).codePointAt(0)!;
	return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
};

/** What copying, exporting and typing do to a text without changing what it says. */
function disguised(random: Random, text: string): string {
	const ways: Array<(text: string) => string> = [
		(t) => t.replaceAll(' ', '\u00a0'),
		(t) => t.replaceAll(' ', '\u2009'),
		(t) => t.replaceAll(' ', '&nbsp;'),
		(t) => t.replaceAll('+', '&#43;'),
		(t) => `\u202a${t}\u202c`,
		(t) => `\u2068${t}\u2069`,
		(t) => `\ufeff${t}`,
		(t) => ` ${t} `,
		(t) => `\t${t}`,
		(t) => `"${t}"`,
		(t) => `'${t}`,
		(t) => t.replaceAll('-', '–'),
		(t) => t.replaceAll('-', '\u2011'),
		(t) => t.replaceAll('-', '−'),
		(t) => inScript(random, t),
		(t) => t.replaceAll('(', '（').replaceAll(')', '）'),
		(t) => t.replaceAll('+', '＋'),
		(t) => `${t}\r\n`,
		(t) => `<b>${t}</b>`,
		(t) => t.replace(/(\d)(\d)/, '$1\u200b$2'),
	];
	return pick(random, ways)(text);
}

/** Digits beside a number that are none of a phone number's, or that nobody can tell from one's. */
function junk(random: Random, home: Home): string {
	const n = (low: number, high: number) => String(between(random, low, high));
	const two = (low: number, high: number) => n(low, high).padStart(2, '0');
	const ways = [
		() => `${n(1, 8)}${digits(random, 5)}`,
		() => `${n(1, 8)}${digits(random, 2)} ${digits(random, 3)}`,
		() => `PIN ${n(1, 8)}${digits(random, 5)}`,
		() => `${two(1, 28)}/${two(1, 12)}/20${two(10, 30)}`,
		() => `${two(1, 28)}-${two(1, 12)}-20${two(10, 30)}`,
		() => `20${two(10, 30)}-${two(1, 12)}-${two(1, 28)}`,
		() => `${n(1, 28)} Mar 20${two(10, 30)}`,
		() => `${two(0, 23)}:${two(0, 59)}`,
		() => `Rs. ${n(100, 99999)}`,
		() => `₹${n(1, 99)},${digits(random, 3)}`,
		() => `${n(100, 9999)}.${digits(random, 2)}`,
		() => `27ABCDE${digits(random, 4)}F1Z${n(1, 9)}`,
		() => `(${n(1, 99)})`,
		() => `-${n(10, 99)}`,
		() => `/${n(10, 99)}`,
		() => `/ ${digits(random, 4)}`,
		() => `Order ${n(6, 9)}${digits(random, 9)}`,
		() => `order no: ${n(10000, 99999)}`,
		() => `A/c ${n(6, 9)}${digits(random, 11)}`,
		() => `Aadhaar ${n(2, 9)}${digits(random, 3)} ${digits(random, 4)} ${digits(random, 4)}`,
		() => `invoice #${n(6, 9)}${digits(random, 9)}`,
		() => `id ${n(1, 99999)}`,
		() => `${n(1, 9)} calls`,
		() => `after ${n(1, 12)} pm`,
		() => `flat ${n(1, 99)}`,
		() => `${digits(random, 3)}XX${digits(random, 5)}`,
		() => `${digits(random, 2)}******${digits(random, 2)}`,
		() => `user${n(1, 999)}@example.com`,
		() => `17${digits(random, 8)}`,
		() => `12.97${digits(random, 4)}, 77.59${digits(random, 4)}`,
		() => `192.168.${n(0, 255)}.${n(0, 255)}`,
		// Eight digits: somebody's in Singapore, in India a landline without its area.
		() => (home === 'IN' || home === 'US' ? `${n(2, 6)}${digits(random, 7)}` : '(2)'),
		() => `https://example.com/u/${n(6, 9)}${digits(random, 9)}`,
		() => `KA-01-AB-${digits(random, 4)}`,
		() => `${n(6, 9)}${digits(random, 9)}@g.us`,
		() => `${n(1, 9)})`,
		() => noPhone(random),
		() => noPhone(random),
		() => noPhone(random),
		() => `${n(1, 9)}. `,
		() => `(${n(1, 3)}) `,
		() => `since ${n(1990, 2029)}`,
		() => `age ${n(18, 99)}`,
		() => `+${n(2, 9)} more`,
		() => `x${n(2, 9)} times`,
		() => `${n(1, 9)}am`,
		() => `${n(2, 31)}th`,
		() => `${n(5, 23)}-${n(6, 23)} hrs`,
		() => `sector ${n(1, 99)}`,
		() => `Rs.${n(100, 9999)}/-`,
		() => `${n(2, 9)}nd floor`,
		() => `lead ${n(6, 9)}${digits(random, 9)}`,
		() => `SO ${n(6, 9)}${digits(random, 9)}`,
		() => `ticket-${n(6, 9)}${digits(random, 9)}`,
		() => `txn ${n(1, 9)}${digits(random, 11)}`,
		() => `upto ${n(1, 9)}${digits(random, 4)}`,
		() => `00${digits(random, 6)}`,
		() => `0${digits(random, 4)}`,
		() => `${two(1, 28)}${two(1, 12)}20${two(10, 30)}`,
		() => `20${two(10, 30)}${two(1, 12)}${two(1, 28)}`,
		() => `${two(1, 28)}${two(1, 12)}20${two(10, 30)}${two(0, 23)}${two(0, 59)}`,
	];
	return pick(random, ways)();
}

/** Cells that hold digits and not one number that could be read from them. */
function withoutNumber(random: Random): unknown {
	const mobile = `9${digits(random, 9)}`;
	const ways: Array<() => unknown> = [
		() => pick(random, ['', ' ', '-', 'NA', 'N/A', 'nil', 'none', '#N/A', 'null', '—', 'no phone']),
		() => `9.${digits(random, 5)}E+09`,
		() => `9.${digits(random, 4)}E+11`,
		() => `0.${mobile}`,
		() => `${mobile}.${between(random, 1, 9)}`,
		() => `${digits(random, 5)}.${between(random, 10, 98)}`,
		() => -Number(mobile),
		() => `-${mobile}`,
		() => Number(mobile) + 0.5,
		() => `${mobile.slice(0, 5)}XXXXX`,
		() => `${mobile.slice(0, 2)}*****${mobile.slice(7)}`,
		() => `${mobile}…`,
		() => `${digits(random, 15)}@lid`,
		() => `91${mobile}-16${digits(random, 8)}@g.us`,
		() => `${between(random, 1, 28)}/0${between(random, 1, 9)}/2024`,
		() => `2024-0${between(random, 1, 9)}-${between(random, 10, 28)}`,
		() => ({ extension: mobile }),
		() => [{ label: 'work', value: mobile }],
		() => `Order ${mobile}`,
		() => `ram${mobile}@example.com`,
		() => `12.97${digits(random, 6)},77.59${digits(random, 6)}`,
		() => `${mobile}¹`.slice(0, 5) + `²${mobile.slice(5)}`,
		() => `sip:${between(random, 100, 9999)}@pbx.local`,
		() => true,
		() => NaN,
	];
	return pick(random, ways)();
}

/** One number, in more unusual clothes. */
function dressed(random: Random, one: Known, home: Home): [value: unknown, undoubted: boolean] {
	const { e164 } = one;
	const plain = e164.slice(1);
	const own = national(one);
	const mobile = one.atHome && home === 'IN' && /^[6-9]/.test(own);
	const ways: Array<[unknown, boolean]> = [
		[`${plain}@s.whatsapp.net`, true],
		[`${plain}@c.us`, true],
		[`${plain}:${between(random, 1, 40)}@s.whatsapp.net`, true],
		[`whatsapp:${e164}`, true],
		[`https://wa.me/${plain}`, true],
		[`wa.me/${plain}?text=hello`, true],
		[`https://api.whatsapp.com/send?phone=${plain}`, true],
		[`tel:${e164}`, true],
		[`tel:${e164};ext=${between(random, 1, 999)}`, true],
		[`callto:${e164}`, true],
		[`sip:${e164}@pbx.example.com;user=phone`, true],
		[`sip:${e164}@10.0.0.5:5060`, true],
		[`"Ramesh" <sip:${e164}@pbx.example.com>`, true],
		[`="${e164}"`, true],
		[`${e164}.0`, true],
		[`{"phone":"${e164}"}`, true],
		[[e164], true],
		[[[e164, '']], false],
		[`%2B${plain}`, true],
		[`${e164.slice(0, 6)}\u0000${e164.slice(6)}`, false],
		[`${e164}/${between(random, 10, 99)}`, false],
		[`+${code(one)}${e164}`, false],
		[`+${code(one)} ${e164}`, false],
		[`+${code(one)} ${plain}`, false],
		[`<a href="tel:${e164}">${e164}</a>`, false],
		byProgram(random, e164),
		byProgram(random, e164),
		byProgram(random, e164),
		// Without a mark of a country, another number that it is at home comes first.
		...(plain.length > 10 && readingsOf(plain, home).join() === e164
			? [[Number(plain), home === 'IN' && one.atHome] as [unknown, boolean]]
			: []),
	];
	if (mobile) {
		ways.push([Number(own), true], [`="${own}"`, true], [`${own[0]}.${own.slice(1)}E+9`, true]);
		ways.push([`${own}.0`, true], [BigInt(own), true], [`sip:0${own}@pbx.local;user=phone`, true]);
		ways.push([`${own[0]},${own.slice(1, 4)},${own.slice(4, 7)},${own.slice(7)}`, true]);
		ways.push([`${own.slice(0, 5)},${own.slice(5)}`, false]);
		ways.push([`91 91 ${own}`, false], [`${own.slice(0, 5)}.${own.slice(5)}`, false]);
		ways.push([`Mob${own}`, false], [`${own}M`, false], [`#${own}`, false]);
	}
	return pick(random, ways);
}

/** The digits of a number, torn apart by what separates numbers elsewhere. */
function torn(random: Random, one: Known, home: Home): string {
	const own = national(one);
	const text = pick(
		random,
		one.atHome ? [one.e164, own, home === 'IN' ? `0${own}` : own] : [one.e164],
	);
	const at = between(random, 2, text.length - 2);
	const again = chance(random, 0.3) ? between(random, at + 1, text.length) : text.length;
	const tear = pick(random, [
		',',
		', ',
		'\n',
		';',
		'\t',
		'/',
		' / ',
		' and ',
		'<br>',
		'.',
		' - ',
		':',
	]);
	return [text.slice(0, at), text.slice(at, again), text.slice(again)].filter(Boolean).join(tear);
}

/** A cell made at random; of the same kinds whatever the home country is. */
export function makeCell(random: Random, home: Home): Cell {
	const one = known(random, home);
	const text = spelled(random, one, home);
	const numbers = [one.e164];
	const label = () => pick(random, LABELS);
	const note = () => pick(random, NOTES);
	const several = () => {
		const others = Array.from({ length: between(random, 1, 2) }, () => known(random, home));
		const all = [one, ...others];
		return {
			e164s: all.map(({ e164 }) => e164),
			texts: all.map((each) => spelled(random, each, home)),
		};
	};
	const kinds: Array<() => Omit<Cell, 'kind'> & { kind: string }> = [
		() => ({ kind: 'one', value: text, numbers, undoubted: true }),
		() => ({ kind: 'disguised', value: disguised(random, text), numbers, undoubted: true }),
		() => ({ kind: 'label', value: label() + text, numbers, undoubted: true }),
		() => ({ kind: 'note', value: text + note(), numbers, undoubted: true }),
		() => ({
			kind: 'label, note',
			value: disguised(random, label() + text + note()),
			numbers,
			undoubted: true,
		}),
		() => ({ kind: 'extension', value: text + pick(random, EXTENSIONS), numbers, undoubted: true }),
		() => {
			const { e164s, texts } = several();
			return {
				kind: 'several',
				value: texts.join(pick(random, JOINTS)),
				numbers: e164s,
				undoubted: true,
			};
		},
		() => {
			const { e164s, texts } = several();
			const told = texts.map((each) => `${label()}${each}${chance(random, 0.5) ? note() : ''}`);
			const value = told.join(pick(random, [', ', '\n', '; ', ' / ']));
			return { kind: 'several, told', value, numbers: e164s, undoubted: true };
		},
		() => {
			const { e164s, texts } = several();
			const value = texts.join(pick(random, [' ', '  ', '-', ' - ', '.', ' + ']));
			return { kind: 'several, close', value, numbers: e164s, undoubted: false };
		},
		() => {
			const { e164s, texts } = several();
			return { kind: 'list', value: texts, numbers: e164s, undoubted: true };
		},
		() => {
			const [value, undoubted] = dressed(random, one, home);
			return { kind: 'dressed', value, numbers, undoubted };
		},
		() => {
			const parts = [text, junk(random, home)];
			if (chance(random, 0.4)) parts.reverse();
			const glued = /\d$/.test(parts[0]) && /^\d/.test(parts[1]);
			const gap = pick(random, [
				' ',
				', ',
				'\n',
				' / ',
				' - ',
				' (',
				glued ? ' ' : '',
				';',
				'\t',
				' | ',
			]);
			return { kind: 'beside junk', value: parts.join(gap), numbers, undoubted: false };
		},
		() => {
			const value = `${label()}${text}${note()} ${junk(random, home)}`;
			return {
				kind: 'told, beside junk',
				value: disguised(random, value),
				numbers,
				undoubted: false,
			};
		},
		() => {
			const value = noPhone(random);
			// All of a cell, unbroken digits may be a number that fits no plan.
			const unbroken = /^\d{3,16}$/.test(value) ? [value, ...readingsOf(value, home)] : [];
			return { kind: 'no phone', value, numbers: unbroken, undoubted: false };
		},
		() => {
			const value = masked(random, one.e164, national(one));
			return {
				kind: 'masked',
				value: chance(random, 0.3) ? label() + value : value,
				numbers: [],
				undoubted: false,
			};
		},
		() => {
			const { e164s, texts } = several();
			const parts = [...texts, junk(random, home)];
			const at = between(random, 0, parts.length - 1);
			parts.splice(at, 0, parts.pop()!);
			return {
				kind: 'several, junk',
				value: parts.join(pick(random, JOINTS)),
				numbers: e164s,
				undoubted: false,
			};
		},
		() => {
			const own = national(one);
			const [last, length] = [between(random, 10, 9999), between(random, 1, 4)];
			const value = `${text}${pick(random, ['/', ' / ', '-', ' to ', ',', ' , ', ' & '])}${String(last).slice(-length)}`;
			return { kind: 'continued', value: own.length > 7 ? value : text, numbers, undoubted: false };
		},
		() => ({ kind: 'torn', value: torn(random, one, home), numbers, undoubted: false }),
		() => ({ kind: 'no number', value: withoutNumber(random), numbers: [], undoubted: false }),
	];
	return pick(random, kinds)();
}
