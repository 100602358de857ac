import type { RunSettings } from '../model';
import type { Fate } from './failures';
import { backOff, pause } from './retry';

/** The first requests under way at once, and by how much more a round of answers lets start. */
const FIRST_CEILING = 2;
const GROWTH = 5;
/** So many answers must come before what was one too many is tried again; then twice as many. */
const FIRST_PATIENCE = 50;
const MOST_PATIENCE = 12_800;
/** The longest wait that "limit" grows to by itself, and the longest gap left after an answer. */
const LONGEST_LIMIT_WAIT_MS = 10 * 60_000;
const LONGEST_GAP_MS = 1000;

/** The time in ms, by a clock that is never set back, and a wait that ends early when it is over. */
export interface Clock {
	now(): number;
	sleep(ms: number, isOver: () => boolean): Promise<void>;
}

const CLOCK: Clock = { now: () => performance.now(), sleep: pause };

/** A request that has started. */
export interface Turn {
	/** How many requests had started before it. */
	serial: number;
	/** How many were under way when it started, itself included. */
	level: number;
	/** When it started. */
	at: number;
	alone: boolean;
}

/** Why a run slows down or stands still. */
export interface Slowdown {
	/** Ozonetel said so, or (`window`) the run waits before it does. */
	why: 'limit' | 'busy' | 'window';
	/** In ms; 0 where fewer requests under way are all it takes. */
	wait: number;
	/** How many may be under way now. */
	atATime: number;
	/** How many requests Ozonetel accepts before it says "limit", as far as is known. */
	window: number;
}

export type PaceSettings = Pick<
	RunSettings,
	'concurrentRequests' | 'batchInterval' | 'rateLimitWait' | 'maxRetries'
>;

interface Listener {
	slowedDown(slowdown: Slowdown): void;
}

/**
 * What the runs of this process know of one account, so that they share its limits and take turns: a
 * ceiling of requests under way, one time before which nothing starts, and how many requests the last
 * window of the rate limit took.
 */
export class Gate {
	/** How often in a row Ozonetel turned requests away or failed, with nothing through since. */
	rounds = 0;
	/** The runs that have a request waiting; whoever had a turn goes to the end. */
	readonly waiting = new Set<Pace>();
	/** Tasks that are not finished, of all runs. */
	tasks = 0;

	ceiling = FIRST_CEILING;
	/** What "busy" left of the ceiling. */
	private most = Infinity;
	private patience = FIRST_PATIENCE;
	private answers = 0;
	/** What had started before tells nothing of the ceiling as it is now. */
	private reducedAt = 0;
	/** Nothing got through since. */
	private isBarren = false;

	private started = 0;
	private underWay = 0;
	private isAlone = false;
	private lastThrough = -Infinity;
	/** How long Ozonetel is left alone after an answer: it may still be at work, or let another in. */
	private gap = 0;
	private notBefore = 0;
	/** After a wait one request goes first: none that had started before this one tells how it went. */
	private probedFrom?: number;

	/** The first request in this window of the rate limit, and when its first answer came. */
	private windowFrom = 0;
	private begin?: number;
	private taken = 0;
	private through = 0;
	private isFull = false;
	/** How many requests a window takes, and how long it lasts, as far as is known. */
	private size = Infinity;
	private length = Infinity;
	/** So many windows must hold before one is tried for more, and for how much more. */
	private quiet = 0;
	private quietBeforeTrial = 1;
	private more = 1;

	private wakesAt = Infinity;

	/** @param leave is called when no run is left */
	constructor(
		private readonly clock: Clock = CLOCK,
		readonly leave?: () => void,
	) {}

	/** Starts whatever may start now, and comes back when the next may. */
	proceed(): void {
		for (;;) {
			const now = this.clock.now();
			let soonest = Infinity;
			let next: Pace | undefined;
			for (const run of this.waiting) {
				const at = this.startOf(run, now);
				if (at <= now) {
					next = run;
					break;
				}
				soonest = Math.min(soonest, at);
				// Others do not pass a request that waits to be alone.
				if (at === Infinity && run.needsToBeAlone) break;
			}
			if (!next) return this.wake(soonest, now);
			this.waiting.delete(next);
			if (next.go(now, this.register(now, next.needsToBeAlone))) this.waiting.add(next);
		}
	}

	end(turn: Turn, fate: Fate, run: Pace, retryAfter?: number): void {
		const now = this.clock.now();
		const hadNoOther = turn.level === 1 && this.started === turn.serial + 1;
		if (turn.alone) this.isAlone = false;
		if (fate === 'through') this.gotThrough(turn, now);
		else if (fate === 'limit') this.limited(turn, now, run, retryAfter);
		else if (fate === 'busy' && !hadNoOther) this.tooMany(turn, run);
		else if (fate === 'busy') this.busy(turn, now, run, retryAfter);
		else if (fate === 'failed') this.failed(turn, now, run, retryAfter);
		if (turn.serial >= this.windowFrom) {
			if (fate === 'unsent') this.taken--;
			else if (fate !== 'limit') this.begin ??= now;
		}
		this.underWay--;
	}

