import { operationRule } from '../contract';
import {
	groupKey,
	type RequestedNumber,
	type Batch,
	type BlockNumber,
	type Target,
} from '../model';
import { isSure } from './creation';

/** A number that an item asks for, as it was read; `sentAs` is null if it cannot be sent. */
type AskedFor = Omit<RequestedNumber, 'number' | 'duplicate'> &
	Pick<BlockNumber, 'international' | 'valid' | 'country'> & { sentAs: string | null };

/**
 * Gives all items that ask for the same number, group and expiry one shared number, which is sent once;
 * the later ones are marked as duplicates. Two numbers are the same if they are read as the same
 * number, however they are written, or if they would be sent in the same spelling.
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
		// With all its fields from the start: V8 is slower with fields that are added later.
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

/** The numbers of a target, by what they are read as and by what is sent. */
interface Known {
	byInternational: Map<string, BlockNumber>;
	bySent: Map<string, BlockNumber>;
}

/**
 * Puts distinct numbers into batches of at most the target's batch size, in the order of the input.
 * A group is created by its first batch, which must not be refused if that can be avoided: it holds
 * only sure numbers or, if there are none, a single one.
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
			const { creates } = operationRule(target.operation);
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
		const waits = operationRule(one.target.operation).creates && !isSure(one.number);
		(waits ? last : first).push(one);
	}
	return first.concat(last);
}

type Sendable = RequestedNumber & { number: BlockNumber };

const isSendable = (one: RequestedNumber): one is Sendable =>
	one.number !== undefined && !one.duplicate;
