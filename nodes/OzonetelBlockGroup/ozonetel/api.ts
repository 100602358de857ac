import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { ApiVersion, Operation, Target } from '../model';

/** One call of Ozonetel's API, as its reference page documents it. */
export interface Endpoint {
	method: IHttpRequestMethods;
	/** Paths to try in turn: the next one only where the API says that there is no such page. */
	paths: readonly string[];
	/** What names the group; empty values are left out of the body. */
	group: (target: Target) => IDataObject;
}

const LEGACY_PATHS = ['/CAServicesV3/blockNumberGroupV2.php'];

const newGroup: Endpoint['group'] = ({ groupName, description, expiryDate }) => ({
	name: groupName,
	description,
	expiryDate,
});

/** Everything in which the two API versions differ (docs/ozonetel-api.md §1–2). */
export const API: Record<ApiVersion, Record<Operation, Endpoint>> = {
	current: {
		createGroup: {
			method: 'POST',
			paths: ['/ca_apis/createBlockNumber'],
			group: newGroup,
		},
		addNumbers: {
			method: 'PUT',
			// One reference page has the plural, the address of a newer one implies the singular.
			paths: ['/ca_apis/updateBlockNumbers', '/ca_apis/updateBlockNumber'],
			group: ({ groupName, description, expiryDate }) => ({ groupName, description, expiryDate }),
		},
		removeNumbers: {
			method: 'DELETE',
			paths: ['/ca_apis/deleteBlockNumber'],
			// Its page names no group in its table, but an id in its errors and in its echo.
			group: ({ groupName, groupId }) => ({ groupName, ...bothSpellings(groupId) }),
		},
	},
	legacy: {
		createGroup: {
			method: 'POST',
			paths: LEGACY_PATHS,
			group: newGroup,
		},
		addNumbers: {
			method: 'PUT',
			paths: LEGACY_PATHS,
			group: ({ groupName, groupId, description, expiryDate }) => ({
				name: groupName,
				description,
				...bothSpellings(groupId),
				expiryDate,
			}),
		},
		removeNumbers: {
			method: 'DELETE',
			paths: LEGACY_PATHS,
			group: ({ groupId }) => bothSpellings(groupId),
		},
	},
};

/** The reference's table says `Id`, its echoed input `id`. */
function bothSpellings(groupId: string): IDataObject {
	const id = /^\d{1,15}$/.test(groupId) ? Number(groupId) : groupId;
	return { id, Id: id };
}

/** The parameters that a call for this target carries, and those that it could, were they not empty. */
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

/** The body of a call: one number per element, and no empty keys (docs/ozonetel-api.md §2). */
export function requestBody(endpoint: Endpoint, target: Target, numbers: string[]): IDataObject {
	const filled = Object.entries(endpoint.group(target)).filter(([, value]) => value !== '');
	return { ...Object.fromEntries(filled), blockNumbers: numbers };
}
