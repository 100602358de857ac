import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { PARAMETERS } from './contract';
import { execute } from './execute';
import { fields } from './form';

/** Operation → its name: the line under the node's name. */
const NAMES = PARAMETERS.operation.values;

export class OzonetelBlockGroup implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ozonetel Block Group',
		name: 'ozonetelBlockGroup',
		icon: { light: 'file:../../icons/ozonetel.svg', dark: 'file:../../icons/ozonetel.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: `={{ (${JSON.stringify(NAMES)})[$parameter["operation"]] }}`,
		description: 'Block and unblock phone numbers in Block Number Groups of Ozonetel CloudAgent',
		defaults: { name: 'Ozonetel Block Group' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'ozonetelApi', required: true }],
		properties: fields,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this, !this.continueOnFail())];
	}
}
