import { parametersOf } from './api';
import { mayHaveArrived, ruleOf, type Failure } from './failures';
import { groupLabel, type Target } from '../model';

/**
 * What the user can do about a failed request: sentences without the last full stop.
 *
 * @param group what is known of a group to create: it is there by now, or it may be
 */
export function advice(failure: Failure, target: Target, group?: 'there' | 'doubtful'): string {
	const sent: Target = group === 'there' ? { ...target, operation: 'addNumbers' } : target;
	const missing = failure.kind === 'parameters' ? `. ${missingParameters(sent)}` : '';
	const { advice: usual } = ruleOf(failure);
	const check = (typeof usual === 'string' ? usual : usual(target)) + missing;
	const again =
		check === ''
			? 'Run the workflow again: adding or removing a number twice does no harm'
			: 'Then run the workflow again';
	const then = aboutGroup(failure, target, group) ?? again;
	return check === '' ? then : `${check}. ${then}`;
}

/** Ozonetel does not say which parameter it misses: the user is told which it got, and what is left. */
function missingParameters(target: Target): string {
	const { sent, empty } = parametersOf(target);
	const fields = empty.map((name) => FIELDS[target.operation][name]).filter(Boolean);
	const left = [...new Set(fields)].map((field) => `'${field}'`);
	const enter =
		left.length > 0
			? `These may be missing: ${left.join(', ')}`
			: 'The node has no other parameters to send. Ask Ozonetel which one this account requires';
	return `The request contained ${sent.join(', ')}. ${enter}`;
}

/** Where the user enters a parameter, by operation. */
const FIELDS: Record<Target['operation'], Record<string, string>> = {
	addNumbers: {
		name: 'Group Name',
		description: 'Group Description',
		expiryDate: 'Expires',
	},
	createGroup: { expiryDate: 'Expires' },
	removeNumbers: { groupName: 'Group Name', id: 'Group ID' },
};

/** What to do where running the workflow again could make a second group; else undefined. */
function aboutGroup(
	failure: Failure,
	target: Target,
	group?: 'there' | 'doubtful',
): string | undefined {
	if (group === 'there') {
		return "The group has been created. Send these numbers with 'Add Numbers'; running this again would create the group a second time";
	}
	if (target.operation !== 'createGroup') return undefined;
	return group === 'doubtful' || mayHaveArrived(failure) ? lookForGroup(target) : undefined;
}

/** What to do about a group that may be there: sentences without the last full stop. */
export function lookForGroup(target: Target): string {
	return `The group may have been created anyway. Look for “${groupLabel(target)}” among the Block Number Groups in CloudAgent: if it is there, use 'Add Numbers'; if not, run the workflow again`;
}
