import type { IExecuteFunctions } from 'n8n-workflow';

import { RANGES } from '../limits';
import type { RunSettings } from '../types';
import { within } from './settings';

/** Run settings, out-of-range values moved to the nearest the contract allows. */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const option = (name: string, fallback: unknown) =>
		context.getNodeParameter(`options.${name}`, 0, fallback);
	const count = (name: keyof typeof RANGES) =>
		within(option(name, RANGES[name].default), RANGES[name]);
	return {
		batchInterval: count('batchInterval'),
		concurrentRequests: count('concurrentRequests'),
		maxRetries: count('maxRetries'),
		rateLimitWait: count('rateLimitWait'),
		timeout: count('timeout'),
		stopOnRefused: option('onRefused', 'report') === 'stop',
		summary: option('output', 'each') === 'summary',
		includeInputFields: option('includeInputFields', false) === true,
	};
}
