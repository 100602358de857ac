/** What a run has learnt of its numbers so far. */
export class Experience {
	/** Not 0: a bad number at the very front does not mean that the others are bad too. */
	good = 8;
	bad = 0;

	/** How many numbers are about as likely as not to be all good: a power of two, to be halved. */
	get streak(): number {
		return 2 ** Math.floor(Math.log2(Math.max(1, this.good / this.bad)));
	}
}

/**
 * Finds the bad numbers of a batch that is refused as a whole with the fewest requests: group testing
 * by Hwang's generalized binary splitting, with the share of bad numbers learnt on the way. A refused
 * part is halved down to one bad number. Of what was left on that way nothing is known any more, so
 * it goes back to the untried ones instead of being asked for half by half. Pure: says what to send
 * and is told how it went.
 */
export class Sieve<T> {
	/** The bad ones found, with the words of the refusal. */
	readonly bad = new Map<T, string>();
	/** Refused together: at least one of them is bad. */
	private suspects: T[] = [];
	private refusedBefore = false;

	constructor(
		private untried: T[],
		private readonly experience: Experience,
	) {}

	/** The part to send next, at first all of it; empty when nothing is left to send. */
	next(): T[] {
		const { suspects, untried, experience } = this;
		if (suspects.length > 0) return suspects.slice(0, Math.ceil(suspects.length / 2));
		return untried.slice(0, this.refusedBefore ? experience.streak : untried.length);
	}

	accepted(part: T[]): void {
		this.experience.good += part.length;
		if (this.suspects.length > 0) this.suspects = this.suspects.slice(part.length);
		else this.untried = this.untried.slice(part.length);
	}

	refused(part: T[], words: string): void {
		this.putBackAllBut(part);
		this.refusedBefore = true;
		if (part.length > 1) {
			this.suspects = part;
		} else {
			this.experience.bad++;
			this.bad.set(part[0], words);
		}
	}

	/** The request failed, which tells nothing of the numbers it was to be compared with. */
	failed(part: T[]): void {
		this.putBackAllBut(part);
	}

	private putBackAllBut(part: T[]): void {
		const pool = [...this.suspects, ...this.untried];
		this.untried = pool.slice(part.length);
		this.suspects = [];
	}
}
