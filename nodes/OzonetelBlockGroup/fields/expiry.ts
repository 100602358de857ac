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
				description: 'Block the numbers for a period, starting now',
			},
			{
				name: 'Never',
				value: 'never',
				description: 'Block the numbers until they are removed',
			},
			{
				name: 'On a Date',
				value: 'onDate',
				description: 'Block the numbers until a date and time',
			},
			{
				name: 'On a Date, Never if Empty',
				value: 'onDateIfGiven',
				description:
					'Block the numbers until a date and time. If an item has no date, block its numbers until they are removed.',
			},
		],
		default: 'never',
		description: 'When the numbers are unblocked again',
		displayOptions: { show: { operation: blocks } },
	},
	{
		displayName: 'Expiry Date',
		name: 'expiryDate',
		type: 'dateTime',
		default: '',
		description:
			"When the block ends: 2027-03-31, 2027-03-31 18:30:00, 31 Mar 2027, 31/03/2027, an ISO date, a spreadsheet's day number or a Unix time stamp. A date alone means the start of that day. Dates such as 05/06/2027 need the option 'Date Format'.",
		displayOptions: { show: { operation: blocks, expires: ['onDate', 'onDateIfGiven'] } },
	},
	{
		displayName: 'Expires After',
		name: 'expiryAmount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description: 'How long the numbers stay blocked, in the unit below',
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
