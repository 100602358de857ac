/** A request that was under way, as far as it tells how many may be. */
export interface Flight {
	/** How many requests of the run had been started before it. */
	serial: number;
	/** How many were under way when it started, itself included. */
	level: number;
	/** How long its answer took, in ms. */
	latency: number;
}

/** Two tell at once, at the price of one "busy", whether the server takes more than one at a time. */
const FIRST = 2;
/** Until the first "busy" every answer lets so many more start: three times as many per round trip. */
const FIRST_STEP = 2;
/** What is left after "busy" or a failure (as in RFC 9438, TCP's CUBIC). */
const DECREASE = 0.7;
/** So many must get through before a number that was too many is tried again; then twice as many. */
const FIRST_PATIENCE = 100;
const MOST_PATIENCE = 12_800;
/** Where answers take this many times as long as they did, requests wait in line at the server. */
const IN_LINE = 3;
/** How many answers the mean latency is taken over. */
const MEAN_OF = 16;
/** How much the least latency is forgotten with each answer: a server may become slower for good. */
const FORGET = 1.005;

/**
 * How many requests may be under way, found as TCP finds its congestion window: threefold per round
 * trip at first, then one more per round trip, a third fewer after "busy" or a failure. What was too
 * many is remembered and tried again ever more rarely: a server that takes one call at a time is not
 * asked for two all the time. And no more are tried where they would only wait in line. Pure.
 */
export class Concurrency {
	private allowed: number;
	private step?: number = FIRST_STEP;
	private tooMany = Infinity;
	private patience = FIRST_PATIENCE / 2;
	private throughSinceBusy = 0;
	/** Requests started before it tell nothing of the limit as it is now. */
	private reducedAt = 0;
	private samples = 0;
	private mean = 0;
	private least = Infinity;

	constructor(private readonly most: number) {
		this.allowed = Math.min(FIRST, most);
	}

	get limit(): number {
		return Math.floor(this.allowed);
	}

	/** @param underWay how many were, when its answer came: only a limit that is used may grow */
	through(flight: Flight, underWay: number): void {
		this.throughSinceBusy++;
		this.measure(flight);
		if (underWay < this.limit || this.mean > IN_LINE * this.least) return;
		const next = Math.min(this.most, this.allowed + (this.step ?? 1 / this.limit));
		if (Math.floor(next) >= this.tooMany) {
			if (this.throughSinceBusy < this.patience) return;
			this.tooMany = Infinity;
		}
		this.allowed = next;
	}

	/**
	 * Refused as one too many beside others of ours.
	 *
	 * @param started how many have been started by now
	 */
	busy({ serial, level }: Flight, started: number): void {
		if (this.reduce(serial, started)) {
			this.patience = Math.min(MOST_PATIENCE, 2 * this.patience);
			this.throughSinceBusy = 0;
		}
		this.tooMany = Math.min(this.tooMany, Math.max(2, level));
		this.allowed = Math.min(this.allowed, this.tooMany - 1);
	}

	/** Failed or never answered: a server in trouble gets less to do. */
	failed({ serial }: Flight, started: number): void {
		this.reduce(serial, started);
	}

	/** Once per round trip: what was under way at the last reduction could not know of it. */
	private reduce(serial: number, started: number): boolean {
		this.step = undefined;
		if (serial < this.reducedAt) return false;
		this.reducedAt = started;
		this.allowed = Math.max(1, Math.floor(this.allowed * DECREASE));
		return true;
	}

	private measure({ latency }: Flight): void {
		this.samples = Math.min(MEAN_OF, this.samples + 1);
		this.mean += (latency - this.mean) / this.samples;
		this.least = Math.min(this.least * FORGET, this.mean);
	}
}
