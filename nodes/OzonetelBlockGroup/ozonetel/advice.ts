import { mayHaveArrived, type Failure, type FailureKind } from './answer';
import { groupLabel, type Target } from '../types';

/** What to look after, by what went wrong; nothing where another try is all there is to do. */
const CHECK: Record<FailureKind, string> = {
	authentication:
		"Check 'User Name', 'API Key' and 'Region' in the credential, and that its 'Authentication' is the one the CloudAgent account uses",
	token:
		'Something else generates tokens for this account: Ozonetel allows 10 an hour, and each ends the one before. Stop it, or use one credential for the account',
	group: 'Check in CloudAgent that the group exists, and that its name or ID is exactly this',
	rateLimit:
		"Raise the option 'Batch Interval' or 'Wait After Rate Limit', or send fewer numbers at a time",
	busy: 'Wait until the other bulk operation has finished',
	noPage:
		"Check 'Region' or 'Domain' in the credential, and whether the account has this API version",
	redirect:
		"The address has moved and is not followed: check 'Region' or 'Domain' in the credential",
	server: 'Ozonetel has a problem: wait a while',
	unreadable:
		"Ozonetel documents no such answer: check 'Region' or 'Domain' in the credential, or wait a while",
	refused: 'Correct what Ozonetel names',
	unreached: "Check the network, and 'Region' or 'Domain' in the credential",
	interrupted: '',
	cancelled: '',
	credential: 'Correct the credential',
};

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
	const check = wrongMode?.[1] ?? CHECK[failure.kind];
	const repeat =
		check === ''
			? 'Run the workflow again: adding or removing a number twice does no harm'
			: 'Then run the workflow again';
	const then = aboutGroup(failure, target, created) ?? repeat;
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
