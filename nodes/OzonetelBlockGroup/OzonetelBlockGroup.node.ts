import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INode,
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
		const stop = !this.continueOnFail() && !isTool(this.getNode());
		return [await execute(this, stop)];
	}
}

/**
 * As a tool of an AI agent, the node has no setting 'On Error', and of an error n8n tells the model at
 * most the title. So a tool gives results only.
 */
const isTool = ({ type }: INode): boolean => type.endsWith('Tool');
