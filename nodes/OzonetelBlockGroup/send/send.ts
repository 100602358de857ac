import { operationRule } from '../contract';
import { advice, lookForGroup } from '../ozonetel/advice';
import { CANCELLED_UNSENT, ruleOf, toFailure, type Failure } from '../ozonetel/failures';
import type { Pace } from '../ozonetel/pace';
import { addsFirst, groupKey, type Batch, type BlockNumber, type Target } from '../model';
import { withoutStop } from '../text';
import { GroupCreator, type Answered, type Call, type Creations } from './creation';
import { settle, settlePlanned, settleRefused } from './outcomes';
import type { Progress } from './progress';
import { Experience, RefusalRun, Sieve } from './sieve';

export interface SendSettings {
	pace: Pick<Pace, 'run' | 'limit'>;
	/** Send nothing more after the first request that fails. */
	stopAtFirstFailure: boolean;
	/** What is known about the groups that this execution creates. */
	creations: Creations;
	progress?: Pick<Progress, 'batchDone'>;
	isCancelled: () => boolean;
}

/** The first request that failed, and the first item whose number it carried. */
export interface FailedRequest {
	failure: Failure;
	/** What the user can do about it. */
	advice: string;
	target: Target;
	item: number;
}

export interface Sent {
	failed?: FailedRequest;
	cancelled: boolean;
	/** How many numbers Ozonetel says it inserted; undefined unless every successful answer says so. */
	inserted?: number;
	/** An unexpected error of the node itself. */
	broken?: unknown;
	/** Requests sent, retries included. */
	requests: number;
	/** How long the run waited for Ozonetel's limits, in ms. */
	waited: number;
}

/**
 * Sends every batch and sets the outcome of each number. A group is created by the first of its batches
 * that Ozonetel accepts; the rest is added to it.
 */
export async function sendBatches(
	batches: readonly Batch[],
	call: Call,
	settings: SendSettings,
): Promise<Pick<Sent, 'failed' | 'cancelled' | 'inserted'>> {
	const sender = new Sender(call, settings);
	const series = new Map<string, Batch[]>();
	for (const batch of batches) {
		const { operation } = batch.target;
		const { creates } = operationRule(operation);
		const key = creates ? groupKey(batch.target) : `batch ${batch.number}`;
		const begun = series.get(key);
		if (begun) begun.push(batch);
		else series.set(key, [batch]);
	}
	const { pace } = settings;
	await Promise.all(
		[...series.values()].map(
			async (part) => await pace.run(async () => await sender.inSeries(part)),
		),
	);
	const { failed, inserted } = sender;
	return { failed, inserted, cancelled: settings.isCancelled() };
}

/** What a run has learnt about a group. */
interface Group {
	/** A failure that every other request to the group would meet as well. */
	closed?: Failure;
	refusals: RefusalRun<BlockNumber>;
}

class Sender {
	failed?: FailedRequest;
	inserted?: number;
	private countsMissing = false;
	/** A failure that the rest of the run would meet as well. */
	private closed?: Failure;
	private readonly groups = new Map<string, Group>();
	private readonly experience = new Experience();
	private readonly creator: GroupCreator;

	constructor(
		private readonly call: Call,
		private readonly settings: SendSettings,
	) {
		this.creator = new GroupCreator(call, settings.creations);
	}

	async inSeries(batches: readonly Batch[]): Promise<void> {
		for (const batch of batches) {
			if (batch.target.dryRun) settlePlanned(batch.target, batch.numbers);
			else await this.sift(batch);
			this.settings.progress?.batchDone(batch.numbers.length, this.settings.pace.limit);
		}
		for (const batch of batches) this.tellDoubt(batch);
	}

	/** If every number was refused, the group may have been created all the same. */
	private tellDoubt({ target, numbers }: Batch): void {
		if (addsFirst(target) || this.creator.groupOf(target) !== 'doubtful') return;
		for (const { outcome } of numbers) {
			if (outcome?.status === 'refused') outcome.message += `. ${lookForGroup(target)}`;
		}
	}

