import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { execute } from './execute';
import { expiryFields } from './fields/expiry';
import { groupFields } from './fields/group';
import { numberFields } from './fields/numbers';
import { optionFields } from './fields/options';

export class OzonetelBlockGroup implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ozonetel Block Group',
		name: 'ozonetelBlockGroup',
		icon: { light: 'file:../../icons/ozonetel.svg', dark: 'file:../../icons/ozonetel.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ({ addNumbers: "add numbers", createGroup: "create group", removeNumbers: "remove numbers" })[$parameter["operation"]] }}',
		description:
			'Add phone numbers to Block Number Groups of Ozonetel CloudAgent or remove them; campaigns set to block a group leave its numbers out',
		defaults: { name: 'Ozonetel Block Group' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'ozonetelApi', required: true }],
		properties: [
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
			},
			{
				displayName: 'API Version',
				name: 'apiVersion',
				type: 'options',
				options: [
					{ name: 'Current', value: 'current', description: 'Names groups by their name' },
					{
						name: 'Legacy',
						value: 'legacy',
						description: 'Names groups by their ID. Ozonetel has deprecated it.',
					},
				],
				default: 'current',
				description: 'Which generation of the Ozonetel API to call',
			},
			...groupFields,
			...numberFields,
			...expiryFields,
			...optionFields,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
