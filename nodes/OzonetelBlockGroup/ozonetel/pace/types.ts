import type { RunSettings } from '../../model';

/** What became of a request, as far as the pace depends on it. */
export type Fate =
	/** Ozonetel dealt with it, whatever it said. */
	| 'through'
	| 'limit'
	| 'busy'
	/** No answer, or one of a server in trouble. */
	| 'failed'
	/** It was never sent. */
	| 'unsent';

export type PaceSettings = Pick<
	RunSettings,
	'concurrentRequests' | 'batchInterval' | 'rateLimitWait'
>;

/** The time, in ms, and a wait that ends early when the execution is cancelled or nobody waits. */
export interface Clock {
	now(): number;
	sleep(ms: number, isIdle: () => boolean): Promise<void>;
	readonly cancelled: boolean;
}

/** Why the run slows down or stands still. */
export interface Slowdown {
	/** Ozonetel said so, or (`window`) the run waits before it does. */
	why: 'limit' | 'busy' | 'window';
	/** ms; 0 where fewer requests under way are all it takes. */
	wait: number;
	/** How many may be under way now. */
	atATime: number;
	/** How many requests a window takes, as far as is known. */
	window: number;
}

/** A request under way. */
export interface Request {
	serial: number;
	level: number;
	at: number;
	window: number;
	alone: boolean;
}

/** A request that waits until it may start. */
export interface Waiting extends Pick<Request, 'alone'> {
	go: (request: Request) => void;
}
