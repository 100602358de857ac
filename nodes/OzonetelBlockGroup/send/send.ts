import pLimit from 'p-limit';

import { advice } from '../ozonetel/advice';
import type { Answer } from '../ozonetel/answer';
import type { Client } from '../ozonetel/client';
import { CANCELLED, mayHaveArrived, ruleOf, type Failure } from '../ozonetel/failures';
import { needsGroupId, type Batch, type BlockNumber, type Target } from '../types';
import { settle, settlePlanned } from './outcomes';
import { Experience, Sieve } from './sieve';

export interface SendSettings {
	concurrentRequests: number;
	/** Give up at the first failed request instead of going on with the other batches. */
	stopOnFailure: boolean;
	/** Kept by n8n for an execution: its Retry On Fail runs the node again, its loops many times. */
	creations: Creations;
	/** Told after each batch how many numbers it had. */
	progress?: (numbers: number) => void;
}

/** What became of the creation of each group: it may have been done, or it was, with this id. */
export type Creations = Record<string, 'uncertain' | { id: string } | undefined>;

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
	const limit = pLimit(settings.concurrentRequests);
	const run = new Run(client, settings);
	const series = new Map<string, Batch[]>();
	for (const batch of batches) {
		const { target } = batch;
		const key = target.operation === 'createGroup' ? groupKey(target) : `batch ${batch.number}`;
		const begun = series.get(key);
		if (begun) begun.push(batch);
		else series.set(key, [batch]);
	}
	await Promise.all([...series.values()].map((part) => limit(async () => await run.send(part))));
	return run.failed;
}

class Run {
	failed?: FailedRequest;
	/** Failures that the rest of the run, or of a group, would only meet again. */
	private closed?: Failure;
	private readonly closedGroups = new Map<string, Failure>();

	private readonly experience = new Experience();

	constructor(
		private readonly client: Client,
		private readonly settings: SendSettings,
	) {}

	async send(batches: readonly Batch[]): Promise<void> {
		for (const { target, numbers } of batches) {
			if (target.dryRun) settlePlanned(numbers);
			else await this.sendNumbers(target, numbers);
			this.settings.progress?.(numbers.length);
		}
	}

	/**
	 * Sends numbers in one request; where Ozonetel refuses them all for the format of some, parts of
	 * them until the bad ones are known.
	 */
	private async sendNumbers(target: Target, numbers: BlockNumber[]): Promise<void> {
		const sieve = new Sieve(numbers, this.experience);
		for (let part = sieve.next(); part.length > 0; part = sieve.next()) {
			const answer = await this.request(target, part);
			switch (answer.verdict) {
				case 'success':
					settle(target, part, answer);
					sieve.accepted(part);
					break;
				case 'failure':
					this.fail(target, part, answer);
					sieve.failed(part);
					break;
				case 'numbersRefused':
					sieve.refused(part, answer.message);
					break;
				default:
					answer satisfies never;
			}
		}
		for (const [number, words] of sieve.bad) {
			number.outcome = { status: 'refused', message: `Ozonetel: ${words}` };
		}
	}

	private async request(target: Target, numbers: BlockNumber[]): Promise<Answer> {
		const closed = this.closed ?? this.closedGroups.get(groupKey(target));
		if (closed) return closed;
		if (this.client.cancelled || (this.settings.stopOnFailure && this.failed)) return CANCELLED;
		const destination = this.destination(target);
		if (needsGroupId(destination) && destination.groupId === '') return WITHOUT_ID;
		const sent = numbers.map(({ sentAs }) => sentAs);
		return destination.operation === 'createGroup'
			? await this.create(destination, sent)
			: await this.client.call(destination, sent);
	}

	/** Creates a group, unless it may be there already, and notes what is known of it then. */
	private async create(target: Target, numbers: string[]): Promise<Answer> {
		const { creations } = this.settings;
		const key = groupKey(target);
		if (creations[key] === 'uncertain') return UNCERTAIN;
		creations[key] = 'uncertain';
		const answer = await this.client.call(target, numbers);
		switch (answer.verdict) {
			case 'success':
				creations[key] = { id: answer.groupId ?? '' };
				break;
			case 'numbersRefused':
				delete creations[key];
				break;
			case 'failure':
				if (!mayHaveArrived(answer)) delete creations[key];
				break;
			default:
				answer satisfies never;
		}
		return answer;
	}

	/** Once its group is there, a number for a new group is added to it. */
	private destination(target: Target): Target {
		const creation = this.settings.creations[groupKey(target)];
		if (target.operation !== 'createGroup' || typeof creation !== 'object') return target;
		return { ...target, operation: 'addNumbers', groupId: creation.id, description: '' };
	}

	private fail(target: Target, numbers: BlockNumber[], failure: Failure): void {
		const created = this.destination(target) !== target;
		const toDo = advice(failure, target, created);
		const message = `${failure.message.replace(/\.$/, '')}. ${toDo}.`;
		for (const number of numbers) number.outcome = { status: 'failed', message };
		if (!this.failed && failure !== CANCELLED) {
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
				if (target.operation === 'createGroup' && !created) {
					this.closedGroups.set(groupKey(target), failure);
				}
				break;
			default:
				ends satisfies never;
		}
	}
}

/** A group to create is one group whatever the expiry of its numbers; targets differ by expiry too. */
const groupKey = ({ operation, apiVersion, groupName, groupId }: Target): string =>
	JSON.stringify([operation, apiVersion, groupName, groupId]);

/** An earlier try of the same execution was interrupted; a second creation could make a second group. */
const UNCERTAIN: Failure = {
	verdict: 'failure',
	kind: 'interrupted',
	message: 'The creation of this group was sent before in this execution and not answered',
};

/** The legacy API adds to a group by id only, and this one's creation was answered without one. */
const WITHOUT_ID: Failure = {
	verdict: 'failure',
	kind: 'refused',
	message:
		'Ozonetel did not return the id of the new group, which adding more needs: look it up in CloudAgent',
};
