/** How messages quote values and sentences: always in the same way, and short. */

const LONGEST_SHOWN = 60;

/** Cuts a text that is too long to show. */
export const shorten = (text: string, most = LONGEST_SHOWN): string =>
	text.length > most ? `${text.slice(0, most)}…` : text;

/** Without the full stop at the end, so that the sentence can go on. */
export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

/** The first of a list, each by its name, and how many more there are: “a; b; and 3 more”. */
export function someOf<T>(
	list: readonly T[],
	most: number,
	nameOf: (one: T) => string,
	separator = '; ',
): string {
	const named = list.slice(0, most).map(nameOf);
	if (list.length > most) named.push(`and ${list.length - most} more`);
	return named.join(separator);
}

/** Sentences one after the other, without those that do not apply. */
export const sentences = (...given: Array<string | false | undefined>): string =>
	given.filter(Boolean).join(' ');

/** The kind of a value that cannot be quoted: “a list”, “an object”, “true”. */
export function kindOf(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'empty';
	if (typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A value as a message quotes it: “text”, or its kind in brackets. */
export function quote(value: unknown): string {
	const isText = typeof value === 'string' && value !== '';
	if (isText || typeof value === 'number' || typeof value === 'bigint') {
		return `“${shorten(String(value))}”`;
	}
	return `(${kindOf(value)})`;
}

/** A field in a path of an expression: `.phone`, or `["Phone No"]`. */
export const fieldStep = (name: string): string =>
	/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(shorten(name))}]`;
