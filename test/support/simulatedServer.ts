import type { Failure, FailureKind, Fate } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import {
	Gate,
	Pace,
	type Clock,
	type PaceSettings,
	type Slowdown,
} from '../../nodes/OzonetelBlockGroup/ozonetel/pace';
import { afterFailure, delayBefore } from '../../nodes/OzonetelBlockGroup/ozonetel/retry';

/** Time that passes at once: whatever waits is woken in its order. */
export class SimulatedClock implements Clock {
	private time = 0;
	private order = 0;
	private readonly waiting: Array<{ at: number; order: number; wake: () => void }> = [];

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => {
			const entry = { at: this.time + Math.max(0, ms), order: this.order++, wake };
			let at = this.waiting.length;
			while (at > 0 && this.waiting[at - 1].at > entry.at) at--;
			this.waiting.splice(at, 0, entry);
		});
	}

	/** Lets time pass until the work is done; fails where nothing is left that could go on. */
	async until(work: Promise<unknown>): Promise<void> {
		let isDone = false;
		const done = () => (isDone = true);
		void work.then(done, done);
		for (;;) {
			await new Promise(setImmediate);
			if (isDone) return void (await work);
			const next = this.waiting.shift();
			if (!next) throw new Error('everything waits for something that never comes');
			this.time = next.at;
			next.wake();
		}
	}
}

/** What a server makes of a request when it arrives: how long it takes, and how that ends. */
export interface Verdict {
	fate: Fate;
	/** ms at the server. */
	takes: number;
	/** ms, as a `Retry-After` says. */
	retryAfter?: number;
}

export interface SimulatedServer {
	arrives(now: number): Verdict;
	/** ms on the way there and back together. */
	way(): number;
}

type Way = number | (() => number);

const toWay = (way: Way) => (typeof way === 'number' ? () => way : way);

const through = (takes = 0): Verdict => ({ fate: 'through', takes });

/** Takes whatever comes. */
export const steady = (way: Way): SimulatedServer => ({
	way: toWay(way),
	arrives: () => through(),
});

/** Works on one call after another, in the order they come. */
export function oneAfterAnother(takes: number, way: Way = 2): SimulatedServer {
	let free = 0;
	return {
		way: toWay(way),
		arrives(now) {
			free = Math.max(free, now) + takes;
			return through(free - now);
		},
	};
}

/** Works on so many calls at a time, and goes on for a while after its answer; busy for any other. */
export function takesAtMost(
	capacity: number,
	takes: number,
	after = 0,
	way: Way = 2,
): SimulatedServer {
	let held: number[] = [];
	return {
		way: toWay(way),
		arrives(now) {
			held = held.filter((until) => until > now);
			if (held.length >= capacity) return { fate: 'busy', takes: 0 };
			held.push(now + takes + after);
			return through(takes);
		},
	};
}

/**
 * Takes so many calls in a window of time: one that begins with its first call, by the clock, or the
 * time just past.
 *
 * @param tells with a `Retry-After` in whole seconds
 */
export function windowOf(
	size: number,
	ms: number,
	way: Way,
	kind: 'first' | 'clock' | 'sliding' = 'first',
	tells = false,
): SimulatedServer {
	let calls: number[] = [];
	let begin = -Infinity;
	return {
		way: toWay(way),
		arrives(now) {
			if (kind === 'sliding') calls = calls.filter((at) => at > now - ms);
			else if (now >= begin + ms) {
				calls = [];
				begin = kind === 'first' ? now : Math.floor(now / ms) * ms;
			}
			if (calls.length < size) {
				calls.push(now);
				return through();
			}
			const end = (kind === 'sliding' ? calls[0] : begin) + ms;
			const retryAfter = tells ? Math.ceil((end - now) / 1000) * 1000 : undefined;
			return { fate: 'limit', takes: 0, retryAfter };
		},
	};
}

/** Busy with somebody else's call for a time. */
export const closedAt = (from: number, to: number, server: SimulatedServer): SimulatedServer => ({
	...server,
	arrives: (now) => (now >= from && now < to ? { fate: 'busy', takes: 0 } : server.arrives(now)),
});

