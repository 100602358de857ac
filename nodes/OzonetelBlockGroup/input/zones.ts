import { IANAZone } from 'luxon';

/**
 * A time zone that remembers the offset of each day: Intl is slow, and most dates of a long list fall
 * on the same days. Days on which the clocks change are not remembered.
 */
class RememberingZone extends IANAZone {
	private readonly days = new Map<number, number | undefined>();

	override offset(time: number): number {
		const day = Math.floor(time / DAY_MS);
		if (!this.days.has(day)) {
			const first = super.offset(day * DAY_MS);
			const last = super.offset((day + 1) * DAY_MS - 1);
			if (this.days.size >= MOST_DAYS) this.days.clear();
			this.days.set(day, first === last ? first : undefined);
		}
		return this.days.get(day) ?? super.offset(time);
	}
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 20_000;

/** Each zone is created once: even checking whether one exists costs about 50 kB in Intl. */
const zones = new Map<string, IANAZone>();

/** The time zone of an IANA name such as `Asia/Kolkata`; undefined if there is none. */
export function findZone(name: string): IANAZone | undefined {
	const known = zones.get(name);
	if (known) return known;
	const zone = new RememberingZone(name);
	if (!zone.isValid) return undefined;
	zones.set(name, zone);
	return zone;
}
