import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

import type { NumberFormat } from '../../nodes/OzonetelBlockGroup/model';
import { readCell, type NumberRules } from '../../nodes/OzonetelBlockGroup/phone/cell';

type Country = NumberRules['country'];

const clean = (value: unknown, country?: Country, format: NumberFormat = 'digits') =>
	readCell(value, { country, format })[0];
const sent = (value: unknown, country?: Country, format?: NumberFormat) =>
	clean(value, country, format).sentAs;
const refusal = (value: unknown) => {
	const { sentAs, reason } = clean(value, 'IN');
	return sentAs === null ? reason : `sent as ${sentAs}`;
};

describe('one number of a thousand spellings', () => {
	it.each([
		['national', '9812345678'],
		['with the trunk prefix', '09812345678'],
		['international', '+91 98123-45678'],
		['with the international prefix', '0091 9812345678'],
		['with the country code alone', '919812345678'],
		['with brackets', '(+91) 98123 45678'],
		['with a bracketed trunk prefix', '+91 (0) 98123 45678'],
		['with dots', '981.234.5678'],
		['with an en dash, an em dash, a minus, a non-breaking hyphen', '98–12—34−56‑78'],
		['with no-break, thin and ideographic spaces', '98\u00a0123\u200945\u3000678'],
		['with tabs around it', '\t9812345678\t'],
		['with zero-width marks and a byte order mark', '\ufeff98\u200b12\u200c34\u200d5678\u2060'],
		['between bidi marks', '\u202a+91 98123 45678\u202c\u200e'],
		['between bidi isolates', '\u2066+919812345678\u2069'],
		['with control characters', '98\u000012\u001b345\u007f678'],
		['in quotes', '"9812345678"'],
		['with the apostrophe of a spreadsheet', "'9812345678"],
		['as a tel: link', 'tel:+91-98123-45678'],
		['as a tel: link with an extension', 'tel:+919812345678;ext=12'],
		['as a TEL: link with parameters', 'TEL:+919812345678;isub=1;ext=9'],
		['with a spoken extension', '98123 45678 ext. 12'],
		['in Devanagari', '९८१२३४५६७८'],
		['in Arabic digits', '٩٨١٢٣٤٥٦٧٨'],
		['in Persian digits', '۹۸۱۲۳۴۵۶۷۸'],
		['in Bengali', '৯৮১২৩৪৫৬৭৮'],
		['in Tamil', '௯௮௧௨௩௪௫௬௭௮'],
		['with an extension behind an x', '98123 45678 x12'],
		['dialled on with a hash', '9812345678#12'],
		['with a dot in the middle, before zeros or not', '98123.45678'],
		['in full-width digits', '＋９１９８１２３４５６７８'],
		['with the fraction of a spreadsheet', '9812345678.0'],
		['with the fraction of a spreadsheet, international', '+919812345678.00'],
		['as a JSON number', 9812345678],
		['as a JSON number with the country code', 919812345678],
		['as a bigint', 9812345678n],
	])('%s', (_, value) => {
		expect(sent(value, 'IN')).toBe('919812345678');
	});
});

it('does not take a dot before five zeros for a fraction', () => {
	expect(sent('98123.00000', 'IN')).toBe('919812300000');
	expect(sent('140.00', 'IN')).toBe('140');
	expect(sent('9812345678.000000', 'IN')).toBe('919812345678');
	expect(sent('+919812345678.0000', 'IN')).toBe('919812345678');
});

it.each<[string, string | undefined]>([
	['9812345678', '919812345678'],
	['0091 98123 45678', '919812345678'],
	['140', undefined],
	['+1234', '1234'],
	['+99999999999', '99999999999'],
	['+0123', undefined],
])('knows the country code of %s, whatever the format', (value, international) => {
	for (const format of ['digits', 'e164', 'asGiven'] as const) {
		expect(clean(value, 'IN', format).international).toBe(international);
	}
});

it('reads Indian numbers as libphonenumber does', () => {
	const national = fc
		.bigInt({ min: 0n, max: 9_999_999_999n })
		.map((n) => String(n).padStart(10, '0'));
	const prefix = fc.constantFrom('', '0', '91', '+91', '0091', '+', '00');
	fc.assert(
		fc.property(prefix, national, (before, number) => {
			const parsed = parsePhoneNumberFromString(before + number, 'IN');
			if (parsed?.isValid()) expect(sent(before + number, 'IN', 'e164')).toBe(parsed.number);
		}),
		{ numRuns: 2000 },
	);
});

