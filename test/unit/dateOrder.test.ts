import { DateTime } from 'luxon';

import { orderOf, orderShownBy } from '../../nodes/OzonetelBlockGroup/input/dateText';
import { toExpiryDate } from '../../nodes/OzonetelBlockGroup/input/expiry';

// What a list tells of the order of its dates.

const now = DateTime.fromISO('2026-11-20T10:00:00Z');
const shownBy = (...dates: unknown[]) => orderShownBy(dates, now);

/** How each date of a list is read, or why it is not. */
const readAll = (...dates: unknown[]) => {
	const shown = orderShownBy(dates, now);
	return dates.map((date) => {
		try {
			return toExpiryDate({ expires: 'onDate', date, shown }, 'Asia/Kolkata', now).slice(0, 10);
		} catch (error) {
			return (error as Error).message;
		}
	});
};

describe('one date that can only be day first', () => {
	it.each([
		['31/12/2027', '05/06/2027'],
		['31.12.2027', '05.06.2027'],
		['31-12-2027', '05-06-2027'],
		['31/12/2027', '05.06.2027'],
		['31/12/2020', '5/6/2027'], // it need not be in the future
		['31/12/2027 18:30', '05/06/2027, 6:30 pm'],
		['"31/12/2027"', '\u200e05/06/2027'],
		['31/12/27', '05/06/27'], // 2005, if the year came first
		['31/12/2027', '05/06/27'],
		['13/1/27', '5/6/27'],
		['15/12/30', '16/06/27', '05/06/27'],
		['31/12/27', '31/06/27', '05/06/27'], // June has 30 days: a slip shows nothing
	])('%s shows it for the others', (...dates) => {
		expect(orderOf(shownBy(...dates))).toBe('dayFirst');
		expect(orderOf(shownBy(...dates.reverse()))).toBe('dayFirst');
		expect(readAll(...dates)).toContain('2027-06-05');
	});
});

it.each([
	['12/31/2027', '05/06/2027'],
	['12.31.2027', '05-06-2027'],
	['12/31/27', '05/06/27'],
	['12/31/2027', '05/06/27'],
])('one that can only be month first: %s', (...dates) => {
	expect(orderOf(shownBy(...dates))).toBe('monthFirst');
	expect(readAll(...dates)).toEqual(['2027-12-31', '2027-05-06']);
});

describe('nothing is shown', () => {
	it.each([
		[[]],
		[['05/06/2027', '07/08/2027']],
		[['05/05/2027', '05/06/2027']],
		[['2027-12-31', '31 Dec 2027', 48213, '20271231', '05/06/2027']],
		[['32/13/2027', '31/04/2027', 'soon', null, undefined, {}, '05/06/2027']],
		[['x'.repeat(1_000_000), '31/12/2027'.padEnd(1_000_000, '0'), '05/06/2027']],
		[['27/12/31', '28/06/05']], // the year may come first: 2027 and 2028
		[['31/12/27']],
	])('by %j', (dates) => {
		expect(orderOf(shownBy(...dates))).toBeUndefined();
		const ambiguous = dates.filter((date) => /^\d\d\/\d\d\/\d/.test(String(date))).at(-1);
		if (ambiguous) expect(readAll(...dates).at(-1)).toMatch(/is ambiguous: it can be/);
	});

	it('by a list that has both orders, which the error says', () => {
		const [, , refused] = readAll('31/12/2027', '12/30/2027', '05/06/2027');
		expect(refused).toBe(
			"'Expiry Date' “05/06/2027” is ambiguous: it can be 5 June 2027 or 6 May 2027, and the dates of this run have both orders: “31/12/2027” and “12/30/2027”",
		);
	});

	it('by a list in which the year comes first somewhere', () => {
		expect(orderOf(shownBy('32/12/27', '15/12/30', '05/06/27'))).toBeUndefined();
	});
});

it('names examples for the hint', () => {
	expect(shownBy('2027-01-01', '31/12/2027', '05/06/2027', '30/12/2027', '07/08/2027')).toEqual({
		dayFirst: '31/12/2027',
		ambiguous: '05/06/2027',
	});
	expect(shownBy('31/12/2027', '05/05/2027')).toEqual({ dayFirst: '31/12/2027' });
});

it('a format that is set holds, whatever the list shows', () => {
	const shown = shownBy('31/12/2027');
	const read = (date: string, format: 'dayFirst' | 'monthFirst') =>
		toExpiryDate({ expires: 'onDate', date, format, shown }, 'UTC', now);
	expect(read('05/06/2027', 'monthFirst')).toBe('2027-05-06 23:59:59');
	expect(() => read('31/12/2027', 'monthFirst')).toThrow(/cannot have the month first/);
});
