import type { Logger } from 'n8n-workflow';

const INTERVAL_MS = 10_000;

/** Tells n8n's log how far a long run is: counts, never a number. A short run says nothing. */
export function progressLog(logger: Logger, total: number): (numbers: number) => void {
	let done = 0;
	let next = Date.now() + INTERVAL_MS;
	return (numbers) => {
		done += numbers;
		if (Date.now() < next) return;
		next = Date.now() + INTERVAL_MS;
		logger.info(`Ozonetel Block Group: ${done} of ${total} numbers handled`);
	};
}
