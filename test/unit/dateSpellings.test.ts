import fc from 'fast-check';
import { DateTime } from 'luxon';

import { orderShownBy } from '../../nodes/OzonetelBlockGroup/input/dateText';
import { toExpiryDate, type Expiry } from '../../nodes/OzonetelBlockGroup/input/expiry';
import { spelledDates, spelledLists, type SpelledDate } from '../support/spelledDates';

// However a date is written, it is read as that date or refused; never as another one.

const now = DateTime.now();
const ZONES = ['Asia/Kolkata', 'UTC', 'Asia/Tokyo', 'America/Phoenix'];

function read(date: unknown, zone: string, more: Partial<Expiry> = {}): string | undefined {
	try {
		return toExpiryDate({ expires: 'onDate', date, ...more } as Expiry, zone, now);
	} catch {
		return undefined;
	}
}

const shown = (date: SpelledDate, got: unknown) =>
	`${JSON.stringify(date.written)} means ${date.means}, read as ${String(got)}`;

it.each(ZONES)('one date, read in %s', (zone) => {
	fc.assert(
		fc.property(spelledDates(zone), (date) => {
			const got = read(date.written, zone);
			if (got !== date.means && (got !== undefined || date.certain)) {
				throw new Error(shown(date, got));
			}
		}),
		{ numRuns: 2000 },
	);
});

it('a list, by what it shows of its order', () => {
	let [ambiguous, help] = [0, 0];
	fc.assert(
		fc.property(spelledLists, ({ order, dates }) => {
			const list = orderShownBy(
				dates.map(({ written }) => written),
				now,
			);
			for (const date of dates) {
				const got = read(date.written, 'UTC', { shown: list } as Partial<Expiry>);
				if (got !== undefined && got !== date.means)
					throw new Error(`${order}: ${shown(date, got)}`);
				if (date.certain || order === 'yearFirst') continue;
				ambiguous++;
				if (got !== undefined) help++;
			}
		}),
		{ numRuns: 1000 },
	);
	expect(help / ambiguous).toBeGreaterThan(0.7);
});
