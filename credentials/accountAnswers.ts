/**
 * Ozonetel's messages about an account, or about a call in general, by meaning: the only place for these
 * words (docs/ozonetel-api.md §3). Capitals do not matter.
 */
export const ACCOUNT_ANSWERS = {
	/** The token has expired, or another one replaced it. */
	token: ['Token Expired', 'Invalid Token', 'JWT expired', 'Session expired'],
	/** The account's setting API Authentication is the other one. */
	wantsToken: ['Token Should Not be Null or Empty.'],
	wantsKey: ['Api Key Should Not be Null or Empty.'],
	userName: ['Username Should Not be Null or Empty.'],
	authentication: [
		'Authentication failed',
		'Invalid User Details',
		'Invalid userName or apiKey',
		'Missing userName or apiKey',
		'userName or apiKey not valid',
		'apiKey cannot be empty',
		'no user found',
		'Unauthorized',
		'Unauthorised',
	],
	parameters: ['Parameters are mandatory', 'All parameters are mandatory'],
	body: ['Invalid Json Pass Valid Json'],
	rateLimit: ['Max limit exceeded', 'Request limit exhausted', 'Too many requests'],
	busy: ['Already one process is running please try after some time'],
} as const satisfies Record<string, readonly string[]>;

export type AccountFailure = keyof typeof ACCOUNT_ANSWERS;

/** Other words for a token that is no longer valid: “The token has expired”, “invalid_token”. */
const DEAD_TOKEN =
	/\b(?:token|jwt|session)\b[\w ]{0,20}\b(?:expired|invalid|revoked)\b|\b(?:expired|invalid|revoked)[ _](?:token|jwt|session)\b/i;

/** What a message says about the account, if anything. */
export function readAccountFailure(message: string): AccountFailure | undefined {
	const text = message.toLowerCase();
	const says = (words: string) => text.includes(words.toLowerCase().replace(/\.$/, ''));
	const kinds = Object.keys(ACCOUNT_ANSWERS) as AccountFailure[];
	const kind = kinds.find((one) => ACCOUNT_ANSWERS[one].some(says));
	return kind ?? (DEAD_TOKEN.test(message) ? 'token' : undefined);
}

/** Advice of both the credential test and the node, without the last full stop. */

export const USE_TOKEN =
	"The account's setting API Authentication is TOKEN_AUTH: set 'Authentication' to 'Token' in the credential";

export const USE_API_KEY =
	"The account's setting API Authentication is BASIC_AUTH: set 'Authentication' to 'API Key' in the credential. If it is already selected, enter the API key";

export const PROXY_LOGIN =
	"The proxy between n8n and the internet asks for a login (HTTP 407). Enter the proxy's user name and password in n8n's environment variable HTTPS_PROXY";
