import { parametersOf } from './api';
import { mayHaveArrived, ruleOf, type Failure } from './failures';
import { labelOf, operationRule, type ParameterName } from '../contract';
import { addsFirst, groupLabel, type Target } from '../model';

interface Circumstances {
	/** Whether a group to create exists by now, or may exist. */
	group?: 'there' | 'doubtful';
	/** What was sent for the target, if that was another request: adding to the new group. */
	sent?: Target;
}

/** What the user can do about a failed request: sentences without the last full stop. */
export function advice(
	failure: Failure,
	target: Target,
	{ group, sent = target }: Circumstances = {},
): string {
	const check = whatToCheck(failure, sent);
	const again = check === '' ? 'Run the workflow again' : 'Then run the workflow again';
	const harmless = check === '' ? ': adding or removing a number twice does no harm' : '';
	const then = aboutGroup(failure, target, group) ?? again + harmless;
	return check === '' ? then : `${check}. ${then}`;
}

function whatToCheck(failure: Failure, sent: Target): string {
	const { advice: usual } = ruleOf(failure);
	const check = typeof usual === 'string' ? usual : usual(sent);
	return failure.kind === 'parameters' ? `${check}. ${missingParameters(sent)}` : check;
}

/** Ozonetel does not say which parameter is missing: the user is told what was sent and what was not. */
function missingParameters(target: Target): string {
	const { sent, empty } = parametersOf(target);
	const fields = empty.filter((name) => Object.hasOwn(FIELDS, name));
	const left = fields.map((name) => `'${labelOf(FIELDS[name])}'`);
	const enter =
		left.length > 0
			? `These may be missing: ${left.join(', ')}`
			: 'The node has no other parameters to send. Ask Ozonetel which one this account requires';
	return `The request contained ${sent.join(', ')}. ${enter}`;
}

/** Where the user enters what a call may leave out. */
const FIELDS: Record<string, ParameterName> = {
	name: 'groupName',
	groupName: 'groupName',
	id: 'groupId',
	description: 'options.groupDescription',
	expiryDate: 'expires',
};

/** What to do if running the workflow again could create a second group; otherwise undefined. */
function aboutGroup(
	failure: Failure,
	target: Target,
	group?: 'there' | 'doubtful',
): string | undefined {
	if (addsFirst(target)) {
		return failure.kind === 'group'
			? "The node creates a group only after the answer “Invalid group”. If the group does not exist, set 'If Group Exists' to 'Return an Error', and run the workflow again"
			: undefined;
	}
	if (group === 'there') {
		return "The group has been created. Send these numbers with 'Add Numbers'; running this again would create the group a second time";
	}
	if (!operationRule(target.operation).creates) return undefined;
	return group === 'doubtful' || mayHaveArrived(failure) ? lookForGroup(target) : undefined;
}

/** What to do about a group that may exist: sentences without the last full stop. */
export function lookForGroup(target: Target): string {
	return `The group may have been created anyway. Look for “${groupLabel(target)}” among the Block Number Groups in CloudAgent: if it is there, use 'Add Numbers'; if not, run the workflow again`;
}
