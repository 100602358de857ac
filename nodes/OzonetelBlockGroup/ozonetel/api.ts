import type { IDataObject } from 'n8n-workflow';

import type { ApiVersion, Operation, Target } from '../model';
import type { ApiRequest, Endpoint } from './transport';

/** One call of Ozonetel's API, as its reference page documents it. */
interface Call extends Endpoint {
	/** Keys and values that identify the group; empty values are left out of the body. */
	group: (target: Target) => IDataObject;
}

/** The page of the legacy API, which always takes the API key. */
const LEGACY = { paths: ['/CAServicesV3/blockNumberGroupV2.php'], takesToken: false };

const newGroup: Call['group'] = ({ groupName, description, expiryDate }) => ({
	name: groupName,
	description,
	expiryDate,
});

/** All differences between the two API versions (docs/ozonetel-api.md §1–2). */
export const API: Record<ApiVersion, Record<Operation, Call>> = {
	current: {
		createGroup: {
			method: 'POST',
			paths: ['/ca_apis/createBlockNumber'],
			takesToken: true,
			idempotent: false,
			group: newGroup,
		},
		addNumbers: {
			method: 'PUT',
			// One reference page has the plural; the address of a newer page implies the singular.
			paths: ['/ca_apis/updateBlockNumbers', '/ca_apis/updateBlockNumber'],
			takesToken: true,
			idempotent: true,
			group: ({ groupName, description, expiryDate }) => ({ groupName, description, expiryDate }),
		},
		removeNumbers: {
			method: 'DELETE',
			paths: ['/ca_apis/deleteBlockNumber'],
			takesToken: true,
			idempotent: true,
			// The page lists no group among the parameters, but its errors and its echo have an id.
			group: ({ groupName, groupId }) => ({ groupName, ...bothSpellings(groupId) }),
		},
	},
	legacy: {
		createGroup: {
			...LEGACY,
			method: 'POST',
			idempotent: false,
			group: newGroup,
		},
		addNumbers: {
			...LEGACY,
			method: 'PUT',
			idempotent: true,
			group: ({ groupName, groupId, description, expiryDate }) => ({
				name: groupName,
				description,
				...bothSpellings(groupId),
				expiryDate,
			}),
		},
		removeNumbers: {
			...LEGACY,
			method: 'DELETE',
			idempotent: true,
			group: ({ groupId }) => bothSpellings(groupId),
		},
	},
};

/** The reference has `Id` in its table, but `id` in its echoed input. */
function bothSpellings(groupId: string): IDataObject {
	const id = /^\d{1,15}$/.test(groupId) ? Number(groupId) : groupId;
	return { id, Id: id };
}

/** The parameters that a call for this target carries, and those left out because they are empty. */
export function parametersOf(target: Target): { sent: string[]; empty: string[] } {
	const { group } = API[target.apiVersion][target.operation];
	const names = Object.entries(group(target));
	const isFilled = ([, value]: [string, unknown]) => value !== '';
	const filled = names.filter(isFilled).map(([name]) => name);
	const userName = target.apiVersion === 'current' ? ['userName'] : [];
	return {
		sent: [...userName, ...filled, 'blockNumbers'],
		empty: names.filter((name) => !isFilled(name)).map(([name]) => name),
	};
}

/** The request of a call: one number per element, and no empty keys (docs/ozonetel-api.md §2). */
export function toRequest(target: Target, numbers: string[]): ApiRequest {
	const endpoint = API[target.apiVersion][target.operation];
	const filled = Object.entries(endpoint.group(target)).filter(([, value]) => value !== '');
	const body = { ...Object.fromEntries(filled), blockNumbers: numbers };
	return { endpoint, body, validUntil: target.expiresAt };
}
