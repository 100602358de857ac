import type { INodeProperties } from 'n8n-workflow';

export const numberFields: INodeProperties[] = [
	{
		displayName: 'Phone Numbers',
		name: 'phoneNumbers',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 9812345678, +91 98123-45679',
		description:
			'Drag the field that holds the number here. Also accepts a list, or several numbers separated by comma, semicolon, tab or new line. Spaces, dashes and brackets do not matter.',
	},
];
