import type { IExecuteFunctions } from 'n8n-workflow';

import { RANGES } from '../contract';
import type { RunSettings } from '../model';
import { toProblem, type Problem } from './inputError';
import { parameterReader } from './parameters';
import { isOn, oneOf, within } from './settings';

/**
 * Run settings, out-of-range values moved to the nearest the contract allows. An option that cannot
 * be read is a problem of every item: none is sent under settings that nobody chose.
 */
export function readRunSettings(context: IExecuteFunctions): RunSettings & { problem?: Problem } {
	const read = parameterReader(context, context.getInputData());
	let problem: Problem | undefined;
	const option = <T>(name: string, fallback: T, parse: (value: unknown) => T): T => {
		try {
			return parse(read(`options.${name}`, fallback)(0));
		} catch (error) {
			problem ??= { ...toProblem(error), ofEveryItem: true };
			return fallback;
		}
	};
	const count = (name: keyof typeof RANGES) =>
		option(name, RANGES[name].default, (value) => within(value, RANGES[name]));
	const choice = (name: string, label: string, choices: [string, ...string[]]) =>
		option(name, choices[0], (value) => oneOf(value || choices[0], choices, label));
	const settings: RunSettings = {
		batchInterval: count('batchInterval'),
		concurrentRequests: count('concurrentRequests'),
		maxRetries: count('maxRetries'),
		rateLimitWait: count('rateLimitWait'),
		timeout: count('timeout'),
		stopOnRefused: choice('onRefused', 'On Refused Numbers', ['report', 'stop']) === 'stop',
		summary: choice('output', 'Output', ['each', 'summary']) === 'summary',
		includeInputFields: option('includeInputFields', false, (value) =>
			isOn(value, 'Include Input Fields'),
		),
	};
	return problem === undefined ? settings : { ...settings, problem };
}
