/** What a run has learnt about its numbers so far. */
export class Experience {
	/** Not 0: if the very first number is bad, the others need not be. */
	good = 8;
	bad = 0;

	/** How many numbers have about an even chance to be all good: a power of two, to be halved. */
	get streak(): number {
		return 2 ** Math.floor(Math.log2(Math.max(1, this.good / this.bad)));
	}
}

/** The most requests that a batch may take, however many of its numbers are bad. */
const mostRequests = (numbers: number): number => Math.ceil(1.2 * numbers) + 3;

/**
 * Finds the bad numbers of a batch with few requests, if Ozonetel refuses a batch as a whole. This is
 * group testing by Hwang's generalized binary splitting, which learns the share of bad numbers on the
 * way. A refused part is halved until one bad number is left; what was set aside meanwhile counts as
 * untried again. If most numbers are bad, each is sent by itself. Pure: it says what to send next and
 * is told the result.
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

	/** The part to send next; at first everything, and nothing once all numbers are settled. */
	next(): T[] {
		const { suspects, untried, experience } = this;
		const from = suspects.length > 0 ? suspects : untried;
		const half = suspects.length > 0 ? Math.ceil(suspects.length / 2) : untried.length;
		const isFirst = this.requests++ === 0;
		if (isFirst) return from;
		// There must always be enough requests left to send the rest one by one.
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

	/** The request failed, which tells nothing about the other suspects. */
	failed(part: T[]): void {
		this.putBackAllBut(part);
	}

	private putBackAllBut(part: T[]): void {
		const pool = [...this.suspects, ...this.untried];
		this.untried = pool.slice(part.length);
		this.suspects = [];
	}
}

/** So many bad numbers in a row, refused in the same words, are unlikely. */
const LONGEST_RUN = 10;

/**
 * Detects that Ozonetel refuses the group itself, for example because it is full, although its answer
 * blames the numbers: it has refused a run of single numbers in identical words and accepted none.
 */
export class RefusalRun<T> {
	private words = '';
	private numbers: T[] = [];
	private hasAccepted = false;

	accepted(): void {
		this.hasAccepted = true;
	}

	/** @returns the refused numbers, once they are a run */
	refused(number: T, words: string): T[] | undefined {
		if (words !== this.words) this.numbers = [];
		this.words = words;
		this.numbers.push(number);
		return !this.hasAccepted && this.numbers.length >= LONGEST_RUN ? this.numbers : undefined;
	}
}
