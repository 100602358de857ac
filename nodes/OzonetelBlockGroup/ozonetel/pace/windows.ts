import { LeastWait } from './leastWait';

/** Who sets a limit takes a round number: the run is careful until it has got past each of these. */
const LIKELY_SIZES = [5, 10, 20, 30, 60, 100];
/** So many requests may be thrown away on finding one, however short the run. */
const SPARE = 4;
/** After so many windows that held, a window is tried for more; after twice as many the next time. */
const FIRST_QUIET = 2;
/** No wait grows longer than this by itself. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * How many requests Ozonetel takes in a window of time, learnt from what got through before it said
 * "limit": from then on the run waits for the next window of its own accord. As nobody tells the
 * size, a window is tried for more now and then, ever more rarely. Pure: all times are in ms.
 */
export class Windows {
	/** Number of the window that requests are started in now. */
	current = 0;
	/** How many requests a window takes, as far as is known. */
	size = Infinity;

	private started = 0;
	private unanswered = 0;
	private through = 0;
	private startedAt = 0;
	/** When the first answer came in this window: Ozonetel's began before that. */
	private begin?: number;
	/** Ozonetel said "limit" in this window; when it may be tried again. */
	private fullUntil?: number;
	/** From its begin to the next one's, in ms. */
	private length: LeastWait;
	/** Whether the length has been waited for once, and something got through then. */
	private proven = false;
	private waitedItself = false;
	private lastBegin?: number;
	private quiet = 0;
	private quietBeforeTrial = FIRST_QUIET;
	private onTrial = false;

	/**
	 * @param wait how long to wait after "limit" where Ozonetel does not say
	 * @param requests how many the run takes, if nothing is repeated
	 */
	constructor(
		private readonly wait: number,
		private readonly requests: number,
	) {
		this.length = new LeastWait(wait);
	}

	/** When the next request may start: not after now, later, or Infinity for after the next answer. */
	next(now: number): number {
		if (this.fullUntil !== undefined) return this.fullUntil;
		const isNewGround = this.current > 0 && !this.proven && this.through === 0;
		if (isNewGround && this.unanswered > 0) return Infinity; // the first one tells
		if (this.size === Infinity) {
			return this.through + this.unanswered < this.affordable ? now : Infinity;
		}
		if (this.isOver(now) || this.started < this.room) return now;
		return this.begin === undefined ? Infinity : this.begin + this.length.next;
	}

	/** @returns the number of the window it is started in */
	start(now: number): number {
		if (this.fullUntil !== undefined || this.isOver(now)) this.renew(now);
		this.started++;
		this.unanswered++;
		return this.current;
	}

	/** A request was not sent after all. */
	undo(window: number): void {
		if (window !== this.current) return;
		this.started--;
		this.unanswered--;
	}

	/** An answer, whatever it says, but for "limit". */
	answered(window: number, now: number, through: boolean): void {
		if (window !== this.current) return;
		this.unanswered--;
		if (through && this.through === 0) this.prove();
		this.begin ??= now;
		if (!through) return;
		this.through++;
		if (this.fullUntil !== undefined) this.size = this.through;
	}

	/**
	 * @param refusals how many in a row this is, with nothing through between them
	 * @returns whether the window is full only now: others may have been on their way into it
	 */
	limited(window: number, now: number, refusals: number, retryAfter?: number): boolean {
		if (window !== this.current) return false;
		this.unanswered--;
		const isNew = this.fullUntil === undefined;
		if (isNew && this.through > 0) this.learn();
		else if (isNew && this.lastBegin !== undefined) this.length.failed(now - this.lastBegin);
		if (retryAfter !== undefined) {
			this.fullUntil = Math.max(this.fullUntil ?? 0, now + retryAfter);
			if (this.begin !== undefined && this.through > 0) {
				this.length = new LeastWait(this.fullUntil - this.begin);
				this.proven = true;
			}
		}
		this.fullUntil ??= this.resumption(now, refusals);
		return isNew;
	}

	/** Forgets that the window is full. */
	resume(): void {
		if (this.fullUntil !== undefined) this.fullUntil = 0;
	}

	/**
	 * Up to where requests may be started while the size is unknown. If a window held the next likely
	 * number of them, the run would take so many windows: at most one is thrown away for each.
	 */
	private get affordable(): number {
		const likely = LIKELY_SIZES.find((size) => size >= this.through) ?? Infinity;
		return likely + Math.max(SPARE, Math.floor(this.requests / likely));
	}

	/** How many may be started in this window; on trial two more for each that is beyond the size. */
	private get room(): number {
		if (!this.onTrial) return this.size;
		return this.size + 1 + 2 * Math.max(0, this.through - this.size);
	}

	private isOver(now: number): boolean {
		return this.size < Infinity && this.begin !== undefined && now >= this.begin + this.length.next;
	}

	private renew(now: number): void {
		this.waitedItself = this.fullUntil === undefined;
		if (this.waitedItself && this.started >= this.size) {
			this.quiet++;
			this.size = Math.max(this.size, this.through);
		}
		if (this.through > 0) this.lastBegin = this.begin;
		this.onTrial = this.quiet >= this.quietBeforeTrial;
		this.current++;
		this.startedAt = now;
		this.started = 0;
		this.unanswered = 0;
		this.through = 0;
		this.begin = undefined;
		this.fullUntil = undefined;
	}

	/** What got through before "limit" is the size. */
	private learn(): void {
		if (this.onTrial) {
			this.quietBeforeTrial = this.through > this.size ? FIRST_QUIET : 2 * this.quietBeforeTrial;
		}
		this.quiet = 0;
		this.size = this.through;
	}

	/** Something gets through again, so that the window before is over. */
	private prove(): void {
		if (this.lastBegin !== undefined) this.length.held(this.startedAt - this.lastBegin);
		if (this.waitedItself) this.proven = true;
	}

	private resumption(now: number, refusals: number): number {
		if (this.proven && this.begin !== undefined && this.through > 0) {
			return Math.max(now, this.begin + this.length.next);
		}
		const longest = Math.max(this.wait, LONGEST_WAIT_MS);
		return now + Math.min(longest, this.wait * 2 ** (refusals - 1));
	}
}
