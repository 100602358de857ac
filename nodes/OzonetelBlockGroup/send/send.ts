import { advice, lookForGroup } from '../ozonetel/advice';
import type { Answer } from '../ozonetel/answer';
import { CANCELLED, ruleOf, type Failure } from '../ozonetel/failures';
import type { Pace } from '../ozonetel/pace/pace';
import type { Batch, BlockNumber, Target } from '../model';
import type { Client } from './client';
import { GroupCreator, groupKey, type Creations } from './creation';
import { settle, settlePlanned } from './outcomes';
import type { Progress } from './progress';
import { RefusalRun } from './refusalRun';
import { Experience, Sieve } from './sieve';

export interface SendSettings {
	/** Says when a batch may begin. */
	pace: Pick<Pace, 'run' | 'limit'>;
	/** Give up at the first failed request instead of going on with the other batches. */
	stopOnFailure: boolean;
	/** What is known of the groups that this execution creates. */
	creations: Creations;
	progress?: Pick<Progress, 'batchDone'>;
}

/** The first request that failed, and the item whose number it carried. */
export interface FailedRequest {
	failure: Failure;
	/** What the user can do about it. */
	advice: string;
	target: Target;
	item: number;
}

/**
 * Sends every batch and leaves in each of its numbers what became of it. Groups to create are
 * created by the first batch of theirs that Ozonetel takes; the rest is added to them.
 *
 * @returns the first failed request, if any
 */
export async function sendBatches(
	batches: readonly Batch[],
	client: Client,
	settings: SendSettings,
): Promise<FailedRequest | undefined> {
	const run = new Run(client, settings);
	const series = new Map<string, Batch[]>();
	for (const batch of batches) {
		const { target } = batch;
		const key = target.operation === 'createGroup' ? groupKey(target) : `batch ${batch.number}`;
		const begun = series.get(key);
		if (begun) begun.push(batch);
		else series.set(key, [batch]);
	}
	const { pace } = settings;
	await Promise.all(
		[...series.values()].map(async (part) => await pace.run(async () => await run.send(part))),
	);
	return run.failed;
}

class Run {
	failed?: FailedRequest;
	/** Failures that the rest of the run, or of a group, would only meet again. */
	private closed?: Failure;
	private readonly closedGroups = new Map<string, Failure>();
	private readonly refusalRuns = new Map<string, RefusalRun>();

	private readonly experience = new Experience();
	private readonly creator: GroupCreator;

	constructor(
		private readonly client: Client,
		private readonly settings: SendSettings,
	) {
		this.creator = new GroupCreator(client, settings.creations);
	}

	async send(batches: readonly Batch[]): Promise<void> {
		for (const { target, numbers } of batches) {
			if (target.dryRun) settlePlanned(target, numbers);
			else await this.sendNumbers(target, numbers);
			this.settings.progress?.batchDone(numbers.length, this.settings.pace.limit);
		}
		for (const batch of batches) this.tellDoubt(batch);
	}

	/** Where every number was refused, nothing tells whether the group was created all the same. */
	private tellDoubt({ target, numbers }: Batch): void {
		if (this.creator.groupOf(target) !== 'doubtful') return;
		for (const { outcome } of numbers) {
			if (outcome?.status === 'refused') outcome.message += `. ${lookForGroup(target)}.`;
		}
	}

	/**
	 * Sends numbers in one request; where Ozonetel refuses them all for the format of some, parts of
	 * them until the bad ones are known.
	 */
	private async sendNumbers(target: Target, numbers: BlockNumber[]): Promise<void> {
		const sieve = new Sieve(numbers, this.experience);
		const refusals = this.refusalsOf(target);
		for (let part = sieve.next(); part.length > 0; part = sieve.next()) {
			const answer = await this.request(target, part);
			switch (answer.verdict) {
				case 'success':
					settle(target, part, answer);
					sieve.accepted(part);
					refusals.accepted();
					break;
				case 'failure':
					this.fail(target, part, answer);
					sieve.failed(part);
					break;
				case 'numbersRefused':
					sieve.refused(part, answer.message);
					if (part.length === 1) {
						part[0].outcome = { status: 'refused', message: `Ozonetel: ${answer.message}` };
						const run = answer.undocumented && refusals.refused(part[0], answer.message);
						if (run) this.closeGroup(target, run, answer.message);
					}
					break;
				default:
					answer satisfies never;
			}
		}
	}

	private refusalsOf(target: Target): RefusalRun {
		const key = groupKey(target);
		const begun = this.refusalRuns.get(key) ?? new RefusalRun();
		this.refusalRuns.set(key, begun);
		return begun;
	}

	/** Ends what goes to a group that takes no number, whatever number it is. */
	private closeGroup(target: Target, refused: BlockNumber[], words: string): void {
		const message = `${words} (the same answer for ${refused.length} numbers in a row, each sent on its own)`;
		const failure: Failure = { verdict: 'failure', kind: 'refused', message };
		this.fail(target, refused, failure);
		this.closedGroups.set(groupKey(target), failure);
	}

	private async request(target: Target, numbers: BlockNumber[]): Promise<Answer> {
		const closed = this.closed ?? this.closedGroups.get(groupKey(target));
		if (closed) return closed;
		if (this.client.cancelled || (this.settings.stopOnFailure && this.failed)) return CANCELLED;
		const sent = numbers.map(({ sentAs }) => sentAs);
		return target.operation === 'createGroup'
			? await this.creator.send(target, sent)
			: await this.client.call(target, sent);
	}

	private fail(target: Target, numbers: BlockNumber[], failure: Failure): void {
		const group = this.creator.groupOf(target);
		const toDo = advice(failure, target, group);
		const message = `${failure.message.replace(/\.$/, '')}. ${toDo}.`;
		for (const number of numbers) number.outcome = { status: 'failed', message };
		if (!this.failed && failure.kind !== 'cancelled') {
			this.failed = { failure, advice: toDo, target, item: numbers[0].item };
		}
		const { ends } = ruleOf(failure);
		switch (ends) {
			case 'run':
				this.closed ??= failure;
				break;
			case 'group':
				this.closedGroups.set(groupKey(target), failure);
				break;
			case 'request':
				// Without its first request there is no group to add to.
				if (target.operation === 'createGroup' && group !== 'there') {
					this.closedGroups.set(groupKey(target), failure);
				}
				break;
			default:
				ends satisfies never;
		}
	}
}
