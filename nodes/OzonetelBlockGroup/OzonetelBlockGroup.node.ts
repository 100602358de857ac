import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { execute } from './execute';
import { apiVersionFields } from './fields/apiVersion';
import { expiryFields } from './fields/expiry';
import { groupFields } from './fields/group';
import { numberFields } from './fields/numbers';
import { operationFields, operationNames } from './fields/operation';
import { optionFields } from './fields/options';

export class OzonetelBlockGroup implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ozonetel Block Group',
		name: 'ozonetelBlockGroup',
		icon: { light: 'file:../../icons/ozonetel.svg', dark: 'file:../../icons/ozonetel.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: `={{ (${JSON.stringify(operationNames)})[$parameter["operation"]] }}`,
		description: 'Block and unblock phone numbers in Block Number Groups of Ozonetel CloudAgent',
		defaults: { name: 'Ozonetel Block Group' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'ozonetelApi', required: true }],
		properties: [
			...operationFields,
			...groupFields,
			...numberFields,
			...expiryFields,
			...apiVersionFields,
			...optionFields,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
