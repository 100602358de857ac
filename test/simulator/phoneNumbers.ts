import { defaultSwitches, type Switches } from './switches';

type Reading = Pick<Switches, 'leadingPlus' | 'leadingZero' | 'foreignNumbers' | 'isBad'>;

/**
 * A number as Ozonetel registers it (docs/ozonetel-api.md §2). Documented are 10 digits, and 12 digits
 * beginning with 91. The rest is assumed: a leading + shows a country code, a leading 0 before 10 digits
 * is the Indian trunk prefix, and other digits already begin with a country code.
 */
export function asRegistered(
	number: string,
	{ leadingPlus, leadingZero }: Reading = defaultSwitches,
): string {
	if (number.startsWith('+') && leadingPlus !== 'stripped') return number;
	const digits = number.replace('+', '');
	if (/^\d{10}$/.test(digits)) return `+91${digits}`;
	if (/^0\d{10}$/.test(digits) && leadingZero !== 'kept') return `+91${digits.slice(1)}`;
	return `+${digits}`;
}

/** Whether a number is refused for how it is written, or for its country. */
export function isRefused(number: string, switches: Reading): boolean {
	if (switches.isBad(number)) return true;
	if (switches.leadingPlus === 'refused' && number.startsWith('+')) return true;
	if (switches.leadingZero === 'refused' && number.startsWith('0')) return true;
	const isForeign = !/^\+(?:91|0)/.test(asRegistered(number, switches));
	return switches.foreignNumbers === 'refuse' && isForeign;
}
