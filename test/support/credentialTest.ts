import 'reflect-metadata'; // before n8n-core: its dependency injection reads what this records
import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';

import { CREDENTIAL, OneCredentialHelper, StoredCredential } from './credentials';
import { additionalDataWith, ensureExpressionEngine } from './instance';
import { builtCredential, functionNode, NodeTypeRegistry } from './nodeTypes';

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** What the credential's form shows after Save or Retry. */
export async function runCredentialTest(
	credential: IDataObject | StoredCredential,
): Promise<INodeCredentialTestResult> {
	await ensureExpressionEngine();
	const type = builtCredential();
	const { request, rules = [] } = type.test!;
	const helper = new OneCredentialHelper(type, await StoredCredential.from(type.name, credential));
	const decrypted = {
		id: CREDENTIAL.id!,
		name: CREDENTIAL.name,
		type: type.name,
		data: await helper.decrypted(),
	};

	// n8n sends the request as a declarative NoOp node with this one property.
	const noOp = declarativeNoOp(type, request);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: CREDENTIAL },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new NodeTypeRegistry({ [node.type]: noOp }),
	});
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataWith(helper, { currentNodeParameters: node.parameters }),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);

	await workflow.expression.acquireIsolate();
	try {
		const answer = await new RoutingNode(context, noOp, decrypted).runNode();
		return judgeBody(rules, answer![0][0].json);
	} catch (error) {
		return judgeFailure(rules, error as RequestFailure);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

function declarativeNoOp(
	{ name }: ICredentialType,
	request: ICredentialTestRequest['request'],
): INodeType {
	const { description } = functionNode('noOp', async () => []);
	return {
		description: {
			...description,
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
}

/** The rules of a credential test name the bodies that mean failure. */
function judgeBody(rules: Rules, body: IDataObject): INodeCredentialTestResult {
	for (const { type, properties } of rules) {
		if (type === 'responseSuccessBody' && 'key' in properties) {
			if (valueAt(body, properties.key) === properties.value) return refused(properties.message);
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

interface RequestFailure extends Error {
	cause?: { code?: string; response?: { status: number; statusText: string } };
}

function judgeFailure(rules: Rules, { cause, message }: RequestFailure): INodeCredentialTestResult {
	const response = cause?.response;
	if (!response) return refused(cause?.code ?? message);
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	if (rule) return refused(rule.properties.message);
	return refused(response.statusText || `Received HTTP status code: ${response.status}`);
}

function refused(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/** The keys of our rules have no dots, so this is all of what n8n's lodash `get` does for them. */
const valueAt = (body: unknown, key: string): unknown =>
	(body as Record<string, unknown> | null | undefined)?.[key];
