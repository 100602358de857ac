import { DateTime } from 'luxon';

import type { Value } from '../../nodes/OzonetelBlockGroup/contract';
import { toExpiryDate } from '../../nodes/OzonetelBlockGroup/input/expiry';
import type { InputError } from '../../nodes/OzonetelBlockGroup/input/values';

const now = DateTime.fromISO('2026-11-20T10:00:00Z');
type DateFormat = Value<'options.dateFormat'>;
const at = (instant: string) => Date.parse(instant);
const onDate = (date: unknown, zone = 'Asia/Kolkata', format?: DateFormat) =>
	toExpiryDate({ expires: 'onDate', date, format }, zone, now);
const after = (amount: unknown, unit: unknown, zone = 'Asia/Kolkata', from = now) =>
	toExpiryDate({ expires: 'afterPeriod', amount, unit }, zone, from);

/** A DateTime of another copy of luxon, as n8n's own is to this node. */
const otherCopy = (iso: string): DateTime => {
	let copy!: typeof DateTime;
	jest.isolateModules(() => {
		copy = (jest.requireActual('luxon') as { DateTime: typeof DateTime }).DateTime;
	});
	expect(copy).not.toBe(DateTime);
	return copy.fromISO(iso, { setZone: true });
};

it('never', () => {
	expect(toExpiryDate({ expires: 'never' }, 'UTC', now)).toBe('');
});

describe('a time without an offset is one of the zone', () => {
	it.each([
		['2027-03-31T18:30:05.999', '2027-03-31 18:30:05'],
		['2027-03-31 18:30', '2027-03-31 18:30:00'],
		['2027-03-31', '2027-03-31 23:59:59'],
		['2028-02-29', '2028-02-29 23:59:59'],
	])('%s', (date, wire) => {
		for (const zone of ['Asia/Kolkata', 'UTC', 'America/New_York']) {
			expect(onDate(date, zone)).toBe(wire);
		}
	});
});

describe('a moment is told in the zone', () => {
	const moment = '2027-03-31T18:30:05Z';
	it.each<[string, unknown]>([
		['ISO 8601, offset without colon', '2027-03-31T14:30:05-0400'],
		['a space in place of the T', '2027-03-31 18:30:05Z'],
		['luxon', DateTime.fromISO(moment)],
		['luxon in another zone', DateTime.fromISO(moment, { zone: 'Asia/Tokyo' })],
		['luxon of another copy', otherCopy('2027-04-01T00:00:05+05:30')],
		['JS Date', new Date(moment)],
		['Unix seconds', at(moment) / 1000],
		['Unix seconds with a fraction', at(moment) / 1000 + 0.25],
	])('%s', (_, date) => {
		expect(onDate(date, 'Asia/Kolkata')).toBe('2027-04-01 00:00:05');
		expect(onDate(date, 'UTC')).toBe('2027-03-31 18:30:05');
		expect(onDate(date, 'America/New_York')).toBe('2027-03-31 14:30:05');
	});
});

it('moves a time that daylight saving leaves out to one that exists', () => {
	expect(onDate('2027-03-14 02:30:00', 'America/New_York')).toBe('2027-03-14 03:30:00');
});

