import { OPERATIONS } from '../contract';
import {
	groupKey,
	type RequestedNumber,
	type Batch,
	type BlockNumber,
	type Target,
} from '../model';
import { isSure } from './creation';

/** A number that an item asks for, as it was read; `sentAs` is null where it cannot be sent. */
type AskedFor = Omit<RequestedNumber, 'number' | 'duplicate'> &
	Pick<BlockNumber, 'international' | 'valid' | 'country'> & { sentAs: string | null };

/**
 * One number for all that ask for it in the same group and with the same expiry, so that it is sent
 * once; the later ones are marked as duplicates. Numbers are the same that are read as the same,
 * however they are written, or that would be sent in the same spelling.
 */
export function withoutDuplicates(asked: readonly AskedFor[]): RequestedNumber[] {
	const known = new Map<Target, Known>();
	return asked.map((one) => {
		const { item, phoneNumber, target, reason, sentAs, international, valid, country } = one;
		if (sentAs === null) {
			return { item, phoneNumber, target, number: undefined, reason, duplicate: false };
		}
		let numbers = known.get(target);
		if (!numbers) known.set(target, (numbers = { byInternational: new Map(), bySent: new Map() }));
		const { byInternational, bySent } = numbers;
		const earlier = (international && byInternational.get(international)) || bySent.get(sentAs);
		// All its fields at once: V8 stores those that come later elsewhere, and every look at them then costs more.
		const number = earlier ?? {
			sentAs,
			international,
			valid,
			country,
			item,
			outcome: undefined,
			batch: undefined,
		};
		if (earlier && earlier.international === undefined) {
			Object.assign(earlier, { international, valid, country });
		}
		if (international) byInternational.set(international, number);
		if (!earlier) bySent.set(sentAs, number);
		return { item, phoneNumber, target, number, reason, duplicate: earlier !== undefined };
	});
}

/** Numbers of a target: what is read as the same, and what is sent as the same. */
interface Known {
	byInternational: Map<string, BlockNumber>;
	bySent: Map<string, BlockNumber>;
}

/**
 * Distinct numbers in batches of at most the target's batch size, in the order they were asked for.
 * A group is created by its first batch, which is to be refused least of all: it holds sure numbers
 * only or, where there are none, a single one.
 */
export function toBatches(asked: readonly RequestedNumber[]): Batch[] {
	const open = new Map<Target, Batch>();
	const created = new Set<string>();
	const creations = new Set<Batch>();
	const batches: Batch[] = [];
	for (const { target, number } of surestFirst(asked)) {
		let batch = open.get(target);
		const isFull = batch && batch.numbers.length >= target.batchSize;
		if (!batch || isFull || (creations.has(batch) && !isSure(number))) {
			batch = { number: batches.length + 1, target, numbers: [] };
			open.set(target, batch);
			batches.push(batch);
			const group = groupKey(target);
			const { creates } = OPERATIONS[target.operation];
			if (creates && !target.dryRun && !created.has(group)) {
				created.add(group);
				creations.add(batch);
			}
		}
		number.batch = batch.number;
		batch.numbers.push(number);
	}
	return batches;
}

function surestFirst(asked: readonly RequestedNumber[]) {
	const first: Sendable[] = [];
	const last: Sendable[] = [];
	for (const one of asked) {
		if (!isSendable(one)) continue;
		const waits = OPERATIONS[one.target.operation].creates && !isSure(one.number);
		(waits ? last : first).push(one);
	}
	return first.concat(last);
}

type Sendable = RequestedNumber & { number: BlockNumber };

const isSendable = (one: RequestedNumber): one is Sendable =>
	one.number !== undefined && !one.duplicate;