it('reads the digits of every script', () => {
	const zeros = [
		'٠',
		'۰',
		'߀',
		'०',
		'০',
		'੦',
		'૦',
		'୦',
		'௦',
		'౦',
		'೦',
		'൦',
		'෦',
		'๐',
		'໐',
		'༠',
		'၀',
	];
	zeros.push('០', '᠐', '᥆', '᧐', '᪀', '᪐', '᭐', '᮰', '᱀', '᱐', '꘠', '𐒠', '𑁦', '𝟎', '𝟘', '𝟶', '𞥐');
	for (const zero of zeros) {
		const digits = Array.from({ length: 10 }, (_, digit) =>
			String.fromCodePoint(zero.codePointAt(0)! + digit),
		);
		expect(sent(digits.join(''))).toBe('0123456789');
	}
});

describe('formats', () => {
	it.each<[unknown, Country, string, string, string]>([
		// value, country, digits, e164, asGiven
		['098123-45678', 'IN', '919812345678', '+919812345678', '09812345678'],
		['+91 98123 45678', 'IN', '919812345678', '+919812345678', '+919812345678'],
		['+91 98123 45678', undefined, '919812345678', '+919812345678', '+919812345678'],
		['9812345678', undefined, '9812345678', '9812345678', '9812345678'],
		['0091 98123 45678', undefined, '919812345678', '+919812345678', '00919812345678'],
		['(202) 555-0123', 'US', '12025550123', '+12025550123', '2025550123'],
		['+44 20 7946 0958', 'IN', '442079460958', '+442079460958', '+442079460958'],
		['020 7946 0958', 'GB', '442079460958', '+442079460958', '02079460958'],
		// ten digits without a plus would be a national number's
		['+65 8123 4567', 'IN', '+6581234567', '+6581234567', '+6581234567'],
		['0065 8123 4567', undefined, '+6581234567', '+6581234567', '006581234567'],
		['+47 40 61 23 45', 'IN', '+4740612345', '+4740612345', '+4740612345'],
		['40 61 23 45', 'NO', '+4740612345', '+4740612345', '40612345'],
		['6581234567', 'IN', '916581234567', '+916581234567', '6581234567'],
		['+91 98123 456', 'IN', '+9198123456', '+9198123456', '+9198123456'],
		['+1 202 555 012', undefined, '+1202555012', '+1202555012', '+1202555012'],
		// no valid subscriber numbers, and yet what a spammer shows as caller id
		['140', 'IN', '140', '140', '140'],
		['712345678', 'IN', '712345678', '712345678', '712345678'],
		['+1234', 'IN', '+1234', '+1234', '+1234'],
		['+0098765432109', 'IN', '+0098765432109', '+0098765432109', '+0098765432109'],
		['0000000000', 'IN', '0000000000', '0000000000', '0000000000'],
	])('%s in %s', (value, country, digits, e164, asGiven) => {
		expect(sent(value, country, 'digits')).toBe(digits);
		expect(sent(value, country, 'e164')).toBe(e164);
		expect(sent(value, country, 'asGiven')).toBe(asGiven);
	});
});

describe('never another number', () => {
	it.each<[string, Country, string]>([
		// bare digits that are nobody's in India, with another country's code
		['14155552671', 'IN', '+14155552671'],
		['1 (415) 555-2671', 'IN', '+14155552671'],
		// 00 first, whatever dials abroad in the country
		...(['SG', 'TH', 'ID', 'JP', 'KR', 'KH', 'CO', 'HK', 'TW', 'TZ', 'UG'] as const).map(
			(country): [string, Country, string] => ['0033612345678', country, '+33612345678'],
		),
		['0014155552671', 'ID', '+14155552671'],
		['00573211234567', 'CO', '+573211234567'],
		// one 0, and then only the own code
		['0919812345678', 'IN', '+919812345678'],
		['079812345678', 'IN', '079812345678'],
		['014155552671', 'IN', '014155552671'],
		['011 91 98123 45678', 'US', '+919812345678'],
		['024762889', 'CV', '024762889'],
		['00014155552671', 'KE', '00014155552671'],
		// both ways: the default country's
		['18001234567', 'IN', '+9118001234567'],
		['81234567890', 'ID', '+6281234567890'],
		['13812345678', 'CN', '+8613812345678'],
		// ten digits are national, or have the own code
		['6581234567', 'SG', '+6581234567'],
		['4740612345', 'IN', '4740612345'],
		// a tel: link's context
		['tel:9812345678;phone-context=+91', 'US', '+919812345678'],
		['tel:033316005;phone-context=+64', 'IN', '+6433316005'],
		['tel:+14155552671;phone-context=+91', 'IN', '+14155552671'],
	])('%s in %s is %s', (written, country, number) => {
		expect(sent(written, country, 'e164')).toBe(number);
	});

	it.each<[string, RegExp]>([
		['9812345678.5', /“9812345678.5” has a decimal fraction/],
		['+91 98123-45678.25', /decimal fraction/],
		['tel:863-1234;phone-context=+1-914-555', /“phone-context”.*country code/],
		['tel:7042;phone-context=example.com', /only within “example.com”.*country code/],
		['98123\t45678', /fits no numbering plan/],
		['1800\t123\t4567', /fits no numbering plan/],
	])('%j is refused', (written, why) => {
		expect(refusal(written)).toMatch(why);
	});

	it('keeps the plus that tells two numbers apart', () => {
		expect(sent('+68820123', 'IN')).toBe('+68820123');
		expect(sent('68820123', 'IN')).toBe('68820123');
		expect(sent('+09812345678', 'IN')).toBe('+09812345678');
	});

	it('asks of the text sent, not of the one written, whether it has too many digits', () => {
		expect(sent(`00${'972151123400001'}`, 'IN')).toBe('972151123400001');
		expect(refusal('1'.repeat(17))).toMatch(/this one has 17/);
	});
});

