interface OperationRule {
	/** As the editor lists it. */
	name: string;
	/** The status of a number that Ozonetel confirms, and the verb in messages. */
	done: 'added' | 'removed';
	/** Whether the request makes a new group, so that a second one could make a second group. */
	creates: boolean;
	/** Whether the numbers may be given an expiry. */
	expires: boolean;
	/** The setting that is sent as the group's description. */
	description?: 'description' | 'options.groupDescription';
}

/** What the node can do: one row per operation. The calls stand in `ozonetel/api.ts`. */
export const OPERATIONS = {
	addNumbers: {
		name: 'Add Numbers',
		done: 'added',
		creates: false,
		expires: true,
		description: 'options.groupDescription',
	},
	createGroup: {
		name: 'Create Group',
		done: 'added',
		creates: true,
		expires: true,
		description: 'description',
	},
	removeNumbers: { name: 'Remove Numbers', done: 'removed', creates: false, expires: false },
} satisfies Record<string, OperationRule>;

export type Operation = keyof typeof OPERATIONS;

export const ALL_OPERATIONS = Object.keys(OPERATIONS) as Operation[];

export const ruleOf = (operation: Operation): OperationRule => OPERATIONS[operation];

/** The numbers in the rules, each once: what Ozonetel takes, and how far the node's own options go. */

/** At most this many numbers in a request (docs/ozonetel-api.md §1). */
export const NUMBERS_PER_REQUEST = 100;

/** What a phone number has (docs/ozonetel-api.md §2). */
export const DIGITS = { min: 3, max: 16 };

/** Characters of what describes a group (docs/ozonetel-api.md §2). */
export const GROUP_NAME = { min: 2, max: 50 };
export const GROUP_DESCRIPTION = { min: 2, max: 100 };

export interface Range {
	default: number;
	min: number;
	max: number;
}

const HOUR_MS = 3_600_000;

/** The options that are numbers: what the editor offers, and where other values are moved to. */
export const RANGES = {
	batchInterval: { default: 0, min: 0, max: HOUR_MS },
	batchSize: { default: NUMBERS_PER_REQUEST, min: 1, max: NUMBERS_PER_REQUEST },
	concurrentRequests: { default: 1, min: 1, max: 50 },
	maxRetries: { default: 3, min: 0, max: 10 },
	/** In seconds. */
	rateLimitWait: { default: 60, min: 0, max: 3600 },
	/** In ms. */
	timeout: { default: 60_000, min: 1, max: HOUR_MS },
} satisfies Record<string, Range>;
