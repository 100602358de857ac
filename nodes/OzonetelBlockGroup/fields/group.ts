import type { INodeProperties } from 'n8n-workflow';

import { GROUP_DESCRIPTION, GROUP_NAME, OPERATIONS, operationsWhere } from '../contract';
import { field } from './field';

/** What the node does: the first fields of the form. */
export const operationFields: INodeProperties[] = [
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
];

const groupName = (rest: Omit<Parameters<typeof field>[1], 'placeholder'>) =>
	field('groupName', { placeholder: 'e.g. Opted out', ...rest });

const groupId = (rest: Omit<Parameters<typeof field>[1], 'placeholder'>) =>
	field('groupId', { placeholder: 'e.g. 20', ...rest });

/** What names the group; which of these is needed differs by operation and API version. */
export const groupFields: INodeProperties[] = [
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
];

/** Last of the form: few accounts still need the legacy API. */
export const apiVersionField = field('apiVersion', {
	description: 'Which version of the Ozonetel API to use',
	meanings: {
		current: 'For almost every account. Groups are identified by name.',
		legacy: 'Deprecated by Ozonetel. Groups are identified by ID.',
	},
});