	private gotThrough(turn: Turn, now: number): void {
		this.rounds = 0;
		this.lastThrough = now;
		this.gap *= 0.99;
		this.isBarren = false;
		if (this.probedFrom !== undefined && turn.serial >= this.probedFrom) {
			this.probedFrom = undefined;
		}
		if (turn.serial >= this.windowFrom) {
			this.through++;
			if (this.isFull) this.size = this.through;
		}
		const isTooMany = this.ceiling >= this.most;
		if (++this.answers < (isTooMany ? this.patience : this.ceiling)) return;
		this.answers = 0;
		this.ceiling = isTooMany ? this.ceiling + 1 : Math.min(this.most, this.ceiling * GROWTH);
		if (isTooMany) this.most = Infinity;
	}

	/** Busy with other requests of ours: so many are one too many. */
	private tooMany({ serial, level }: Turn, run: Pace): void {
		const isNew = serial >= this.reducedAt;
		if (this.isBarren && !isNew) return;
		// Where none of ours gets through, somebody else's call is running.
		if (this.isBarren || level === 1) return this.halve();
		if (isNew) this.patience = Math.min(MOST_PATIENCE, 2 * this.patience);
		this.most = Math.min(this.ceiling, level - 1);
		this.reduceTo(this.most);
		this.tell(run, 'busy', 0);
	}

	private halve(): void {
		this.reduceTo(Math.floor(Math.min(this.ceiling, this.underWay) / 2));
	}

	private reduceTo(ceiling: number): void {
		this.ceiling = Math.max(1, ceiling);
		this.answers = 0;
		this.isBarren = true;
		this.reducedAt = this.started;
	}

	/** Busy with somebody else's call, or still with our last one. */
	private busy({ at }: Turn, now: number, run: Pace, retryAfter?: number): void {
		if (this.rounds++ === 0 && at - this.lastThrough < LONGEST_GAP_MS) {
			this.gap = Math.min(LONGEST_GAP_MS, 2 * this.gap + 50);
		}
		this.hold(now + (retryAfter ?? backOff(this.rounds - 1)));
		this.tell(run, 'busy', this.notBefore - now);
	}

	/** A server in trouble gets less to do; where nothing else gets through, everything waits. */
	private failed({ serial }: Turn, now: number, run: Pace, retryAfter?: number): void {
		if (retryAfter !== undefined) this.hold(now + retryAfter);
		if (serial < this.reducedAt) return;
		this.halve();
		const waits = ++this.rounds > 1 && run.settings.maxRetries > 0 && retryAfter === undefined;
		if (waits) this.hold(now + backOff(this.rounds - 1));
	}

	private limited({ serial }: Turn, now: number, run: Pace, retryAfter?: number): void {
		if (serial < this.windowFrom) return;
		const isFirst = !this.isFull;
		this.isFull = true;
		if (isFirst) this.rounds++;
		if (retryAfter !== undefined) {
			this.hold(now + retryAfter);
			if (this.begin !== undefined) this.length = this.notBefore - this.begin;
		} else if (isFirst) this.hold(this.nextWindow(now, run));
		if (!isFirst) return;
		if (this.through > 0) this.learn();
		this.tell(run, 'limit', this.notBefore - now);
	}

	/** What got through before "limit" is what a window takes. */
	private learn(): void {
		const gained = this.through > this.size;
		if (this.size < Infinity) this.quietBeforeTrial = gained ? 1 : 2 * this.quietBeforeTrial;
		this.size = this.through;
		this.quiet = 0;
		this.more = 1;
	}

	private nextWindow(now: number, { settings }: Pace): number {
		if (this.through > 0 && this.size < Infinity) return this.windowEnd;
		const wait = settings.rateLimitWait * 1000;
		if (this.length === Infinity) this.length = wait;
		const growth = { first: wait, longest: LONGEST_LIMIT_WAIT_MS, random: () => 0.5 };
		return now + backOff(this.rounds - 1, growth);
	}

	private hold(until: number): void {
		this.notBefore = Math.max(this.notBefore, until);
		this.probedFrom = this.started;
	}

	/** When the first request of a run may start: now, later, or (Infinity) only after an answer. */
	private startOf(run: Pace, now: number): number {
		if (run.isOver) return now;
		const most = this.probedFrom !== undefined || run.needsToBeAlone ? 1 : this.ceiling;
		if (this.isAlone || this.underWay >= most) return Infinity;
		const isUsedUp = !this.isFull && this.taken >= this.size;
		const ready = Math.max(this.notBefore, isUsedUp ? this.windowEnd : now);
		if (ready > now && ready < Infinity) this.keepWaiting(run, ready, now);
		const gap = this.underWay === 0 ? this.lastThrough + this.gap : now;
		return Math.max(ready, gap, run.notBefore);
	}

