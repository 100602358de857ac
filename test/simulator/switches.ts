/** What the reference leaves open, and how strictly or slowly the simulator answers. */
export interface Switches {
	/** The account's setting API Authentication: BASIC_AUTH (`apiKey`) or TOKEN_AUTH (`token`). */
	authentication: 'apiKey' | 'token';
	/** HTTP status of JSON error bodies: 200, 401 or any other. */
	errorStatus: number;
	/** Whether one bad number refuses its whole request, or is listed under `output.error`. */
	badNumber: 'refuseBatch' | 'list';
	/** Which address of the current API's add exists: updateBlockNumbers, updateBlockNumber, or both. */
	updatePath: 'plural' | 'singular' | 'both';
	/** How that other address, and any unknown path, answers. */
	missingPath: 'plain405' | 'html404' | 'json404';
	/** Which spelling of the group's id the legacy update reads. */
	idKey: 'id' | 'Id' | 'either';
	/** Whether the legacy API still answers. */
	legacy: boolean;
	/** Whether a new group is stored before its numbers are judged: a refusal leaves it there, empty. */
	createsBeforeChecking: boolean;
	/** What creating a group under a name that exists gives: a refusal, or another group. */
	existingName: 'refuse' | 'another';
	/** Whether a new group's name may consist of digits only. */
	digitsOnlyName: 'accept' | 'refuse';
	/**
	 * What adding a number gives that the group holds: taken with the new expiry date, taken but with the
	 * old one, a refusal of the whole request, or a place under `output.error`.
	 */
	existingNumber: 'renew' | 'keep' | 'refuseBatch' | 'list';
	/** Whether a request with more than 100 numbers is refused. */
	moreThan100: 'refuse' | 'take';
	/** What a plus in front of a number means: a country code follows, nothing, or a wrong format. */
	leadingPlus: 'heeded' | 'stripped' | 'refused';
	/** What a 0 before 10 digits means: India's trunk prefix, a digit as any other, or a wrong format. */
	leadingZero: 'trunk' | 'kept' | 'refused';
	/** Whether numbers of other countries than India are taken. */
	foreignNumbers: 'accept' | 'refuse';
	/** What `inserted` counts: numbers that the group did not hold, or all that are named as added. */
	insertedCounts: 'newToGroup' | 'all';
	/** What `new` counts: numbers that no group of the account held, or that this group did not hold. */
	newCounts: 'newToAccount' | 'newToGroup';
	/** Whether the current removal wants the group's id. */
	removalNeedsId: boolean;
	/** Whether the current removal is limited to the group that it names, or clears every group. */
	removalGroup: 'heeded' | 'ignored';
	/** Answer success, but take and name no number: the success that added nothing. */
	emptyOnSuccess: boolean;
	/**
	 * How an answer writes +919812345678: so, 919812345678, +91 98123-45678, 9812345678, 09812345678
	 * or as a JSON number.
	 */
	answerNumbers: 'plus' | 'digits' | 'spaced' | 'national' | 'trunk' | 'json';
	/** Whether an answer's lists are JSON arrays, or maps by place as PHP writes lists with gaps. */
	answerLists: 'array' | 'object';
	/** A group takes so many numbers; more are refused in words of our own, under `errors.blockNumbers`. */
	groupHolds: number | undefined;
	/** What the current API says of a group it does not know. */
	unknownGroup: string;
	/** Which numbers are refused for their format. */
	isBad: (number: string) => boolean;
	/** The account's campaigns: all that can be asked about them is their status. */
	campaigns: readonly string[];
	/** Whether refusals come in the words of other pages of the same API (docs/ozonetel-api.md §3). */
	otherWords: boolean;
	/** Whether PHP writes a notice before what it answers. */
	phpNotices: boolean;
	tokenSeconds: number;
	/** How far Ozonetel's clock is ahead of this machine's, in seconds. */
	clockAheadSeconds: number;
	tokensPerHour: number;
	/** How long every answer takes. The request is applied at once, the answer comes later. */
	latencyMs: number;
	rateLimit: RateLimit | undefined;
	/** So many calls for numbers are worked on at a time, each for so long; others are told to wait. */
	bulkCalls: { atATime: number; ms: number } | undefined;
}

export interface RateLimit {
	requests: number;
	windowMs: number;
	/** An error body, or HTTP 429 without or with a `Retry-After`. */
	style: 'body' | '429' | '429-retry-after';
	/** How `Retry-After` is written; seconds unless told otherwise. */
	retryAfter?: 'seconds' | 'date';
}

export const defaultSwitches: Readonly<Switches> = {
	authentication: 'apiKey',
	errorStatus: 200,
	badNumber: 'refuseBatch',
	updatePath: 'plural',
	missingPath: 'plain405',
	idKey: 'either',
	legacy: true,
	createsBeforeChecking: false,
	existingName: 'refuse',
	digitsOnlyName: 'accept',
	existingNumber: 'renew',
	moreThan100: 'refuse',
	leadingPlus: 'heeded',
	leadingZero: 'trunk',
	foreignNumbers: 'accept',
	insertedCounts: 'newToGroup',
	newCounts: 'newToAccount',
	removalNeedsId: false,
	removalGroup: 'heeded',
	emptyOnSuccess: false,
	answerNumbers: 'plus',
	answerLists: 'array',
	groupHolds: undefined,
	unknownGroup: 'Invalid group name',
	isBad: (number) => !/^\+?\d{3,16}$/.test(number), // docs/ozonetel-api.md §2
	campaigns: ['Sales'],
	otherWords: false,
	phpNotices: false,
	tokenSeconds: 3600, // docs/ozonetel-api.md §4
	clockAheadSeconds: 0,
	tokensPerHour: 10,
	latencyMs: 0,
	rateLimit: undefined,
	bulkCalls: undefined,
};

/** The values of the switches that have a few. */
export const switchChoices = {
	authentication: ['apiKey', 'token'],
	badNumber: ['refuseBatch', 'list'],
	updatePath: ['plural', 'singular', 'both'],
	missingPath: ['plain405', 'html404', 'json404'],
	idKey: ['id', 'Id', 'either'],
	existingName: ['refuse', 'another'],
	digitsOnlyName: ['accept', 'refuse'],
	existingNumber: ['renew', 'keep', 'refuseBatch', 'list'],
	moreThan100: ['refuse', 'take'],
	leadingPlus: ['heeded', 'stripped', 'refused'],
	leadingZero: ['trunk', 'kept', 'refused'],
	foreignNumbers: ['accept', 'refuse'],
	insertedCounts: ['newToGroup', 'all'],
	newCounts: ['newToAccount', 'newToGroup'],
	removalGroup: ['heeded', 'ignored'],
	answerNumbers: ['plus', 'digits', 'spaced', 'national', 'trunk', 'json'],
	answerLists: ['array', 'object'],
} as const satisfies { [Name in keyof Switches]?: ReadonlyArray<Switches[Name]> };
