import { refusals, successes, type Output } from './answers';
import type { BlockGroups, Group } from './blockGroups';
import { isRefused, shaped } from './numbers';
import { refusalOf, type RequestBody } from './requestBody';
import type { Switches } from './switches';

/** One of Ozonetel's calls, once its caller is known: body in, answer's body out. */
export type Operation = (body: RequestBody, groups: BlockGroups, switches: Switches) => object;

/** L1 and C1, by the codes in docs/ozonetel-api.md §1. */
export const createGroup: Operation = (body, groups, switches) => {
	// The documented example joins the numbers with commas: the group is made, no number is taken.
	const joined = typeof body.blockNumbers === 'string' ? body.blockNumbers.trim() : '';
	const refusal = refusalOf(
		joined ? { ...body, blockNumbers: [] } : body,
		{
			required: joined ? ['name', 'description'] : ['name', 'description', 'blockNumbers'],
			optional: ['expiryDate'],
		},
		switches,
	);
	const { name, description, blockNumbers, expiryDate } = body as Record<string, string>;
	if (switches.digitsOnlyName === 'refuse' && /^\d+$/.test(name)) return refusals.groupNameOfDigits;
	if (!refusal && isTooFull(undefined, body, switches)) return refusals.groupFull;
	const stored = refusal === undefined || (switches.createsBeforeChecking && isForNumbers(refusal));
	if (!stored) return refusal;
	if (switches.existingName === 'refuse' && groups.find(name)) return refusals.groupExists;

	const group = groups.create(name, description);
	if (refusal) return refusal;
	const output = joined
		? { succes: [], error: joined.split(','), new: 0, inserted: 0 }
		: add(body, group, groups, switches);
	return successes.created(
		{ name, description, blockNumbers, expiryDate },
		{ affectedRows: 1, lastInsertId: group.id, ...shaped(output, switches) },
	);
};

/** Whether nothing but the numbers is refused. */
function isForNumbers(refusal: object): boolean {
	const { errors = {} } = refusal as { errors?: Record<string, string> };
	return Object.keys(errors).join() === 'blockNumbers';
}

/** L2. What `name` and `description` do here is unknown: they are checked and change nothing. */
export const addNumbersById: Operation = (body, groups, switches) => {
	const id = idIn(body, switches);
	const refusal = refusalOf(
		{ ...body, id },
		{ required: ['id', 'blockNumbers'], optional: ['name', 'description', 'expiryDate'] },
		switches,
	);
	if (refusal) return refusal;
	const group = groupById(id, groups);
	if (!group) return refusals.invalidGroupId;
	return added(body, group, groups, switches);
};

/** C2. */
export const addNumbersByName: Operation = (body, groups, switches) => {
	const refusal = refusalOf(
		body,
		{ required: ['groupName', 'blockNumbers'], optional: ['description', 'expiryDate'] },
		switches,
	);
	if (refusal) return refusal;
	const group = groups.find(body.groupName as string);
	if (!group) return refusals.unknownGroup(switches.unknownGroup);
	return added(body, group, groups, switches);
};

/** L3. */
export const removeNumbersById: Operation = (body, groups, switches) => {
	const refusal = refusalOf(body, { required: ['id', 'blockNumbers'] }, switches);
	if (refusal) return refusal;
	const group = groupById(body.id, groups);
	if (!group) return refusals.invalidGroupId;
	const input = { id: group.id, blockNumbers: body.blockNumbers };
	return successes.removed(input, shaped(remove(body, group, groups, switches), switches));
};

/** C3. Without the group's name or id, from every group; the id counts where both are given. */
export const removeNumbersByName: Operation = (body, groups, switches) => {
	const id = idIn(body, switches);
	const refusal = refusalOf(
		{ ...body, ...(id === undefined ? {} : { id }) },
		{
			required: switches.removalNeedsId ? ['id', 'blockNumbers'] : ['blockNumbers'],
			optional: ['groupName'],
		},
		switches,
	);
	if (refusal) return refusal;
	const { groupName, blockNumbers } = body;
	const byId = id === undefined ? undefined : groupById(id, groups);
	if (id !== undefined && !byId) return refusals.invalidGroupId;
	const group = byId ?? (groupName === undefined ? undefined : groups.find(groupName as string));
	if (groupName !== undefined && !group) return refusals.unknownGroup(switches.unknownGroup);
	const input = { id: byId?.id, groupName, blockNumbers };
	const reached = switches.removalGroup === 'heeded' ? group : undefined;
	return successes.removed(input, shaped(remove(body, reached, groups, switches), switches));
};

/** Reads, and changes nothing (docs/ozonetel-api.md §6). */
export const campaignStatus: Operation = ({ userName, campaignName }, _groups, { campaigns }) => {
	if (typeof campaignName !== 'string' || campaignName.trim() === '') {
		return refusals.parameterMissing;
	}
	const at = campaigns.indexOf(campaignName);
	if (at < 0) return refusals.noRecord;
	return successes.campaigns([
		{
			CampaignID: String(256 + at),
			CampaignName: campaignName,
			UserName: userName,
			Position: 'READY',
		},
	]);
};

/** The spelling of the key is an unknown of the reference. */
const idIn = (body: RequestBody, { idKey }: Switches): unknown =>
	idKey === 'either' ? (body.id ?? body.Id) : body[idKey];

function added(body: RequestBody, group: Group, groups: BlockGroups, switches: Switches): object {
	if (isTooFull(group, body, switches)) return refusals.groupFull;
	const { good } = sorted(body, switches);
	if (switches.existingNumber === 'refuseBatch' && groups.holds(group, good)) {
		return refusals.numberExists;
	}
	const input = { id: group.id, blockNumbers: body.blockNumbers };
	return successes.added(input, shaped(add(body, group, groups, switches), switches));
}

/** Whether the group would hold more than it takes. A number that it holds already counts once more. */
function isTooFull(group: Group | undefined, body: RequestBody, { groupHolds }: Switches): boolean {
	const asked = Array.isArray(body.blockNumbers) ? body.blockNumbers.length : 0;
	return groupHolds !== undefined && (group?.numbers.size ?? 0) + asked > groupHolds;
}

function add(body: RequestBody, group: Group, groups: BlockGroups, switches: Switches): Output {
	const { good, bad } = sorted(body, switches);
	const output = groups.add(group, good, body.expiryDate as string | undefined);
	return { ...output, error: [...(output.error as string[]), ...bad] };
}

function remove(
	body: RequestBody,
	group: Group | undefined,
	groups: BlockGroups,
	switches: Switches,
): Output {
	const { good, bad } = sorted(body, switches);
	const output = groups.remove(group, good);
	return { ...output, error: [...(output.error as string[]), ...bad] };
}

/** Bad ones get this far only where they are listed instead of refusing the whole request. */
function sorted(body: RequestBody, switches: Switches): { good: string[]; bad: string[] } {
	if (switches.emptyOnSuccess) return { good: [], bad: [] };
	const numbers = body.blockNumbers as string[];
	return {
		good: numbers.filter((number) => !isRefused(number, switches)),
		bad: [...new Set(numbers.filter((number) => isRefused(number, switches)))],
	};
}

/** An id is a number, or the same in digits. */
function groupById(id: unknown, groups: BlockGroups): Group | undefined {
	const isId = typeof id === 'number' || (typeof id === 'string' && /^\d+$/.test(id));
	return isId ? groups.find(Number(id)) : undefined;
}
