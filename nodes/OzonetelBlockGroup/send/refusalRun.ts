import type { BlockNumber } from '../model';

/** More single numbers than this are hardly bad one after the other, and in the same words. */
const LONGEST_RUN = 10;

/**
 * Tells when Ozonetel refuses something else than numbers, as a full group, in an answer that blames
 * them: it has refused a run of single numbers of a group in identical words and accepted none.
 */
export class RefusalRun {
	private words = '';
	private numbers: BlockNumber[] = [];
	private hasAccepted = false;

	accepted(): void {
		this.hasAccepted = true;
	}

	/** @returns the numbers of the run, once it is one */
	refused(number: BlockNumber, words: string): BlockNumber[] | undefined {
		if (words !== this.words) this.numbers = [];
		this.words = words;
		this.numbers.push(number);
		return !this.hasAccepted && this.numbers.length >= LONGEST_RUN ? this.numbers : undefined;
	}
}
