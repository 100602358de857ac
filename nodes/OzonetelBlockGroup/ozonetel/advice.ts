import { mayHaveArrived, ruleOf, type Failure } from './failures';
import { groupLabel, type Target } from '../types';

/** Ozonetel names what the account's setting API Authentication lacks, which tells what it is. */
const WRONG_MODE: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/token should not be null/i,
		"This account uses TOKEN_AUTH: choose 'Token' as 'Authentication' in the credential",
	],
	[
		/api key should not be null/i,
		"This account uses BASIC_AUTH: choose 'API Key' as 'Authentication' in the credential, and enter the API key",
	],
];

/**
 * What the user can do about a failed request: sentences without the last full stop.
 *
 * @param created the target is a group to create, and it is there by now
 */
export function advice(failure: Failure, target: Target, created = false): string {
	const wrongMode = WRONG_MODE.find(([words]) => words.test(failure.message));
	const check = wrongMode?.[1] ?? ruleOf(failure).advice;
	const again =
		check === ''
			? 'Run the workflow again: adding or removing a number twice does no harm'
			: 'Then run the workflow again';
	const then = aboutGroup(failure, target, created) ?? again;
	return check === '' ? then : `${check}. ${then}`;
}

/** What to do where running the workflow again could make a second group; else undefined. */
function aboutGroup(failure: Failure, target: Target, created: boolean): string | undefined {
	if (created) {
		return "The group has been created: send these numbers with 'Add Numbers', as running this again would create it again";
	}
	if (target.operation !== 'createGroup' || !mayHaveArrived(failure)) return undefined;
	return `The group may have been created all the same. Look for “${groupLabel(target)}” among the Block Number Groups in CloudAgent: if it is there, use 'Add Numbers', else run the workflow again`;
}
