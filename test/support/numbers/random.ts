export type Random = () => number;

/** The same numbers for the same seed: a counter, each of its values mixed well. */
export function randomOf(seed: number): Random {
	let count = Math.imul(seed, 0x2c1b3c6d);
	return () => {
		count = (count + 0x9e3779b9) | 0;
		let mixed = Math.imul(count ^ (count >>> 16), 0x45d9f3b5);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
		return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
	};
}

export const pick = <T>(random: Random, list: readonly T[]): T =>
	list[Math.floor(random() * list.length)];
export const chance = (random: Random, share: number) => random() < share;
export const digits = (random: Random, count: number) =>
	Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
export const between = (random: Random, low: number, high: number) =>
	low + Math.floor(random() * (high - low + 1));
