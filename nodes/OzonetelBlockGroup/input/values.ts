import {
	PARAMETERS,
	type Choice,
	type Count,
	type Other,
	type ParameterName,
	type Switch,
	type Value,
} from '../contract';
import { kindOf, quote } from '../text';

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

/**
 * The value of a parameter, if the contract allows it. An empty option has its default. A number
 * outside its range is moved to the nearer end.
 *
 * @throws {InputError} for anything else: nothing is sent with settings that nobody chose
 */
export function valueOf<N extends ParameterName>(name: N, given: unknown): Value<N> {
	const parameter: Count | Choice | Switch | Other = PARAMETERS[name];
	const value = typeof given === 'string' ? given.trim() : given;
	const isEmpty = value === undefined || value === null || value === '';
	const mayBeEmpty = name.startsWith('options.') && !('neverEmpty' in parameter);
	if (isEmpty && mayBeEmpty) return parameter.default as Value<N>;
	if ('values' in parameter) return choiceOf(parameter, value) as Value<N>;
	if ('min' in parameter) return countOf(parameter, value) as Value<N>;
	if (typeof parameter.default === 'boolean') return switchOf(parameter.label, value) as Value<N>;
	return textOf(parameter.label, value) as Value<N>;
}

function choiceOf({ label, values }: Choice, value: unknown): string {
	if (typeof value === 'string' && Object.hasOwn(values, value)) return value;
	throw new InputError(
		`'${label}' ${quote(value)} is not one of ${Object.keys(values).join(', ')}`,
		`Choose one in the form, or correct the expression in '${label}'.`,
	);
}

function countOf({ label, min, max }: Count, value: unknown): number {
	const count = typeof value === 'string' ? Number(value) : value;
	if (typeof count === 'number' && !Number.isNaN(count)) {
		return Math.min(max, Math.max(min, Math.trunc(count)));
	}
	throw new InputError(
		`'${label}' ${quote(value)} is not a number`,
		`Enter a whole number from ${min} to ${max}, without a unit.`,
	);
}

/** Only a known value switches an option off: a text such as “yes” must not start a real run. */
function switchOf(label: string, value: unknown): boolean {
	const given = typeof value === 'string' ? value.toLowerCase() : value;
	if ([false, 0, 'false', '0'].includes(given as string)) return false;
	if ([true, 1, 'true', '1'].includes(given as string)) return true;
	throw new InputError(
		`'${label}' must be true or false, not ${quote(value)}`,
		`Correct the expression in '${label}': {{ true }} switches it on, {{ false }} off.`,
	);
}

/** A group that cannot be read must not count as empty: Ozonetel might remove from every group. */
function textOf(label: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	throw new InputError(`'${label}' must be text, not ${kindOf(value)}`);
}
