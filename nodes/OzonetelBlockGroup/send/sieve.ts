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

/** How many requests a batch may take, whatever is bad in it. */
const mostRequests = (numbers: number): number => Math.ceil(1.2 * numbers) + 3;

/**
 * Finds the bad numbers of a batch that is refused as a whole with few requests: group testing by
 * Hwang's generalized binary splitting, with the share of bad numbers learnt on the way. A refused
 * part is halved down to one bad number. Of what was left on that way nothing is known any more, so
 * it goes back to the untried ones instead of being asked for half by half. Where most numbers are
 * bad, parts tell too little: each number is then sent by itself. Pure: says what to send and is told
 * how it went.
 */
export class Sieve<T> {
	/** Refused together: at least one of them is bad. */
	private suspects: T[] = [];
	private requests = 0;
	private readonly mostRequests: number;

	constructor(
		private untried: T[],
		private readonly experience: Experience,
	) {
		this.mostRequests = mostRequests(untried.length);
	}

	/** The part to send next, at first all of it; empty when nothing is left to send. */
	next(): T[] {
		const { suspects, untried, experience } = this;
		const from = suspects.length > 0 ? suspects : untried;
		const half = suspects.length > 0 ? Math.ceil(suspects.length / 2) : untried.length;
		const isFirst = this.requests++ === 0;
		if (isFirst) return from;
		// Whatever becomes of a part, there must be enough requests to send what is left one by one.
		const left = suspects.length + untried.length;
		if (this.requests + left > this.mostRequests) return from.slice(0, 1);
		return from.slice(0, Math.min(half, experience.streak));
	}

	accepted(part: T[]): void {
		this.experience.good += part.length;
		if (this.suspects.length > 0) this.suspects = this.suspects.slice(part.length);
		else this.untried = this.untried.slice(part.length);
	}

	refused(part: T[]): void {
		this.putBackAllBut(part);
		if (part.length > 1) this.suspects = part;
		else this.experience.bad++;
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

/** More single numbers than this are hardly bad one after the other, and in the same words. */
const LONGEST_RUN = 10;

/**
 * Tells when Ozonetel refuses something else than numbers, as a full group, in an answer that blames
 * them: it has refused a run of single numbers of a group in identical words and accepted none.
 */
export class RefusalRun<T> {
	private words = '';
	private numbers: T[] = [];
	private hasAccepted = false;

	accepted(): void {
		this.hasAccepted = true;
	}

	/** @returns the numbers of the run, once it is one */
	refused(number: T, words: string): T[] | undefined {
		if (words !== this.words) this.numbers = [];
		this.words = words;
		this.numbers.push(number);
		return !this.hasAccepted && this.numbers.length >= LONGEST_RUN ? this.numbers : undefined;
	}
}