describe('several numbers, or one with separators', () => {
	const numbers = (text: string) =>
		readCell(text, { country: 'IN', format: 'digits' }).map(
			({ sentAs, reason }) => sentAs ?? reason,
		);

	it.each<[string, unknown[]]>([
		['9,812,345,678', ['919812345678']],
		['9,81,23,45,678', ['919812345678']],
		['"9,812,345,678"; 9,812,345,679', ['919812345678', '919812345679']],
		['919,812,345,678', ['919812345678']],
		['9,812,345,678,9,812,345,679', ['919812345678', '919812345679']],
		['98,140', [expect.stringMatching(/“98,140” is not a number that fits/)]],
		['140,198,100', ['140', '198', '100']],
		['140, 198, 100, 101', ['140', '198', '100', '101']],
		['9812345678\t9812345679', ['919812345678', '919812345679']],
		['9812345678\t\t9812345679\t', ['919812345678', '919812345679']],
		['+91\t9812345678', ['919812345678']],
		['9812345678\v9812345679\f9812345670', ['919812345678', '919812345679', '919812345670']],
	])('%j', (text, expected) => {
		expect(numbers(text)).toEqual(expected);
	});
});

describe('rejects only what Ozonetel cannot take', () => {
	it.each([
		['12', /3 to 16 digits.* 2$/],
		['123', 'sent as 123'],
		['1'.repeat(16), `sent as ${'1'.repeat(16)}`],
		['1'.repeat(17), /3 to 16 digits.* 17$/],
		['+', /“\+” is not a phone number/],
		['', /empty/],
		['   ', /empty/],
		['\u200b\ufeff', /empty/],
		[null, /empty/],
		[undefined, /empty/],
		['9.81235E+11', /spreadsheet.*scientific notation/],
		['9.81e11', /spreadsheet.*scientific notation/],
		['N/A', /“N\/A” .*phone number/],
		['unknown', /“unknown”/],
		['98123x45678y', /“y”/],
		['98123X45678', /“98123” is not a number/],
		['9812345x78', /“9812345” is not a number/],
		['98123#45678', /“98123” is not a number/],
		['98+12345678', /“\+”/],
		['constructor', /“constructor”/],
		['toString', /“toString”/],
		['__proto__', /“__proto__”/],
		['hasOwnProperty', /“hasOwnProperty”/],
		['<script>', /“<script>”/],
		['+'.repeat(301), /301 characters/],
		['9'.repeat(1_000_000), /1000000 characters/],
		[NaN, /JSON number/],
		[Infinity, /JSON number/],
		[9812345678.5, /JSON number/],
		[-9812345678, /JSON number/],
		[1e21, /JSON number/],
		[-5n, /negative/],
		[true, /got true/],
		[{}, /an object/],
		[{ phone: '9812345678' }, /an object/],
		[Object.create(null), /an object/],
		[new Date(0), /an object/],
		[() => '9812345678', /a function/],
		[Symbol('9812345678'), /a symbol/],
	])('%p', (value, why) => {
		if (typeof why === 'string') expect(refusal(value)).toBe(why);
		else expect(refusal(value)).toMatch(why);
	});

	it.each([9812345678.5, -9812345678, -5n])('and shows a JSON number as it is: %p', (value) => {
		expect(clean(value).phoneNumber).toBe(String(value));
	});

	it('in words a person can read, however long the value', () => {
		const { phoneNumber, reason } = clean('x'.repeat(90));
		expect(phoneNumber.length).toBeLessThan(70);
		expect(reason!.length).toBeLessThan(120);
	});

	it.each(['#1234', 'x1234'])('and tells why in words that are true: %s', (value) => {
		expect(refusal(value)).not.toMatch(/this has 0/);
	});
});

