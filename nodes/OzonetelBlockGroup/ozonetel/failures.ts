import {
	PROXY_LOGIN,
	readAccountFailure,
	USE_API_KEY,
	USE_TOKEN,
	type AccountFailure,
} from '../../../credentials/accountAnswers';
import type { Target } from '../model';

/** What may go wrong with a request, and all that follows from it: one row per kind. */

/** What became of a request, as far as the pace depends on it. */
export type Fate =
	/** Ozonetel dealt with it, whatever it said. */
	| 'through'
	| 'limit'
	| 'busy'
	/** No answer, or one of a server in trouble. */
	| 'failed'
	/** It was not sent, or nobody waited for its answer. */
	| 'unsent';

interface FailureRule {
	/** What it tells the pace. */
	fate: Fate;
	/** What it is called; what is said of the account is in credentials/accountAnswers.ts. */
	words?: RegExp;
	/** Ozonetel may have done the work all the same: no answer came, or none that can be read. */
	mayHaveArrived: boolean;
	/** It may pass by itself: worth another try. */
	transient: boolean;
	/** The request surely did not arrive, so even a creation may be sent again. */
	retryCreation: boolean;
	/** The API's own page answered, not a gateway or a limit before it, so its path is right. */
	fromOzonetel: boolean;
	/** What would only meet it again, and is given up: this request, its group, or the whole run. */
	ends: 'request' | 'group' | 'run';
	/** Where the account uses tokens, a new one helps: surely, or perhaps, unless the one used is new. */
	newToken?: 'surely' | 'perhaps';
	/** What its words mean, where they do not say it: follows them in a title. */
	inShort?: string;
	/** What to check, without the last full stop; empty where another try is all there is to do. */
	advice: string | ((target: Target) => string);
}

/** The rules that most kinds share. */
const USUAL = {
	fate: 'through',
	mayHaveArrived: false,
	transient: false,
	retryCreation: false,
	fromOzonetel: false,
	ends: 'request',
} as const;

const ACCOUNT_REFUSED = {
	...USUAL,
	fromOzonetel: true,
	ends: 'run',
	inShort: 'check the credential',
} as const;

