import type { INodeProperties } from 'n8n-workflow';

import { operationsWhere } from '../contract';
import { field } from './field';

const blocking = operationsWhere(({ expires }) => expires);

/** Which numbers, and how long they stay blocked. */
export const numberFields: INodeProperties[] = [
	field('phoneNumbers', {
		typeOptions: { rows: 3 },
		required: true,
		placeholder: 'e.g. 9812345678, +91 98123-45679',
		description:
			'Drag the field that holds the number here. Also accepts a list, or several numbers separated by commas, semicolons, tabs or new lines. Spaces, dashes and brackets do not matter.',
	}),
	field('expires', {
		description: 'When the numbers are unblocked again',
		meanings: {
			afterPeriod: 'Block the numbers for a period, starting now',
			never: 'Block the numbers until they are removed',
			onDate: 'Block the numbers until a date, or a date and time',
			onDateIfGiven:
				'Block the numbers until a date, or a date and time. If an item has no date, block its numbers until they are removed.',
		},
		displayOptions: { show: { operation: blocking } },
	}),
	field('expiryDate', {
		type: 'dateTime',
		description:
			"When the block ends: 2027-03-31, 2027-03-31 18:30:00, 31 Mar 2027, 31/03/2027, an ISO date, a spreadsheet's day number or a Unix time stamp. A date alone means until the end of that day. Dates such as 05/06/2027 are read like the other dates of the list, or need the option 'Date Format'.",
		displayOptions: { show: { operation: blocking, expires: ['onDate', 'onDateIfGiven'] } },
	}),
	field('expiryAmount', {
		typeOptions: { minValue: 1 },
		description: 'How long the numbers stay blocked, in the unit below',
		displayOptions: { show: { operation: blocking, expires: ['afterPeriod'] } },
	}),
	field('expiryUnit', {
		displayOptions: { show: { operation: blocking, expires: ['afterPeriod'] } },
	}),
];
