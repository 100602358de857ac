/** What Ozonetel says, word for word where it is documented (docs/ozonetel-api.md §3). */
export interface Answer {
	status: number;
	/** An object is sent as JSON, a string as it is. */
	body: unknown;
	headers?: Record<string, string>;
	/** How it is sent, where not at once and as it is. */
	pace?: Pace;
	/** How long it is worked on before it is sent, and what to call then. */
	work?: { ms: number; done: () => void };
}

export type Pace =
	/** One byte every so many ms: of the body, or of the header before it too. */
	| { everyMs: number; part: 'header' | 'body' }
	/** Blanks before the body until it has this many bytes; packed, few bytes carry them. */
	| { bytes: number; packed?: boolean };

/** What became of the numbers of one request. */
export interface Output {
	[count: string]: number | string[];
}

export const NUMBERS_PER_REQUEST = 100; // docs/ozonetel-api.md §1

const error = (message: string) => ({ status: 'error', message });
const accountError = (message: string) => ({ status: 'false', message, data: null });

export const refusals = {
	// the account and its key: legacy
	authenticationFailed: error('Authentication failed'),

	// the account and its key or token: current
	invalidUser: accountError('Invalid User Details'),
	apiKeyMissing: accountError('Api Key Should Not be Null or Empty.'),
	tokenMissing: accountError('Token Should Not be Null or Empty.'),
	userNameMissing: accountError('Username Should Not be Null or Empty.'),
	tokenExpired: accountError('Token Expired'),
	tokenInvalid: accountError('Invalid Token'),
	tokenRefused: accountError('Invalid userName or apiKey'),
	tooManyTokens: accountError('Token generation limit exceeded'), // words not documented

	// the request
	parametersMandatory: error('Parameters are mandatory'),
	invalidGroupId: error('Invalid group id'),
	unknownGroup: error,
	invalidData: (errors: Record<string, string>) => ({ ...error('invalid data'), errors }),
	maxLimitExceeded: { message: 'Max limit exceeded', status: 'error' },
	parameterMissing: { status: 'failure', message: 'All parameters are mandatory' }, // campaignStatus
	noRecord: { status: 'failure', message: 'no record found' },
	busy: error('Already one process is running please try after some time'),

	// words not documented, only that a client must not get through with these
	groupExists: error('Group name already exists'),
	groupNameOfDigits: { ...error('invalid data'), errors: { name: 'Name seems to be invalid' } },
	numberExists: {
		...error('invalid data'),
		errors: { blockNumbers: 'Block number already exists' },
	},
	tooManyNumbers: error(`Maximum ${NUMBERS_PER_REQUEST} numbers are allowed in a request`),
	groupFull: {
		...error('invalid data'),
		errors: { blockNumbers: 'Group already holds its maximum of numbers' },
	},
	notJson: error('Request body is not a JSON object'),
	wrongContentType: error('Content-Type must be application/json'),
};

/** The same refusals in the words of other pages of the same API. */
const OTHER_WORDS = new Map<object, object>([
	[refusals.authenticationFailed, { status: 'failure', message: 'no user found' }],
	[refusals.invalidUser, accountError('userName or apiKey not valid')],
	[refusals.tokenRefused, accountError('userName or apiKey not valid')],
	[refusals.apiKeyMissing, accountError('apiKey cannot be empty')],
	[refusals.maxLimitExceeded, error('Request limit exhausted')],
	[refusals.notJson, accountError('Invalid Json Pass Valid Json')],
]);

export const inOtherWords = (body: unknown): unknown => OTHER_WORDS.get(body as object) ?? body;

export const phpNotice =
	'<br />\n<b>Notice</b>:  Undefined index: offset in <b>/var/www/html/api.php</b> on line <b>12</b><br />\n';

const success = (message: string, input: object, output: object) => ({
	status: 'success',
	message,
	input,
	output,
});

export const successes = {
	created: (input: object, output: object) => success('created', input, output),
	added: (input: object, output: object) => success('updated', input, output),
	removed: (input: object, output: object) => success('deleted', input, output),
	campaigns: (campaigns: object[]) => ({ status: 'success', message: campaigns }),
	token: (token: string) => ({ token, message: '' }),
};

const plain = { 'content-type': 'text/plain; charset=utf-8' };
export const html = { 'content-type': 'text/html; charset=utf-8' };

export const pages = {
	welcome: {
		status: 200,
		body: "This is the simulator of Ozonetel's Block Number Group API. It blocks nobody.\n",
		headers: plain,
	},
	methodNotAllowed: { status: 405, body: 'Method Not Allowed', headers: plain },
	tooLarge: { status: 413, body: 'Request Entity Too Large', headers: plain },
	missing: {
		plain405: { status: 405, body: 'Method Not Allowed', headers: plain },
		html404: {
			status: 404,
			body: '<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>',
			headers: html,
		},
		json404: { status: 404, body: error('Not Found') },
	},
} satisfies Record<string, Answer | Record<string, Answer>>;
