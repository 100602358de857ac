import { refusals, type Answer } from './answers';
import type { RateLimit, Switches } from './switches';

/** Counts requests in windows: one begins with the first request after the last, or under a new limit. */
export class RateWindow {
	private limit: RateLimit | undefined;
	private endsAt = 0;
	private requests = 0;

	/** The answer to one request too many, or nothing. */
	refusal({ rateLimit, errorStatus }: Switches): Answer | undefined {
		if (!rateLimit) return undefined;
		const now = Date.now();
		if (now >= this.endsAt || rateLimit !== this.limit) {
			this.limit = rateLimit;
			this.endsAt = now + rateLimit.windowMs;
			this.requests = 0;
		}
		this.requests++;
		if (this.requests <= rateLimit.requests) return undefined;

		const body = refusals.maxLimitExceeded;
		if (rateLimit.style === 'body') return { status: errorStatus, body };
		if (rateLimit.style === '429') return { status: 429, body };
		// Whole seconds, rounded up: who waits as long as told gets through.
		const retryAfter =
			rateLimit.retryAfter === 'date'
				? new Date(Math.ceil(this.endsAt / 1000) * 1000).toUTCString()
				: String(Math.ceil((this.endsAt - now) / 1000));
		return { status: 429, body, headers: { 'retry-after': retryAfter } };
	}

	clear(): void {
		this.endsAt = 0;
	}
}

/** The calls that are worked on: where there is place for so many, others are told that one is running. */
export class BulkCalls {
	private running = 0;
	private generation = 0;

	/** The answer where all places are taken, or nothing. */
	refusal({ bulkCalls, errorStatus }: Switches): Answer | undefined {
		if (!bulkCalls || this.running < bulkCalls.atATime) return undefined;
		return { status: errorStatus, body: refusals.busy };
	}

	/** Takes a place until the answer leaves. */
	hold(answer: Answer, { bulkCalls }: Switches): Answer {
		if (!bulkCalls) return answer;
		const { generation } = this;
		this.running++;
		const done = () => {
			if (generation === this.generation) this.running--;
		};
		return { ...answer, work: { ms: bulkCalls.ms, done } };
	}

	clear(): void {
		this.running = 0;
		this.generation++;
	}
}
