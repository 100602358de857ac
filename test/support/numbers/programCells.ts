import { PhoneNumberFormat } from 'google-libphonenumber';

import { between, digits, pick, type Random } from './random';
import { google } from './spellings';

// What programs put into a cell: exports, contact cards, links, code; and digits that are something else.

/** One number as a program writes it down, and whether a person would read it without doubt. */
export function byProgram(random: Random, e164: string): [value: unknown, undoubted: boolean] {
	const plain = e164.slice(1);
	const n = (low: number, high: number) => between(random, low, high);
	const ways: Array<[unknown, boolean]> = [
		[`TEL;TYPE=CELL:${e164}`, true],
		[`TEL;CELL;VOICE:${e164}`, true],
		[`TEL;TYPE=WORK,VOICE:${e164}`, true],
		[`TEL;waid=${plain}:${e164}`, false],
		[`item1.TEL;type=pref:${e164}`, false],
		[`BEGIN:VCARD\nVERSION:3.0\nFN:Ramesh Kumar\nTEL;TYPE=CELL:${e164}\nEND:VCARD`, false],
		[`BEGIN:VCARD\r\nFN:Ramesh\r\nTEL:${e164}\r\nEND:VCARD`, true],
		[`MECARD:N:Kumar;TEL:${e164};;`, true],
		[`p:${e164}`, true],
		[`["${e164}"]`, true],
		[`['${e164}']`, true],
		[`{"phone":"${e164}","id":${n(1, 99999)}}`, false],
		[`{"phone":"${e164}","name":"Ramesh"}`, true],
		[`{'mobile': '${e164}'}`, true],
		[`{"phone":{"value":"${e164}","type":"mobile"}}`, true],
		[`phone=${e164}`, true],
		[`phone=${e164}&name=ramesh`, false],
		[`phone=%2B${plain}`, true],
		[`?phone=${plain}&id=${n(1, 9999)}`, false],
		[`<phone>${e164}</phone>`, true],
		[`<td>${e164}</td>`, true],
		[`<p style="margin:0">${e164}</p>`, false],
		[`<span class="c2">${e164}</span>`, false],
		[`<a href='tel:${e164}'>Call</a>`, false],
		[`[${e164}](tel:${e164})`, false],
		[`**${e164}**`, false],
		[`\`${e164}\``, true],
		[`<${e164}>`, true],
		[`<tel:${e164}>`, true],
		[`=HYPERLINK("tel:${e164}","${e164}")`, false],
		[`=HYPERLINK("tel:${e164}","Call")`, false],
		[`=${e164}`, true],
		[`=T("${e164}")`, false],
		[`'${e164}'`, true],
		[`''${e164}`, true],
		[`\\u002B${plain}`, false],
		[`${e164}\\n`, false],
		[`\\"${e164}\\"`, false],
		[`&lt;${e164}&gt;`, true],
		[`&#x2B;${plain}`, true],
		[`&plus;${plain}`, true],
		[`tel:${e164}?call`, false],
		[`tel://${e164}`, true],
		[`sms:${e164}`, true],
		[`smsto:${e164}:hello`, false],
		[`facetime:${e164}`, true],
		[`skype:${e164}?call`, true],
		[`viber://chat?number=%2B${plain}`, false],
		[`https://t.me/+${plain}`, false],
		[`whatsapp://send?phone=${plain}`, true],
		[`https://wa.me/${plain}?text=Order%20${n(100, 9999)}`, false],
		[`https://wa.me/qr/ABCDEF${plain}`, false],
		[`https://web.whatsapp.com/send?phone=${plain}&text&app_absent=0`, false],
		[`sip:${e164}@${n(1, 223)}.${n(0, 255)}.${n(0, 255)}.${n(0, 255)}`, false],
		[`"Ramesh ${n(1, 9)}" <sip:${e164}@pbx.local>`, false],
		[`<sip:${e164}@pbx.local>;tag=${n(100000, 999999)}`, false],
		[`SIP/trunk${n(1, 9)}/${plain}`, false],
		[`PJSIP/${plain}@out-0000${n(1000, 9999)}`, false],
		[`Local/${plain}@from-internal`, false],
		[`${e164}@voip.example.com`, false],
		[`${plain}@s.whatsapp.net,`, false],
		[`status@broadcast ${e164}`, false],
		[`null,${e164}`, false],
		[`undefined ${e164}`, false],
		[`${e164};;;`, true],
		[`;${e164};`, true],
		[`,,${e164}`, true],
		[`"","${e164}"`, false],
		[`id,${n(1, 999)},${e164}`, false],
		[`${n(1, 999)};${e164}`, false],
		[`${n(1, 999)}\t${e164}`, false],
		[
			`20${n(10, 29)}-0${n(1, 9)}-${n(10, 28)} ${n(10, 23)}:${n(10, 59)}:${n(10, 59)},${e164}`,
			false,
		],
		[`${n(15, 17)}${digits(random, 8)},${e164}`, false],
		[`${e164},${n(15, 17)}${digits(random, 8)}`, false],
		[`${e164} ${n(15, 17)}${digits(random, 11)}`, false],
		[[e164, null], false],
		[[e164, ''], false],
		[[[e164]], false],
		[{ toString: e164 }, false],
	];
	return pick(random, ways);
}

