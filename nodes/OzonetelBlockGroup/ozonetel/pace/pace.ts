import { Concurrency, type Flight } from './concurrency';
import { LeastWait } from './leastWait';
import type { Clock, Fate, PaceSettings, Request, Slowdown, Waiting } from './types';
import { Windows } from './windows';

const FIRST_BUSY_WAIT_MS = 500;
const LONGEST_BUSY_WAIT_MS = 30_000;

/**
 * The governor of a run: it alone says when the next request may start. It keeps the interval and the
 * number under way, and once Ozonetel says "limit" or "busy" it holds back all requests, not only
 * the refused one.
 */
export class Pace {
	/** How long requests were ready and Ozonetel was not, in ms. */
	waited = 0;
	/** How many times in a row Ozonetel held the run back and nothing had got through since. */
	refusals = 0;

	private readonly concurrency: Concurrency;
	private readonly windows: Windows;
	private readonly interval: number;
	private readonly tasks: Array<() => void> = [];
	private readonly requests: Waiting[] = [];
	private running = 0;
	private underWay = 0;
	private started = 0;
	private lastStart = -Infinity;
	private resumeAt = 0;
	private aloneUnderWay = false;
	private lastThrough = -Infinity;
	/** How long the server needs after an answer before it takes the next request. */
	private readonly rest = new LeastWait(0);
	/** Since when Ozonetel keeps the next request waiting. */
	private heldSince?: number;
	private wakeAt = Infinity;
	private told = -1;

	/**
	 * @param expected how many requests the run takes, if nothing is repeated
	 * @param listener is told of what slows the run down
	 */
	constructor(
		{ concurrentRequests, batchInterval, rateLimitWait }: PaceSettings,
		private readonly clock: Clock,
		expected: number,
		private readonly listener?: { slowedDown(slowdown: Slowdown): void },
	) {
		this.concurrency = new Concurrency(concurrentRequests);
		this.windows = new Windows(rateLimitWait * 1000, expected);
		this.interval = batchInterval;
	}

	/** How many requests may be under way now. */
	get limit(): number {
		return this.concurrency.limit;
	}

	/** Begins a task (the requests of one batch, one after another) when there is place for one. */
	async run<T>(task: () => Promise<T>): Promise<T> {
		await new Promise<void>((begin) => {
			this.tasks.push(begin);
			this.proceed();
		});
		try {
			return await task();
		} finally {
			this.running--;
			this.proceed();
		}
	}

	/**
	 * Waits until a request may start.
	 *
	 * @param alone it must not be refused for the sake of another of ours
	 */
	async start(alone = false): Promise<Request> {
		return await new Promise((go) => {
			this.requests.push({ alone, go });
			this.proceed();
		});
	}

	/** To be told of each request once it is over. */
	end(request: Request, fate: Fate, retryAfter?: number): void {
		const now = this.clock.now();
		const flight: Flight = { ...request, latency: now - request.at };
		const wasAlone = request.level === 1 && this.started === request.serial + 1;
		if (wasAlone && fate === 'through') this.rest.held(request.at - this.lastThrough);
		if (fate === 'through') this.wentThrough(flight, now);
		else if (fate === 'busy' && !wasAlone) {
			this.concurrency.busy(flight, this.started);
			this.slowDown('busy', 0);
		} else if (fate === 'busy') this.keepOff(request, now, retryAfter);
		else if (fate === 'limit') this.close(request, now, retryAfter);
		else if (fate === 'failed') {
			this.concurrency.failed(flight, this.started);
			if (retryAfter !== undefined) this.hold(now + retryAfter);
		}
		if (fate === 'unsent') this.windows.undo(request.window);
		else if (fate !== 'limit') this.windows.answered(request.window, now, fate === 'through');
		this.underWay--;
		if (request.alone) this.aloneUnderWay = false;
		this.proceed();
	}

	/** Waiting has not helped: the requests that are left are not held back for it. */
	giveUp(): void {
		this.resumeAt = 0;
		this.windows.resume();
		this.proceed();
	}

	private wentThrough(flight: Flight, now: number): void {
		this.lastThrough = now;
		this.refusals = 0;
		this.concurrency.through(flight, this.underWay);
	}

	/** Busy although no other of ours was under way: with another's call, or still with our last. */
	private keepOff({ at }: Request, now: number, retryAfter?: number): void {
		// Before anything got through, it was another's call.
		const isFirst = this.refusals++ === 0 && this.lastThrough > -Infinity;
		if (isFirst) this.rest.failed(at - this.lastThrough);
		const wait = Math.min(LONGEST_BUSY_WAIT_MS, FIRST_BUSY_WAIT_MS * 4 ** (this.refusals - 1));
		// Not in step with other executions.
		this.hold(now + (retryAfter ?? wait * (0.75 + Math.random() / 2)));
		this.slowDown('busy', this.resumeAt - now);
	}

	private close({ window }: Request, now: number, retryAfter?: number): void {
		if (!this.windows.limited(window, now, this.refusals + 1, retryAfter)) return;
		this.refusals++;
		this.told = window;
		this.slowDown('limit', this.windows.next(now) - now);
	}

	private hold(until: number): void {
		this.resumeAt = Math.max(this.resumeAt, until);
	}

	private slowDown(why: Slowdown['why'], wait: number): void {
		this.listener?.slowedDown({ why, wait, atATime: this.limit, window: this.windows.size });
	}

	/** Starts whatever may start now, and comes back when the next may. */
	private proceed(): void {
		while (this.tasks.length > 0 && (this.running < this.limit || this.clock.cancelled)) {
			this.running++;
			this.tasks.shift()!();
		}
		for (;;) {
			const [next] = this.requests;
			if (!next) return;
			const now = this.clock.now();
			const at = this.nextStart(now, next.alone);
			if (at > now) return this.wait(at, now);
			this.requests.shift();
			next.go(this.register(next, now));
		}
	}

	private nextStart(now: number, alone: boolean): number {
		if (this.clock.cancelled) return now;
		if (this.aloneUnderWay || this.underWay >= (alone ? 1 : this.limit)) return Infinity;
		const ready = Math.max(this.resumeAt, this.windows.next(now));
		if (ready > now && ready < Infinity) this.held(now, ready);
		const rested = this.underWay === 0 ? this.lastThrough + this.rest.next : now;
		return Math.max(ready, rested, this.lastStart + this.interval);
	}

	private held(now: number, until: number): void {
		this.heldSince ??= now;
		if (this.resumeAt >= until || this.told === this.windows.current) return;
		this.told = this.windows.current;
		this.slowDown('window', until - now);
	}

	private register({ alone }: Waiting, now: number): Request {
		if (this.heldSince !== undefined) this.waited += now - this.heldSince;
		this.heldSince = undefined;
		this.lastStart = now;
		this.aloneUnderWay = alone;
		const window = this.windows.start(now);
		return { serial: this.started++, level: ++this.underWay, at: now, window, alone };
	}

	private wait(until: number, now: number): void {
		if (until === Infinity || until >= this.wakeAt) return;
		this.wakeAt = until;
		const isIdle = () => this.requests.length === 0;
		void this.clock.sleep(until - now, isIdle).then(() => {
			if (this.wakeAt === until) this.wakeAt = Infinity;
			this.proceed();
		});
	}
}
