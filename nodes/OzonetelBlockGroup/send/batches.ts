import type { RequestedNumber, Batch, BlockNumber, Target } from '../types';

/** Names the same number to the same group with the same expiry once, and marks later askings. */
export function withoutDuplicates(
	asked: ReadonlyArray<
		Omit<RequestedNumber, 'number' | 'duplicate'> & {
			sentAs: string | null;
			international?: boolean;
		}
	>,
): RequestedNumber[] {
	const known = new Map<Target, Map<string, BlockNumber>>();
	return asked.map(({ item, phoneNumber, target, reason, sentAs, international = false }) => {
		if (sentAs === null) return { item, phoneNumber, target, reason, duplicate: false };
		let numbers = known.get(target);
		if (!numbers) known.set(target, (numbers = new Map()));
		const earlier = numbers.get(sentAs);
		const number = earlier ?? { sentAs, international, item };
		if (!earlier) numbers.set(sentAs, number);
		return { item, phoneNumber, target, number, duplicate: earlier !== undefined };
	});
}

/** Distinct numbers in batches of at most the target's batch size, in the order they were asked for. */
export function toBatches(asked: readonly RequestedNumber[]): Batch[] {
	const open = new Map<Target, Batch>();
	const batches: Batch[] = [];
	for (const { target, number, duplicate } of asked) {
		if (!number || duplicate) continue;
		let batch = open.get(target);
		if (!batch || batch.numbers.length >= target.batchSize) {
			batch = { number: batches.length + 1, target, numbers: [] };
			open.set(target, batch);
			batches.push(batch);
		}
		number.batch = batch.number;
		batch.numbers.push(number);
	}
	return batches;
}