/** Digits that are no phone number, written down without a word that says what they are. */
export function noPhone(random: Random): string {
	const n = (low: number, high: number) => between(random, low, high);
	const d = (count: number) => digits(random, count);
	const two = (low: number, high: number) => String(n(low, high)).padStart(2, '0');
	const hex = (count: number) =>
		Array.from({ length: count }, () => pick(random, [...'0123456789abcdef'])).join('');
	const year = () => `${pick(random, ['19', '20'])}${d(2)}`;
	const ways = [
		() => `${n(1, 255)}.${n(0, 255)}.${n(0, 255)}.${n(0, 255)}`,
		() => `${n(1, 255)}.${n(0, 255)}.${n(0, 255)}.${n(0, 255)}:${n(1024, 65535)}`,
		() => `${n(1, 255)}.${n(0, 255)}.${n(0, 255)}.0/24`,
		() => `DE${d(2)} ${d(4)} ${d(4)} ${d(4)} ${d(4)} ${d(2)}`,
		() => `GB${d(2)}NWBK${d(14)}`,
		() => `${two(1, 37)}AAAC${pick(random, [...'ABCDE'])}${d(4)}A1Z${n(1, 9)}`,
		() => `ABCDE${d(4)}F`,
		() => `${n(2, 9)}${d(3)} ${d(4)} ${d(4)}`,
		() => `${n(2, 9)}${d(3)}-${d(4)}-${d(4)}`,
		() => `${n(3, 6)}${d(3)} ${d(4)} ${d(4)} ${d(4)}`,
		() => `${n(3, 6)}${d(3)}-${d(4)}-${d(4)}-${d(4)}`,
		() => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
		() => `a${hex(23)}`,
		() => `MH ${two(1, 50)} AB ${d(4)}`,
		() => `${two(1, 28)}/${two(1, 12)}/${year()}`,
		() => `${two(1, 28)}.${two(1, 12)}.${year()}`,
		() => `${two(1, 28)} ${two(1, 12)} ${year()}`,
		() => `${n(1, 12)}/${n(1, 28)}/${d(2)}`,
		() => `${year()}-${two(1, 12)}-${two(1, 28)}`,
		() => `${year()}/${two(1, 12)}/${two(1, 28)}`,
		() => `${year()}-${two(1, 12)}-${two(1, 28)}T${two(0, 23)}:${two(0, 59)}:${two(0, 59)}Z`,
		() => `${year()}-${two(1, 12)}-${two(1, 28)} ${two(0, 23)}:${two(0, 59)}`,
		() => `${two(1, 28)}-${pick(random, ['Jan', 'Mar', 'Sept', 'Dec'])}-${year()}`,
		() => `${two(1, 28)} ${pick(random, ['January', 'मार्च', 'März', 'août'])} ${year()}`,
		() => `${two(0, 23)}:${two(0, 59)}:${two(0, 59)}`,
		() => `${n(9, 12)}:30-${n(1, 8)}:30`,
		() => `${year()}-${d(2)}`,
		() => `${n(1, 99)},${d(3)},${d(3)}.${d(2)}`,
		() => `${n(1, 9)},${d(2)},${d(3)}`,
		() => `€ ${n(1, 99)}.${d(3)},${d(2)}`,
		() => `${d(2)}.${d(6)}, ${d(2)}.${d(6)}`,
		() => `${d(3)}-${d(2)}-${d(4)}`,
		() => `${n(1, 9)}.${n(0, 9)}.${n(0, 20)}`,
		() => `${n(1, 99)} x ${n(1, 99)}`,
		() => `${n(1, 99)}%`,
		() => `#${d(6)}`,
		() => `${n(1, 9)}${d(4)}-${d(4)}`,
		() => `97${n(8, 9)}-${d(1)}-${d(4)}-${d(4)}-${d(1)}`,
		() => `978${d(10)}`,
		() => `${n(1, 5)}/${n(5, 9)}`,
		() => `(${n(1, 99)})`,
		() => `INV/${year()}-${d(2)}/${d(5)}`,
		() => `SR-${n(6, 9)}${d(9)}`,
		() => `TKT${n(6, 9)}${d(9)}`,
		() => `${n(6, 9)}${d(9)}_${n(1, 9)}`,
		() => `${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}`,
	];
	return pick(random, ways)();
}

/** Masked and shortened numbers: nobody can read them whole. */
export function masked(random: Random, e164: string, national: string): string {
	const sign = pick(random, ['X', 'x', '*', '•', '_', '#', '-', 'n', '█', '…', '.']);
	const from = between(random, 2, 5);
	const count = between(random, 2, 6);
	const of = (text: string) => text.slice(0, from) + sign.repeat(count) + text.slice(from + count);
	return pick(random, [
		of(national),
		of(e164),
		`${national.slice(0, 5)}${sign.repeat(5)}`,
		`${sign.repeat(6)}${national.slice(-4)}`,
		`${national.slice(0, 4)}…`,
		`…${national.slice(-4)}`,
		`ending ${national.slice(-4)}`,
	]);
}

/** What these digits may mean where nothing says whose they are: what Google reads in them. */
export function readingsOf(text: string, home: string): string[] {
	const found = new Set<string>();
	for (const [written, region] of [
		[text, home],
		[`+${text}`, 'ZZ'],
	]) {
		try {
			const number = google.parse(written, region);
			if (google.isValidNumber(number)) found.add(google.format(number, PhoneNumberFormat.E164));
		} catch {
			// No number at all.
		}
	}
	return [...found];
}
