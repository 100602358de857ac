/** The middle one; of two, the greater. */
export const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1];

export const mean = (values: number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
