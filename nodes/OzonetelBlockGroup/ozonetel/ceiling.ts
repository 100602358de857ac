/** The first requests under way at once, and by how much more a round of answers lets start. */
const FIRST_CEILING = 2;
const GROWTH = 5;
/** After so many answers, what was one too many is tried again; after each time, twice as many. */
const FIRST_PATIENCE = 50;

/**
 * How many requests may be under way at once: 2, 10, then what the option allows. "Busy" lowers it to
 * below what was one too many; a failure halves it.
 */
export class Ceiling {
	value = FIRST_CEILING;
	/** What "busy" has shown to be the most. */
	private most = Infinity;
	private patience = FIRST_PATIENCE;
	/** Since the ceiling last changed. */
	private answers = 0;
	/** Requests that started before this serial say nothing about the ceiling. */
	private reducedAt = 0;
	/** Nothing has got through since it was reduced. */
	private isBarren = false;

	isLate(serial: number): boolean {
		return serial < this.reducedAt;
	}

	gotThrough(): void {
		this.isBarren = false;
		const isTrial = this.value >= this.most;
		if (++this.answers < (isTrial ? this.patience : this.value)) return;
		this.answers = 0;
		this.value = isTrial ? this.value + 1 : Math.min(this.most, this.value * GROWTH);
		if (isTrial) this.most = Infinity;
	}

	/**
	 * Ozonetel was busy with other requests of ours.
	 *
	 * @param level how many were under way when the refused one started, itself included
	 * @returns whether that shows how many are too many
	 */
	wasBusy(level: number, isLate: boolean, started: number, underWay: number): boolean {
		if (this.isBarren && isLate) return false;
		// If none of ours gets through, somebody else's call is running.
		if (this.isBarren || level === 1) {
			this.halve(started, underWay);
			return false;
		}
		this.patience *= 2;
		this.most = Math.min(this.value, level - 1);
		this.reduceTo(this.most, started);
		return true;
	}

	halve(started: number, underWay: number): void {
		this.reduceTo(Math.max(1, Math.floor(Math.min(this.value, underWay) / 2)), started);
	}

	private reduceTo(ceiling: number, started: number): void {
		this.value = ceiling;
		this.answers = 0;
		this.isBarren = true;
		this.reducedAt = started;
	}
}
