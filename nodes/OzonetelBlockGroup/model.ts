/** The words that the modules of this node share. A number's way: read → clean → expiry → batch → send → result. */

import { OPERATIONS, type Operation } from './contract';
import type { Status } from './statuses';

export type { Operation };

export type ApiVersion = 'current' | 'legacy';
export type NumberFormat = 'digits' | 'e164' | 'asGiven';

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
	ifGroupExists?: 'error' | 'addNumbers';
}

/** How requests are sent and results given: one setting for a run, read from the first item. */
export interface RunSettings {
	/** Between the starts of two requests, in ms. */
	batchInterval: number;
	/** At most so many requests under way, 1–50. */
	concurrentRequests: number;
	maxRetries: number;
	/** After "limit" where Ozonetel names no delay, in seconds. */
	rateLimitWait: number;
	/** Of one request, in ms. */
	timeout: number;
	stopOnRefused: boolean;
	summary: boolean;
	/** The fields of an input item go on beside its results. */
	includeInputFields: boolean;
}

/** Stands in where an item's settings cannot be read: nothing is sent to it. */
export const unreadTarget = (operation: Operation): Target => ({
	operation,
	apiVersion: 'current',
	groupName: '',
	groupId: '',
	description: '',
	expiryDate: '',
	batchSize: 1,
	dryRun: false,
});

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

/** Whether the API knows the group by its id; else it does by its name. */
export const needsGroupId = ({
	operation,
	apiVersion,
}: Pick<Target, 'operation' | 'apiVersion'>): boolean =>
	apiVersion === 'legacy' && operation !== 'createGroup';

/** Whether its requests carry the group's id: also the current removal's, where the user gives one. */
export const takesGroupId = (target: Pick<Target, 'operation' | 'apiVersion'>): boolean =>
	target.operation === 'removeNumbers' || needsGroupId(target);

/** Tells groups apart: one to create is one group whatever the expiry of its numbers. */
export const groupKey = ({ operation, apiVersion, groupName, groupId }: Target): string =>
	JSON.stringify([operation, apiVersion, groupName, groupId]);

/** Whether a group to create gets its numbers by adding where it exists, so that running again is safe. */
export const addsFirst = ({ operation, apiVersion, ifGroupExists }: Target): boolean =>
	OPERATIONS[operation].creates && apiVersion === 'current' && ifGroupExists === 'addNumbers';

/** What the group is called in results and errors. */
export const groupLabel = (target: Target): string =>
	needsGroupId(target) ? target.groupId : target.groupName || target.groupId;
