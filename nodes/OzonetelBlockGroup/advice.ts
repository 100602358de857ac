import { mayHaveArrived, type Failure, type FailureKind } from './answer';
import { groupLabel, type Target } from './types';

const ADVICE: Record<FailureKind, string> = {
	authentication:
		"Check 'User Name', 'API Key' and 'Region' in the credential, and that its 'Authentication' is the one the CloudAgent account uses",
	token:
		'Something else generates tokens for this account: Ozonetel allows 10 an hour, and each ends the one before. Stop it, or use one credential for the account, and run the workflow again',
	group: 'Check in CloudAgent that the group exists, and that its name or ID is exactly this',
	rateLimit:
		"Raise the option 'Batch Interval' or 'Wait After Rate Limit', or send fewer numbers at a time",
	busy: 'Wait until the other bulk operation has finished, then run the workflow again',
	noPage:
		"Check 'Region' or 'Domain' in the credential, and whether the account has this API version",
	redirect:
		"The address has moved and is not followed; check 'Region' or 'Domain' in the credential",
	server: 'Ozonetel has a problem; run the workflow again later',
	unreadable:
		"Something answered that is not Ozonetel's API; check 'Region' or 'Domain' in the credential, or run the workflow again later",
	refused: 'Correct what Ozonetel names and run the workflow again',
	unreached:
		"Check the network, and 'Region' or 'Domain' in the credential; then run the workflow again",
	interrupted: 'Run the workflow again: adding or removing a number twice does no harm',
	cancelled: 'Run the workflow again: adding or removing a number twice does no harm',
	credential: 'Correct the credential and run the workflow again',
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
 * What the user can do about a failed request: a sentence without its full stop.
 *
 * @param created the target is a group to create, and it is there by now
 */
export function advice(failure: Failure, target: Target, created = false): string {
	if (created) {
		return "The group has been created. Send these numbers with 'Add Numbers': running this again would create the group again";
	}
	const wrongMode = WRONG_MODE.find(([words]) => words.test(failure.message));
	if (wrongMode) return wrongMode[1];
	return target.operation === 'createGroup' && mayHaveArrived(failure)
		? `The group may have been created all the same. Look for “${groupLabel(target)}” among the Block Number Groups in CloudAgent: if it is there, use 'Add Numbers', else run the workflow again`
		: ADVICE[failure.kind];
}
