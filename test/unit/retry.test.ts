import type { Failure, FailureKind } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import {
	afterFailure,
	backOff,
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
});

describe('how patient a run is', () => {
	// kind, retries allowed, rounds in which nothing got through → what to do
	it.each<[FailureKind, number, number, string]>([
		['rateLimit', 3, 3, 'retry'],
		['rateLimit', 3, 4, 'end'],
		['rateLimit', 0, 1, 'end'],
		['busy', 3, 9, 'retry'],
		['busy', 3, 10, 'end'],
		['busy', 0, 1, 'end'],
		['server', 3, 3, 'retry'],
		['server', 3, 4, 'giveUp'],
		['interrupted', 3, 5, 'giveUp'],
		['unreached', 3, 6, 'end'],
		['server', 0, 0, 'giveUp'],
		['server', 0, 3, 'end'],
		['refused', 3, 0, 'giveUp'],
		['authentication', 3, 9, 'giveUp'],
	])('%s, %i retries, %i rounds: %s', (kind, maxRetries, rounds, next) => {
		expect(afterFailure(failure(kind), 1, rounds, maxRetries)).toBe(next);
	});

	it('a request that fails beside others that get through is retried as often as the option says', () => {
		const after = [1, 2, 3, 4].map((failures) => afterFailure(failure('server'), failures, 0, 3));
		expect(after).toEqual(['retry', 'retry', 'retry', 'giveUp']);
	});

	it('without a token the run ends: every other request would need one too', () => {
		const after = [1, 2].map((failures) =>
			afterFailure({ ...failure('server'), unsent: true }, failures, 0, 1),
		);
		expect(after).toEqual(['retry', 'end']);
	});

	it.each<FailureKind>(['rateLimit', 'busy', 'server'])(
		'it ends where Ozonetel asks to come back in an hour: %s',
		(kind) => {
			expect(afterFailure(failure(kind, 60_000), 1, 1, 3)).toBe('retry');
			expect(afterFailure(failure(kind, 3_600_000), 1, 1, 3)).toBe('end');
		},
	);
});

describe('how long a request waits by itself', () => {
	const unsent = (kind: FailureKind, retryAfter?: number): Failure => ({
		...failure(kind, retryAfter),
		unsent: true,
	});

	it.each([
		// Here it is the pace that says when to go on.
		['“limit”', failure('rateLimit'), 0],
		['“busy”', failure('busy'), 0],
		['a Retry-After', failure('server', 7000), 0],
		// The pace knows nothing of a token that is missing.
		['a Retry-After on the way to a token', unsent('server', 40_000), 40_000],
		['“limit” on the way to a token', unsent('rateLimit'), 60_000],
	])('after %s', (_, given, wait) => {
		for (const failures of [1, 4]) expect(delayBefore(failures, given, 60_000)).toBe(wait);
	});

	it('after “Retry-After: 0” on the way to a token, as after any failure', () => {
		expect(delayBefore(3, unsent('server', 0), 60_000)).toBeGreaterThanOrEqual(6000);
	});

	it('after a failure longer each time', () => {
		for (const given of [failure('server'), unsent('server')]) {
			expect(delayBefore(3, given, 60_000)).toBeGreaterThan(2 * delayBefore(2, given, 60_000));
		}
	});
});

describe('the back-off', () => {
	it('is fourfold from round to round, and never longer than half a minute', () => {
		const waits = [0, 1, 2, 3, 4, 2000].map((round) => backOff(round, { random: () => 0.5 }));
		expect(waits).toEqual([500, 2000, 8000, 30_000, 30_000, 30_000]);
	});

	it('differs by a quarter more or less from what others wait', () => {
		expect(backOff(1, { random: () => 0 })).toBe(1500);
		expect(backOff(1, { random: () => 1 })).toBe(2500);
		expect(new Set(Array.from({ length: 50 }, () => backOff(0))).size).toBeGreaterThan(10);
	});

	it('lasts through an outage of five seconds with three retries', () => {
		const shortest = [0, 1, 2].map((round) => backOff(round, { random: () => 0 }));
		expect(shortest.reduce((sum, wait) => sum + wait)).toBeGreaterThan(5000);
	});
});

describe('Retry-After', () => {
	const now = 'Fri, 20 Nov 2026 10:00:00 GMT';

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

	it.each([undefined, null, '', 'soon', '7'])(
		'counts from now if the answer has no date: %p',
		(date) => {
			const inAMinute = new Date(Date.now() + 60_000).toUTCString();
			const delay = readRetryAfter(inAMinute, date);
			expect(delay).toBeGreaterThan(50_000);
			expect(delay).toBeLessThanOrEqual(60_000);
		},
	);
});

describe('a pause', () => {
	const timed = async (ms: number, signal?: AbortSignal) => {
		const start = performance.now();
		await pause(ms, () => signal?.aborted ?? false);
		return performance.now() - start;
	};

	it('is not longer because the clock is set back', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(0);
		try {
			expect(await timed(250)).toBeLessThan(1000);
		} finally {
			now.mockRestore();
		}
	});
});
