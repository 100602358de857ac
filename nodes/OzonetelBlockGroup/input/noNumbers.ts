import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { operationRule } from '../contract';
import { groupKey, type Target } from '../model';
import { fieldStep, sentences, quote, shorten, someOf, withoutStop } from '../text';
import type { Problem } from './values';

const MOST_FIELDS = 20;
const LONGEST_FIELD = 40;
/** Enough to find a number in the data of a webhook or a CRM. */
const MOST_SEARCHED = 300;

/**
 * If no item at all has a value for 'Phone Numbers', its expression probably names a field that does
 * not exist, such as a column that was renamed.
 *
 * @param source what the parameter reads: `$json.phone`
 * @returns the problem of all items, if there is one
 */
export function noNumbersAtAll(
	requests: ReadonlyArray<{ phoneNumbers: unknown; problem?: string }>,
	items: readonly INodeExecutionData[],
	source?: string,
): Problem | undefined {
	if (requests.length === 0) return undefined;
	if (!requests.every(({ phoneNumbers, problem }) => !problem && isNothing(phoneNumbers))) {
		return undefined;
	}
	const where = items.length === 1 ? 'the only item' : `any of ${items.length} items`;
	return {
		problem: `No phone number found in ${where}`,
		remedy: sentences(
			source && `No item has a value for {{ ${shorten(source)} }}.`,
			fieldsOf(items),
		),
		ofEveryItem: true,
	};
}

const isNothing = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && !/\S/.test(value)) ||
	(Array.isArray(value) && value.every(isNothing));

function fieldsOf(items: readonly INodeExecutionData[]): string {
	const names = new Set<string>();
	for (const { json } of items) {
		if (names.size > MOST_FIELDS) break;
		// Other nodes may give items that have nothing but binary data.
		for (const name of Object.keys((json as IDataObject | undefined) ?? {})) names.add(name);
	}
	if (names.size === 0) return NO_FIELDS;
	const shown = [...names].slice(0, MOST_FIELDS).map((name) => shorten(name, LONGEST_FIELD));
	const more = names.size > MOST_FIELDS ? ', …' : '';
	return `The items have these fields: ${shown.join(', ')}${more}. ${advise(items[0].json)}`;
}

const NO_FIELDS =
	"The items have no fields at all. If a node before this one found nothing, switch off its setting 'Always Output Data': this node does not run then.";

function advise(json: unknown): string {
	const likely = likelyPath(json);
	const drag = "Drag the field that holds the number into 'Phone Numbers'";
	return likely ? `${drag}; it may be {{ $json${likely} }}.` : `${drag}.`;
}

const LIKELY = /phone|mobile|msisdn|whatsapp|caller|number|tel|cell/i;

/** The path of the first field whose name and value look like a phone number: `.body["Phone No"]`. */
function likelyPath(json: unknown): string | undefined {
	const open = [{ path: '', value: json }];
	for (let at = 0; at < open.length && at < MOST_SEARCHED; at++) {
		const { path, value } = open[at];
		if (typeof value !== 'object' || value === null) continue;
		for (const [key, inner] of Object.entries(value).slice(0, MOST_SEARCHED)) {
			if (key.length <= LONGEST_FIELD) open.push({ path: path + fieldStep(key), value: inner });
		}
	}
	return open.find(({ path, value }) => {
		const isPlain = typeof value === 'string' || typeof value === 'number';
		return LIKELY.test(path) && isPlain && /\d{3}/.test(String(value).slice(0, 100));
	})?.path;
}

/** A number as it was read; `sentAs` is null if it cannot be sent. */
interface Cleaned {
	item: number;
	target: Target;
	sentAs: string | null;
	reason?: string;
}

const MOST_NAMED = 3;
const NEEDS_ONE = 'A new group needs at least one valid number.';

/**
 * Finds each new group without a single valid number, because Ozonetel creates no empty group, and
 * tells its numbers that it was not created.
 *
 * @returns the problem of the first such group, if the node stops for it
 */
export function groupsNotCreated(numbers: readonly Cleaned[]): Problem | undefined {
	const groups = new Map<string, Cleaned[]>();
	for (const number of numbers) {
		const { target } = number;
		if (!operationRule(target.operation).creates || target.groupName === '') continue;
		const others = groups.get(groupKey(target));
		if (others) others.push(number);
		else groups.set(groupKey(target), [number]);
	}
	const empty = [...groups.values()].filter((group) =>
		group.every(({ sentAs }) => sentAs === null),
	);
	const problem = empty.length > 0 ? notCreated(empty[0]) : undefined;
	for (const number of empty.flat()) {
		number.reason = `${withoutStop(number.reason ?? '')}. ${titleOf(number.target)}. ${NEEDS_ONE}`;
	}
	return problem;
}

const titleOf = ({ groupName }: Target): string => `The group ${quote(groupName)} was not created`;

function notCreated(group: readonly Cleaned[]): Problem {
	const named = someOf(
		group,
		MOST_NAMED,
		({ item, reason }) => `item ${item}: ${withoutStop(reason ?? '')}`,
	);
	const none =
		group.length === 1
			? 'the only number for it is not valid'
			: `none of the ${group.length} numbers for it is valid`;
	return {
		problem: `${titleOf(group[0].target)}: ${none}`,
		remedy: `${NEEDS_ONE} Correct 'Phone Numbers' (${named}).`,
		ofEveryItem: true,
	};
}
