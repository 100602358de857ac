/**
 * The node's public contract: the names, values, defaults and ranges of its parameters. The form
 * (`form.ts`) and the reader (`input/`) both use it. Saved workflows hold these names and values, so
 * they never change.
 */

/** At most this many numbers in a request (docs/ozonetel-api.md §1). */
export const NUMBERS_PER_REQUEST = 100;

/** How many digits a phone number has (docs/ozonetel-api.md §2). */
export const DIGITS = { min: 3, max: 16 };

/** How long the texts about a group may be, in characters (docs/ozonetel-api.md §2). */
export const GROUP_NAME = { min: 2, max: 50 };
export const GROUP_DESCRIPTION = { min: 2, max: 100 };

export type ApiVersion = 'current' | 'legacy';

/** How a call uses a parameter: it must have it, it sends it if given, or it never sends it. */
export type Use = 'required' | 'optional' | 'none';

interface OperationRule {
	/** How the editor lists it: in the field 'Operation', and among the node's actions. */
	name: string;
	action: string;
	summary: string;
	/** The status of a number that Ozonetel confirms; also the verb in messages. */
	done: 'added' | 'removed';
	/** Whether the request creates a group, so that sending it twice could create two. */
	creates: boolean;
	expires: boolean;
	/** The parameter that is sent as the group's description. */
	description?: 'description' | 'options.groupDescription';
	/** What identifies the group, by API version. The calls themselves are in `ozonetel/api.ts`. */
	group: Record<ApiVersion, { name: Use; id: Use }>;
}

/** What the node can do: one row per operation. */
export const OPERATIONS = {
	addNumbers: {
		name: 'Add Numbers',
		action: 'Add numbers to block group',
		summary: 'Block numbers by adding them to an existing group',
		done: 'added',
		creates: false,
		expires: true,
		description: 'options.groupDescription',
		group: {
			current: { name: 'required', id: 'none' },
			legacy: { name: 'optional', id: 'required' },
		},
	},
	createGroup: {
		name: 'Create Group',
		action: 'Create block group',
		summary: 'Create a group with its first numbers',
		done: 'added',
		creates: true,
		expires: true,
		description: 'description',
		group: {
			current: { name: 'required', id: 'none' },
			legacy: { name: 'required', id: 'none' },
		},
	},
	removeNumbers: {
		name: 'Remove Numbers',
		action: 'Remove numbers from block group',
		summary: 'Unblock numbers by removing them',
		done: 'removed',
		creates: false,
		expires: false,
		group: {
			current: { name: 'optional', id: 'optional' },
			legacy: { name: 'none', id: 'required' },
		},
	},
} satisfies Record<string, OperationRule>;

export type Operation = keyof typeof OPERATIONS;

export const ALL_OPERATIONS = Object.keys(OPERATIONS) as Operation[];

/** The operations that a field is shown for. */
export const operationsWhere = (holds: (rule: OperationRule) => boolean): Operation[] =>
	ALL_OPERATIONS.filter((operation) => holds(OPERATIONS[operation]));

export const operationRule = (operation: Operation): OperationRule => OPERATIONS[operation];

/** A whole number. A value outside the range is moved to the nearer end. */
export interface Count {
	label: string;
	default: number;
	min: number;
	max: number;
}

/** One of a few values, each with its label in the form. */
export interface Choice<V extends string = string> {
	label: string;
	default: V;
	values: Readonly<Record<V, string>>;
}

export interface Switch {
	label: string;
	/** The value while the option is absent. Adding it in the editor switches it on. */
	default: boolean;
	/** An expression that gives nothing is an error, instead of the default. */
	neverEmpty?: boolean;
}

/** Text, or a value with a reader of its own. */
export interface Other {
	label: string;
	default: string | number;
}

const choice = <V extends string>(
	label: string,
	fallback: NoInfer<V>,
	values: Record<V, string>,
): Choice<V> => ({ label, default: fallback, values });

const namesOf = <K extends string>(rows: Record<K, { name: string }>) =>
	Object.fromEntries(
		Object.entries<{ name: string }>(rows).map(([key, { name }]) => [key, name]),
	) as Record<K, string>;

const HOUR_MS = 3_600_000;

const UNITS = { days: 'Days', hours: 'Hours', months: 'Months', weeks: 'Weeks', years: 'Years' };

