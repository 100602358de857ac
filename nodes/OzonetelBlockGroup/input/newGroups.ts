import { ruleOf } from '../contract';
import { groupKey } from '../model';
import { quote } from '../text';
import type { Problem } from './problem';
import type { requestedNumbers } from './requestedNumbers';

type Cleaned = ReturnType<typeof requestedNumbers>[number];

const MOST_NAMED = 3;
const NEEDS_ONE = 'A new group needs at least one valid number.';

/** The numbers of each group to create that has none to send: Ozonetel creates no empty group. */
export function groupsWithoutNumbers(numbers: readonly Cleaned[]): Cleaned[][] {
	const groups = new Map<string, Cleaned[]>();
	for (const number of numbers) {
		const { target } = number;
		if (!ruleOf(target.operation).creates || target.groupName === '') continue;
		const others = groups.get(groupKey(target));
		if (others) others.push(number);
		else groups.set(groupKey(target), [number]);
	}
	return [...groups.values()].filter((group) => group.every(({ sentAs }) => sentAs === null));
}

/** What to say of such a group where the node stops. */
export function groupNotCreated(group: readonly Cleaned[]): Problem {
	const [{ target }] = group;
	const named = group
		.slice(0, MOST_NAMED)
		.map(({ item, reason }) => `item ${item}: ${withoutStop(reason)}`);
	const more = group.length > MOST_NAMED ? `; and ${group.length - MOST_NAMED} more` : '';
	const none =
		group.length === 1
			? 'the only number for it is not valid'
			: `none of the ${group.length} numbers for it is valid`;
	return {
		problem: `The group ${quote(target.groupName)} was not created: ${none}`,
		remedy: `${NEEDS_ONE} Correct 'Phone Numbers' (${named.join('; ')}${more}).`,
		ofEveryItem: true,
	};
}

/** Adds to the reason of each number of such a group that the group was not created. */
export function tellGroupsNotCreated(groups: readonly Cleaned[][]): void {
	for (const number of groups.flat()) {
		const group = `The group ${quote(number.target.groupName)} was not created`;
		number.reason = `${withoutStop(number.reason)}. ${group}. ${NEEDS_ONE}`;
	}
}

const withoutStop = (reason = ''): string => reason.replace(/\.$/, '');
