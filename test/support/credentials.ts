import 'reflect-metadata'; // before n8n-core: its dependency injection reads what this records
import { Credentials } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IDataObject,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { ICredentialsHelper, isExpression, NodeHelpers, UnexpectedError } from 'n8n-workflow';

/** What a node says of its credential: n8n looks it up by this id. */
export const CREDENTIAL: INodeCredentialsDetails = { id: '1', name: 'Ozonetel account' };

/**
 * One saved credential, in place of n8n's database: encrypted by n8n-core, so that
 * every read decrypts anew and gives a copy, as in production. Executions that are
 * given the same one share what is written into it (the token).
 */
export class StoredCredential {
	private constructor(private readonly encrypted: Credentials) {}

	static async from(type: string, data: IDataObject | StoredCredential) {
		if (data instanceof StoredCredential) return data;
		const credential = new StoredCredential(new Credentials(CREDENTIAL, type));
		await credential.write(data as ICredentialDataDecryptedObject);
		return credential;
	}

	async read() {
		return await this.encrypted.getData();
	}

	async write(data: ICredentialDataDecryptedObject) {
		await this.encrypted.setData(data);
	}
}

/** n8n's CredentialsHelper for an instance that knows one credential type and holds one credential. */
export class OneCredentialHelper extends ICredentialsHelper {
	constructor(
		private readonly type: ICredentialType,
		private readonly stored: StoredCredential,
	) {
		super();
	}

	getParentTypes(): string[] {
		return this.type.extends ?? [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	) {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') {
			throw new UnexpectedError('These tests know only an authenticate function');
		}
		return await authenticate(credentials, options as IHttpRequestOptions);
	}

	/** Fetches the expirable value when it is empty, was refused (401) or is under test, and saves it. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	) {
		const expirable = this.type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (!expirable || !this.type.preAuthentication) return undefined;

		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;

		const fetched = await this.runPreAuthentication(helpers, credentials);
		if (fetched?.[expirable.name] === undefined || !node.credentials) return undefined;

		const saved = await this.stored.read();
		for (const [key, value] of Object.entries(fetched)) {
			if (key === expirable.name || !isExpression(saved[key])) saved[key] = value;
		}
		await this.updateCredentials(node.credentials[typeName], typeName, saved);
		return Object.assign(credentials, fetched);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	) {
		const fetched = await this.type.preAuthentication?.call(helpers, credentials);
		return fetched as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(nodeCredentials: INodeCredentialsDetails, type: string) {
		const credentials = new Credentials(nodeCredentials, type);
		await credentials.setData(await this.stored.read());
		return credentials;
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		_type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	) {
		if (raw) return await this.stored.read();
		const data = await this.decrypted();
		if (!resolve) return data;
		return resolve.workflow.expression.getParameterValue(
			data as INodeParameters,
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			{},
			executeData,
			false,
			data,
		) as ICredentialDataDecryptedObject;
	}

	/** Defaults for what was not saved; fields the form does not show are left out. */
	async decrypted() {
		return NodeHelpers.getNodeParameters(
			this.type.properties,
			(await this.stored.read()) as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		_nodeCredentials: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	) {
		await this.stored.write(data);
	}

	async updateCredentialsOauthTokenData() {
		throw new UnexpectedError('Not an OAuth credential');
	}
}
