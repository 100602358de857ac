import type { INodeProperties } from 'n8n-workflow';

import { GROUP_DESCRIPTION, GROUP_NAME } from '../contract';

const groupName: Omit<INodeProperties, 'displayOptions' | 'description'> = {
	displayName: 'Group Name',
	name: 'groupName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Opted out',
};

/** What names the group; which of these is needed differs by operation and API version. */
export const groupFields: INodeProperties[] = [
	{
		...groupName,
		required: true,
		description:
			'The Block Number Group that gets the numbers. It must exist, under exactly this name: capitals and spaces count.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['current'] } },
	},
	{
		...groupName,
		required: true,
		description: `The name of the new group: ${GROUP_NAME.min} to ${GROUP_NAME.max} characters`,
		displayOptions: { show: { operation: ['createGroup'] } },
	},
	{
		...groupName,
		description: 'The name of the group. It is sent along with the ID.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['legacy'] } },
	},
	{
		...groupName,
		description:
			'The group to remove the numbers from, exactly as in CloudAgent. Leave it empty to remove them whatever their group.',
		displayOptions: { show: { operation: ['removeNumbers'] } },
	},
	{
		displayName: 'Group ID',
		name: 'groupId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 20',
		description: 'The ID of the group, which the legacy API uses instead of the name',
		displayOptions: {
			show: { operation: ['addNumbers', 'removeNumbers'], apiVersion: ['legacy'] },
		},
	},
	{
		displayName: 'Group ID',
		name: 'groupId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 20',
		description:
			'The ID of the group in CloudAgent. Enter it if Ozonetel answers “Parameters are mandatory”: some accounts may require it.',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Customers who opted out of calls',
		description: `What the new group is for: ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters. Ozonetel requires it.`,
		displayOptions: { show: { operation: ['createGroup'] } },
	},
];
