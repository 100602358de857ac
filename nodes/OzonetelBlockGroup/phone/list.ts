/**
 * Splits what a 'Phone Numbers' parameter held into single numbers: one value, an array (arrays in
 * it too), or a text separated by comma, semicolon, tab or new line. Always returns at least one, so
 * that an item without a number still gets its result. Where a comma or tab may as well stand inside
 * a number, the text stays whole, and cleaning says why it cannot be sent.
 */
export function splitNumbers(value: unknown): unknown[] {
	if (typeof value === 'string' && !ANY_SEPARATOR.test(value)) return [value.trim()];
	const numbers: unknown[] = [];
	const visit = (part: unknown, within: unknown[]): void => {
		if (Array.isArray(part) && within.length < DEEPEST && !within.includes(part)) {
			for (const element of part) visit(element, [...within, part]);
		} else if (typeof part === 'string') {
			const texts = filled(splitByLine(part)).flatMap(splitByComma).flatMap(splitByTab);
			if (texts.length === 0) numbers.push('');
			for (const text of texts) numbers.push(text);
		} else {
			numbers.push(part);
		}
	};
	visit(value, []);
	return numbers.length > 0 ? numbers : [''];
}

/** Deeper lists are no list of numbers, nor is one that holds itself. */
const DEEPEST = 5;

const ANY_SEPARATOR = /[\t\r\n\v\f\u0085\u2028\u2029;\uff1b\ufe54\u037e\u061b,，﹐、､،]/;
/** New lines and semicolons of every script and system. */
const LINE = /([\r\n\v\f\u0085\u2028\u2029;\uff1b\ufe54\u037e\u061b])/;
const SEMICOLON = /[;\uff1b\ufe54\u037e\u061b]/;
const COMMA = /[,，﹐、､،]/;
const PARAMETER = /^\s*(?:ext|isub|phone-context)=/i;

/** A semicolon also begins the parameters of a `tel:` link (RFC 3966), which belong to the number. */
function splitByLine(text: string): string[] {
	const parts = text.split(LINE);
	const lines = [parts[0]];
	for (let at = 1; at < parts.length; at += 2) {
		const [separator, part] = [parts[at], parts[at + 1]];
		const goesOn = SEMICOLON.test(separator) && PARAMETER.test(part);
		if (goesOn) lines.push(`${lines.pop()}${separator}${part}`);
		else lines.push(part);
	}
	return lines;
}

const filled = (texts: string[]) => texts.map((text) => text.trim()).filter((text) => text !== '');

/** Keeps together what a spreadsheet wrote as `9,812,345,678`: 812 alone would be somebody else. */
function splitByComma(text: string): string[] {
	const parts = filled(text.split(COMMA));
	if (!GROUPS.test(text)) return parts;
	const digits = parts.join('').replace(/\D/g, '').length;
	const listed = parts.every((part) => /^\d{3}$/.test(part)) && digits < WHOLE_NUMBER;
	return listed || !parts.some((part) => /\d{3}/.test(part)) ? parts : [text];
}

const GROUPS = /^["']?\+?\d{1,3}(?:,\d{1,3})+["']?$/;
const WHOLE_NUMBER = 10;

/** A row copied from a spreadsheet, unless its cells are parts of one number. */
function splitByTab(text: string): string[] {
	const cells = filled(text.split('\t'));
	const whole = cells.every((cell) => (cell.match(/\p{Nd}/gu)?.length ?? 0) >= SHORTEST_IN_A_ROW);
	return whole ? cells : [text];
}

const SHORTEST_IN_A_ROW = 7;