describe('refuses', () => {
	it.each([
		['2026-02-30', /2026-02-30.*not a date that exists/],
		['2026-13-01', /2026-13-01.*not a date that exists/],
		['2027-02-29', /2027-02-29.*not a date that exists/],
		['2027-03-31 25:00:00', /25:00:00.*not a date that exists/],
		['2027-03-31T18:61:00Z', /18:61.*not a date that exists/],
		[new Date(NaN), /not a date that exists/],
		[DateTime.invalid('test'), /not a date that exists/],
		[8.64e15, /8640000000000000/],
		['05/06/2027', /“05\/06\/2027” is ambiguous: it can be 5 June 2027 or 6 May 2027/],
		['01-12-2026', /ambiguous.*1 December 2026 or 12 January 2026/],
		['1/12/2026 18:30', /ambiguous/],
		['01.12.26 18:30', /ambiguous.*1 December 2026 or 12 January 2026 or 26 December 2001/],
		['31/12/27', /ambiguous.*31 December 2027 or 27 December 2031/],
		['31/04/2027', /not a date that exists/],
		['31/06/27', /not a date that exists/], // rather than 27 June 2031
		['30-02-28', /not a date that exists/],
		['32/13/2027', /not a date that exists/],
		['31 Feb 2030', /not a date that exists/],
		['31 Dec 2030 25:00', /not a date that exists/],
		['31 Dec 2030 18:30 EST', /cannot be read/],
		['31 Dec 2030 18:30 GMT nonsense', /cannot be read/],
		['31 Dec 2030 half past six', /cannot be read/],
		['31 Dek 2030', /cannot be read/],
		[`31 Dec${' '.repeat(80)}2030`, /cannot be read/], // longer than any date
		['31 De 2030', /cannot be read/],
		['31 Dec', /cannot be read/],
		['Dec 2030', /cannot be read/],
		['31/12/203', /cannot be read/],
		['1/2/3/2030', /cannot be read/],
		['18:30', /cannot be read/],
		['4784', /cannot be read/],
		['478420', /cannot be read/],
		['46000', /read as 2025-12-09 23:59:59.*past/],
		['2026-11-19', /“2026-11-19”.*2026-11-19 23:59:59.*past/],
		['2026-11-20T10:00:00Z', /past/],
		[at('2026-11-20T09:59:59Z'), /past/],
		[at('2026-11-20T09:59:59Z') / 1000, /past/],
		['soon', /“soon” cannot be read/],
		['2027', /“2027”/],
		['10000-01-01', /“10000-01-01”/],
		['', /empty/],
		['  ', /empty/],
		['\t'.repeat(1_000_000), /empty/],
		[null, /empty/],
		[undefined, /empty/],
		[true, /true/],
		[{}, /object/],
		[[], /a list/],
		[NaN, /NaN/],
		[-1, /“-1”/],
		[0, /“0”/],
		['constructor', /“constructor”/],
		['9'.repeat(1_000_000), /^.{1,300}$/],
	])('%p', (date, why) => {
		expect(() => onDate(date)).toThrow(RangeError);
		expect(() => onDate(date)).toThrow(/^'Expiry Date'/);
		expect(() => onDate(date)).toThrow(why);
	});

	it('what is past in the zone only', () => {
		expect(onDate('2026-11-20 12:00:00', 'UTC')).toBe('2026-11-20 12:00:00');
		expect(() => onDate('2026-11-20 12:00:00', 'Asia/Kolkata')).toThrow(/Asia\/Kolkata.*past/);
	});
});

describe('dates as people and spreadsheets write them', () => {
	const endOfDay = '2030-12-31 23:59:59';
	const evening = '2030-12-31 18:30:00';
	it.each<[unknown, string]>([
		['31 12 2030', endOfDay],
		['31-Dec-30', endOfDay],
		['31 december 2030', endOfDay],
		['December 31 2030', endOfDay],
		['2030-Dec-31', endOfDay],
		['31/12/2030, 6:30:00 pm', evening],
		['Dec 31, 2030 06:30 p.m.', evening],
		['Tue, 31 Dec 2030 13:00:00 GMT', evening],
		['Tue Dec 31 2030 18:30:00 GMT+0530 (India Standard Time)', evening],
		['5 Sept 2030', '2030-09-05 23:59:59'],
		['05/05/2030', '2030-05-05 23:59:59'],
		[47842.75, '2030-12-25 18:00:00'],
		['47842.7708333333', '2030-12-25 18:30:00'],
	])('%p', (date, wire) => {
		expect(onDate(date)).toBe(wire);
	});

	it.each<[string, DateFormat, string | RegExp]>([
		['05/06/2027', 'dayFirst', '2027-06-05 23:59:59'],
		['05/06/2027', 'monthFirst', '2027-05-06 23:59:59'],
		['5-6-27 18:30', 'dayFirst', '2027-06-05 18:30:00'],
		['5-6-27 18:30', 'monthFirst', '2027-05-06 18:30:00'],
		['31/12/2027', 'dayFirst', '2027-12-31 23:59:59'],
		['12/31/2027', 'dayFirst', /cannot have the day first/],
		['31/12/2027', 'monthFirst', /cannot have the month first/],
		['2027-05-06', 'dayFirst', '2027-05-06 23:59:59'],
		['6 May 2027', 'monthFirst', '2027-05-06 23:59:59'],
	])('%s, %s', (date, format, wanted) => {
		if (typeof wanted === 'string') expect(onDate(date, 'UTC', format)).toBe(wanted);
		else expect(() => onDate(date, 'UTC', format)).toThrow(wanted);
	});
});

describe('a date only where one is given', () => {
	const ifGiven = (date: unknown) =>
		toExpiryDate({ expires: 'onDateIfGiven', date }, 'Asia/Kolkata', now);

	it.each([undefined, null, '', '  ', '\n'])('none: %p', (date) => {
		expect(ifGiven(date)).toBe('');
	});

	it('is read, and must be one', () => {
		expect(ifGiven('31/12/2027')).toBe('2027-12-31 23:59:59');
		for (const date of ['soon', 'null', '-', 0, false, [], '2026-01-01']) {
			expect(() => ifGiven(date)).toThrow(/^'Expiry Date'/);
		}
	});
});

