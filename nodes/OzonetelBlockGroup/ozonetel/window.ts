/**
 * What a window of the rate limit takes: as many requests as got through before "limit". So many are
 * sent in each window from then on, and now and then more, to find out whether the limit was raised.
 */
export class RateWindow {
	/** How many requests a window takes, as far as is known. */
	size = Infinity;
	/** How long it lasts, in ms, as far as is known. */
	private length = Infinity;
	/** The serial of this window's first request, and when that was answered. */
	private from = 0;
	private begin?: number;
	private through = 0;
	/** It ended with "limit". */
	private isFull = false;
	/** How many windows were used up without "limit", and how many more requests the next one gets. */
	private held = 0;
	private more = 1;

	/** Whether an answer of "limit" to this request says something new. */
	isOpenFor(serial: number): boolean {
		return serial >= this.from && !this.isFull;
	}

	/** Whether it takes no more requests, apart from those that are under way. */
	isUsedUp(underWay: number): boolean {
		return !this.isFull && this.through + underWay >= this.size;
	}

	/** When it ends; Infinity if that is not known. */
	get end(): number {
		return this.begin === undefined ? Infinity : this.begin + this.length;
	}

	gotThrough(serial: number, now: number): void {
		if (serial < this.from) return;
		this.begin ??= now;
		this.through++;
		if (this.isFull) this.size = this.through;
	}

	/**
	 * Ozonetel answered "limit": what has got through is what a window takes.
	 *
	 * @param until  when requests may go on, as Ozonetel says (`isTold`) or as guessed
	 * @param usual  how long a window lasts, if nothing else is known
	 * @returns when requests may go on
	 */
	limited(until: number, isTold: boolean, usual: number): number {
		const opens = !isTold && this.through > 0 && this.size < Infinity ? this.end : until;
		this.isFull = true;
		if (this.through > 0) {
			this.size = this.through;
			this.more = 1;
		}
		if (isTold && this.begin !== undefined) this.length = until - this.begin;
		if (this.length === Infinity) this.length = usual;
		return opens;
	}

	/** If a request starts in a new window: after 1, 2, 4, 8 … windows without "limit", it gets more. */
	renew(serial: number, now: number, underWay: number): void {
		if (!this.isFull && now < this.end) return;
		if (this.isUsedUp(underWay) && (this.more > 1 || Number.isInteger(Math.log2(++this.held)))) {
			this.size += this.more;
			this.more *= 2;
		}
		this.from = serial;
		this.begin = undefined;
		this.through = 0;
		this.isFull = false;
	}
}
