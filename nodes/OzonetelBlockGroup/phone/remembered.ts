/**
 * Remembers what was found for a short text: a column has few separators, labels and scripts, and to judge
 * each of them anew takes ten times as long.
 */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const found = find(text);
		if (known.size >= MOST) known.clear();
		if (text.length <= LONGEST) known.set(text, found);
		return found;
	};
}

const MOST = 2000;
/** V8 keeps the whole cell in memory for a longer slice of it. */
const LONGEST = 12;
