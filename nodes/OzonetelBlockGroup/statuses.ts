interface StatusRule {
	/** Whether the number is dealt with; else it goes to the error branch and counts as not accepted. */
	done: boolean;
	/** Where a summary counts it: in every one, or only where there are any. */
	inSummary: 'always' | 'ifAny';
	/** The `error` of its item on the error branch. */
	headline: (number: string, removing: boolean) => string;
}

const notSent = (number: string) => `${number} was not sent`;

/** What became of a number: one row per status, in the order in which they are counted. */
export const STATUSES = {
	/** Ozonetel names the number among those it added. */
	added: { done: true, inSummary: 'always', headline: (number) => `${number} was added` },
	/** Ozonetel names the number among those it removed. */
	removed: { done: true, inSummary: 'always', headline: (number) => `${number} was removed` },
	/** Ozonetel named it under `error`, or isolating it showed it to be the one refused. */
	refused: {
		done: false,
		inSummary: 'always',
		headline: (number, removing) =>
			removing ? `Ozonetel did not remove ${number}` : `Ozonetel refused ${number}`,
	},
	/** Never sent: not a number that Ozonetel can take, or an item that cannot be read. */
	invalid: { done: false, inSummary: 'always', headline: notSent },
	/** Ozonetel answered success and did not mention it. */
	unconfirmed: {
		done: false,
		inSummary: 'always',
		headline: (number) => `Ozonetel did not confirm ${number}`,
	},
	/** Its request failed. */
	failed: {
		done: false,
		inSummary: 'always',
		headline: (number) => `The request with ${number} failed`,
	},
	/** A dry run: it would have been sent. */
	planned: { done: true, inSummary: 'ifAny', headline: notSent },
} satisfies Record<string, StatusRule>;

export type Status = keyof typeof STATUSES;

export const ALL_STATUSES = Object.keys(STATUSES) as Status[];

export const isDone = (status: Status): boolean => STATUSES[status].done;
