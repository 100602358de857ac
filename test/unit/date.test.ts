import { DateTime } from 'luxon';

import { readDate } from '../../nodes/OzonetelBlockGroup/input/date';
import type { InputError } from '../../nodes/OzonetelBlockGroup/input/values';

const now = DateTime.fromISO('2026-11-20T10:00:00Z');
const read = (value: unknown, zone = 'Asia/Kolkata') =>
	readDate(value, { zone, format: 'auto', now, source: '$json.until' });
const wire = (value: unknown, zone?: string) => read(value, zone).toFormat('yyyy-MM-dd HH:mm:ss');

describe('a date alone means the end of that day', () => {
	it.each<[unknown]>([[20311231], ['48213.0']])('%p', (date) => {
		for (const zone of ['Asia/Kolkata', 'UTC', 'America/New_York']) {
			expect(wire(date, zone)).toBe('2031-12-31 23:59:59');
		}
	});

	it.each<[unknown, string]>([
		['2031-12-31T00:00:00', '2031-12-31 00:00:00'],
		['2031-12-31 00:00', '2031-12-31 00:00:00'],
		['20311231T000000', '2031-12-31 00:00:00'],
		['31/12/2031 12:00 am', '2031-12-31 00:00:00'],
		['31/12/2031 0:00', '2031-12-31 00:00:00'],
		[48213.5, '2031-12-31 12:00:00'],
		[DateTime.fromISO('2031-12-31T00:00:00+05:30'), '2031-12-31 00:00:00'],
		[new Date('2031-12-31T00:00:00+05:30'), '2031-12-31 00:00:00'],
		[Date.parse('2031-12-31T00:00:00+05:30'), '2031-12-31 00:00:00'],
	])('but a time is kept, also midnight: %p', (date, wanted) => {
		expect(wire(date)).toBe(wanted);
	});
});

describe('a date picks things up on its way', () => {
	it.each([
		['="31/12/2031"'],
		['\u202a31\u200b/12/2031\u202c\ufeff'],
		['31\uff0f12\uff0f2031'],
		['31\u204412\u22152031'],
		["31 Dec '31"],
	])('%j', (date) => {
		expect(wire(date)).toBe('2031-12-31 23:59:59');
	});
});

describe('a time of the day', () => {
	it.each([
		['31/12/2031 6 p.m.', '18:00:00'],
		['31/12/2031, 6:30:05\u202fpm', '18:30:05'],
		['December 31, 2031 at 6:30 PM', '18:30:00'],
		['31/12/2031 18:30 PM', '18:30:00'],
		['31/12/2031 00:30 AM', '00:30:00'],
		['2031-12-31T18:30:05.123456789', '18:30:05'],
	])('%s', (date, time) => {
		expect(wire(date)).toBe(`2031-12-31 ${time}`);
	});

	it.each([
		['31/12/2031 11:59:59 pm IST'],
		['31 Dec 2031 23:59:59 GMT+5:30'],
		['Wed Dec 31 2031 23:59:59 GMT+0530 (India Standard Time)'],
		['\\/Date(1956508199000)\\/'],
	])('is of the zone that is named: %s', (date) => {
		expect(wire(date, 'UTC')).toBe('2031-12-31 18:29:59');
		expect(wire(date, 'Asia/Kolkata')).toBe('2031-12-31 23:59:59');
	});

	it.each(['Europe/Dublin', 'Asia/Jerusalem'])('IST is refused where it is local: %s', (zone) => {
		expect(() => read('31/12/2031 18:30 IST', zone)).toThrow(/cannot be read/);
		expect(wire('31/12/2031 18:30', zone)).toBe('2031-12-31 18:30:00');
	});

	it.each([
		['31/12/2031 18'],
		['31/12/2031 6.30'],
		['31/12/2031 18:30.05'],
		['31/12/2031 18:30 -'],
		['31/12/2031 18:30 to 19:00'],
		['31/12/2031 18:30 +19:00'],
		['31/12/2031 18:30 +05:75'],
		['31/12/2031 (extended to 31/01/2032)'],
		['31/12/2031 - 31/01/2032'],
		['2031-12-31T'],
		['-2031-12-31'],
		['31//2031'],
		['310/12/2031'],
		['20311231235959'],
		['18:30 31/12/2031'],
	])('%s is refused', (date) => {
		expect(read.bind(null, date)).toThrow(/cannot be read|not a date/);
	});

	it.each([
		['31/12/2031 18:30 am'],
		['31/12/2031 0:30 pm'],
		['31/12/2031 24:30'],
		['20311331'],
		['31122031'],
	])('%s does not exist', (date) => {
		expect(read(date).isValid).toBe(false);
	});
});

describe('a number that is no date', () => {
	it.each<[unknown, RegExp]>([
		[9812345678, /“9812345678”, read as 2280-12-10 01:04:38, is more than 50 years ahead/],
		['9812345678', /2280/],
		['"98123 45678"', /cannot be read/],
		[94105, /“94105”, read as 2157-08-24 23:59:59, is more than 50 years ahead/],
		['94105', /2157/],
		[981234567890123, /cannot be read/],
		['9999999999999', /2286/],
		['22100512', /2210-05-12/],
	])('%p is refused, and what was read is said', (value, why) => {
		expect(() => read(value)).toThrow(why);
	});

	it('says what it may be, and how to write a date so far ahead', () => {
		let remedy = '';
		try {
			read(9812345678);
		} catch (error) {
			({ remedy } = error as InputError);
		}
		expect(remedy).toMatch(/phone number or a postal code.*2280-12-10.*'Never'/);
		expect(wire('2280-12-10')).toBe('2280-12-10 23:59:59');
		expect(wire('31/12/2199')).toBe('2199-12-31 23:59:59');
	});

	it('is one up to 50 years ahead', () => {
		const last = now.plus({ years: 50 });
		expect(wire(last.toMillis(), 'UTC')).toBe('2076-11-20 10:00:00');
		expect(() => read(last.toMillis() + 1)).toThrow(/50 years/);
	});
});
