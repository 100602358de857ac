/** A country code (1–3 digits) is all that Ozonetel puts before a number or leaves away. */
const LONGEST_PREFIX = 3;

/** Both sides hold nothing but digits after an optional plus. */
const digitsOf = (number: string) => number.replace(/^\+?0*(?=\d)/, '');

/**
 * Finds for each returned number the sent one it stands for: the same digits, or one the other's
 * national digits (ozonetel-api.md §3: documented inputs come back as `+91…`). A returned number
 * stands for one sent number at most, the closest; one that was never sent for none.
 *
 * @returns sent → returned
 */
export function matchReturned(sent: readonly string[], returned: readonly string[]) {
	const matches = new Map<string, string>();
	if (returned.length === 0) return matches;
	const free = new Map<string, string[]>();
	for (const number of sent) {
		const digits = digitsOf(number);
		free.set(digits, [...(free.get(digits) ?? []), number]);
	}
	const take = (digits: string, answer: string): boolean => {
		const number = free.get(digits)?.shift();
		if (number === undefined) return false;
		matches.set(number, answer);
		return true;
	};
	const unlike = returned.filter((answer) => !take(digitsOf(answer), answer));
	for (const answer of unlike) {
		const digits = digitsOf(answer);
		const shorter = [1, 2, 3].some((prefix) => take(digits.slice(prefix), answer));
		if (!shorter) longerThan(digits, free.keys(), (longer) => take(longer, answer));
	}
	return matches;
}

/** Sent numbers that end with the returned digits, the closest in length first. */
function longerThan(digits: string, sent: Iterable<string>, take: (longer: string) => boolean) {
	const longer = [...sent].filter(
		(number) =>
			number.endsWith(digits) &&
			number.length > digits.length &&
			number.length - digits.length <= LONGEST_PREFIX,
	);
	longer.sort((a, b) => a.length - b.length).some(take);
}
