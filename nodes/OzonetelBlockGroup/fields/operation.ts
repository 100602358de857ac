import type { INodeProperties } from 'n8n-workflow';

import { OPERATIONS, type Operation } from '../contract';

const ACTIONS: Record<Operation, { action: string; description: string }> = {
	addNumbers: {
		action: 'Add numbers to a block group',
		description: 'Block numbers by adding them to an existing group',
	},
	createGroup: {
		action: 'Create a block group',
		description: 'Create a group with its first numbers',
	},
	removeNumbers: {
		action: 'Remove numbers from a block group',
		description: 'Unblock numbers by removing them',
	},
};

/** Operation → its name: the line under the node's name. */
export const operationNames = Object.fromEntries(
	Object.entries(OPERATIONS).map(([operation, { name }]) => [operation, name]),
);

/**
 * What the node does. There is one resource, which has no choice to offer: n8n lists a node's
 * actions, and names and describes its tools, by resource and operation.
 */
export const operationFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Block Group', value: 'blockGroup' }],
		default: 'blockGroup',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(ACTIONS).map(([value, texts]) => ({
			name: operationNames[value],
			value,
			...texts,
		})),
		default: 'addNumbers',
		displayOptions: { show: { resource: ['blockGroup'] } },
	},
	{
		displayName:
			'A group blocks calls only in campaigns that are set to block it. Set this in the campaign, in CloudAgent.',
		name: 'campaignNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['addNumbers', 'createGroup'] } },
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
