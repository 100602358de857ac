/** What Ozonetel's answers mean. Pure: from an HTTP status and a body to one of three verdicts. */

import { toRecord } from '../../../credentials/wholeAnswer';
import { kindOfWords, toFailure, type Failure, type FailureKind } from './failures';

export type Answer =
	| {
			verdict: 'success';
			message: string;
			/** Numbers named under `succes` or `success`, and under `error`, as Ozonetel wrote them. */
			done: string[];
			rejected: string[];
			/** Id of a created group. */
			groupId?: string;
			/** How many numbers Ozonetel says it inserted or deleted, if it says so. */
			inserted?: number;
			deleted?: number;
			/** An earlier attempt, whose answer was lost, may have done the work. */
			retried?: boolean;
	  }
	/** The whole batch was refused because of some numbers: their format, or because they are there already. */
	| {
			verdict: 'numbersRefused';
			message: string;
			because: 'format' | 'there' | 'other';
			retried?: boolean;
	  }
	| Failure;

/**
 * Reads an answer. The body decides, not the status: Ozonetel sends errors with HTTP 200 too.
 *
 * @param body parsed JSON, or text if the answer was not JSON
 */
export function readAnswer(httpStatus: number, body: unknown): Answer {
	const data = toRecord(body);
	if (data && typeof data.status === 'string' && /^success$/i.test(data.status.trim())) {
		return success(data);
	}
	if (data && 'status' in data && typeof data.status !== 'number') {
		return refusal(httpStatus, data);
	}
	const message = data ? wordsOf(data) : textOf(body);
	const isNotFound = httpStatus < 400 && /\b(?:404|not found)\b/i.test(message);
	const kind = isNotFound ? 'notFound' : (kindOfStatus(httpStatus) ?? kindOfWords(message));
	const said = message || `HTTP ${httpStatus} and no message`;
	return toFailure(kind ?? 'unreadable', said, { httpStatus });
}

function success(data: Record<string, unknown>): Answer {
	const output = toRecord(data.output) ?? {};
	const groupId = textOf(output.lastInsertId);
	return {
		verdict: 'success',
		message: wordsOf(data) || 'success',
		done: [...numbersIn(output.succes), ...numbersIn(output.success)],
		rejected: rejectedIn(output.error),
		...(/^[1-9]\d*$/.test(groupId) ? { groupId } : {}),
		...countIn(output, 'inserted'),
		...countIn(output, 'deleted'),
	};
}

function countIn(output: Record<string, unknown>, name: 'inserted' | 'deleted') {
	const count = textOf(output[name]);
	return /^\d{1,9}$/.test(count) ? { [name]: Number(count) } : {};
}

function refusal(httpStatus: number, data: Record<string, unknown>): Answer {
	const message = wordsOf(data) || `status “${textOf(data.status)}” and no message`;
	const faulty = Object.keys(toRecord(data.errors) ?? {});
	const isNumbers = (key: string) => /^blockNumbers?$/i.test(key);
	if (faulty.length > 0 ? faulty.every(isNumbers) : NUMBERS_REFUSED.test(message)) {
		const isThere = /already (?:exist|added|blocked)/i.test(message) && 'there';
		const because = /invalid format/i.test(message) ? 'format' : isThere || 'other';
		return { verdict: 'numbersRefused', message, because };
	}
	const other = NO.test(textOf(data.status)) ? 'refused' : 'unreadable';
	const kind = kindOfWords(textOf(data.message)) ?? kindOfStatus(httpStatus) ?? other;
	return toFailure(kind, message, { httpStatus });
}

/** What `status` says if nothing was done, across Ozonetel's API. Other words may mean anything. */
const NO = /^(?:error|false|fail|fails|failed|failure)$/i;
/** “Block Number Group already exists” and “Group or number not found” are not said of numbers alone. */
const NUMBERS_REFUSED =
	/block ?numbers? (?:data contains invalid format|(?:seems? to be invalid or )?already exist)|^(?:block ?|phone )?numbers? (?:(?:is|are|was|were|do|does) )?not (?:found|present|exist|in )|^invalid block ?numbers?$/i;

function kindOfStatus(httpStatus: number): FailureKind | undefined {
	if (httpStatus === 401 || httpStatus === 403) return 'authentication';
	if (httpStatus === 407) return 'proxy';
	if (httpStatus === 429) return 'rateLimit';
	if (httpStatus === 404 || httpStatus === 405) return 'notFound';
	if (httpStatus === 408 || httpStatus >= 500) return 'server';
	if (httpStatus >= 300 && httpStatus < 400) return 'redirect';
	return httpStatus >= 400 ? 'refused' : undefined;
}

/** `message`, and what `errors` says about single fields. */
function wordsOf(data: Record<string, unknown>): string {
	const fields = toRecord(data.errors);
	const errors = fields ? Object.values(fields).map(textOf) : [textOf(data.errors)];
	const message = textOf(data.message) || textOf(data.error);
	return [message, ...errors]
		.filter((text) => text !== '')
		.join(': ')
		.slice(0, LONGEST_MESSAGE);
}

const LONGEST_MESSAGE = 300;
const MOST_READ = 2000;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Any value as one line of text: without HTML tags, and with the elements of a list or map joined. */
function textOf(value: unknown): string {
	if (isObject(value)) {
		const parts = Object.values(value).filter((part) => typeof part !== 'object');
		return parts.slice(0, 10).map(textOf).filter(Boolean).join(', ').slice(0, LONGEST_MESSAGE);
	}
	if (value === null || value === undefined) return '';
	return String(value)
		.slice(0, MOST_READ)
		.replace(/<style[^]*?(?:<\/style>|$)/gi, ' ')
		.replace(/<script[^]*?(?:<\/script>|$)/gi, ' ')
		.replace(/<[^>]*>?/g, ' ')
		.replace(/[\s\p{C}]+/gu, ' ')
		.trim()
		.slice(0, LONGEST_MESSAGE);
}

/** More than any request asks for, and few enough to match quickly. */
const MOST_NUMBERS = 1000;

/**
 * The numbers in a list of an answer, without spaces and dashes. Anything else is ignored. PHP writes a
 * list with gaps as a map.
 */
function numbersIn(list: unknown): string[] {
	if (!isObject(list)) return [];
	return Object.values(list)
		.slice(0, MOST_NUMBERS)
		.filter((one) => typeof one === 'string' || isWhole(one)) // an object may have no text
		.map((one) => String(one).slice(0, LONGEST_NUMBER))
		.map((text) => (NUMBER.test(text) ? text : text.replace(/[\s\p{Pd}().]/gu, '')))
		.filter((text) => NUMBER.test(text));
}

/** Also numbers that are keys of a map, or in objects with a reason: nothing under `error` counts as done. */
function rejectedIn(errors: unknown): string[] {
	if (!isObject(errors)) return [];
	const keys = Object.keys(errors).filter((key) => key.length >= SHORTEST_KEY);
	return [errors, keys, ...Object.values(errors)].flatMap(numbersIn).slice(0, MOST_NUMBERS);
}

/** Shorter ones are places in a list. */
const SHORTEST_KEY = 7;

/** JSON keeps no more digits of a number than this. */
const isWhole = (one: unknown) => Number.isSafeInteger(one) && Number(one) >= 0;

const NUMBER = /^\+?\d{1,20}$/;

const LONGEST_NUMBER = 60;
