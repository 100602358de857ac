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

export const remedyOf = (error: unknown): string =>
	error instanceof InputError ? error.remedy : '';
