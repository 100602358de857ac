import { GROUP_DESCRIPTION, GROUP_NAME } from '../contract';
import { kindOf, quote } from '../text';
import { needsGroupId, takesGroupId, type Target } from '../model';
import { InputError } from './inputError';

/** Which parameters are expressions: where one gives nothing, that is a mistake and no choice. */
export interface GroupExpressions {
	groupByExpression?: boolean;
	groupIdByExpression?: boolean;
}

/** The legacy API removes by the group's id alone. */
export const usesName = (target: Pick<Target, 'operation' | 'apiVersion'>): boolean =>
	!(target.operation === 'removeNumbers' && needsGroupId(target));

/**
 * The rules Ozonetel documents for what names a group (docs/ozonetel-api.md §2).
 *
 * @param given what the parameters hold, before it became text
 * @throws {InputError}
 */
export function checkGroup(
	target: Target,
	given: { groupName: unknown; groupId: unknown; description: unknown },
	{ groupByExpression, groupIdByExpression }: GroupExpressions,
): void {
	const { operation, apiVersion, groupName, groupId, description } = target;
	if (usesName(target)) checkIsText(given.groupName, 'Group Name');
	if (takesGroupId(target)) checkIsText(given.groupId, 'Group ID');
	if (operation === 'createGroup') checkIsText(given.description, 'Description');

	const addsByName = operation === 'addNumbers' && apiVersion === 'current';
	if (groupName === '' && (addsByName || operation === 'createGroup')) {
		throw new InputError(
			"'Group Name' is empty",
			addsByName
				? 'Enter the name of the group as CloudAgent shows it.'
				: 'Enter a name for the new group.',
		);
	}
	const leftOut =
		(groupByExpression && groupName === '' && 'Group Name') ||
		(groupIdByExpression && groupId === '' && 'Group ID');
	if (leftOut && operation === 'removeNumbers' && apiVersion === 'current') {
		throw new InputError(
			`'${leftOut}' is empty for this item`,
			`Correct the expression, or leave '${leftOut}' empty if no item has one.`,
		);
	}
	if (groupName !== '') checkLength(groupName, 'Group Name', GROUP_NAME);
	if (groupId === '' && needsGroupId(target)) {
		throw new InputError(
			"'Group ID' is empty",
			"The legacy API identifies groups by ID. Enter the ID, or set 'API Version' to 'Current'.",
		);
	}
	if (operation === 'createGroup' && description === '') {
		throw new InputError(
			"'Description' is empty; Ozonetel requires one for a new group",
			`Describe what the group is for, in ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters.`,
		);
	}
	const described = operation === 'createGroup' ? 'Description' : 'Group Description';
	if (description !== '') checkLength(description, described, GROUP_DESCRIPTION);
}

/** A group that cannot be read is not none: without one, numbers may leave every group. */
function checkIsText(value: unknown, label: string): void {
	if (['string', 'number', 'undefined'].includes(typeof value) || value === null) return;
	throw new InputError(`'${label}' must be text, not ${kindOf(value)}`);
}

function checkLength(value: string, label: string, { min, max }: typeof GROUP_NAME): void {
	// A character may be several code units; no limit is beyond the first few hundred.
	const length = [...value.slice(0, 4 * max)].length;
	if (length >= min && length <= max) return;
	throw new InputError(
		`'${label}' ${quote(value)} must have ${min} to ${max} characters`,
		`Ozonetel accepts ${min} to ${max} characters: enter a ${length < min ? 'longer' : 'shorter'} one.`,
	);
}
