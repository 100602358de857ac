/** The words that the modules of this node share. A number's way: read → clean → expiry → batch → send → result. */

import {
	ruleOf,
	type ApiVersion,
	type Operation,
	type RunOption,
	type Value,
	type ValueOf,
} from './contract';
import type { Status } from './statuses';

export type { ApiVersion, Operation };
export type NumberFormat = ValueOf<'options.numberFormat'>;

/** What every request about one group carries; numbers with equal targets share requests. */
export interface Target {
	operation: Operation;
	apiVersion: ApiVersion;
	/** Empty where the operation does not need it and the user gave none. */
	groupName: string;
	groupId: string;
	description: string;
	/** `YYYY-MM-DD HH:MM:SS` in the account's time zone; empty when the numbers never expire. */
	expiryDate: string;
	/** At most this many numbers per request. */
	batchSize: number;
	/** Everything but the requests. */
	dryRun: boolean;
	/** What a creation does first: nothing, or look whether the group is there by adding to it. */
	ifGroupExists: ValueOf<'options.ifGroupExists'>;
}

/** How requests are sent and results given: `batchInterval`, `timeout` and the other options of a run. */
export type RunSettings = {
	[N in RunOption as N extends `options.${infer Option}` ? Option : never]: Value<N>;
};

/** What Ozonetel made of one number. */
export interface Outcome {
	status: Status;
	message: string;
	/** The number as Ozonetel returned it, e.g. `+919700000003`. */
	registeredAs?: string;
}

/** A distinct number on its way to one target. */
export interface BlockNumber {
	sentAs: string;
	/** In digits, country code first, where that is known. */
	international?: string;
	/** Whether it was found to be a valid number of its country. */
	valid?: boolean;
	/** Whose numbering plan it fits (ISO 3166-1 alpha-2); null for none. */
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
	/** The number sent for it, or the reason it never is. */
	number?: BlockNumber;
	reason?: string;
	/** An earlier item asked for the same number in the same group and expiry. */
	duplicate: boolean;
}

/** Distinct numbers for one target: one request, unless Ozonetel refuses it. */
export interface Batch {
	/** 1-based, in the order of sending. */
	number: number;
	target: Target;
	numbers: BlockNumber[];
}

/** How a target's requests name its group: by name, by id, or not. */
export const groupUse = ({ operation, apiVersion }: Pick<Target, 'operation' | 'apiVersion'>) =>
	ruleOf(operation).group[apiVersion];

/**
 * Tells groups apart. One to create is one group whatever the expiry of its numbers; one that is known
 * by its id is the same whatever name is sent along.
 */
export function groupKey(target: Target): string {
	const { operation, apiVersion, groupName, groupId } = target;
	const name = groupUse(target).id === 'required' ? '' : groupName;
	return JSON.stringify([operation, apiVersion, name, groupId]);
}

/** Whether a group to create gets its numbers by adding where it exists, so that running again is safe. */
export const addsFirst = ({ operation, ifGroupExists }: Target): boolean =>
	ruleOf(operation).creates && ifGroupExists === 'addNumbers';

/** What the group is called in results and errors; empty where none is named. */
export const groupLabel = (target: Target): string =>
	groupUse(target).id === 'required' ? target.groupId : target.groupName || target.groupId;
