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
				description: 'For almost every account. It knows groups by their name.',
			},
			{
				name: 'Legacy',
				value: 'legacy',
				description: 'Deprecated by Ozonetel. It knows groups by their ID.',
			},
		],
		default: 'current',
		description: 'Which generation of the Ozonetel API to call',
	},
];
