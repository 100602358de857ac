import type { INodeProperties } from 'n8n-workflow';

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
		options: [
			{
				name: 'Add Numbers',
				value: 'addNumbers',
				action: 'Add numbers to a block group',
				description: 'Block numbers by adding them to an existing group',
			},
			{
				name: 'Create Group',
				value: 'createGroup',
				action: 'Create a block group',
				description: 'Create a group with its first numbers',
			},
			{
				name: 'Remove Numbers',
				value: 'removeNumbers',
				action: 'Remove numbers from a block group',
				description: 'Unblock numbers by removing them',
			},
		],
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
			'The numbers may be removed from every group, even if you name one: Ozonetel does not document that this call looks at the group.',
		name: 'removalNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	},
];