/** Another server from some moment on. */
export const changing = (
	before: SimulatedServer,
	after: SimulatedServer,
	at: number,
): SimulatedServer => {
	let now = 0;
	return {
		way: () => (now < at ? before : after).way(),
		arrives(time) {
			now = time;
			return (now < at ? before : after).arrives(now);
		},
	};
};

export interface SimulatedRun {
	/** Requests that were begun, and how each of them ended at last. */
	ends: Array<Fate | undefined>;
	sent: number;
	refused: Record<'limit' | 'busy' | 'failed', number>;
	mostUnderWay: number;
	/** Most requests under way beyond what the pace allowed as one of them started. */
	overLimit: number;
	/** ms */
	took: number;
	/** When each request was sent, and what it was told. */
	log: Array<{ at: number; underWay: number; fate: Fate }>;
	pace: Pace;
}

export type SimulatedSettings = PaceSettings & { requests: number };

interface Surroundings {
	listener?: { slowedDown(slowdown: Slowdown): void };
	/** Where other runs of the same account are under way. */
	clock?: SimulatedClock;
	gate?: Gate;
}

const KINDS: Record<string, FailureKind> = {
	limit: 'rateLimit',
	busy: 'busy',
	failed: 'server',
};

/** A run of so many requests against a server, repeated like the node repeats them. */
export async function simulateRun(
	server: SimulatedServer,
	settings: SimulatedSettings,
	{ listener, clock = new SimulatedClock(), gate = new Gate(clock) }: Surroundings = {},
): Promise<SimulatedRun> {
	const { requests, maxRetries } = settings;
	const pace = new Pace(settings, gate, listener);
	const run: SimulatedRun = {
		ends: Array<Fate | undefined>(requests),
		sent: 0,
		refused: { limit: 0, busy: 0, failed: 0 },
		mostUnderWay: 0,
		overLimit: 0,
		took: 0,
		log: [],
		pace,
	};
	let underWay = 0;
	let isOver = false;
	const send = async (): Promise<{ fate: Fate; retryAfter?: number }> => {
		const turn = await pace.start();
		if (isOver) {
			pace.end(turn, 'unsent');
			return { fate: 'unsent' };
		}
		run.mostUnderWay = Math.max(run.mostUnderWay, ++underWay);
		run.overLimit = Math.max(run.overLimit, underWay - pace.limit);
		if (++run.sent > 1000 + 20 * requests) throw new Error('sends without end');
		const entry = { at: clock.now(), underWay, fate: 'through' as Fate };
		run.log.push(entry);
		const way = server.way();
		await clock.sleep(way / 2);
		const { fate, takes, retryAfter } = server.arrives(clock.now());
		if (takes > 0) await clock.sleep(takes);
		await clock.sleep(way / 2);
		underWay--;
		entry.fate = fate;
		if (fate === 'limit' || fate === 'busy' || fate === 'failed') run.refused[fate]++;
		pace.end(turn, fate, retryAfter);
		return { fate, retryAfter };
	};
	const call = async (): Promise<Fate> => {
		if (isOver) return 'unsent';
		for (let failures = 1; ; failures++) {
			const { fate, retryAfter } = await send();
			if (fate === 'through' || isOver) return fate;
			const failure: Failure = { verdict: 'failure', kind: KINDS[fate], message: '', retryAfter };
			const next = afterFailure(failure, failures, pace.rounds, maxRetries);
			if (next === 'end') {
				isOver = true;
				pace.stop();
			}
			if (next !== 'retry') return fate;
			const wait = delayBefore(failures, failure, 1000 * settings.rateLimitWait);
			if (wait > 0) await clock.sleep(wait);
		}
	};
	const all = Promise.all(
		Array.from({ length: requests }, async (_, at) => {
			run.ends[at] = await pace.run(call);
		}),
	);
	await clock.until(all);
	run.took = clock.now();
	return run;
}
