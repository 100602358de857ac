/** Digits of any script as 0–9. Unicode lays every script's digits out in runs of ten, from zero up. */
export const westernDigits = (text: string): string =>
	text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
		const known = western.get(digit) ?? valueOf(digit.codePointAt(0)!);
		western.set(digit, known);
		return known;
	});

const western = new Map<string, string>();

function valueOf(codePoint: number): string {
	let offset = 0;
	while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - offset - 1))) offset++;
	return String(offset % 10);
}
