/* eslint-disable @n8n/community-nodes/no-deprecated-workflow-functions -- n8n's HTTP Request node still uses them */
import type {
	ExecutionError,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IRequestOptions,
} from 'n8n-workflow';

import type { StoredCredential } from './credentials';
import { functionNode } from './nodeTypes';
import { CREDENTIAL_TYPE, runNode } from './runNode';

export interface RequestResult {
	response: unknown;
	error?: ExecutionError;
	/** What is saved in n8n after the request. */
	credential: IDataObject;
}

/**
 * A request of n8n's HTTP Request node with our credential. That node hands over the older
 * options, with `uri`; other nodes the newer ones, with `url`: the credential sees both.
 */
export async function requestWithCredential(
	credential: IDataObject | StoredCredential,
	options: IHttpRequestOptions | IRequestOptions,
): Promise<RequestResult> {
	let response: unknown;
	async function send(this: IExecuteFunctions) {
		response = isOlder(options)
			? await this.helpers.requestWithAuthentication.call(this, CREDENTIAL_TYPE, options)
			: await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL_TYPE, options);
		return [];
	}
	const { error, credential: saved } = await runNode({
		items: [{}],
		parameters: {},
		credential,
		nodeType: functionNode('httpRequest', send),
		node: { type: 'n8n-nodes-base.httpRequest' },
	});
	return { response, error, credential: saved };
}

function isOlder(options: IHttpRequestOptions | IRequestOptions): options is IRequestOptions {
	return 'uri' in options;
}
