import type { RunSettings } from '../model';
import type { Fate } from './failures';
import { backOff, delayOf, pause } from './retry';

/**
 * When requests may start. Nobody tells the node how many requests an account may have under way, or
 * send in a minute, so it learns both. And there is one time before which nothing starts: after "limit",
 * after a whole window, and if nothing gets through. Then one request goes first, so that no burst meets
 * a server that is still closed.
 */

/** By how much more a round of answers lets start: 2, 10, then what the option allows. */
const GROWTH = 5;
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
	at: number;
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

/** Is told of what slows a run down. */
export interface PaceListener {
	slowedDown(slowdown: Slowdown): void;
}

export type PaceSettings = Pick<
	RunSettings,
	'concurrentRequests' | 'batchInterval' | 'rateLimitWait' | 'maxRetries'
>;

/** What the runs of this process share of one account: its limits, and whose turn it is. */
export class Gate {
	/** How often in a row Ozonetel turned requests away or failed, with nothing through since. */
	rounds = 0;
	/** How many requests may be under way. */
	ceiling = 2;
	/** The runs that send. After each answer, its run goes to the end. */
	readonly runs = new Set<Pace>();

	private started = 0;
	private underWay = 0;
	/** One that must be alone is under way. */
	private isAlone = false;
	/** Nothing starts before; then one request goes first, and the others once it got through. */
	private notBefore = 0;
	private probedFrom = Infinity;
	/** How long Ozonetel is left alone after an answer: it may still be at work, or let another in. */
	private gap = 0;
	private lastThrough = -Infinity;
	private wakes = 0;

	/** What "busy" has shown to be the most. After `patience` answers, one more is tried. */
	private most = Infinity;
	private patience = 50;
	/** Answers since the ceiling changed, and the first request that says something about it. */
	private answers = 0;
	private reducedAt = 0;
	/** Nothing has got through since the ceiling was reduced. */
	private isBarren = false;

	/** How many requests a window of the rate limit takes, and how long it lasts, as far as is known. */
	private size = Infinity;
	private length = Infinity;
	/** This window's first request, when one was first answered, and how many it has taken. */
	private from = 0;
	private begin = Infinity;
	private taken = 0;
	/** It ended with "limit". */
	private isFull = false;
	/** How many windows were used up without "limit", and how many more requests the next one gets. */
	private held = 0;
	private more = 1;

	/** @param forget is called when no run is left */
	constructor(
		private readonly clock: Clock = CLOCK,
		private readonly forget?: () => void,
	) {}

	leave(run: Pace): void {
		this.runs.delete(run);
		if (this.runs.size === 0) this.forget?.();
	}

	/** Starts whatever may start now, and comes back when the next may. */
	proceed(): void {
		for (;;) {
			const now = this.clock.now();
			let [soonest, next]: [number, Pace?] = [Infinity];
			for (const run of this.runs) {
				const at = this.startOf(run, now);
				if (at < soonest) [soonest, next] = [at, run];
				// Others do not pass a request that waits to be alone.
				if (at === Infinity && run.requests[0]?.alone) break;
			}
			if (!next || soonest > now) return this.wake(soonest, now);
			next.go(this.register(now, next.requests[0].alone));
		}
	}

	/** When the next request of a run may start: now, later, or (Infinity) only after an answer. */
	private startOf(run: Pace, now: number): number {
		const [request] = run.requests;
		if (!request) return Infinity;
		if (run.isOver) return now;
		const isProbing = this.started > this.probedFrom;
		const most = request.alone ? 1 : this.ceiling;
		if (isProbing || this.isAlone || this.underWay >= most) return Infinity;
		const end = this.begin + this.length;
		if (!this.isFull && this.taken >= this.size && now < end) {
			if (end === Infinity) return Infinity;
			if (this.notBefore < end) this.hold(end, now, 'window');
		}
		if (this.notBefore > now) run.heldSince ??= now;
		const gap = this.underWay === 0 ? this.lastThrough + this.gap : now;
		return Math.max(now, this.notBefore, gap, run.lastStart + run.settings.batchInterval);
	}

	private register(now: number, alone: boolean): Turn {
		if (this.isFull || now >= this.begin + this.length) this.openWindow();
		this.taken++;
		this.isAlone = alone;
		return { serial: this.started++, level: ++this.underWay, at: now };
	}

	/** What a full window took is sent in each from then on; after 1, 2, 4, 8 … of them, some more. */
	private openWindow(): void {
		if (this.isFull) {
			if (this.taken > 0) [this.size, this.more] = [this.taken, 1];
		} else if (
			this.taken >= this.size &&
			(this.more > 1 || Number.isInteger(Math.log2(++this.held)))
		) {
			this.size += this.more;
			this.more *= 2;
		}
		this.from = this.started;
		this.begin = Infinity;
		this.taken = 0;
		this.isFull = false;
	}

	end(turn: Turn, fate: Fate, run: Pace, retryAfter?: number): void {
		const now = this.clock.now();
		const { serial, level } = turn;
		this.runs.delete(run);
		this.runs.add(run);
		this.isAlone = false;
		if (serial >= this.probedFrom) this.probedFrom = fate === 'through' ? Infinity : this.started;
		if (serial >= this.from && fate !== 'through') this.taken--;
		if (fate === 'through') this.gotThrough(serial, now);
		else if (fate === 'limit') this.limited(serial, now, run.settings, retryAfter);
		else if (fate === 'failed') this.failed(serial, now, run.settings, retryAfter);
		else if (fate === 'busy' && level === 1 && this.started === serial + 1) {
			this.busyAlone(turn.at, now, retryAfter);
		} else if (fate === 'busy') this.busy(serial, level);
		this.underWay--;
	}

