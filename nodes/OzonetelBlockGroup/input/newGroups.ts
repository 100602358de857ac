import { operationRule } from '../contract';
import { groupKey } from '../model';
import { quote, withoutStop } from '../text';
import type { requestedNumbers } from './items';
import type { Problem } from './problem';

type Cleaned = ReturnType<typeof requestedNumbers>[number];

const MOST_NAMED = 3;
const NEEDS_ONE = 'A new group needs at least one valid number.';

/** The numbers of each new group without a single valid one: Ozonetel creates no empty group. */
export function groupsWithoutNumbers(numbers: readonly Cleaned[]): Cleaned[][] {
	const groups = new Map<string, Cleaned[]>();
	for (const number of numbers) {
		const { target } = number;
		if (!operationRule(target.operation).creates || target.groupName === '') continue;
		const others = groups.get(groupKey(target));
		if (others) others.push(number);
		else groups.set(groupKey(target), [number]);
	}
	return [...groups.values()].filter((group) => group.every(({ sentAs }) => sentAs === null));
}

/** The problem of such a group, if the node stops for it. */
export function groupNotCreated(group: readonly Cleaned[]): Problem {
	const [{ target }] = group;
	const named = group
		.slice(0, MOST_NAMED)
		.map(({ item, reason }) => `item ${item}: ${withoutStop(reason ?? '')}`);
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

/** Tells each number of such groups that its group was not created. */
export function tellGroupsNotCreated(groups: readonly Cleaned[][]): void {
	for (const number of groups.flat()) {
		const group = `The group ${quote(number.target.groupName)} was not created`;
		number.reason = `${withoutStop(number.reason ?? '')}. ${group}. ${NEEDS_ONE}`;
	}
}
