/** What the form calls each parameter: a message names it as the user sees it. */
const LABELS: Readonly<Record<string, string>> = {
	operation: 'Operation',
	apiVersion: 'API Version',
	groupName: 'Group Name',
	groupId: 'Group ID',
	description: 'Description',
	phoneNumbers: 'Phone Numbers',
	expires: 'Expires',
	expiryDate: 'Expiry Date',
	expiryAmount: 'Expires After',
	expiryUnit: 'Unit',
	batchInterval: 'Batch Interval (Ms)',
	batchSize: 'Batch Size',
	concurrentRequests: 'Concurrent Requests',
	dateFormat: 'Date Format',
	defaultCountry: 'Default Country',
	dryRun: 'Dry Run',
	groupDescription: 'Group Description',
	includeInputFields: 'Include Input Fields',
	maxRetries: 'Max Retries',
	numberFormat: 'Number Format',
	onRefused: 'On Refused Numbers',
	output: 'Output',
	rateLimitWait: 'Wait After Rate Limit (Seconds)',
	timeout: 'Timeout (Ms)',
	timeZone: 'Time Zone',
};

/** @param name of a parameter or, after `options.`, of an option */
export const labelOf = (name: string): string => LABELS[name.replace('options.', '')] ?? name;