	private get windowEnd(): number {
		return this.begin === undefined ? Infinity : this.begin + this.length;
	}

	private register(now: number, alone: boolean): Turn {
		if (this.isFull || now >= this.windowEnd) this.renewWindow();
		this.isAlone = alone;
		this.taken++;
		const level = ++this.underWay;
		return { serial: this.started++, level, at: now, alone };
	}

	/** A window that was used up without "limit" may have room for more. */
	private renewWindow(): void {
		if (!this.isFull && this.taken >= this.size && ++this.quiet > this.quietBeforeTrial) {
			this.size += this.more;
			this.more *= 2;
		}
		this.windowFrom = this.started;
		this.begin = undefined;
		this.taken = 0;
		this.through = 0;
		this.isFull = false;
		this.probedFrom = this.started;
	}

	private keepWaiting(run: Pace, until: number, now: number): void {
		run.heldSince ??= now;
		if (this.notBefore >= until || run.told === this.windowFrom) return;
		run.told = this.windowFrom;
		this.tell(run, 'window', until - now);
	}

	private tell(run: Pace, why: Slowdown['why'], wait: number): void {
		run.listener?.slowedDown({ why, wait, atATime: run.limit, window: this.size });
	}

	private wake(at: number, now: number): void {
		if (at >= this.wakesAt) return;
		this.wakesAt = at;
		const isOver = () => this.waiting.size === 0 || [...this.waiting].some((run) => run.isOver);
		void this.clock.sleep(at - now, isOver).then(() => {
			if (this.wakesAt === at) this.wakesAt = Infinity;
			this.proceed();
		});
	}
}

/** The gates of the accounts that runs are sending to now. */
const gates = new Map<string, Gate>();

export function gateOf(account: string): Gate {
	const gate = gates.get(account) ?? new Gate(CLOCK, () => gates.delete(account));
	gates.set(account, gate);
	return gate;
}

/** When the requests of one run may start, and how many of its batches may be begun. */
export class Pace {
	/** How long requests were ready and Ozonetel was not, in ms. */
	waited = 0;
	/** Since when Ozonetel keeps the next request waiting. */
	heldSince?: number;
	/** The window that the listener was told of. */
	told = -1;

	private readonly tasks: Array<() => void> = [];
	private begun = 0;
	private running = 0;
	private readonly requests: Array<{ alone: boolean; go: (turn: Turn) => void }> = [];
	private lastStart = -Infinity;
	private isStopped = false;

	/** @param listener is told of what slows the run down */
	constructor(
		readonly settings: PaceSettings,
		private readonly gate: Gate,
		private readonly isCancelled: () => boolean = () => false,
		readonly listener?: Listener,
	) {}

	/** How many requests may be under way now. */
	get limit(): number {
		return Math.min(this.settings.concurrentRequests, this.gate.ceiling);
	}

	get rounds(): number {
		return this.gate.rounds;
	}

	/** Nothing is sent any more, so nothing waits. */
	get isOver(): boolean {
		return this.isStopped || this.isCancelled();
	}

	get notBefore(): number {
		return this.lastStart + this.settings.batchInterval;
	}

	get needsToBeAlone(): boolean {
		return this.requests[0].alone;
	}

	/** Begins a task (the requests of one batch, one after another) when there is place for one. */
	async run<T>(task: () => Promise<T>): Promise<T> {
		this.gate.tasks++;
		await new Promise<void>((begin) => {
			this.tasks.push(begin);
			this.proceed();
		});
		try {
			return await task();
		} finally {
			this.running--;
			this.proceed();
			if (--this.gate.tasks === 0) this.gate.leave?.();
		}
	}

	/** Waits until a request may start; `alone`: beside no other request of ours. */
	async start(alone = false): Promise<Turn> {
		return await new Promise((go) => {
			this.requests.push({ alone, go });
			this.gate.waiting.add(this);
			this.proceed();
		});
	}

	/** To be told of each request once it is over. */
	end(turn: Turn, fate: Fate, retryAfter?: number): void {
		this.gate.end(turn, fate, this, retryAfter);
		this.proceed();
	}

	/** What waits starts at once: its turn is to send nothing. */
	stop(): void {
		this.isStopped = true;
		this.proceed();
	}

	/** @returns whether another request of this run waits */
	go(now: number, turn: Turn): boolean {
		if (this.heldSince !== undefined) this.waited += now - this.heldSince;
		this.heldSince = undefined;
		this.lastStart = now;
		this.requests.shift()!.go(turn);
		return this.requests.length > 0;
	}

	private proceed(): void {
		while (this.begun < this.tasks.length && (this.running < this.limit || this.isOver)) {
			this.running++;
			this.tasks[this.begun++]();
		}
		this.gate.proceed();
	}
}
