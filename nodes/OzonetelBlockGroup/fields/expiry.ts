import type { INodeProperties } from 'n8n-workflow';

const blocks = ['addNumbers', 'createGroup'];

/** How long the numbers stay blocked. */
export const expiryFields: INodeProperties[] = [
	{
		displayName: 'Expires',
		name: 'expires',
		type: 'options',
		options: [
			{
				name: 'After a Period',
				value: 'afterPeriod',
				description: 'The numbers are blocked for a time from now on',
			},
			{
				name: 'Never',
				value: 'never',
				description: 'No expiry is sent; Ozonetel documents no other end of the block than removal',
			},
			{
				name: 'On a Date',
				value: 'onDate',
				description: 'The numbers are blocked until a date and time',
			},
		],
		default: 'never',
		description: 'Whether, and when, the numbers become callable again',
		displayOptions: { show: { operation: blocks } },
	},
	{
		displayName: 'Expiry Date',
		name: 'expiryDate',
		type: 'dateTime',
		default: '',
		description:
			"When the block ends: a date, date and time, ISO 8601, or a Unix time stamp. Without an offset it is read in the option 'Time Zone'; a date alone means the start of that day.",
		displayOptions: { show: { operation: blocks, expires: ['onDate'] } },
	},
	{
		displayName: 'Expires After',
		name: 'expiryAmount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description: 'For how many of the units below the numbers stay blocked',
		displayOptions: { show: { operation: blocks, expires: ['afterPeriod'] } },
	},
	{
		displayName: 'Unit',
		name: 'expiryUnit',
		type: 'options',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Months', value: 'months' },
			{ name: 'Weeks', value: 'weeks' },
			{ name: 'Years', value: 'years' },
		],
		default: 'days',
		displayOptions: { show: { operation: blocks, expires: ['afterPeriod'] } },
	},
];
