import type { CountryCode } from 'libphonenumber-js/core';
import type { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import {
	ALL_OPERATIONS,
	PARAMETERS,
	RUN_OPTIONS,
	operationRule,
	type ParameterName,
	type RunOption,
	type Value,
} from '../contract';
import { groupUse, type RunSettings, type Target } from '../model';
import type { NumberRules } from '../phone/cell';
import { findCountry } from '../phone/countries';
import { quote } from '../text';
import { toExpiryDate, findZone, type DatesOfRun } from './expiry';
import { checkGroup, type GroupExpressions } from './group';
import { parameterReader } from './parameters';
import { InputError, toProblem, valueOf, type Problem } from './values';

/** What is the same for all items, such as the meaning of 'auto' for this account and workflow. */
export interface Defaults extends GroupExpressions {
	country?: CountryCode;
	timeZone: string;
	now: DateTime;
	dates?: DatesOfRun;
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
		const read = <N extends Parameters<typeof valueOf>[0]>(name: N): Value<N> =>
			valueOf(name, settings[name as ItemParameter]);
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
		checkGroup(target, settings, defaults);

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