it.each([
	['9812345678', '9812345678'],
	[9812345678, '9812345678'],
	[9812345678n, '9812345678'],
	['+91 98123-45678', '+91 98123-45678'],
	[null, ''],
	[true, 'true'],
])('shows the number as it was written: %p', (value, shown) => {
	expect(clean(value).phoneNumber).toBe(shown);
});

describe('several numbers in one parameter', () => {
	const [a, b, c] = ['9812345671', '9812345672', '9812345673'];
	const read = (value: unknown) =>
		readCell(value, { country: 'IN', format: 'digits' }).map(({ sentAs, reason }) =>
			sentAs === null ? reason : sentAs.slice(2),
		);

	it.each<[unknown, unknown[]]>([
		[`${a}, ${b};${c}\n${a}\r\n${b}\r${c}`, [a, b, c, a, b, c]],
		[`${a}\u2028${b}\u2029${c}`, [a, b, c]],
		[`${a},,${b};\n; ,`, [a, b]],
		[` ${a} `, [a]],
		[`tel:+91${a};ext=5, ${b}`, [a, b]],
		[`tel:${a};phone-context=+91;${b}`, [a, b]],
		[
			[a, Number(b), `${b},${c}`],
			[a, b, b, c],
		],
		[
			[[a], [[b, [c]]]],
			[a, b, c],
		],
		[
			[a, '', null],
			[a, expect.stringMatching(/empty/), expect.stringMatching(/empty/)],
		],
		[`${a}；${b}﹔${c}\u037e${a}`, [a, b, c, a]],
		[`${a}，${b}、${c}، ${a}؛${b}`, [a, b, c, a, b]],
		[`tel:${a};ext=1;isub=2;${b}`, [a, b]],
		['', [expect.stringMatching(/empty/)]],
		[',;\n', [expect.stringMatching(/empty/)]],
		[[], [expect.stringMatching(/empty/)]],
		[[[], []], [expect.stringMatching(/empty/)]],
		[undefined, [expect.stringMatching(/empty/)]],
	])('%j', (value, numbers) => {
		expect(read(value)).toEqual(numbers);
	});

	it('ends with a list that holds itself', () => {
		const list: unknown[] = ['9812345678'];
		list.push(list);
		expect(read(list)).toEqual(['9812345678', expect.stringMatching(/a list in a list/)]);
	});

	it('tells a list that holds itself many times no more often', () => {
		const list: unknown[] = [];
		for (let n = 0; n < 20; n++) list.push(list);
		expect(read(list).length).toBeLessThan(1000);
	});

	it('takes 100,000 numbers in one cell', () => {
		const cell = Array.from({ length: 100_000 }, (_, n) => `+91 98${10_000_000 + n}`).join(', ');
		expect(new Set(read(cell)).size).toBe(100_000);
	});

	it.each([
		['8 MB of groups of three digits', '123,'.repeat(2_000_000)],
		['5 MB of single digits', '1,'.repeat(2_500_000)],
		['3 MB of single digits', '1,'.repeat(1_500_000)],
		['new lines', '1\n'.repeat(1_500_000)],
		['a list', Array(100_001).fill('9812345678')],
		['lists in a list', Array(11).fill(Array(10_000).fill('9812345678'))],
		['cells in a list', Array(11).fill('9812345678,'.repeat(10_000))],
	])('refuses too much at once, in one result: %s', (_, value) => {
		expect(read(value)).toEqual([expect.stringMatching(/Split (them|it) into items/)]);
	});

	it.each([
		['separators', ',;\n'],
		['semicolons and spaces', ';   '],
		['dots', '.'],
		['letters', 'a'],
		['pluses', '+'],
		['combining marks', '\u0301'],
		['Arabic digits', '٣'],
		['tel: links', 'tel:;ext='],
		['entities', '&nbsp'],
		['tags', '<a'],
		['ids', '91981234567@c.u'],
		['brackets', '(9'],
	])('is not slowed down by a megabyte of %s', (_, part) => {
		const text = part.repeat(Math.ceil(1_000_000 / part.length));
		const start = performance.now();
		read(text);
		expect(performance.now() - start).toBeLessThan(3000);
	});
});