export const FAILURES = {
	/** The token has expired, or another one replaced it. */
	token: {
		...USUAL,
		fromOzonetel: true,
		ends: 'run',
		newToken: 'surely',
		advice:
			'Something else generates tokens for this account. Ozonetel allows 10 an hour, and each new one invalidates the one before. Stop it, or use a single credential for the account',
	},
	/** Wrong user, key or token. */
	authentication: {
		...ACCOUNT_REFUSED,
		newToken: 'perhaps',
		advice:
			"Check 'User Name', 'API Key' and 'Region' in the credential, and that 'Authentication' matches the setting of the CloudAgent account",
	},
	/** The credential's 'Authentication' is not the account's. */
	wantsToken: { ...ACCOUNT_REFUSED, advice: USE_TOKEN },
	wantsKey: { ...ACCOUNT_REFUSED, advice: USE_API_KEY },
	userName: { ...ACCOUNT_REFUSED, advice: "Enter the 'User Name' in the credential" },
	/** The body lacks a parameter that this account wants: every request for the group would. */
	parameters: {
		...USUAL,
		fromOzonetel: true,
		ends: 'group',
		advice: 'Ozonetel requires another parameter in the request',
	},
	/** Ozonetel cannot read the body, which n8n writes the same way for all. */
	body: {
		...USUAL,
		fromOzonetel: true,
		ends: 'run',
		advice:
			'Something between n8n and Ozonetel, such as a proxy, changes the request: have it leave the body of PUT, POST and DELETE requests as it is',
	},
	rateLimit: {
		...USUAL,
		words: /rate limit/i,
		fate: 'limit',
		transient: true,
		inShort: 'too many requests',
		advice:
			"Increase the option 'Batch Interval' or 'Wait After Rate Limit', or send fewer numbers at a time",
	},
	/** Another bulk call is running. */
	busy: {
		...USUAL,
		fate: 'busy',
		transient: true,
		fromOzonetel: true,
		advice: 'Wait until the other bulk operation has finished',
	},
	/** No such group. */
	group: {
		...USUAL,
		words: /invalid group|no such group|group.{0,60}(?:not found|not exist|unknown)/i,
		fromOzonetel: true,
		ends: 'group',
		advice: ({ groupId }) =>
			groupId === ''
				? "Check in CloudAgent that the group exists, and that 'Group Name' is exactly its name: capitals and spaces count"
				: "Check in CloudAgent that the group exists, and that 'Group ID' is its ID",
	},
	/** A group to create has the name of another one. */
	nameTaken: {
		...USUAL,
		words: /group.{0,60}already exist|duplicate group/i,
		fromOzonetel: true,
		ends: 'group',
		advice:
			"Choose another 'Group Name', or use 'Add Numbers' to add the numbers to the group that exists",
	},
	/** A new group was refused for its numbers, which does not tell whether it was created. */
	creationRefused: {
		...USUAL,
		mayHaveArrived: true,
		fromOzonetel: true,
		ends: 'group',
		advice: 'Leave out the numbers that Ozonetel does not accept',
	},
	/** The path does not exist. */
	notFound: {
		...USUAL,
		advice:
			"Check 'Region' or 'Domain' in the credential, and that the account can use this API version",
	},
	redirect: {
		...USUAL,
		mayHaveArrived: true,
		advice:
			"The address redirects elsewhere, and the node does not follow redirects. Check 'Region' or 'Domain' in the credential",
	},
	/** HTTP 407: a proxy wants a login, and passes nothing on. */
	proxy: { ...USUAL, ends: 'run', advice: PROXY_LOGIN },
	/** HTTP 5xx or 408. */
	server: {
		...USUAL,
		fate: 'failed',
		mayHaveArrived: true,
		transient: true,
		advice: 'Ozonetel has a problem. Wait a few minutes',
	},
	/** A page or text where JSON belongs: a gateway's answer. */
	unreadable: {
		...USUAL,
		fate: 'failed',
		mayHaveArrived: true,
		transient: true,
		advice:
			"This is not an answer that Ozonetel documents. Check 'Region' or 'Domain' in the credential, or wait a few minutes",
	},
	/** Any other “no”. */
	refused: { ...USUAL, fromOzonetel: true, advice: 'Correct what Ozonetel complains about' },
	/** The request surely did not arrive. */
	unreached: {
		...USUAL,
		fate: 'failed',
		transient: true,
		retryCreation: true,
		advice: "Check the network, and 'Region' or 'Domain' in the credential",
	},
	/** No answer came. */
	interrupted: { ...USUAL, fate: 'failed', mayHaveArrived: true, transient: true, advice: '' },
	cancelled: { ...USUAL, fate: 'unsent', mayHaveArrived: true, advice: '' },
	/** The credential is another account's since the run began. */
	edited: { ...USUAL, ends: 'run', advice: '' },
	/** The credential cannot be used. */
	credential: { ...USUAL, ends: 'run', advice: 'Correct the credential' },
} satisfies Record<string, FailureRule> & Record<AccountFailure, FailureRule>;

export type FailureKind = keyof typeof FAILURES;

/** A request that did not do its work, in Ozonetel's own words. */
export interface Failure {
	verdict: 'failure';
	kind: FailureKind;
	message: string;
	httpStatus?: number;
	/** How long Ozonetel asks to wait, in ms. */
	retryAfter?: number;
	/** No token was to be had for it, so it was never sent. */
	unsent?: true;
}

export const ruleOf = ({ kind }: Pick<Failure, 'kind'>): FailureRule => FAILURES[kind];

export const fateOf = (failure: Failure): Fate =>
	failure.unsent ? 'unsent' : ruleOf(failure).fate;

/** The kind of failure that Ozonetel's words tell of. */
export const kindOfWords = (message: string): FailureKind | undefined =>
	readAccountFailure(message) ??
	(Object.keys(FAILURES) as FailureKind[]).find((kind) => ruleOf({ kind }).words?.test(message));

/** Whether Ozonetel may have done the work all the same: a gateway may say 429 when it has. */
export const mayHaveArrived = (failure: Failure): boolean =>
	!failure.unsent && (ruleOf(failure).mayHaveArrived || failure.httpStatus === 429);

export const CANCELLED: Failure = {
	verdict: 'failure',
	kind: 'cancelled',
	message: 'The execution was cancelled',
};
