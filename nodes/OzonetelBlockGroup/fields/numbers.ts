import type { INodeProperties } from 'n8n-workflow';

export const numberFields: INodeProperties[] = [
	{
		displayName: 'Phone Numbers',
		name: 'phoneNumbers',
		type: 'string',
		default: '={{ $json.phone }}',
		placeholder: 'e.g. 9812345678, +91 98123-45679',
		description:
			'One number, a list, or several separated by comma, semicolon or new line. Spaces, dashes and brackets do not matter. Every number gets a result.',
	},
];
