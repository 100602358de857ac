import type { IExecuteFunctions } from 'n8n-workflow';

import type { RunSettings } from '../types';
import { within } from './settings';

/** Run settings, out-of-range values moved to the nearest the contract allows. */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const option = (name: string, fallback: unknown) =>
		context.getNodeParameter(`options.${name}`, 0, fallback);
	const count = (name: string, fallback: number, from: number, to: number) =>
		within(option(name, fallback), fallback, from, to);
	return {
		batchInterval: count('batchInterval', 0, 0, 3_600_000),
		concurrentRequests: count('concurrentRequests', 1, 1, 50),
		maxRetries: count('maxRetries', 3, 0, 10),
		rateLimitWait: count('rateLimitWait', 60, 0, 3600),
		timeout: count('timeout', 60_000, 1, 3_600_000),
		stopOnRefused: option('onRefused', 'report') === 'stop',
		summary: option('output', 'each') === 'summary',
	};
}
