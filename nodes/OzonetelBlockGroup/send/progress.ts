import type { Logger } from 'n8n-workflow';

import type { Slowdown } from '../ozonetel/pace';

const INTERVAL_MS = 10_000;
/** Shorter waits are not logged. */
const WORTH_TELLING_MS = 500;

/** Logs how far a long run is, at what pace, and why it slows down. Never logs a phone number. */
export class Progress {
	private handled = 0;
	private next = Date.now() + INTERVAL_MS;

	constructor(
		private readonly logger: Logger,
		private readonly total: number,
	) {}

	/** @param atATime how many requests may be under way now */
	batchDone(numbers: number, atATime: number): void {
		this.handled += numbers;
		if (Date.now() < this.next) return;
		this.next = Date.now() + INTERVAL_MS;
		this.say(`${this.handled} of ${this.total} numbers handled, ${requests(atATime)} at a time`);
	}

	slowedDown({ why, wait, atATime, window }: Slowdown): void {
		const waiting = `waiting ${Math.ceil(wait / 1000)} s`;
		if (why === 'limit') this.say(`Ozonetel's limit of requests is reached: ${waiting}`);
		else if (why === 'busy') {
			this.say(
				wait === 0
					? `Ozonetel is busy with another request: sending ${requests(atATime)} at a time from now on`
					: `Ozonetel is busy with another bulk operation: ${waiting}`,
			);
		} else if (wait >= WORTH_TELLING_MS) {
			this.say(`Ozonetel accepts ${requests(window)}, then no more for a while: ${waiting}`);
		}
	}

	private say(text: string): void {
		this.logger.info(`Ozonetel Block Group: ${text}`);
	}
}

const requests = (count: number): string => (count === 1 ? '1 request' : `${count} requests`);
