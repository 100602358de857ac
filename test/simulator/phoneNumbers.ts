/**
 * A number as Ozonetel registers it (docs/ozonetel-api.md §2). Documented are 10 digits, and 12 digits
 * beginning with 91. The rest is assumed: a leading + stays, a leading 0 before 10 digits is the
 * Indian trunk prefix, and other digits already begin with a country code.
 */
export function asRegistered(number: string): string {
	if (number.startsWith('+')) return number;
	if (/^\d{10}$/.test(number)) return `+91${number}`;
	if (/^0\d{10}$/.test(number)) return `+91${number.slice(1)}`;
	return `+${number}`;
}
