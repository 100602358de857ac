import { DateTime } from 'luxon';

import { toExpiryDate } from '../../nodes/OzonetelBlockGroup/input/expiry';

const now = DateTime.fromISO('2026-11-20T10:00:00Z');
const at = (instant: string) => Date.parse(instant);
const onDate = (date: unknown, zone = 'Asia/Kolkata') =>
	toExpiryDate({ expires: 'onDate', date }, zone, now);
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
		['2027-03-31 18:30:05', '2027-03-31 18:30:05'],
		['2027-03-31T18:30:05', '2027-03-31 18:30:05'],
		['2027-03-31T00:00:00', '2027-03-31 00:00:00'],
		['2027-03-31T18:30:05.999', '2027-03-31 18:30:05'],
		['2027-03-31 18:30', '2027-03-31 18:30:00'],
		['2027-03-31', '2027-03-31 00:00:00'],
		['  2027-03-31  ', '2027-03-31 00:00:00'],
		['2028-02-29', '2028-02-29 00:00:00'],
	])('%s', (date, wire) => {
		for (const zone of ['Asia/Kolkata', 'UTC', 'America/New_York']) {
			expect(onDate(date, zone)).toBe(wire);
		}
	});
});

describe('a moment is told in the zone', () => {
	const moment = '2027-03-31T18:30:05Z';
	it.each<[string, unknown]>([
		['ISO 8601, Z', moment],
		['ISO 8601, offset', '2027-04-01T00:00:05+05:30'],
		['ISO 8601, offset without colon', '2027-03-31T14:30:05-0400'],
		['ISO 8601, fraction', '2027-03-31T18:30:05.000Z'],
		['a space in place of the T', '2027-03-31 18:30:05Z'],
		['a space before the offset', '2027-04-01 00:00:05 +05:30'],
		['luxon', DateTime.fromISO(moment)],
		['luxon in another zone', DateTime.fromISO(moment, { zone: 'Asia/Tokyo' })],
		['luxon of another copy', otherCopy('2027-04-01T00:00:05+05:30')],
		['JS Date', new Date(moment)],
		['Unix seconds', at(moment) / 1000],
		['Unix seconds as text', String(at(moment) / 1000)],
		['Unix seconds with a fraction', at(moment) / 1000 + 0.25],
		['Unix milliseconds', at(moment)],
		['Unix milliseconds as text', String(at(moment))],
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
		['01-12-2026', /“01-12-2026” is ambiguous.*2027-03-31/],
		['1/12/2026', /ambiguous.*2027-03-31/],
		['01.12.26 18:30', /ambiguous/],
		['31-12-2026', /“31-12-2026”.*2027-03-31/],
		['2026-11-19', /“2026-11-19”.*2026-11-19 00:00:00.*past/],
		['2026-11-20T10:00:00Z', /past/],
		[at('2026-11-20T09:59:59Z'), /past/],
		[at('2026-11-20T09:59:59Z') / 1000, /past/],
		['soon', /“soon” cannot be read.*2027-03-31/],
		['2027-3-31', /“2027-3-31”/],
		['2027', /“2027”/],
		['10000-01-01', /“10000-01-01”/],
		['', /empty/],
		['  ', /Expiry Date/],
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
