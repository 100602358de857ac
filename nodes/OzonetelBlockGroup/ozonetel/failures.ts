import {
	PROXY_LOGIN,
	readAccountFailure,
	USE_API_KEY,
	USE_TOKEN,
	type AccountFailure,
} from '../../../credentials/accountAnswers';
import type { Target } from '../model';

/** What may go wrong with a request, and what follows from it: one row per kind. */

/** What became of a request, as far as the pace is concerned. */
export type Fate =
	/** Ozonetel processed it, whatever it answered. */
	| 'through'
	| 'limit'
	| 'busy'
	/** No answer, or the answer of a server in trouble. */
	| 'failed'
	/** It was not sent, or nobody waited for its answer. */
	| 'unsent';

interface FailureRule {
	/** What it tells the pace. */
	fate: Fate;
	/** Ozonetel's words for it. Those about the account are in credentials/accountAnswers.ts. */
	words?: RegExp;
	/** Ozonetel may have done the work: no answer came, or none that can be read. */
	mayHaveArrived: boolean;
	/** The request was certainly not processed, so even a creation may be sent again. */
	retryCreation: boolean;
	/** The API's own page answered, not a gateway or a limit before it: the path is right. */
	fromOzonetel: boolean;
	/** What is given up, because it would only fail again: this request, its group, or the whole run. */
	ends: 'request' | 'group' | 'run';
	/** Whether a new token helps: surely, or perhaps, if the one used is not new. */
	newToken?: 'surely' | 'perhaps';
	/** What Ozonetel's words mean, if they are unclear: added in brackets to an error's title. */
	inShort?: string;
	/** What to check, without the last full stop; empty if there is nothing to do but try again. */
	advice: string | ((target: Target) => string);
}

/** The rules that most kinds share. */
const USUAL = {
	fate: 'through',
	mayHaveArrived: false,
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
	/** The body lacks a parameter that this account requires, as would every request for the group. */
	parameters: {
		...USUAL,
		fromOzonetel: true,
		ends: 'group',
		advice: 'Ozonetel requires another parameter in the request',
	},
	/** Ozonetel cannot read the body, which n8n writes in the same way for every request. */
	body: {
		...USUAL,
		fromOzonetel: true,
		ends: 'run',
		advice:
			'Something between n8n and Ozonetel, such as a proxy, changes the request: have it leave the body of PUT, POST and DELETE requests as it is',
	},
	rateLimit: {
		...USUAL,
		fate: 'limit',
		inShort: 'too many requests',
		advice:
			"Increase the option 'Batch Interval' or 'Wait After Rate Limit', or send fewer numbers at a time",
	},
	/** Another bulk call is running. */
	busy: {
		...USUAL,
		fate: 'busy',
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
		advice: ({ apiVersion }) =>
			apiVersion === 'current'
				? "Choose another 'Group Name', or set the option 'If Group Exists' to 'Add Numbers to It'"
				: "Choose another 'Group Name', or use 'Add Numbers' to add the numbers to the group that exists",
	},
	/** A new group was refused because of its numbers. It may have been created all the same. */
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
	/** HTTP 407: a proxy requires a login, and passes nothing on. */
	proxy: { ...USUAL, ends: 'run', advice: PROXY_LOGIN },
	/** HTTP 5xx or 408. */
	server: {
		...USUAL,
		fate: 'failed',
		mayHaveArrived: true,
		advice: 'Ozonetel has a problem. Wait a few minutes',
	},
	/** A page or text instead of JSON: a gateway's answer. */
	unreadable: {
		...USUAL,
		fate: 'failed',
		mayHaveArrived: true,
		advice:
			"This is not an answer that Ozonetel documents. Check 'Region' or 'Domain' in the credential, or wait a few minutes",
	},
	/** Any other “no”. */
	refused: { ...USUAL, fromOzonetel: true, advice: 'Correct what Ozonetel complains about' },
	/** The request certainly did not arrive. */
	unreached: {
		...USUAL,
		fate: 'failed',
		retryCreation: true,
		advice: "Check the network, and 'Region' or 'Domain' in the credential",
	},
	/** No answer came. */
	interrupted: { ...USUAL, fate: 'failed', mayHaveArrived: true, advice: '' },
	cancelled: { ...USUAL, fate: 'unsent', mayHaveArrived: true, advice: '' },
	/** The expiry date of its numbers passed before its turn came. */
	outdated: {
		...USUAL,
		fate: 'unsent',
		advice: 'Choose a later expiry, or send fewer numbers at a time',
	},
	/** The credential was changed to another account during the run. */
	edited: { ...USUAL, ends: 'run', advice: '' },
	/** The credential cannot be used. */
	credential: {
		...USUAL,
		ends: 'run',
		advice: 'Choose a credential in this node, or correct the one chosen',
	},
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
	/** It was never sent, for example because there was no token for it. */
	unsent?: true;
}

export const toFailure = (
	kind: FailureKind,
	message: string,
	more: Pick<Failure, 'httpStatus' | 'retryAfter' | 'unsent'> = {},
): Failure => ({ verdict: 'failure', kind, message, ...more });

export const ruleOf = ({ kind }: Pick<Failure, 'kind'>): FailureRule => FAILURES[kind];

/** Whether it may pass, so that another attempt is worth while. */
export const isTransient = (failure: Failure): boolean =>
	['limit', 'busy', 'failed'].includes(ruleOf(failure).fate);

export const fateOf = (failure: Failure): Fate =>
	failure.unsent ? 'unsent' : ruleOf(failure).fate;

/** The kind of failure that Ozonetel's words describe. */
export const kindOfWords = (message: string): FailureKind | undefined =>
	ABOUT_GROUPS.find((kind) => FAILURES[kind].words.test(message)) ?? readAccountFailure(message);

/** First, because these words may come with a group's name, which may be any words. */
const ABOUT_GROUPS = ['group', 'nameTaken'] as const;

/** Whether Ozonetel may have done the work: even after it, a gateway may answer 429. */
export const mayHaveArrived = (failure: Failure): boolean =>
	!failure.unsent && (ruleOf(failure).mayHaveArrived || failure.httpStatus === 429);

export const CANCELLED = toFailure('cancelled', 'The execution was cancelled');
export const CANCELLED_UNSENT: Failure = { ...CANCELLED, unsent: true };
export const OUTDATED = toFailure('outdated', 'The expiry date passed while the run was waiting', {
	unsent: true,
});
