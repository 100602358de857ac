interface StatusRule {
	/** Whether nothing is left to do. A number that is not done goes to the error branch. */
	done: boolean;
	/** Whether a summary always counts it, or only if there are any. */
	inSummary: 'always' | 'ifAny';
	/** The field `error` of its item on the error branch. */
	headline: (number: string, removing: boolean) => string;
}

const notSent = (number: string) => `${number} was not sent`;

/** What can become of a number: one row per status, in the order of a summary. */
export const STATUSES = {
	/** Ozonetel names the number among those it added. */
	added: { done: true, inSummary: 'always', headline: (number) => `${number} was added` },
	/** Ozonetel names the number among those it removed. */
	removed: { done: true, inSummary: 'always', headline: (number) => `${number} was removed` },
	/** Ozonetel listed it under `error`, or refused it when it was sent alone. */
	refused: {
		done: false,
		inSummary: 'always',
		headline: (number, removing) =>
			removing ? `Ozonetel did not remove ${number}` : `Ozonetel refused ${number}`,
	},
	/** Never sent: it is not a phone number, or its item cannot be read. */
	invalid: { done: false, inSummary: 'always', headline: notSent },
	/** Ozonetel answered with success and did not mention it. */
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
	/** In a dry run: it would have been sent. */
	planned: { done: true, inSummary: 'ifAny', headline: notSent },
} satisfies Record<string, StatusRule>;

export type Status = keyof typeof STATUSES;

export const ALL_STATUSES = Object.keys(STATUSES) as Status[];

export const isDone = (status: Status): boolean => STATUSES[status].done;
