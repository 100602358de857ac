import type { INodeProperties } from 'n8n-workflow';

/** Last of the form: few accounts still need the legacy API. */
export const apiVersionFields: INodeProperties[] = [
	{
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		options: [
			{
				name: 'Current',
				value: 'current',
				description: 'For almost every account. Groups are identified by name.',
			},
			{
				name: 'Legacy',
				value: 'legacy',
				description: 'Deprecated by Ozonetel. Groups are identified by ID.',
			},
		],
		default: 'current',
		description: 'Which version of the Ozonetel API to use',
	},
];
