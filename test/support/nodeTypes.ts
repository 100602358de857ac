import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeHelpers } from 'n8n-workflow';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const requireFromHere = createRequire(__filename);

/** The node and the credential exactly as they are published: the built bundle. */
export function builtNode(): INodeType {
	const file = 'nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.js';
	return new (load(file).OzonetelBlockGroup)() as INodeType;
}

export function builtCredential(): ICredentialType {
	return new (load('credentials/OzonetelApi.credentials.js').OzonetelApi)() as ICredentialType;
}

function load(file: string): Record<string, new () => unknown> {
	return requireFromHere(join(__dirname, '../../dist', file)) as Record<string, new () => unknown>;
}

export class NodeTypeRegistry implements INodeTypes {
	constructor(private readonly types: Record<string, INodeType | IVersionedNodeType>) {}

	getByName(type: string) {
		return this.types[type];
	}

	getByNameAndVersion(type: string, version?: number) {
		return NodeHelpers.getVersionedNodeType(this.types[type], version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/** Stands where a trigger or a read step would: it gives out the items of the test. */
export function sourceNode(items: INodeExecutionData[]): INodeType {
	return {
		description: describe('source', []),
		async execute() {
			return [items];
		},
	};
}

/** An Edit Fields (Set) node: one field per expression, evaluated for every item. */
export function fieldsNode(name: string, fields: string[]): INodeType {
	return {
		description: describe(
			name,
			fields.map((field) => ({ displayName: field, name: field, type: 'string', default: '' })),
		),
		async execute(this: IExecuteFunctions) {
			const evaluate = (item: number) =>
				fields.map((field) => [field, this.getNodeParameter(field, item)] as const);
			return [
				this.getInputData().map((_, item) => ({
					json: Object.fromEntries(evaluate(item)) as IDataObject,
					pairedItem: { item },
				})),
			];
		},
	};
}

/** A node whose work is one function: requests made outside our node, comparisons. */
export function functionNode(
	name: string,
	work: (this: IExecuteFunctions) => Promise<INodeExecutionData[]>,
): INodeType {
	return {
		description: describe(name, []),
		async execute(this: IExecuteFunctions) {
			return [await work.call(this)];
		},
	};
}

function describe(
	name: string,
	properties: INodeTypeDescription['properties'],
): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: 'A helper of the tests',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
	};
}
