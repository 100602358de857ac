/** A parameter that cannot be read: what is wrong in one line, and what the user can do about it. */
export class InputError extends RangeError {
	constructor(
		message: string,
		/** Sentences; may end in an expression to copy. */
		readonly remedy = '',
	) {
		super(message);
	}
}

/** Why nothing can be sent for an item, and what the user can do about it. */
export interface Problem {
	problem: string;
	remedy: string;
	/** It concerns all items, so none is named. */
	ofEveryItem?: boolean;
}

export const toProblem = (error: unknown): Problem => ({
	problem: (error as Error).message,
	remedy: error instanceof InputError ? error.remedy : '',
});

/** A problem as the result of a number tells it. */
export const asReason = ({ problem, remedy }: Problem): string =>
	remedy ? `${problem}. ${remedy}` : problem;