/** Every parameter; the options are prefixed with `options.`. */
export const PARAMETERS = {
	operation: choice<Operation>('Operation', 'addNumbers', namesOf(OPERATIONS)),
	apiVersion: choice<ApiVersion>('API Version', 'current', {
		current: 'Current',
		legacy: 'Legacy',
	}),
	groupName: { label: 'Group Name', default: '' },
	groupId: { label: 'Group ID', default: '' },
	description: { label: 'Description', default: '' },
	phoneNumbers: { label: 'Phone Numbers', default: '' },
	expires: choice('Expires', 'never', {
		afterPeriod: 'After a Period',
		never: 'Never',
		onDate: 'On a Date',
		onDateIfGiven: 'On a Date, Never if Empty',
	}),
	expiryDate: { label: 'Expiry Date', default: '' },
	expiryAmount: { label: 'Expires After', default: 30 },
	expiryUnit: choice('Unit', 'days', UNITS),
	'options.batchInterval': { label: 'Batch Interval (Ms)', default: 0, min: 0, max: HOUR_MS },
	'options.batchSize': {
		label: 'Batch Size',
		default: NUMBERS_PER_REQUEST,
		min: 1,
		max: NUMBERS_PER_REQUEST,
	},
	'options.concurrentRequests': { label: 'Concurrent Requests', default: 1, min: 1, max: 50 },
	'options.dateFormat': choice('Date Format', 'auto', {
		auto: 'Automatic',
		dayFirst: 'Day First',
		monthFirst: 'Month First',
	}),
	'options.defaultCountry': { label: 'Default Country', default: 'auto' },
	'options.dryRun': { label: 'Dry Run', default: false, neverEmpty: true },
	'options.groupDescription': { label: 'Group Description', default: '' },
	'options.ifGroupExists': choice('If Group Exists', 'error', {
		addNumbers: 'Add Numbers to It',
		error: 'Return an Error',
	}),
	'options.includeInputFields': { label: 'Include Input Fields', default: false },
	'options.maxRetries': { label: 'Max Retries', default: 3, min: 0, max: 10 },
	'options.numberFormat': choice('Number Format', 'digits', {
		asGiven: 'As Given',
		digits: 'Digits',
		e164: 'E.164',
	}),
	'options.onRefused': choice('On Refused Numbers', 'report', { report: 'Report', stop: 'Stop' }),
	'options.output': choice('Output', 'each', { each: 'Each Number', summary: 'Summary' }),
	'options.rateLimitWait': {
		label: 'Wait After Rate Limit (Seconds)',
		default: 60,
		min: 0,
		max: 3600,
	},
	'options.timeout': { label: 'Timeout (Ms)', default: 60_000, min: 1, max: HOUR_MS },
	'options.timeZone': { label: 'Time Zone', default: 'auto' },
} satisfies Record<string, Count | Choice | Switch | Other>;

export type ParameterName = keyof typeof PARAMETERS;

/** The label of a parameter: messages name it as the user sees it. */
export const labelOf = (name: string): string =>
	Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name as ParameterName].label : name;

/** Options of the whole run, read from the first item. All other parameters may differ between items. */
export const RUN_OPTIONS = [
	'options.batchInterval',
	'options.concurrentRequests',
	'options.includeInputFields',
	'options.maxRetries',
	'options.onRefused',
	'options.output',
	'options.rateLimitWait',
	'options.timeout',
] as const satisfies ParameterName[];

export type RunOption = (typeof RUN_OPTIONS)[number];

/** The type of a parameter once it is read: `Value<'options.output'>` is `'each' | 'summary'`. */
export type Value<N extends ParameterName> =
	(typeof PARAMETERS)[N] extends Choice<infer V>
		? V
		: (typeof PARAMETERS)[N] extends Count
			? number
			: (typeof PARAMETERS)[N] extends Switch
				? boolean
				: string;

interface StatusRule {
	/** Whether nothing is left to do. A number that is not done goes to the error branch. */
	done: boolean;
	/** The field `error` of its item on the error branch. */
	headline: (number: string, removing: boolean) => string;
}

const notSent = (number: string) => `${number} was not sent`;

/** What can become of a number: one row per status, in the order of a summary. */
export const STATUSES = {
	/** Ozonetel names the number among those it added. */
	added: { done: true, headline: (number) => `${number} was added` },
	/** Ozonetel names the number among those it removed. */
	removed: { done: true, headline: (number) => `${number} was removed` },
	/** Ozonetel listed it under `error`, or refused it when it was sent alone. */
	refused: {
		done: false,
		headline: (number, removing) =>
			removing ? `Ozonetel did not remove ${number}` : `Ozonetel refused ${number}`,
	},
	/** Never sent: it is not a phone number, or its item cannot be read. */
	invalid: { done: false, headline: notSent },
	/** Ozonetel answered with success and did not mention it. */
	unconfirmed: { done: false, headline: (number) => `Ozonetel did not confirm ${number}` },
	failed: { done: false, headline: (number) => `The request with ${number} failed` },
	/** In a dry run: it would have been sent. */
	planned: { done: true, headline: notSent },
} satisfies Record<string, StatusRule>;

export type Status = keyof typeof STATUSES;

export const ALL_STATUSES = Object.keys(STATUSES) as Status[];

export const isDone = (status: Status): boolean => STATUSES[status].done;
