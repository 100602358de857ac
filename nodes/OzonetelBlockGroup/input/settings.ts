import type { CountryCode } from 'libphonenumber-js/core';
import type { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import {
	ALL_OPERATIONS,
	GROUP_DESCRIPTION,
	GROUP_NAME,
	PARAMETERS,
	RUN_OPTIONS,
	labelOf,
	operationRule,
	type ParameterName,
	type RunOption,
	type Value,
} from '../contract';
import { groupUse, type RunSettings, type Target } from '../model';
import type { NumberRules } from '../phone/cell';
import { findCountry } from '../phone/countries';
import { quote } from '../text';
import { findZone, momentOfExpiry, toExpiryDate, type DatesOfRun } from './expiry';
import { parameterReader } from './parameters';
import { InputError, toProblem, valueOf, type Problem } from './values';

/** What is the same for all items, such as the meaning of 'auto' for this account and workflow. */
export interface Defaults {
	country?: CountryCode;
	timeZone: string;
	now: DateTime;
	dates?: DatesOfRun;
	/** Which parameters are expressions. */
	expressions?: readonly ItemParameter[];
}

/** The parameters that may differ between items, apart from the numbers. */
export const ITEM_PARAMETERS = (Object.keys(PARAMETERS) as ParameterName[]).filter(
	(name): name is ItemParameter =>
		name !== 'phoneNumbers' && !(RUN_OPTIONS as readonly string[]).includes(name),
);

export type ItemParameter = Exclude<ParameterName, RunOption | 'phoneNumbers'>;

/** The settings of one item as they are given, before they are checked. */
export type Settings = Record<ItemParameter, unknown>;

/** Settings once checked: the target and how to read numbers, or why nothing can be sent. */
export interface Resolved extends Partial<Problem> {
	target: Target;
	rules: NumberRules;
}

/** Checks one item's settings. Never throws: a problem is part of the result. */
export function resolveSettings(settings: Settings, defaults: Defaults): Resolved {
	const target = { ...UNREAD };
	const rules: NumberRules = { format: 'digits' };
	try {
		const read = <N extends ItemParameter>(name: N): Value<N> => valueOf(name, settings[name]);
		target.operation = read('operation');
		target.apiVersion = read('apiVersion');
		const { description, expires } = operationRule(target.operation);
		const { name, id } = groupUse(target);
		target.groupName = name === 'none' ? '' : read('groupName');
		target.groupId = id === 'none' ? '' : read('groupId');
		target.description = description ? read(description) : '';
		target.dryRun = read('options.dryRun');
		target.batchSize = read('options.batchSize');
		target.ifGroupExists = read('options.ifGroupExists');
		checkGroup(target, defaults.expressions);

		rules.country = country(read('options.defaultCountry'), defaults.country);
		rules.format = read('options.numberFormat');
		if (expires) {
			const zone = timeZone(read('options.timeZone'), defaults.timeZone);
			const expiry = {
				expires: read('expires'),
				date: settings.expiryDate,
				format: settings['options.dateFormat'],
				amount: settings.expiryAmount,
				unit: settings.expiryUnit,
				...defaults.dates,
			};
			target.expiryDate = toExpiryDate(expiry, zone, defaults.now);
			target.expiresAt = momentOfExpiry(target.expiryDate, zone);
		}
	} catch (error) {
		return { target, rules, ...toProblem(error) };
	}
	return { target, rules };
}

/** Until the settings are read, nothing may be sent: `dryRun` is on. */
const UNREAD: Target = {
	operation: 'addNumbers',
	apiVersion: 'current',
	groupName: '',
	groupId: '',
	description: '',
	expiryDate: '',
	batchSize: 1,
	dryRun: true,
	ifGroupExists: 'error',
};

/** For an item whose settings cannot be evaluated; with the run's operation, if that is known. */
export const unreadTarget = (operation: unknown): Target => ({
	...UNREAD,
	operation: ALL_OPERATIONS.find((known) => known === operation) ?? UNREAD.operation,
});

/**
 * Checks the texts about a group by Ozonetel's documented rules (docs/ozonetel-api.md §2).
 *
 * @throws {InputError}
 */
function checkGroup(target: Target, expressions: readonly ItemParameter[] = []): void {
	const { apiVersion, groupName, groupId, description } = target;
	const use = groupUse(target);
	const operation = operationRule(target.operation);
	if (groupName === '' && use.name === 'required') {
		throw new InputError(
			"'Group Name' is empty",
			operation.creates
				? 'Enter a name for the new group.'
				: 'Enter the name of the group as CloudAgent shows it.',
		);
	}
	// Without a group, Ozonetel may remove the numbers from every group.
	const leftOut = (['groupName', 'groupId'] as const).find(
		(name) => expressions.includes(name) && target[name] === '',
	);
	if (leftOut && operation.done === 'removed' && use.name === 'optional') {
		const { label } = PARAMETERS[leftOut];
		throw new InputError(
			`'${label}' is empty for this item`,
			`Correct the expression, or leave '${label}' empty if no item has one.`,
		);
	}
	checkLength(groupName, 'Group Name', GROUP_NAME);
	if (groupId === '' && use.id === 'required') {
		throw new InputError(
			"'Group ID' is empty",
			"The legacy API identifies groups by ID. Enter the ID, or set 'API Version' to 'Current'.",
		);
	}
	if (description === '' && operation.creates) {
		throw new InputError(
			"'Description' is empty; Ozonetel requires one for a new group",
			`Describe what the group is for, in ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters.`,
		);
	}
	checkLength(description, labelOf(operation.description ?? ''), GROUP_DESCRIPTION);
	if (operation.creates && apiVersion === 'legacy' && target.ifGroupExists === 'addNumbers') {
		throw new InputError(
			"The legacy API cannot add to a group by its name, so 'If Group Exists' cannot be 'Add Numbers to It'",
			"Set 'API Version' to 'Current', or use 'Add Numbers' with the ID of the group that exists.",
		);
	}
}

/** An empty text needs no length. */
function checkLength(value: string, label: string, { min, max }: typeof GROUP_NAME): void {
	// A character may have several code units.
	const length = [...value.slice(0, 4 * max)].length;
	if (length === 0 || (length >= min && length <= max)) return;
	throw new InputError(
		`'${label}' ${quote(value)} must have ${min} to ${max} characters`,
		`Enter a ${length < min ? 'longer' : 'shorter'} one.`,
	);
}

function country(given: string, auto: CountryCode | undefined): CountryCode | undefined {
	if (given === '' || given === 'auto') return auto;
	if (given === 'none') return undefined;
	const found = findCountry(given);
	if (found) return found;
	throw new InputError(
		`'Default Country' ${quote(given)} is not a country`,
		'Choose one from the list, or enter an ISO 3166 code (IN), an English name (India) or a calling code (+91).',
	);
}

function timeZone(zone: string, auto: string): string {
	if (zone === '' || zone === 'auto') return auto;
	if (findZone(zone)) return zone;
	throw new InputError(
		`'Time Zone' ${quote(zone)} is not a time zone`,
		'Choose one from the list, or enter its IANA name, such as Asia/Kolkata.',
	);
}

/** For a run whose options cannot be read. */
export const defaultRunSettings = (): RunSettings =>
	runSettings((name) => PARAMETERS[name].default);

/**
 * The options of the whole run, from the first item. If one cannot be read, that is a problem of every
 * item: nothing is sent with settings that nobody chose.
 */
export function readRunSettings(context: IExecuteFunctions): {
	settings: RunSettings;
	problem?: Problem;
} {
	const read = parameterReader(context, context.getInputData());
	let problem: Problem | undefined;
	const settings = runSettings((name) => {
		const { default: fallback } = PARAMETERS[name];
		try {
			return valueOf(name, read(name, fallback)(0));
		} catch (error) {
			problem ??= { ...toProblem(error), ofEveryItem: true };
			return fallback;
		}
	});
	return { settings, problem };
}

const runSettings = (read: (name: RunOption) => unknown) =>
	Object.fromEntries(
		RUN_OPTIONS.map((name) => [name.replace('options.', ''), read(name)]),
	) as RunSettings;