it('an expression that may have failed is not taken for never where it gives nothing', () => {
	const ifGiven = (date: unknown, source?: string, mayFail = true) =>
		toExpiryDate({ expires: 'onDateIfGiven', date, source, mayFail }, 'Asia/Kolkata', now);
	for (const nothing of [null, undefined, ' ']) {
		expect(() => ifGiven(nothing, 'f($json.until)')).toThrow(
			/^The expression in 'Expiry Date' gave nothing/,
		);
		expect(ifGiven(nothing, '$json.until', false)).toBe('');
	}
	expect(ifGiven('', 'f($json.until)')).toBe('');
	expect(() => ifGiven('', undefined)).toThrow(/gave nothing/);
});

it('a DateTime that is invalid is refused in the words of luxon', () => {
	const given = DateTime.fromFormat('31/13/2027', 'd/M/yyyy');
	const why = /^'Expiry Date' “Invalid DateTime” is not a date that exists: .*13.*month/;
	expect(() => onDate(given)).toThrow(why);
	for (const expires of ['onDate', 'onDateIfGiven'] as const) {
		const read = (date: unknown) => toExpiryDate({ expires, date }, 'Asia/Kolkata', now);
		for (const date of [given, new Date(NaN), 'Invalid DateTime', 'Invalid Date', NaN]) {
			expect(() => read(date)).toThrow(/not a date that exists|cannot be read/);
		}
	}
});

describe('what to do about a date', () => {
	const remedy = (date: unknown, source?: string) => {
		try {
			toExpiryDate({ expires: 'onDate', date, source }, 'Asia/Kolkata', now);
		} catch (error) {
			return (error as InputError).remedy;
		}
		throw new Error(`${String(date)} was read`);
	};

	it.each([
		['05/06/2027', 'd/M/yyyy'],
		['5-6-2027', 'd-M-yyyy'],
		['05.06.27', 'd.M.yy'],
	])('%s: an expression to copy, which works', (date, format) => {
		const expression = /\{\{ (.*) \}\}/.exec(remedy(date, '$json.until'))![1];
		expect(expression).toContain(`'${format}'`);
		const evaluate = new Function('DateTime', '$json', `return ${expression}`);
		expect(onDate(evaluate(DateTime, { until: date }))).toBe('2027-06-05 23:59:59');
	});

	it('names the option, and the other way to say never', () => {
		expect(remedy('05/06/2027')).toMatch(/'Date Format' to 'Day First' or 'Month First'/);
		expect(remedy('soon', '$json.until')).toMatch(
			/2027-03-31.*fromFormat\(String\(\$json\.until\),/,
		);
		expect(remedy('')).toMatch(/'On a Date, Never if Empty'/);
		expect(remedy('2026-01-01')).toMatch(/'After a Period'/);
	});
});

describe('a period from now', () => {
	it.each<[unknown, unknown, string]>([
		[1, 'hours', '2026-11-20 16:30:00'],
		[30, 'days', '2026-12-20 15:30:00'],
		['30', 'days', '2026-12-20 15:30:00'],
		[' 2 ', 'weeks', '2026-12-04 15:30:00'],
		[3, 'months', '2027-02-20 15:30:00'],
		[1, 'years', '2027-11-20 15:30:00'],
	])('%p %s', (amount, unit, wire) => {
		expect(after(amount, unit)).toBe(wire);
	});

	it('ends with the month it ends in, and keeps the hour over daylight saving', () => {
		const january = DateTime.fromISO('2027-01-31T12:00:00Z');
		expect(after(1, 'months', 'UTC', january)).toBe('2027-02-28 12:00:00');
		const march = DateTime.fromISO('2027-03-13T17:00:00Z');
		expect(after(1, 'days', 'America/New_York', march)).toBe('2027-03-14 12:00:00');
	});

	it.each([
		[0, 'days', /'Expires After' “0”/],
		[-1, 'days', /“-1”/],
		[1.5, 'days', /“1.5”/],
		['many', 'days', /“many”/],
		['', 'days', /empty/],
		[null, 'days', /empty/],
		[NaN, 'days', /NaN/],
		[true, 'days', /true/],
		[30, 'minutes', /'Unit' “minutes”.*days/],
		[30, '', /'Unit'/],
		[30, 'constructor', /'Unit'/],
		[1e9, 'years', /1000000000 years.*not a date that exists/],
		[9000, 'years', /9000 years.*not a date that exists/],
	])('refuses %p %p', (amount, unit, why) => {
		expect(() => after(amount, unit)).toThrow(RangeError);
		expect(() => after(amount, unit)).toThrow(why);
	});
});
