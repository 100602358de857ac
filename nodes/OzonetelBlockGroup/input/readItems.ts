import type { IExecuteFunctions } from 'n8n-workflow';

import { toProblem, type Problem } from './inputError';
import { noticeMissingNumbers } from './noNumbers';
import { parameterReader, type Reader } from './parameters';
import {
	FALLBACKS,
	resolveSettings,
	type Defaults,
	type Resolved,
	type Settings,
} from './settings';
import { groupLabel, unreadTarget, type Target } from '../model';

/** What one input item asks for: numbers, as written, for a target. */
export interface ItemRequest extends Resolved {
	item: number;
	phoneNumbers: unknown;
}

/**
 * Reads every item's request. Items whose settings are equal share one target object.
 *
 * @param ofRun a problem of the whole run, which every item gets
 */
export function readItems(
	context: IExecuteFunctions,
	defaults: Defaults,
	ofRun?: Problem,
): ItemRequest[] {
	const items = context.getInputData();
	const read = parameterReader(context, items);
	const phoneNumbers = read('phoneNumbers', '');
	const settings = Object.entries(FALLBACKS).map(
		([name, fallback]) => [name, read(name, fallback)] as const,
	);
	const readers = new Map<string, Reader>(settings);
	const sources = {
		groupByExpression: !readers.get('groupName')!.constant,
		groupIdByExpression: !readers.get('groupId')!.constant,
		dateSource: readers.get('expiryDate')!.source,
	};
	const resolve = sharingTargets({ ...defaults, ...sources }, ofRun);

	const nothingRead = resolvedToNothing(context.getNodeParameter('operation', 0, 'addNumbers'));
	const constant = settings.every(([, reader]) => reader.constant);
	let shared: Resolved | undefined;
	const requests = items.map((_, item): ItemRequest => {
		let value: unknown = '';
		try {
			value = phoneNumbers(item);
			const resolved = shared ?? resolve(valuesAt(settings, item));
			if (constant) shared = resolved;
			// Spread first: V8 then copies the whole object at once, and otherwise field by field.
			return { ...resolved, item, phoneNumbers: value };
		} catch (error) {
			// An expression of this item alone failed; the other items are not to suffer from it.
			return { ...nothingRead, ...toProblem(error), ...ofRun, item, phoneNumbers: value };
		}
	});
	return noticeMissingNumbers(requests, items, phoneNumbers.source);
}

export const isUnreadable = (request: ItemRequest): request is ItemRequest & { problem: string } =>
	request.problem !== undefined;

/** For an item whose expressions fail. The operation is none: it is the same for every item. */
const resolvedToNothing = (operation: unknown): Resolved => ({
	target: unreadTarget(operation as Target['operation']),
	rules: { format: 'digits' },
});

const valuesAt = (settings: ReadonlyArray<readonly [string, Reader]>, item: number) =>
	Object.fromEntries(settings.map(([name, reader]) => [name, reader(item)])) as Settings;

/**
 * Resolves settings to a target, the same object for the same group and expiry, so that the modules
 * after this one compare targets by identity.
 */
function sharingTargets(defaults: Defaults, ofRun?: Problem) {
	const resolved = new Map<string, Resolved>();
	const targets = new Map<string, Target>();
	return (settings: Settings) => {
		const key = JSON.stringify(Object.values(settings));
		let result = resolved.get(key);
		if (!result) {
			result = resolveSettings(settings, defaults);
			const { operation, apiVersion, groupId, expiryDate, dryRun } = result.target;
			const group = [groupLabel(result.target), groupId];
			const name = JSON.stringify([operation, apiVersion, group, expiryDate, dryRun]);
			if (!result.problem) {
				if (!targets.has(name)) targets.set(name, result.target);
				result = { ...result, target: targets.get(name)! };
			}
			resolved.set(key, (result = { ...result, ...ofRun }));
		}
		return result;
	};
}
