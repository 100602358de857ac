/** The names in the public contract that more than one suite holds the node to. */

export const OPTION_NAMES = [
	'batchInterval',
	'batchSize',
	'concurrentRequests',
	'dateFormat',
	'defaultCountry',
	'dryRun',
	'groupDescription',
	'ifGroupExists',
	'includeInputFields',
	'maxRetries',
	'numberFormat',
	'onRefused',
	'output',
	'rateLimitWait',
	'timeZone',
	'timeout',
];
