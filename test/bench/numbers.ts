export const GROUP = 'Do not call';

/** Indian mobile numbers, all different, written in four ways in turn. */
export function phone(at: number): string {
	const national = String(9_000_000_000 + at * 7);
	const ways = [national, `91${national}`, `+91 ${national.slice(0, 5)} ${national.slice(5)}`];
	return [...ways, `0${national}`][at % 4];
}

/** The same as the node sends it. */
export const sentAs = (at: number): string => `91${9_000_000_000 + at * 7}`;

export const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1];
