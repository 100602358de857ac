import type { INodeProperties } from 'n8n-workflow';

import { GROUP_DESCRIPTION, GROUP_NAME, OPERATIONS, operationsWhere } from '../contract';
import { field } from './field';

const blocking = operationsWhere(({ expires }) => expires);

type Rest = Parameters<typeof field>[1];
const groupName = (rest: Rest) => field('groupName', { placeholder: 'e.g. Opted out', ...rest });
const groupId = (rest: Rest) => field('groupId', { placeholder: 'e.g. 20', ...rest });

/** All fields of the form but the options. */
export const parameterFields: INodeProperties[] = [
	{
		// It offers no choice, but n8n names a node's actions and tools by resource and operation.
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Block Group', value: 'blockGroup' }],
		default: 'blockGroup',
	},
	field('operation', {
		noDataExpression: true,
		options: Object.entries(OPERATIONS).map(([value, { name, action, summary }]) => ({
			name,
			value,
			action,
			description: summary,
		})),
		displayOptions: { show: { resource: ['blockGroup'] } },
	}),
	{
		displayName:
			'A group blocks calls only in campaigns that are set to block it. Set this in the campaign, in CloudAgent.',
		name: 'campaignNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: operationsWhere(({ done }) => done === 'added') } },
	},
	{
		displayName:
			'The numbers may be removed from every group, even if you name one. Ozonetel does not document whether this call takes the group into account.',
		name: 'removalNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	},
	// What names the group: which of these is needed differs by operation and API version.
	groupName({
		required: true,
		description:
			'The Block Number Group that gets the numbers. It must exist, under exactly this name: capitals and spaces count.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['current'] } },
	}),
	groupName({
		required: true,
		description: `The name of the new group: ${GROUP_NAME.min} to ${GROUP_NAME.max} characters`,
		displayOptions: { show: { operation: ['createGroup'] } },
	}),
	groupName({
		description: 'The name of the group. It is sent along with the ID.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['legacy'] } },
	}),
	groupName({
		description:
			'The group to remove the numbers from, exactly as in CloudAgent. Leave it empty to remove them whatever their group.',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	}),
	groupId({
		required: true,
		description: 'The ID of the group, which the legacy API uses instead of the name',
		displayOptions: {
			show: { operation: ['addNumbers', 'removeNumbers'], apiVersion: ['legacy'] },
		},
	}),
	groupId({
		description:
			'The ID of the group in CloudAgent. Enter it if Ozonetel answers “Parameters are mandatory”: some accounts may require it.',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	}),
	field('description', {
		required: true,
		placeholder: 'e.g. Customers who opted out of calls',
		description: `What the new group is for: ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters. Ozonetel requires it.`,
		displayOptions: { show: { operation: ['createGroup'] } },
	}),
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
	// Few accounts still need the legacy API.
	field('apiVersion', {
		description: 'Which version of the Ozonetel API to use',
		meanings: {
			current: 'For almost every account. Groups are identified by name.',
			legacy: 'Deprecated by Ozonetel. Groups are identified by ID.',
		},
	}),
];
