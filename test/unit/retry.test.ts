import type { Failure, FailureKind } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import {
	delayBefore,
	mayRetry,
	pause,
	readRetryAfter,
} from '../../nodes/OzonetelBlockGroup/ozonetel/retry';

const failure = (kind: FailureKind, retryAfter?: number): Failure => ({
	verdict: 'failure',
	kind,
	message: '',
	retryAfter,
});

describe('what may be repeated', () => {
	it.each<[FailureKind, boolean, boolean]>([
		// kind, idempotent, not idempotent
		['unreached', true, true],
		['interrupted', true, false],
		['rateLimit', true, false],
		['busy', true, false],
		['server', true, false],
		['unreadable', true, false],
		['authentication', false, false],
		['token', false, false],
		['group', false, false],
		['notFound', false, false],
		['redirect', false, false],
		['refused', false, false],
		['cancelled', false, false],
		['credential', false, false],
	])('%s: what is idempotent %s, anything else %s', (kind, again, otherAgain) => {
		expect(mayRetry(failure(kind), true)).toBe(again);
		expect(mayRetry(failure(kind), false)).toBe(otherAgain);
	});

	it('not where Ozonetel asks to come back in an hour', () => {
		expect(mayRetry(failure('rateLimit', 60_000), true)).toBe(true);
		expect(mayRetry(failure('rateLimit', 3_600_000), true)).toBe(false);
	});
});

describe('how long to wait', () => {
	it('as long as Ozonetel says, before all else', () => {
		expect(delayBefore(0, failure('rateLimit', 7000), 60_000)).toBe(7000);
		expect(delayBefore(5, failure('server', 0), 60_000)).toBe(0);
	});

	it('as long as the user says after a rate limit that names no delay', () => {
		for (const attempt of [0, 3]) {
			expect(delayBefore(attempt, failure('rateLimit'), 60_000)).toBe(60_000);
		}
		expect(delayBefore(0, failure('rateLimit'), 0)).toBe(0);
	});

	it('longer each time, not in step with others, and never for ever', () => {
		for (const [attempt, least, most] of [
			[0, 100, 2000],
			[3, 1000, 10_000],
			[9, 10_000, 60_000],
			[2000, 10_000, 60_000],
		]) {
			const delays = Array.from({ length: 50 }, () =>
				delayBefore(attempt, failure('server'), 60_000),
			);
			expect(Math.min(...delays)).toBeGreaterThanOrEqual(least);
			expect(Math.max(...delays)).toBeLessThanOrEqual(most);
			expect(new Set(delays).size).toBeGreaterThan(10);
		}
	});
});

describe('Retry-After', () => {
	const now = Date.parse('2026-11-20T10:00:00Z');

	it.each<[unknown, number | undefined]>([
		['0', 0],
		['7', 7000],
		[' 120 ', 120_000],
		['-5', 0],
		['Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
		['Friday, 20-Nov-26 10:00:30 GMT', 30_000],
		['Fri, 20 Nov 2026 09:59:00 GMT', 0],
		['', undefined],
		['  ', undefined],
		['soon', undefined],
		['in 5', undefined],
		['5, 6', undefined],
		['NaN', undefined],
		['Infinity', undefined],
		[undefined, undefined],
		[null, undefined],
		[{}, undefined],
		[['7'], undefined],
	])('%p', (header, delay) => {
		expect(readRetryAfter(header, now)).toBe(delay);
	});
});

describe('a pause', () => {
	const timed = async (ms: number, signal?: AbortSignal) => {
		const start = performance.now();
		await pause(ms, () => signal?.aborted ?? false);
		return performance.now() - start;
	};

	it('lasts as long as it is told', async () => {
		const lasted = await timed(250);
		expect(lasted).toBeGreaterThanOrEqual(245);
		expect(lasted).toBeLessThan(1000);
	});

	it.each([0, -5, NaN])('of %p ms is none', async (ms) => {
		expect(await timed(ms)).toBeLessThan(100);
	});

	it('ends with the execution', async () => {
		expect(await timed(60_000, AbortSignal.abort())).toBeLessThan(100);
		expect(await timed(60_000, AbortSignal.timeout(50))).toBeLessThan(1000);
	});
});
