import type {
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { TELLING_STATUSES, TEST_RULES } from './accountAnswers';
import { authenticateRequest } from './authenticate';
import { REGIONS } from './regions';
import { isAlive, issueToken, READ_ONLY_CALL } from './token';

const REGION_CHOICES = Object.entries(REGIONS).map(([value, { name, apiHost }]) => ({
	name,
	value,
	description: apiHost,
}));

/**
 * An account of Ozonetel CloudAgent, for both generations of its API: HTTP Basic for
 * `/CAServicesV3/`, else the `apiKey` header or a bearer token, with `userName` in the body.
 */
export class OzonetelApi implements ICredentialType {
	name = 'ozonetelApi';

	displayName = 'Ozonetel API';

	icon = { light: 'file:../icons/ozonetel.svg', dark: 'file:../icons/ozonetel.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-ozonetel/n8n-nodes-ozonetel#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. acme_support',
			description: 'The user name that you log in to CloudAgent with',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The API key of the account. Administrators find it in the CloudAgent settings.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				...REGION_CHOICES,
				{
					name: 'Other',
					value: 'other',
					description: 'The API host of a partner or of a private installation',
				},
			],
			default: 'india',
		},
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. api.ccaas.example.com',
			description: 'The host name of the API, not of the admin website. HTTPS is always used.',
			displayOptions: { show: { region: ['other'] } },
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'API Key',
					value: 'apiKey',
					description: "If the account's setting API Authentication is BASIC_AUTH",
				},
				{
					name: 'Token',
					value: 'token',
					description: "If the account's setting API Authentication is TOKEN_AUTH",
				},
			],
			default: 'apiKey',
			description:
				"Must match the account's setting API Authentication in CloudAgent. The legacy API always uses the user name and API key.",
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/**
	 * Issues a token if the account uses tokens; n8n stores what this returns in the credential. n8n also
	 * calls this at every test and after any HTTP 401. A token that is still alive is kept: runs use it,
	 * and a new token would end it.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (credentials.authentication !== 'token' || (await isAlive(this, credentials))) return {};
		return { token: await issueToken(this, credentials) };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticateRequest(credentials, requestOptions);
	}

	/**
	 * Asks for the status of a campaign that does not exist; `authenticate` adds the address. n8n accepts
	 * any answer that no rule names, so the rules name the failures.
	 */
	test: ICredentialTestRequest = {
		request: {
			...READ_ONLY_CALL,
			json: true,
			ignoreHttpStatusErrors: { ignore: true, except: TELLING_STATUSES },
			disableFollowRedirect: true,
			timeout: 30_000,
		},
		rules: TEST_RULES as IAuthenticateRuleResponseSuccessBody[],
	};
}
