import { GROUP_DESCRIPTION, GROUP_NAME, PARAMETERS, operationRule } from '../contract';
import { groupUse, type Target } from '../model';
import { kindOf, quote } from '../text';
import { InputError } from './values';

/** Which parameters are expressions. If one gives nothing, that is a mistake, not a choice. */
export interface GroupExpressions {
	groupByExpression?: boolean;
	groupIdByExpression?: boolean;
}

/**
 * Checks the texts about a group by Ozonetel's documented rules (docs/ozonetel-api.md §2).
 *
 * @param given the parameters before they were turned into text
 * @throws {InputError}
 */
export function checkGroup(
	target: Target,
	given: { groupName: unknown; groupId: unknown; description: unknown },
	{ groupByExpression, groupIdByExpression }: GroupExpressions,
): void {
	const { operation, apiVersion, groupName, groupId, description } = target;
	const { name, id } = groupUse(target);
	const { creates, done } = operationRule(operation);
	if (name !== 'none') checkIsText(given.groupName, 'Group Name');
	if (id !== 'none') checkIsText(given.groupId, 'Group ID');
	if (creates) checkIsText(given.description, 'Description');

	if (groupName === '' && name === 'required') {
		throw new InputError(
			"'Group Name' is empty",
			creates
				? 'Enter a name for the new group.'
				: 'Enter the name of the group as CloudAgent shows it.',
		);
	}
	const leftOut =
		(groupByExpression && groupName === '' && 'Group Name') ||
		(groupIdByExpression && groupId === '' && 'Group ID');
	// Without a group, Ozonetel may remove the numbers from every group.
	if (leftOut && done === 'removed' && name === 'optional') {
		throw new InputError(
			`'${leftOut}' is empty for this item`,
			`Correct the expression, or leave '${leftOut}' empty if no item has one.`,
		);
	}
	if (groupName !== '') checkLength(groupName, 'Group Name', GROUP_NAME);
	if (groupId === '' && id === 'required') {
		throw new InputError(
			"'Group ID' is empty",
			"The legacy API identifies groups by ID. Enter the ID, or set 'API Version' to 'Current'.",
		);
	}
	if (creates && description === '') {
		throw new InputError(
			"'Description' is empty; Ozonetel requires one for a new group",
			`Describe what the group is for, in ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters.`,
		);
	}
	if (description !== '') {
		const { label } = PARAMETERS[operationRule(operation).description!];
		checkLength(description, label, GROUP_DESCRIPTION);
	}
	if (creates && apiVersion === 'legacy' && target.ifGroupExists === 'addNumbers') {
		throw new InputError(
			"The legacy API cannot add to a group by its name, so 'If Group Exists' cannot be 'Add Numbers to It'",
			"Set 'API Version' to 'Current', or use 'Add Numbers' with the ID of the group that exists.",
		);
	}
}

/** A group that cannot be read must not count as empty: Ozonetel might remove from every group. */
function checkIsText(value: unknown, label: string): void {
	if (['string', 'number', 'undefined'].includes(typeof value) || value === null) return;
	throw new InputError(`'${label}' must be text, not ${kindOf(value)}`);
}

function checkLength(value: string, label: string, { min, max }: typeof GROUP_NAME): void {
	// A character may have several code units.
	const length = [...value.slice(0, 4 * max)].length;
	if (length >= min && length <= max) return;
	throw new InputError(
		`'${label}' ${quote(value)} must have ${min} to ${max} characters`,
		`Enter a ${length < min ? 'longer' : 'shorter'} one.`,
	);
}
