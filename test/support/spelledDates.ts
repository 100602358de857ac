import fc from 'fast-check';

/**
 * Dates as people and programs write them, made from a known date and time. Shares no code with the
 * node: what a spelling means is told by the calendar and the zones of JavaScript alone.
 */
export interface SpelledDate {
	written: string | number;
	/** What it means in the zone that it is read in: `2031-12-31 18:30:00`. */
	means: string;
	/** Whether it can be nothing else, so that refusing it is wrong too. */
	certain: boolean;
}

export type Order = 'dayFirst' | 'monthFirst' | 'yearFirst';

interface Clock {
	text: string;
	/** Seconds since midnight. */
	seconds: number;
}

const two = (number: number) => String(number).padStart(2, '0');
const NAMES =
	'January February March April May June July August September October November December';
const MONTHS = NAMES.split(' ');
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DAY_MS = 86_400_000;
const END = DAY_MS / 1000 - 1;

/** A wall clock's reading of an instant, by the zones of Intl. */
function inZone(instant: number, timeZone: string): string {
	const parts = clockOf(timeZone).formatToParts(instant);
	const of = (type: string) => parts.find((part) => part.type === type)!.value;
	return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:${of('second')}`;
}

const inZones = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
	const clock =
		inZones.get(timeZone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
	inZones.set(timeZone, clock);
	return clock;
}

/** The same text, as if the zone were UTC: for dates that are read where they are written. */
const wall = (day: number, seconds: number) => inZone(day * DAY_MS + seconds * 1000, 'UTC');

/** Days since 1970, from the day of this run on. */
const days = (most: number) => {
	const today = Math.floor(Date.now() / DAY_MS);
	return fc.integer({ min: today + 2, max: today + most });
};

const clocks: fc.Arbitrary<Clock> = fc
	.tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(6))
	.map(([h, m, s, style]) => {
		const half = h < 12 ? 'am' : 'pm';
		const hour = h % 12 || 12;
		const whole = h * 3600 + m * 60;
		return [
			{ text: `${two(h)}:${two(m)}:${two(s)}`, seconds: whole + s },
			{ text: `${h}:${two(m)}`, seconds: whole },
			{ text: `${hour}:${two(m)} ${half}`, seconds: whole },
			{ text: `${hour}:${two(m)}:${two(s)}\u202f${half.toUpperCase()}`, seconds: whole + s },
			{ text: `${hour}${half}`, seconds: h * 3600 },
			{ text: `${hour}.${two(m)} ${half[0]}.m.`, seconds: whole },
			{ text: `${two(h)}:${two(m)}:${two(s)}.250`, seconds: whole + s },
		][style];
	});

/** A date in words and numbers: how it is written, and in which order. */
const spellings = (day: number, sep: string): Array<[text: string, order?: Order]> => {
	const date = new Date(day * DAY_MS);
	const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
	const name = MONTHS[m - 1];
	const weekday = DAYS[date.getUTCDay()];
	const th =
		d % 10 === 1 && d !== 11
			? 'st'
			: d % 10 === 2 && d !== 12
				? 'nd'
				: d % 10 === 3 && d !== 13
					? 'rd'
					: 'th';
	const yy = two(y % 100);
	return [
		[`${y}-${two(m)}-${two(d)}`],
		[`${y}${sep}${m}${sep}${d}`],
		[`${d} ${name} ${y}`],
		[`${two(d)}-${name.slice(0, 3)}-${y}`],
		[`${d}${th} ${name.slice(0, 3).toUpperCase()}. ${y}`],
		[`${name} ${d}, ${y}`],
		[`${weekday}, ${name} ${d}${th}, ${y}`],
		[`${weekday.slice(0, 3)}, ${two(d)} ${name.slice(0, 3)} ${y}`],
		[date.toUTCString().slice(0, 16)],
		[`${two(d)}${sep}${two(m)}${sep}${y}`, 'dayFirst'],
		[`${d}${sep}${m}${sep}${y}`, 'dayFirst'],
		[`${two(m)}${sep}${two(d)}${sep}${y}`, 'monthFirst'],
		[`${m}${sep}${d}${sep}${y}`, 'monthFirst'],
		[`${two(d)}${sep}${two(m)}${sep}${yy}`, 'dayFirst'],
		[`${d}${sep}${m}${sep}${yy}`, 'dayFirst'],
		[`${two(m)}${sep}${two(d)}${sep}${yy}`, 'monthFirst'],
		[`${yy}${sep}${two(m)}${sep}${two(d)}`, 'yearFirst'],
	];
};

const SPELLINGS = spellings(0, '/').length;
const separators = fc.constantFrom('/', '-', '.');

/** The same date after a spreadsheet, a chat or another keyboard has had it. */
const worn: fc.Arbitrary<(text: string) => string> = fc.constantFrom<
	Array<(text: string) => string>
>(
	(text) => text,
	(text) => text,
	(text) => `  ${text}\t`,
	(text) => `"${text}"`,
	(text) => `“${text}”`,
	(text) => `'${text}`,
	(text) => `\u202a${text}\u202c`,
	(text) => `\ufeff${text}`,
	(text) => text.replaceAll('-', '\u2011'),
	(text) => text.replaceAll('/', '\u2215'),
	(text) => text.replaceAll(' ', '\u00a0'),
	(text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit))),
	(text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
	(text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
);

/** What stands for a zone after a time, and the minutes it is ahead of UTC. */
const offsets = fc.oneof(
	fc.constantFrom<[string, number]>(['Z', 0], [' GMT', 0], [' UTC', 0], [' IST', 330]),
	fc
		.tuple(fc.integer({ min: -47, max: 56 }), fc.nat(3))
		.map(([quarters, style]): [string, number] => {
			const minutes = quarters * 15;
			const sign = minutes < 0 ? '-' : '+';
			const [h, m] = [two(Math.trunc(Math.abs(minutes) / 60)), two(Math.abs(minutes) % 60)];
			return [
				[`${sign}${h}:${m}`, `${sign}${h}${m}`, ` ${sign}${h}:${m}`, ` GMT${sign}${h}${m}`][style],
				minutes,
			];
		}),
);

/** Whether three numbers are a day of the calendar. */
const isDay = (y: number, m: number, d: number) => {
	const date = new Date(Date.UTC(y, m - 1, d));
	return date.getUTCMonth() === m - 1 && date.getUTCDate() === d && m >= 1;
};

/** Whether no other order of its numbers makes another date. */
function isCertain(text: string): boolean {
	const numbers = text.split(/[-/.]/).map(Number);
	const [a, b, c] = numbers;
	if (text.split(/[-/.]/)[0].length === 4) return true;
	const isShort = text.split(/[-/.]/)[2].length === 2;
	const year = isShort ? 2000 + c : c;
	const meanings = [
		[year, b, a],
		[year, a, b],
		...(isShort && /^\d\d\D/.test(text) ? [[2000 + a, b, c]] : []),
	].filter(([y, m, d]) => isDay(y, m, d));
	// A year in front of two digits, which may be a day that does not exist in its month.
	const isDoubtful = isShort && a <= 31 && !isDay(year, b, a) && !isDay(year, a, b);
	return new Set(meanings.map(String)).size === 1 && !isDoubtful;
}

/** One date, in any writing, read in a zone. */
export const spelledDates = (timeZone: string): fc.Arbitrary<SpelledDate> =>
	fc.oneof(
		{ arbitrary: inWords(timeZone), weight: 6 },
		{ arbitrary: counted(timeZone), weight: 1 },
	);

const inWords = (timeZone: string): fc.Arbitrary<SpelledDate> =>
	fc
		.tuple(
			days(30 * 365),
			fc.nat(SPELLINGS - 1),
			separators,
			fc.option(clocks, { nil: undefined }),
			fc.option(offsets, { nil: undefined }),
			worn,
			fc.constantFrom(' ', ', ', '  '),
		)
		.map(([day, style, sep, clock, offset, wear, gap]) => {
			const [text, order] = spellings(day, sep)[style];
			const certain = order === undefined || isCertain(text);
			if (!clock) return { written: wear(text), means: wall(day, END), certain };
			if (!offset) {
				return {
					written: wear(`${text}${gap}${clock.text}`),
					means: wall(day, clock.seconds),
					certain,
				};
			}
			const instant = day * DAY_MS + clock.seconds * 1000 - offset[1] * 60_000;
			const written = wear(`${text}${gap}${clock.text}${offset[0]}`);
			return { written, means: inZone(instant, timeZone), certain };
		});

/** Counts of days, seconds and milliseconds; ISO 8601 without separators; what .NET writes. */
const counted = (timeZone: string): fc.Arbitrary<SpelledDate> =>
	fc
		.tuple(days(30 * 365), fc.nat(END), fc.nat(8), fc.boolean())
		.map(([day, seconds, style, asText]) => {
			const instant = day * DAY_MS + seconds * 1000;
			const serial = day + 25_569; // 1970-01-01
			const iso = new Date(instant).toISOString();
			const compact = iso.slice(0, 19).replace(/[-:]/g, '');
			const [written, means] = [
				[serial, wall(day, END)],
				[serial + 0.25, wall(day, DAY_MS / 4000)],
				[instant / 1000, inZone(instant, timeZone)],
				[instant, inZone(instant, timeZone)],
				[Number(compact.slice(0, 8)), wall(day, END)],
				[compact, wall(day, seconds)],
				[iso, inZone(instant, timeZone)],
				[`/Date(${instant}+0530)/`, inZone(instant, timeZone)],
				[`/Date(${instant})/`, inZone(instant, timeZone)],
			][style] as [string | number, string];
			return { written: asText ? String(written) : written, means, certain: true };
		});

/** A list of dates alone, all written in one order and with one separator. */
export const spelledLists: fc.Arbitrary<{ order: Order; dates: SpelledDate[] }> = fc
	.tuple(
		fc.constantFrom<Order>('dayFirst', 'monthFirst', 'yearFirst'),
		separators,
		fc.boolean(),
		fc.array(days(8 * 365), { minLength: 1, maxLength: 12 }),
	)
	.map(([order, sep, short, list]) => ({
		order,
		dates: list.map((day) => {
			const texts = spellings(day, sep).filter(
				([text, its]) =>
					its === order &&
					/^\d\d\D\d\d\D/.test(text) &&
					(text.length === 8) === (short || order === 'yearFirst'),
			);
			const [text] = texts[0];
			return { written: text, means: wall(day, END), certain: isCertain(text) };
		}),
	}));
