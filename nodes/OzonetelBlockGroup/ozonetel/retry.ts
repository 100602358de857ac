import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';

import { fateOf, isTransient, ruleOf, type Failure } from './failures';

/**
 * Whether to send again. An idempotent request is always sent again; any other only if it certainly did
 * not arrive, because a second creation may create a second group.
 */
export function mayRetry(failure: Failure, isIdempotent: boolean): boolean {
	return isIdempotent || failure.unsent ? isTransient(failure) : ruleOf(failure).retryCreation;
}

const LONGEST_WAIT_MS = 10 * 60_000;

/** A longer `Retry-After` ends the run: nobody expects a workflow to wait that long. */
export const asksForTooMuch = ({ retryAfter = 0 }: Failure): boolean =>
	retryAfter > LONGEST_WAIT_MS;

/** "Busy" means that somebody else gets through, so it is retried this many times as often. */
const BUSY_PATIENCE = 3;
/** So many more requests are tried after one has used up its retries: it may be the only bad one. */
const PROBES = 2;

/**
 * How patient a run is. Each request may be retried `maxRetries` times. "Limit" and "busy" concern all
 * requests, so their retries are counted for the run, which ends when they are used up. An outage ends
 * the run after a few more requests, each tried once. Meanwhile everything waits, longer and longer
 * (see `Gate`): a run with three retries survives an outage of at least eight seconds, and ends after 75.
 * The rest fails at once, with the same words.
 *
 * @param failures how often this request has failed
 * @param rounds how often in a row no request of the account got through
 */
export function afterFailure(
	failure: Failure,
	failures: number,
	rounds: number,
	maxRetries: number,
): 'retry' | 'giveUp' | 'end' {
	if (!isTransient(failure)) return 'giveUp';
	if (asksForTooMuch(failure)) return 'end';
	const fate = fateOf(failure);
	switch (fate) {
		case 'unsent':
			return failures > maxRetries ? 'end' : 'retry';
		case 'limit':
			return rounds > maxRetries ? 'end' : 'retry';
		case 'busy':
			return rounds > BUSY_PATIENCE * maxRetries ? 'end' : 'retry';
		case 'failed':
		case 'through':
			if (rounds > maxRetries + PROBES) return 'end';
			return Math.max(failures, rounds) > maxRetries ? 'giveUp' : 'retry';
		default:
			return fate satisfies never;
	}
}

/**
 * How long a request waits by itself before its next attempt, in ms. After "limit", "busy" and a
 * `Retry-After`, the pace decides when all requests go on.
 *
 * @param failures how often it has failed
 */
export function delayBefore(failures: number, failure: Failure, rateLimitWaitMs: number): number {
	const fate = fateOf(failure);
	if (fate === 'unsent' && failure.retryAfter !== undefined) {
		return delayOf(failures - 1, failure.retryAfter);
	}
	// A limit met on the way to a token.
	if (fate === 'unsent' && failure.kind === 'rateLimit') return rateLimitWaitMs;
	const isHeld = fate === 'limit' || fate === 'busy' || failure.retryAfter !== undefined;
	return isHeld ? 0 : backOff(failures - 1);
}

/**
 * Exponential back-off with jitter, so that parallel executions do not return in step: about 0.5, 2,
 * 8 and 30 s unless told otherwise.
 *
 * @param round 0 before the first retry
 */
export function backOff(
	round: number,
	{ first = 500, longest = 30_000, random = Math.random } = {},
): number {
	return Math.min(Math.max(first, longest), first * 4 ** round) * (0.75 + random() / 2);
}

/** What Ozonetel asks for, but no less than the back-off: “Retry-After: 0” again and again makes no burst. */
export const delayOf = (round: number, retryAfter = 0): number =>
	Math.max(retryAfter, backOff(round));

/**
 * `Retry-After` in ms, from seconds or an HTTP date; undefined when absent or unreadable.
 *
 * @param sentAt the answer's header `Date`: the server's clock may differ from the one here
 */
export function readRetryAfter(header: unknown, sentAt?: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const until = readHttpDate(header);
	const delay = until === undefined ? seconds * 1000 : until - (readHttpDate(sentAt) ?? Date.now());
	return Number.isFinite(delay) ? Math.max(0, delay) : undefined;
}

function readHttpDate(header: unknown): number | undefined {
	const date = typeof header === 'string' ? DateTime.fromHTTP(header.trim()) : undefined;
	return date?.isValid ? date.toMillis() : undefined;
}

const SLICE_MS = 200;

/** Waits, at most until `isOver`. n8n-workflow's own sleep cannot be ended early. */
export async function pause(ms: number, isOver: () => boolean): Promise<void> {
	// Not Date.now(): the clock may be set back.
	const end = performance.now() + ms;
	for (let left = ms; left > 0 && !isOver(); left = end - performance.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
}
