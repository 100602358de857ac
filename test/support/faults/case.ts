import {
	BAD_NUMBER,
	callFaults,
	conditions,
	edits,
	outages,
	tlsFaults,
	tokenFaults,
	type Trouble,
} from './troubles';

export type Operation = 'addNumbers' | 'createGroup' | 'removeNumbers';

/** One cell of the fault matrix. */
export interface Case {
	trouble: Trouble;
	operation: Operation;
	apiVersion: 'current' | 'legacy';
	authentication: 'apiKey' | 'token';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

export const nameOf = (one: Case) =>
	[one.trouble.name, one.operation, one.apiVersion, one.authentication, one.onError].join(' | ');

/** Every trouble × operation × API × authentication × On Error; tokens only where tokens are used. */
export function allCases(): Case[] {
	return (['addNumbers', 'createGroup', 'removeNumbers'] as const).flatMap((operation) =>
		(['current', 'legacy'] as const).flatMap((apiVersion) =>
			(['apiKey', 'token'] as const).flatMap((authentication) => {
				const usesToken = authentication === 'token' && apiVersion === 'current';
				const troubles = [
					...conditions,
					...callFaults,
					...outages,
					...tlsFaults,
					...edits,
					...(usesToken ? tokenFaults : []),
				];
				return troubles.flatMap((trouble) =>
					(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const).map(
						(onError) => ({ trouble, operation, apiVersion, authentication, onError }),
					),
				);
			}),
		),
	);
}

export const GROUP = 'Do not call';
/** In the group from the start, and asked for by nobody. */
export const BYSTANDER = '9700000099';
/** Five good ones, one of them twice, one that some cases call bad, and an empty one. */
export const ASKED = [
	'9700000001',
	'9700000002',
	'9700000003',
	'9700000002',
	BAD_NUMBER,
	'',
	'9700000004',
	'9700000005',
];

/** Characters that look different in a URL, in JSON and in base64. */
export const MARKED_KEY = 'KKmarked/key+0f3e="9a';
