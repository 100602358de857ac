import type { RequestedNumber, Batch, Target } from '../../nodes/OzonetelBlockGroup/model';

/** A target with what a test does not care about filled in. */
export const targetOf = (given: Partial<Target> = {}): Target => ({
	operation: 'addNumbers',
	apiVersion: 'current',
	groupName: 'Spam',
	groupId: '',
	description: '',
	expiryDate: '',
	batchSize: 100,
	dryRun: false,
	ifGroupExists: 'error',
	...given,
});

/** A number that an item asks for, before duplicates are told; null: one that cannot be sent. */
export const askFor = (sentAs: string | null, target: Target, item: number) => ({
	item,
	phoneNumber: sentAs ?? '(bad)',
	target,
	sentAs,
	...(sentAs?.startsWith('+') ? { international: sentAs.slice(1) } : {}),
	reason: sentAs === null ? 'Not a number' : undefined,
});

export const batchOf = (target: Target, numbers: string[], batch = 1): Batch => ({
	number: batch,
	target,
	numbers: numbers.map((sentAs, item) => ({ sentAs, item, batch })),
});

/** A number that has its outcome, as `results` gets it. */
export const asked = (
	outcome: NonNullable<RequestedNumber['number']>['outcome'],
	given: Partial<RequestedNumber> & { sentAs?: string } = {},
): RequestedNumber => {
	const { sentAs = '919812345678', ...rest } = given;
	const item = given.item ?? 0;
	return {
		item,
		phoneNumber: '98123 45678',
		target: targetOf(),
		number: { sentAs, country: 'IN', item, batch: 1, outcome },
		duplicate: false,
		...rest,
	};
};
