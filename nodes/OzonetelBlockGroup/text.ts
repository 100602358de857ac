/** How a message shows what it is about: each in one way, and short. */

const LONGEST_SHOWN = 60;

/** A text short enough to show. */
export const shorten = (text: string, most = LONGEST_SHOWN): string =>
	text.length > most ? `${text.slice(0, most)}…` : text;

/** What a value is, where its content says nothing: “a list”, “an object”, “true”. */
export function kindOf(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'empty';
	if (typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A value as a message quotes it: “text”, or in brackets what it is. */
export function quote(value: unknown): string {
	const isText = typeof value === 'string' && value !== '';
	if (isText || typeof value === 'number' || typeof value === 'bigint') {
		return `“${shorten(String(value))}”`;
	}
	return `(${kindOf(value)})`;
}
