/**
 * n8n passes a credential test on any 2xx unless a rule matches, and a rule compares one value. So
 * every documented "no" has one, by its message or, for those nobody documented, by its status
 * (ozonetel-api.md §3); so has an answer without a status, which no Ozonetel API gives.
 */
const ACCOUNT =
	"Check 'User Name' and 'API Key' (paste the key again), and that the region is the account's.";
const USE_TOKEN =
	"The account's setting API Authentication is TOKEN_AUTH: choose 'Token' as Authentication.";
const USE_API_KEY =
	"The account's setting API Authentication is BASIC_AUTH: choose 'API Key' as Authentication. If it is chosen already, enter the API key.";
const LATER = 'Wait a minute and test again.';

const BY_MESSAGE: Record<string, string> = {
	'Authentication failed': ACCOUNT,
	'Parameters are mandatory': ACCOUNT,
	'Invalid User Details': ACCOUNT,
	'Invalid userName or apiKey': ACCOUNT,
	'Missing userName or apiKey': ACCOUNT,
	'Username Should Not be Null or Empty.': ACCOUNT,
	'Api Key Should Not be Null or Empty.': USE_API_KEY,
	'Token Should Not be Null or Empty.': USE_TOKEN,
	'Token Expired': LATER,
	'Invalid Token': LATER,
	'Max limit exceeded': LATER,
	'Already one process is running please try after some time': LATER,
};

const FAILURE_STATUSES = ['false', false, 'fail', 'Fail', 'fails', 'failure', 'Error'];

export const TEST_RULES = [
	...Object.entries(BY_MESSAGE).map(([words, advice]) =>
		whenBody('message', words, `Ozonetel answered “${words}”. ${advice}`),
	),
	...FAILURE_STATUSES.map((status) =>
		whenBody('status', status, `Ozonetel refused the account. ${ACCOUNT}`),
	),
	whenBody(
		'status',
		undefined,
		'This address does not answer like the CloudAgent API. Check the region or domain.',
	),
	whenStatus(401, `Ozonetel refused the account (HTTP 401). ${ACCOUNT} ${USE_TOKEN}`),
	whenStatus(403, `Ozonetel refused the account (HTTP 403). ${ACCOUNT}`),
	whenStatus(404, 'This address has no CloudAgent API (HTTP 404). Check the region or domain.'),
	whenStatus(405, 'This address has no CloudAgent API (HTTP 405). Check the region or domain.'),
	whenStatus(429, `Ozonetel gets too many calls from this account (HTTP 429). ${LATER}`),
];

function whenBody(key: string, value: unknown, message: string) {
	return { type: 'responseSuccessBody' as const, properties: { key, value, message } };
}

function whenStatus(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
