import { NUMBERS_PER_REQUEST, refusals } from './answers';
import { isRefused } from './numbers';
import type { Switches } from './switches';

export type RequestBody = Record<string, unknown>;

/** What is wrong with a value, or nothing. */
type Rule = (value: unknown, switches: Switches) => string | undefined;

const groupName =
	(label: string): Rule =>
	(value) => {
		if (typeof value !== 'string') return `${label} must be a text`;
		if (value.includes('@')) return `${label} (${value}) does not allow @`;
		if (!hasLength(value, 2, 50)) return `${label} (${value}) allows 2 to 50 characters only`;
		return undefined;
	};

/** The format of each key (docs/ozonetel-api.md §2); wrong types are refused, unknown keys are not read. */
const rules = {
	name: groupName('Name'),
	groupName: groupName('Group name'),

	description: (value) =>
		typeof value === 'string' && hasLength(value, 2, 100)
			? undefined
			: 'Description allows 2 to 100 characters only',

	expiryDate: (value) =>
		typeof value === 'string' && isDateTime(value)
			? undefined
			: 'Expiry date must be in the format YYYY-MM-DD HH:MM:SS',

	id: () => undefined, // a wrong one is an unknown group

	blockNumbers: (value, switches) => {
		const fine =
			Array.isArray(value) &&
			value.every((number) => typeof number === 'string') &&
			(switches.badNumber === 'list' || !value.some((number) => isRefused(number, switches)));
		return fine ? undefined : 'Blocknumbers data contains invalid format of numbers';
	},
} satisfies Record<string, Rule>;

export type Key = keyof typeof rules;

/** The answer that refuses this body, or nothing when the body is as documented. */
export function refusalOf(
	body: RequestBody,
	keys: { required: Key[]; optional?: Key[] },
	switches: Switches,
): object | undefined {
	if (keys.required.some((key) => isMissing(body[key]))) return refusals.parametersMandatory;
	const asked = Array.isArray(body.blockNumbers) ? body.blockNumbers.length : 0;
	if (asked > NUMBERS_PER_REQUEST && switches.moreThan100 === 'refuse') {
		return refusals.tooManyNumbers;
	}
	const errors: Record<string, string> = {};
	for (const key of [...keys.required, ...(keys.optional ?? [])]) {
		const wrong = key in body ? (rules[key] as Rule)(body[key], switches) : undefined;
		if (wrong) errors[key] = wrong;
	}
	return Object.keys(errors).length > 0 ? refusals.invalidData(errors) : undefined;
}

function isMissing(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '';
	return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Blanks around a text count towards its most, not towards its least. */
function hasLength(text: string, least: number, most: number): boolean {
	return [...text.trim()].length >= least && [...text].length <= most;
}

/** `YYYY-MM-DD HH:MM:SS`, and a day and time that exist. */
function isDateTime(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return false;
	const date = new Date(`${text.replace(' ', 'T')}Z`);
	return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text.replace(' ', 'T'));
}
