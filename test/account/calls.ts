import { readAccountFailure } from '../../credentials/accountAnswers';

/** Ozonetel's calls, by the codes in docs/ozonetel-api.md §1. No other path is ever called. */
export const CALLS = {
	L2: { method: 'PUT', path: '/CAServicesV3/blockNumberGroupV2.php' },
	L3: { method: 'DELETE', path: '/CAServicesV3/blockNumberGroupV2.php' },
	C1: { method: 'POST', path: '/ca_apis/createBlockNumber' },
	C2: { method: 'PUT', path: '/ca_apis/updateBlockNumbers' },
	'C2 singular': { method: 'PUT', path: '/ca_apis/updateBlockNumber' },
	C3: { method: 'DELETE', path: '/ca_apis/deleteBlockNumber' },
	T: { method: 'POST', path: '/ca_apis/CAToken/generateToken' },
} as const;

export type CallCode = keyof typeof CALLS;

type Json = Record<string, unknown>;

/** What an answer is, as far as the check needs to know. */
export type Kind =
	/** `status` is success, or a token came. */
	| 'done'
	/** Any other `status`. */
	| 'refused'
	/** No such path. */
	| 'missing'
	| 'limited'
	| 'busy'
	/** A gateway's page, HTTP 5xx, or something that nobody documents: the work may be done or not. */
	| 'unreadable';

export interface Reply {
	status: number;
	kind: Kind;
	/** What Ozonetel says, its errors by field included. */
	words: string;
	/** The fields that a refusal complains about. */
	fields: string[];
	/** Named under `succes` or `success`, and under `error`, as they came. */
	named: Array<string | number>;
	listed: Array<string | number>;
	output: Json;
	/** Parsed JSON, or text. */
	body: unknown;
	/** A notice of PHP's stood before the JSON. */
	hasNotice: boolean;
	contentType: string;
	/** In seconds. */
	retryAfter?: number;
}

export function readReply(status: number, headers: Headers, text: string): Reply {
	const { body, hasNotice } = parse(text);
	const data = toJson(body);
	const output = toJson(data.output);
	const errors = toJson(data.errors);
	const words = [data.message, ...Object.values(errors)]
		.map((part) => (typeof part === 'string' ? part : ''))
		.filter(Boolean)
		.join(': ');
	const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
	return {
		status,
		kind: kindOf(status, data, words),
		words,
		fields: Object.keys(errors),
		named: [...listIn(output.succes), ...listIn(output.success)],
		listed: listIn(output.error),
		output,
		body,
		hasNotice,
		contentType: headers.get('content-type') ?? '',
		...(retryAfter >= 0 ? { retryAfter } : {}),
	};
}

function kindOf(status: number, data: Json, words: string): Kind {
	const spoken = readAccountFailure(words);
	if (status === 429 || spoken === 'rateLimit') return 'limited';
	if (spoken === 'busy') return 'busy';
	if (status === 404 || status === 405) return 'missing';
	if (status >= 500 || (status >= 300 && status < 400)) return 'unreadable';
	if (typeof data.token === 'string' && data.token !== '') return 'done';
	if (typeof data.status === 'string') {
		return /^success$/i.test(data.status) ? 'done' : 'refused';
	}
	return 'unreadable';
}

/** PHP writes a list with gaps as a map. */
const listIn = (list: unknown): Array<string | number> =>
	typeof list === 'object' && list !== null
		? Object.values(list).filter((one) => typeof one === 'string' || typeof one === 'number')
		: [];

export const toJson = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** PHP may write notices before the JSON. */
function parse(text: string): { body: unknown; hasNotice: boolean } {
	const start = text.trimStart().startsWith('<') ? text.indexOf('{') : 0;
	try {
		return { body: JSON.parse(text.slice(start)), hasNotice: start > 0 };
	} catch {
		return { body: text, hasNotice: false };
	}
}

const TIMEOUT = 30_000;

/** Sends one request and reads its answer. Nothing follows a redirect: the key goes nowhere else. */
export async function send(
	origin: string,
	code: CallCode,
	headers: Record<string, string>,
	body: object,
): Promise<Reply> {
	const { method, path } = CALLS[code];
	const answer = await fetch(origin + path, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
		redirect: 'manual',
		signal: AbortSignal.timeout(TIMEOUT),
	});
	return readReply(answer.status, answer.headers, await answer.text());
}
