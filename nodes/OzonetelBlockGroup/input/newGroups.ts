import { quote } from '../text';
import type { Target } from '../model';
import type { requestedNumbers } from './requestedNumbers';

type Cleaned = ReturnType<typeof requestedNumbers>[number];

const MOST_NAMED = 3;

/** The numbers of each group to create that has none to send, by the group. */
export type EmptyGroups = ReadonlyMap<string, Cleaned[]>;

export function emptyGroups(numbers: readonly Cleaned[]): EmptyGroups {
	const groups = new Map<string, Cleaned[]>();
	for (const number of numbers) {
		if (number.target.operation !== 'createGroup' || number.target.groupName === '') continue;
		const name = nameOf(number.target);
		const others = groups.get(name);
		if (others) others.push(number);
		else groups.set(name, [number]);
	}
	for (const [name, group] of groups) {
		if (group.some(({ sentAs }) => sentAs !== null)) groups.delete(name);
	}
	return groups;
}

/**
 * A group to create that has no valid number: Ozonetel creates none without.
 *
 * @returns what to say where the node stops; undefined where every group can be created
 */
export function groupWithoutNumbers(groups: EmptyGroups) {
	const [empty] = groups.values();
	if (!empty) return undefined;
	const { target, item } = empty[0];
	const named = empty
		.slice(0, MOST_NAMED)
		.map((one) => `item ${one.item}: ${one.reason?.replace(/\.$/, '')}`);
	const more = empty.length > MOST_NAMED ? `; and ${empty.length - MOST_NAMED} more` : '';
	const none =
		empty.length === 1
			? 'the only number for it is not valid'
			: `none of the ${empty.length} numbers for it is valid`;
	return {
		item,
		problem: `The group ${quote(target.groupName)} was not created: ${none}`,
		remedy: `${NEEDS_ONE} Correct 'Phone Numbers' (${named.join('; ')}${more}).`,
		ofEveryItem: true,
	};
}

/** Adds to the reason of each number that the group it is for was not created. */
export function tellGroupsNotCreated(
	numbers: readonly Cleaned[],
	empty: EmptyGroups,
): readonly Cleaned[] {
	if (empty.size === 0) return numbers;
	return numbers.map((number) => {
		if (!empty.has(nameOf(number.target))) return number;
		const group = `The group ${quote(number.target.groupName)} was not created`;
		const reason = `${number.reason?.replace(/\.$/, '')}. ${group}. ${NEEDS_ONE}`;
		return { ...number, reason };
	});
}

const NEEDS_ONE = 'A new group needs at least one valid number.';

/** A group is one group whatever the expiry of its numbers; targets differ by expiry too. */
const nameOf = ({ apiVersion, groupName }: Target): string => `${apiVersion} ${groupName}`;
