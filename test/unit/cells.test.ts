import { readCell, type NumberRules } from '../../nodes/OzonetelBlockGroup/phone/cell';
import { emptyCellTally, judgeCell } from '../support/numbers/cellJudge';
import { randomOf } from '../support/numbers/random';
import { isThorough, patience, tries } from '../support/tries';
import stored from './storedReadings.json';

jest.setTimeout(patience);

const read = (value: unknown, country: NumberRules['country'] = 'IN') =>
	readCell(value, { country, format: 'digits' }).map(({ sentAs, reason }) => sentAs ?? reason);
const because = (words: RegExp) => expect.stringMatching(words) as string;

const [A, B] = ['919812345678', '919812345679'];
const LEFT_OVER = because(/is left over beside/);
const NO_PLAN = because(/not a number that fits a numbering plan/);
const HIDDEN = because(/hides the phone number/);

describe('every digit belongs to a number or a known extension, or nothing is sent', () => {
	it.each<[unknown, unknown[]]>([
		// one number only where the whole is one
		['98123,45678', [A]],
		['022,24001234', ['912224001234']],
		['044,2812,3456', ['914428123456']],
		['1,415,555,2671', ['14155552671']],
		['+91&nbsp;98123&nbsp;45678', [A]],
		['9812345678 560001', [LEFT_OVER]],
		['24001234 24001235', [NO_PLAN]],
		['022 24001234-37', [LEFT_OVER]],
		['(044) 29145737 (2)', [LEFT_OVER]],
		['+91 22 24001234 (12)', [LEFT_OVER]],
		['022-24001234/35', [LEFT_OVER]],
		['2400 1234-37', [NO_PLAN]],
		['9165 636 843-62', [LEFT_OVER]],
		['+91 91 98123 45678', [A]],
		['+91 +91 98123 45678', [A]],
		// fractions
		['12345.67', [because(/decimal fraction/)]],
		['0.9812345678', [because(/decimal fraction/)]],
		['77.59456789', [because(/decimal fraction/)]],
		[9812345678.5, [because(/decimal fraction/)]],
		['-9812345587', [because(/negative number/)]],
		// ids and links
		['919812345678@s.whatsapp.net', [A]],
		['919812345678:3@c.us', [A]],
		['whatsapp:+919812345678', [A]],
		['https://wa.me/919812345678', [A]],
		['https://api.whatsapp.com/send?phone=919812345678&text=hi', [A]],
		['123456789012345@lid', [HIDDEN]],
		['919812345678-1600000000@g.us', [HIDDEN]],
		['sip:09812345678@pbx.local;user=phone', [A]],
		['sip:1001@pbx.local', [NO_PLAN]],
		['ram9812345678@example.com', [because(/is an address/)]],
		['="09812345678"', [A]],
		// labels and notes
		['Mobile: +91 98123 45678', [A]],
		['9812345678 (M)', [A]],
		['Ph. 9812345678', [A]],
		['Tel# - +919812345678', [A]],
		['Mobile 1: 9812345678, Mobile 2: 9812345679', [A, B]],
		['ramesh@example.com 9812345678', [A]],
		['Order 9812345678', [because(/“order” says/)]],
		['#9812345678', [because(/“#” does not belong/)]],
		// several, each of them whole
		['9812345678 / 9812345679', [A, B]],
		['9812345678 & 9812345679', [A, B]],
		['9812345678 or 9812345679', [A, B]],
		['9812345678 9812345679', [A, B]],
		['9812345678\n9812345679', [A, B]],
		['<b>9812345678</b><br>9812345679', [A, B]],
		// extensions
		['+1 650-253-0000 (ext. 136)', ['16502530000']],
		['+1 650-253-0000 extension: 12', ['16502530000']],
		['022 24001234, ext 12', ['912224001234']],
		// scientific notation
		['9.812345678E+9', [A]],
		['9.81235E+09', [because(/last digits are not in the text/)]],
		// links that bring other digits along
		['https://wa.me/919812345678?text=Hi', [A]],
		['https://wa.me/919812345678?text=9812345679', [because(/is left over/)]],
		['https://api.whatsapp.com/send?phone=919812345678&text=9812345679', [because(/is left over/)]],
		['tel:+919812345678?x=9812345679', [because(/is left over/)]],
		// quotes and reversed text
		['+912224001234"24', [LEFT_OVER]],
		['98123"45678', [A]],
		["98'123'45'678", [A]],
		['\u202e8765432189\u202c', [because(/does not belong/)]],
		['\u202d9812345678\u202c', [A]],
		// what CRMs give
		[[{ label: 'work', value: '98123 45678' }], [because(/Add \[0\]\.value to the expression/)]],
		[{ phone: '98123 45678' }, [because(/Add \.phone to the expression/)]],
		// torn, masked, cut and decorated
		['98123\n45678', [because(/fits no numbering plan/), because(/fits no numbering plan/)]],
		['98XXX45678', [because(/does not belong/)]],
		['+39061944789█', [because(/does not belong/)]],
		['912,345,678', [NO_PLAN]],
		['9812345678...', [because(/does not belong/)]],
		['9812345678²', [because(/does not belong/)]],
		['9812345678\n560001', [because(/560001/), because(/fits no numbering plan/)]],
		['12-03-2024', [NO_PLAN]],
		// what only counts numbers
		['1) 9812345678, 2) 9812345679', [A, B]],
		['Ph1: 9812345678 Ph2: 9812345679', [A, B]],
		['(1) +91 98123 45678', [A]],
		['1)442.710.6558', ['914427106558']],
		['(1) 202.411.8629', [NO_PLAN]],
		['(30) - 22266-07077', [NO_PLAN]],
		['(49)47123 51555', [NO_PLAN]],
		['+91 91 25 60 42 31-50', [LEFT_OVER]],
		['98+12345678', [because(/“\+” does not belong/)]],
		// where one number ends and the next begins
		['98123-45678 98123-45679', [A, B]],
		['022 24001234 9812345678', ['912224001234', A]],
		['+49-89-1575506900 91 471 257 4091', ['49891575506900', '914712574091']],
		['778515 00 44 7712 077213', [LEFT_OVER]],
		['+91 98123 45678 + 6262060649', [because(/“\+” does not belong/)]],
		['+91 98123 45678 (098123 45678)', [A, A]],
		['98123 45678 (98123 45679)', [A, B]],
		// ids, amounts, dates and masks
		['2345 6789 0123', [NO_PLAN]],
		['078-23-1740', [NO_PLAN]],
		['02970-7588', [NO_PLAN]],
		['SR-9812345678', [because(/“SR-” does not belong/)]],
		['lead 9812345678', [because(/“lead” says/)]],
		['+65 6123 4567 / CEP 98215-921', [because(/“cep” says/)]],
		['P.O. Box 7177  776 562', [because(/“box” says/)]],
		['80459-----', [because(/“--” does not belong/)]],
		['80459█████', [because(/“█” does not belong/)]],
		['261.263.9003\n1764392608', [NO_PLAN, because(/may be something else/)]],
		// other programs' spellings
		['[+91] 98123 45678', [A]],
		['TEL;TYPE=CELL,VOICE:+919812345678', [A]],
		['tel://+919812345678', [A]],
		['9812345678 *', [A]],
		['9812345678 // 9812345679', [A, B]],
	])('%j', (cell, expected) => {
		expect(read(cell)).toEqual(expected);
	});
});

it.each<[string, NumberRules['country']]>([
	['018500 123456', 'AC'],
	['995 706 123 456', 'AD'],
	['(2) 2123 4567', 'SJ'],
	['009 595 961 456789', 'NG'],
	['001 65 6456-1618', 'SG'],
])('%s is not taken for other numbers, with %s as default country', (cell, country) => {
	expect(read(cell, country)).toEqual([because(/left over|numbering plan/)]);
});

it('reads American numbers as they are written there, and not by foreign codes or without area', () => {
	expect(read('(269) 329-7997\n(201) 310-9005', 'US')).toEqual(['12693297997', '12013109005']);
	expect(read('415-555-2671, 310-2701', 'US')[1]).toMatch(/fits no numbering plan/);
});

describe('a number that fits no numbering plan', () => {
	it.each([
		['140', '140'],
		['+91 1409 123456', '911409123456'],
		['079812345678', '079812345678'],
		['8123 4567', '81234567'],
		['98123 4567', '981234567'],
		['tel:140', '140'],
		['="140"', '140'],
	])('is sent as written where it is all of the cell: %s', (cell, sentAs) => {
		expect(read(cell)).toEqual([sentAs]);
	});

	it.each([
		'140 (spam)',
		'140 / 198',
		'24001234 or 24001235',
		'560001 560002',
		'65 8123 4567',
		'94105-1234',
		'01012004; 14111963',
	])('is not sent from a cell with more in it, or that may be another number: %s', (cell) => {
		for (const number of readCell(cell, { country: 'IN', format: 'digits' })) {
			expect(number.sentAs).toBeNull();
		}
	});

	it('is an element of a list', () => {
		expect(read(['140', '24001234'])).toEqual(['140', '24001234']);
		expect(read('9812345678\n+911409123456')).toEqual([A, '911409123456']);
		expect(read('24001234\n24001235')).toEqual(['24001234', '24001235']);
	});
});

it('sends only numbers that the cell was made from, and reads what a person would', () => {
	const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
	process.stdout.write(`The same cells again: SEED=${seed} npm run test:jest -- test/unit/cells\n`);
	const tally = emptyCellTally();
	const random = randomOf(seed);
	for (let cell = 0; cell < tries(20_000, 1_000_000); cell++) judgeCell(random, tally);
	const share = tally.whole / tally.undoubted;
	if (isThorough) {
		process.stdout.write(
			`Cells: ${tally.cells}, seed ${seed}; ${tally.others.length} others; ${(100 * share).toFixed(2)} % of ${tally.undoubted} undoubted ones read whole\n`,
		);
	}
	expect({ seed, others: tally.others.slice(0, 10) }).toEqual({ seed, others: [] });
	expect({ seed, enough: share > 0.95 }).toEqual({ seed, enough: true });
});

it('gives the same number the same key for ever', () => {
	// Ledgers are joined by `sentAs`: a reading that is stored here must never change.
	expect(stored.length).toBeGreaterThan(300);
	for (const { cell, country, format, read: before } of stored) {
		const rules = { country: country ?? undefined, format } as NumberRules;
		const now = readCell(cell, rules).map((number) => [number.sentAs, number.country]);
		expect({ cell, country, format, read: now }).toEqual({ cell, country, format, read: before });
	}
});
