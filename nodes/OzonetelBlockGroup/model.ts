/** The types that the steps of this node share. A number's way: read → clean → expiry → batch → send → result. */

import {
	operationRule,
	type ApiVersion,
	type Operation,
	type RunOption,
	type Value,
	type Status,
} from './contract';

export type { ApiVersion, Operation };
export type NumberFormat = Value<'options.numberFormat'>;

/** What every request about one group carries; numbers with equal targets share requests. */
export interface Target {
	operation: Operation;
	apiVersion: ApiVersion;
	/** Empty if the operation does not need it and the user gave none. */
	groupName: string;
	groupId: string;
	description: string;
	/** `YYYY-MM-DD HH:MM:SS` in the account's time zone; empty if the numbers never expire. */
	expiryDate: string;
	/** The moment of `expiryDate`, in ms. */
	expiresAt?: number;
	batchSize: number;
	dryRun: boolean;
	/** Whether to try adding to the group before creating it. */
	ifGroupExists: Value<'options.ifGroupExists'>;
}

/** `batchInterval`, `timeout` and the other options of a whole run. */
export type RunSettings = {
	[N in RunOption as N extends `options.${infer Option}` ? Option : never]: Value<N>;
};

export interface Outcome {
	status: Status;
	message: string;
	/** The number as Ozonetel returned it, e.g. `+919700000003`. */
	registeredAs?: string;
}

/** A distinct number to be sent to one target. */
export interface BlockNumber {
	sentAs: string;
	/** Digits with the country code, if that is known. */
	international?: string;
	/** Whether it is a valid number of its country, if that is known. */
	valid?: boolean;
	/** The country whose numbering plan it fits (ISO 3166-1 alpha-2); null for none. */
	country?: string | null;
	/** Index of the first input item that asks for it. */
	item: number;
	outcome?: Outcome;
	/** 1-based number of its batch. */
	batch?: number;
}

/** One number that one input item asks for. */
export interface RequestedNumber {
	item: number;
	phoneNumber: string;
	target: Target;
	/** The number that is sent for it, or the reason why none is. */
	number?: BlockNumber;
	reason?: string;
	/** An earlier item asked for the same number with the same group and expiry. */
	duplicate: boolean;
}

/** Distinct numbers for one target. They share one request, unless Ozonetel refuses it. */
export interface Batch {
	/** 1-based, in the order of sending. */
	number: number;
	target: Target;
	numbers: BlockNumber[];
}

/** How a target's requests identify its group. */
export const groupUse = ({ operation, apiVersion }: Pick<Target, 'operation' | 'apiVersion'>) =>
	operationRule(operation).group[apiVersion];

/**
 * Identifies a group. A group to create is one group, whatever the expiry of its numbers. A group with
 * an id is the same group, whatever name is sent with it.
 */
export function groupKey(target: Target): string {
	const { operation, apiVersion, groupName, groupId } = target;
	const name = groupUse(target).id === 'required' ? '' : groupName;
	return JSON.stringify([operation, apiVersion, name, groupId]);
}

/** Whether to add to the group if it exists, and to create it only if not. */
export const addsFirst = ({ operation, ifGroupExists }: Target): boolean =>
	operationRule(operation).creates && ifGroupExists === 'addNumbers';

/** The group's name in results and errors; empty if there is none. */
export const groupLabel = (target: Target): string =>
	groupUse(target).id === 'required' ? target.groupId : target.groupName || target.groupId;
