import { DateTime } from 'luxon';
import { sleep } from 'n8n-workflow';

import { ruleOf, type Failure } from './failures';

/**
 * Whether to send again. A request that is idempotent is, whatever became of the first try; any other
 * only where the first certainly did not arrive: a second creation may create a second group.
 */
export function mayRetry(failure: Failure, isIdempotent: boolean): boolean {
	const { unsent } = failure;
	const { transient, retryCreation } = ruleOf(failure);
	const worthIt = isIdempotent || unsent ? transient : retryCreation;
	return worthIt && !asksForTooMuch(failure);
}

const LONGEST_WAIT_MS = 10 * 60_000;

/** A longer `Retry-After` is a failure: nobody expects a workflow to stand still that long. */
export const asksForTooMuch = ({ retryAfter = 0 }: Failure): boolean =>
	retryAfter > LONGEST_WAIT_MS;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/**
 * How long to wait before the next try, in ms: what Ozonetel asks for; for a limit met on the way to
 * a token the user's setting (Ozonetel counts calls per minute); else exponential back-off with
 * jitter, so that parallel executions do not return in step. After "limit" and "busy" it is the
 * pace that says when to go on.
 *
 * @param attempt 0 before the first retry
 */
export function delayBefore(attempt: number, failure: Failure, rateLimitWaitMs: number): number {
	if (failure.retryAfter !== undefined) return failure.retryAfter;
	if (failure.kind === 'rateLimit') return rateLimitWaitMs;
	const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
	return full * (0.5 + Math.random() / 2);
}

/** `Retry-After` in ms, from seconds or an HTTP date; undefined when absent or unreadable. */
export function readRetryAfter(header: unknown, now = Date.now()): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = DateTime.fromHTTP(header.trim());
	return date.isValid ? Math.max(0, date.toMillis() - now) : undefined;
}

const SLICE_MS = 200;

/** Waits, but no longer than there is reason to: n8n-workflow's sleep cannot be ended early. */
export async function pause(ms: number, isOver: () => boolean): Promise<void> {
	const end = Date.now() + ms;
	for (let left = ms; left > 0 && !isOver(); left = end - Date.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
}