	private gotThrough(serial: number, now: number): void {
		this.rounds = 0;
		this.isBarren = false;
		this.lastThrough = now;
		this.gap *= 0.99;
		if (serial >= this.from) this.begin = Math.min(this.begin, now);
		const isMost = this.ceiling >= this.most;
		if (++this.answers < (isMost ? this.patience : this.ceiling)) return;
		this.answers = 0;
		this.ceiling = isMost ? this.ceiling + 1 : Math.min(this.most, this.ceiling * GROWTH);
		if (isMost) this.most = Infinity;
	}

	/** Busy with somebody else's call, or still with our last one. */
	private busyAlone(startedAt: number, now: number, retryAfter?: number): void {
		if (this.rounds++ === 0 && startedAt - this.lastThrough < LONGEST_GAP_MS) {
			this.gap = Math.min(LONGEST_GAP_MS, 2 * this.gap + 50);
		}
		this.hold(now + delayOf(this.rounds - 1, retryAfter), now, 'busy');
	}

	/** Busy with other requests of ours or, if none of them gets through, with somebody else's call. */
	private busy(serial: number, level: number): void {
		if (this.isBarren && serial < this.reducedAt) return;
		if (this.isBarren || level === 1) return this.halve();
		this.patience *= 2;
		this.most = Math.min(this.ceiling, level - 1);
		this.reduceTo(this.most);
		this.tell('busy', 0);
	}

	/** A server in trouble gets half as much to do; if nothing gets through, everything waits. */
	private failed(serial: number, now: number, settings: PaceSettings, retryAfter?: number): void {
		if (retryAfter !== undefined) this.hold(now + retryAfter, now);
		if (serial < this.reducedAt) return;
		this.halve();
		const waits = ++this.rounds > 1 && settings.maxRetries > 0;
		if (waits) this.hold(now + backOff(this.rounds - 1), now);
	}

	private limited(serial: number, now: number, settings: PaceSettings, retryAfter?: number): void {
		if (serial < this.from || this.isFull) return;
		this.isFull = true;
		const first = settings.rateLimitWait * 1000;
		const growth = { first, longest: LONGEST_LIMIT_WAIT_MS, random: () => 0.5 };
		const end = this.begin + this.length;
		let until = end;
		if (retryAfter !== undefined) {
			until = now + delayOf(this.rounds, retryAfter);
			if (this.begin < Infinity) this.length = now + retryAfter - this.begin;
		} else if (end === Infinity) until = now + backOff(this.rounds, growth);
		this.rounds++;
		if (this.length === Infinity) this.length = first;
		this.hold(until, now, 'limit');
	}

	private halve(): void {
		this.reduceTo(Math.max(1, Math.floor(Math.min(this.ceiling, this.underWay) / 2)));
	}

	private reduceTo(ceiling: number): void {
		this.ceiling = ceiling;
		this.answers = 0;
		this.isBarren = true;
		this.reducedAt = this.started;
	}

	private hold(until: number, now: number, why?: Slowdown['why']): void {
		this.notBefore = Math.max(this.notBefore, until);
		this.probedFrom = this.started;
		if (why) this.tell(why, this.notBefore - now);
	}

	private tell(why: Slowdown['why'], wait: number): void {
		for (const { listener, limit } of this.runs) {
			listener?.slowedDown({ why, wait, atATime: limit, window: this.size });
		}
	}

	private wake(at: number, now: number): void {
		const wake = ++this.wakes;
		const isOver = () => wake !== this.wakes;
		if (at === Infinity) return;
		void this.clock.sleep(at - now, isOver).then(() => isOver() || this.proceed());
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
	/** The requests that wait, and when the last one started. */
	readonly requests: Array<{ alone: boolean; go: (turn: Turn) => void }> = [];
	lastStart = -Infinity;

	private readonly tasks: Array<() => void> = [];
	private begun = 0;
	private ended = 0;
	/** Nothing is sent any more, so nothing waits. */
	isOver = false;

	constructor(
		readonly settings: PaceSettings,
		private readonly gate: Gate,
		readonly listener?: PaceListener,
	) {}

	/** How many requests may be under way now. */
	get limit(): number {
		return Math.min(this.settings.concurrentRequests, this.gate.ceiling);
	}

	get rounds(): number {
		return this.gate.rounds;
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
			this.ended++;
			this.proceed();
			if (this.ended === this.tasks.length) this.gate.leave(this);
		}
	}

	/** Waits until a request may start; `alone`: beside no other request of ours. */
	async start(alone = false): Promise<Turn> {
		return await new Promise((go) => {
			this.requests.push({ alone, go });
			this.gate.runs.add(this);
			this.proceed();
		});
	}

	/** To be told of each request once it is over. */
	end(turn: Turn, fate: Fate, retryAfter?: number): void {
		this.gate.end(turn, fate, this, retryAfter);
		this.proceed();
	}

	/** The run is cancelled, or ends. What waits starts at once: its turn is to send nothing. */
	stop(): void {
		this.isOver = true;
		this.proceed();
	}

	go(turn: Turn): void {
		if (this.heldSince !== undefined) this.waited += turn.at - this.heldSince;
		this.heldSince = undefined;
		this.lastStart = turn.at;
		this.requests.shift()!.go(turn);
	}

	private proceed(): void {
		const isFree = () => this.begun - this.ended < this.limit || this.isOver;
		while (this.begun < this.tasks.length && isFree()) this.tasks[this.begun++]();
		this.gate.proceed();
	}
}