	/**
	 * Sends a batch in one request. If Ozonetel refuses all of it because of some numbers, sends parts
	 * until the bad ones are found.
	 */
	private async sift({ target, numbers }: Batch): Promise<void> {
		const sieve = new Sieve(numbers, this.experience);
		const { refusals } = this.groupOf(target);
		const { done } = operationRule(target.operation);
		let retried = false;
		for (let part = sieve.next(); part.length > 0; part = sieve.next()) {
			const { answer: told, sent } = await this.request(target, part);
			// An attempt whose answer was lost may have concerned every number of the batch.
			retried ||= 'retried' in told && told.retried === true;
			const answer = told.verdict === 'failure' ? told : { ...told, retried };
			switch (answer.verdict) {
				case 'success':
					settle(sent, part, answer);
					this.count(answer.inserted);
					sieve.accepted(part);
					refusals.accepted();
					break;
				case 'failure':
					this.fail(target, part, answer, sent);
					sieve.failed(part);
					break;
				case 'numbersRefused':
					sieve.refused(part);
					if (part.length === 1) {
						settleRefused(sent, part[0], answer);
						// No group is too full to remove from.
						const mayBeFull = done === 'added' && answer.because === 'other';
						const inARow = mayBeFull && refusals.refused(part[0], answer.message);
						if (inARow) this.closeGroup(target, inARow, answer.message);
					}
					break;
				default:
					answer satisfies never;
			}
		}
	}

	private count(inserted: number | undefined): void {
		this.countsMissing ||= inserted === undefined;
		this.inserted = this.countsMissing ? undefined : (this.inserted ?? 0) + inserted!;
	}

	private async request(target: Target, numbers: BlockNumber[]): Promise<Answered> {
		const closed = this.closed ?? this.groupOf(target).closed;
		if (closed) return { answer: closed, sent: target };
		if (this.settings.isCancelled()) return { answer: CANCELLED_UNSENT, sent: target };
		const sent = numbers.map(({ sentAs }) => sentAs);
		if (operationRule(target.operation).creates) return await this.creator.call(target, sent);
		return { answer: await this.call(target, sent), sent: target };
	}

	private groupOf(target: Target): Group {
		const key = groupKey(target);
		let group = this.groups.get(key);
		if (!group) this.groups.set(key, (group = { refusals: new RefusalRun<BlockNumber>() }));
		return group;
	}

	/** Sends nothing more to a group that refuses every number. */
	private closeGroup(target: Target, refused: BlockNumber[], words: string): void {
		const message = `${words} (the same answer for ${refused.length} numbers in a row, each sent on its own)`;
		const failure = toFailure('refused', message);
		this.fail(target, refused, failure);
		this.groupOf(target).closed = failure;
	}

	private fail(target: Target, numbers: BlockNumber[], failure: Failure, sent = target): void {
		const group = this.creator.groupOf(target);
		const toDo = advice(failure, target, { group, sent });
		const message = `${withoutStop(failure.message)}. ${toDo}.`;
		for (const number of numbers) number.outcome = { status: 'failed', message };
		const isCancelled = failure.kind === 'cancelled' && this.settings.isCancelled();
		if (!isCancelled) this.failed ??= { failure, advice: toDo, target, item: numbers[0].item };
		if (this.settings.stopAtFirstFailure) this.closed ??= failure;

		const { ends } = ruleOf(failure);
		switch (ends) {
			case 'run':
				this.closed ??= failure;
				break;
			case 'group':
				this.groupOf(target).closed = failure;
				break;
			case 'request': {
				// If the creation failed, there is no group to add to.
				const { creates } = operationRule(target.operation);
				const mayGoOn = group === 'there' || (group === undefined && addsFirst(target));
				if (creates && !mayGoOn) this.groupOf(target).closed = failure;
				break;
			}
			default:
				ends satisfies never;
		}
	}
}
