import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';

import { findZone } from '../../nodes/OzonetelBlockGroup/input/expiry';

it('makes a zone once, and none of a name that is none', () => {
	expect(findZone('Asia/Kolkata')).toBe(findZone('Asia/Kolkata'));
	for (const name of ['', 'Asia/Nowhere', 'auto', 'constructor']) {
		expect(findZone(name)).toBeUndefined();
	}
});

it('looks a zone up without asking Intl again', () => {
	findZone('Asia/Tokyo');
	const ask = jest.spyOn(Intl, 'DateTimeFormat');
	for (let n = 0; n < 1000; n++) findZone('Asia/Tokyo');
	expect(ask).not.toHaveBeenCalled();
	ask.mockRestore();
});

const ZONES = [
	'Asia/Kolkata',
	'Europe/London',
	'America/New_York',
	'Australia/Lord_Howe',
	'Asia/Gaza',
];

it.each(ZONES)(
	'tells the offset that luxon tells, on days when the clocks change too: %s',
	(name) => {
		const [ours, luxons] = [findZone(name)!, IANAZone.create(name)];
		const from = Date.UTC(2025, 0, 1);
		const hours = fc.integer({ min: 0, max: 15 * 366 * 24 });
		fc.assert(
			fc.property(hours, fc.nat(3_599_999), (hour, ms) => {
				const time = from + hour * 3_600_000 + ms;
				expect(ours.offset(time)).toBe(luxons.offset(time));
			}),
			{ numRuns: 1000 },
		);
		for (let hour = 0; hour < 2 * 366 * 24; hour++) {
			const time = from + hour * 3_600_000;
			if (ours.offset(time) !== luxons.offset(time)) throw new Error(new Date(time).toISOString());
		}
	},
);

it('moves a time that is left out to one that exists, as luxon does', () => {
	const wall = { year: 2027, month: 3, day: 14, hour: 2, minute: 30 };
	const [ours, luxons] = [findZone('America/New_York')!, 'America/New_York'].map((zone) =>
		DateTime.fromObject(wall, { zone }).toISO(),
	);
	expect(ours).toBe(luxons);
});
