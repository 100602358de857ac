import type { Output } from './answers';
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

/** How an answer writes the numbers that it names. */
export type NumberStyle = Switches['answerNumbers'];

const STYLES: Record<NumberStyle, (number: string) => string | number> = {
	plus: (number) => number,
	digits: (number) => number.replace('+', ''),
	spaced: (number) => number.replace(/^(\+?\d{2})(\d{5})(\d+)$/, '$1 $2-$3'),
	national: (number) => number.replace(/^\+91(?=\d{10}$)/, ''),
	trunk: (number) => number.replace(/^\+91(?=\d{10}$)/, '0'),
	json: (number) => Number(number.replace('+', '')),
};

/** A registered number as answers of this style write it. */
export const written = (number: string, style: NumberStyle): string | number =>
	STYLES[style](number);

export const NUMBER_STYLES = Object.keys(STYLES) as NumberStyle[];

/** An answer's output as the account's Ozonetel might write it: numbers in another style, lists as PHP's maps. */
export function shaped(output: Output, { answerNumbers, answerLists }: Switches): object {
	const write = (list: string[]) => {
		const numbers = list.map((number) => written(number, answerNumbers));
		return answerLists === 'array' ? numbers : asPhp(numbers);
	};
	return Object.fromEntries(
		Object.entries(output).map(([key, value]) => [
			key,
			Array.isArray(value) ? write(value) : value,
		]),
	);
}

/** What PHP's json_encode makes of a list with gaps: each element by its place. An empty one stays a list. */
function asPhp(list: Array<string | number>): object {
	if (list.length === 0) return [];
	return Object.fromEntries(list.map((element, index) => [String(index * 2), element]));
}
