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
	rateLimit: ['Max limit exceeded', 'Request limit exhausted', 'Rate limit', 'Too many requests'],
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

const ACCOUNT =
	"Check 'User Name' and 'API Key' (paste the key again), and that 'Region' is the region of the account.";
const LATER = 'Wait a minute and test again.';
const NO_BODY =
	"Enter the 'User Name'. If it is filled in, a proxy between n8n and Ozonetel removes the body of GET requests. Only this test needs that body, so the node may work anyway.";
const NOT_HERE =
	"Check the region or domain, then the user name and API key. An account that has only Ozonetel's legacy API cannot be tested: use the node with the API version Legacy.";

const ADVICE: Record<AccountFailure, string> = {
	authentication: ACCOUNT,
	userName: NO_BODY,
	parameters: NO_BODY,
	body: NO_BODY,
	wantsKey: `${USE_API_KEY}.`,
	wantsToken: `${USE_TOKEN}.`,
	token: LATER,
	rateLimit: LATER,
	busy: LATER,
};

const FAILURE_STATUSES = ['error', 'Error', 'false', false, 'fail', 'Fail', 'fails'];

/** Not Ozonetel's: a gateway repeats its HTTP status in its JSON. */
const GATEWAY_STATUSES = [400, 401, 404];

const BY_HTTP_STATUS: Record<number, string> = {
	403: `Ozonetel, or a proxy before it, refused the request (HTTP 403). ${ACCOUNT}`,
	405: `This address does not offer the call that this test makes (HTTP 405). ${NOT_HERE}`,
	407: `${PROXY_LOGIN}.`,
	429: `This account sends too many requests (HTTP 429). ${LATER}`,
	500: `Ozonetel has a problem (HTTP 500). ${LATER}`,
	502: `Ozonetel cannot be reached behind its gateway (HTTP 502). ${LATER}`,
	503: `Ozonetel is not available (HTTP 503). ${LATER}`,
	504: `Ozonetel cannot be reached behind its gateway (HTTP 504). ${LATER}`,
};

/** HTTP statuses that say enough. With any other, the body decides (docs/ozonetel-api.md §3). */
export const TELLING_STATUSES = Object.keys(BY_HTTP_STATUS).map(Number);

/**
 * n8n accepts a credential unless a rule matches, and a rule compares one value. So there is a rule for
 * every documented error message, for every status that means an error (docs/ozonetel-api.md §3), and for
 * an answer without a status, which no Ozonetel API gives. There is none for the status "failure": a
 * working account answers so, because the campaign does not exist (§6).
 */
export const TEST_RULES = [
	...Object.entries(ACCOUNT_ANSWERS).flatMap(([kind, answers]) =>
		answers.map((words) => whenMessage(words, ADVICE[kind as AccountFailure])),
	),
	whenMessage('Not Found', NOT_HERE),
	...FAILURE_STATUSES.map((status) =>
		whenBody('status', status, `Ozonetel refused the account. ${ACCOUNT}`),
	),
	...[undefined, ...GATEWAY_STATUSES].map((status) =>
		whenBody('status', status, `This address does not answer like the CloudAgent API. ${NOT_HERE}`),
	),
	...Object.entries(BY_HTTP_STATUS).map(([status, message]) => ({
		type: 'responseCode' as const,
		properties: { value: Number(status), message },
	})),
];

function whenMessage(words: string, advice: string) {
	return whenBody('message', words, `Ozonetel answered “${words}”. ${advice}`);
}

function whenBody(key: string, value: unknown, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}
