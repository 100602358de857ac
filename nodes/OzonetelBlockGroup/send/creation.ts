import { operationRule } from '../contract';
import type { Answer } from '../ozonetel/answer';
import { mayHaveArrived, ruleOf, toFailure, type Failure } from '../ozonetel/failures';
import { addsFirst, groupKey, type BlockNumber, type Target } from '../model';

/**
 * What is known about a group to create: it exists, with this id; or its creation was refused, and it
 * may exist all the same; or its creation failed and is not sent again.
 */
export type Creation =
	{ is: 'there'; id: string } | { is: 'refused' } | { is: 'failed'; failure: Failure };

/**
 * By group key. n8n keeps them with the execution, because the node may run again in it: by Retry On
 * Fail, in a loop, or when somebody retries a saved execution.
 */
export type Creations = Record<string, Creation | undefined>;

/**
 * Whether Ozonetel will probably accept a number: it is valid, or looks like the documented examples
 * (docs/ozonetel-api.md §2). It is not known whether Ozonetel creates a group before it checks the
 * numbers (§7), so a group is created with sure numbers, and the others follow.
 */
export const isSure = ({ valid, sentAs }: Pick<BlockNumber, 'valid' | 'sentAs'>): boolean =>
	valid || /^(?:\+?91)?[1-9]\d{9}$/.test(sentAs);

/** Sends numbers to a target in one request. Never throws. */
export type Call = (target: Target, numbers: string[]) => Promise<Answer>;

/** An answer, and what was sent: to a group that exists, numbers are added. */
export interface Answered {
	answer: Answer;
	sent: Target;
}

/**
 * Creates each group once, then adds to it. A creation that may have arrived is not sent again. One
 * that was refused for its numbers is sent again only after Ozonetel has answered “Invalid group” to
 * adding by the group's name, which the legacy API does not offer. With the option 'If Group Exists',
 * the same question is asked before the group is created.
 */
export class GroupCreator {
	constructor(
		private readonly send: Call,
		private readonly creations: Creations,
	) {}

	async call(target: Target, numbers: string[]): Promise<Answered> {
		const key = groupKey(target);
		const known = this.creations[key];
		if (known?.is === 'there') return await this.add(target, known.id, numbers);
		if (known?.is === 'failed' && !(addsFirst(target) && mayHaveArrived(known.failure))) {
			return { answer: known.failure, sent: target };
		}
		if (known || addsFirst(target)) {
			const added = await this.add(target, '', numbers);
			if (added.answer.verdict === 'success') this.creations[key] = { is: 'there', id: '' };
			if (!provesAbsence(added.answer)) return added;
			// The unanswered request may still be on its way.
			if (known?.is === 'failed') return { answer: known.failure, sent: target };
		}
		this.creations[key] = { is: 'failed', failure: UNANSWERED };
		const answer = await this.send(target, numbers);
		this.creations[key] = afterCreation(target, answer);
		return { answer, sent: target };
	}

	/** Whether the group exists, as far as Ozonetel's answers show; undefined if certainly not. */
	groupOf(target: Target): 'there' | 'doubtful' | undefined {
		const known = operationRule(target.operation).creates && this.creations[groupKey(target)];
		if (!known) return undefined;
		if (known.is === 'failed' && !mayHaveArrived(known.failure)) return undefined;
		return known.is === 'there' ? 'there' : 'doubtful';
	}

	private async add(target: Target, groupId: string, numbers: string[]): Promise<Answered> {
		const sent: Target = { ...target, operation: 'addNumbers', groupId, description: '' };
		const cannotAdd = target.apiVersion === 'legacy' && groupId === '';
		return { answer: cannotAdd ? WITHOUT_ID : await this.send(sent, numbers), sent };
	}
}

/** What is known about the group after the answer to its creation. Pure. */
function afterCreation({ apiVersion }: Target, answer: Answer): Creation | undefined {
	switch (answer.verdict) {
		case 'success':
			return { is: 'there', id: answer.groupId ?? '' };
		case 'numbersRefused':
			if (apiVersion === 'current') return { is: 'refused' };
			return { is: 'failed', failure: toFailure('creationRefused', answer.message) };
		case 'failure': {
			// A cancelled execution may be retried later.
			if (answer.kind === 'cancelled' && !answer.unsent)
				return { is: 'failed', failure: UNANSWERED };
			// Rejected before it was processed, or never sent: it may be sent again.
			const { retryCreation, ends } = ruleOf(answer);
			const outside = answer.unsent === true || retryCreation || ends === 'run';
			return outside ? undefined : { is: 'failed', failure: answer };
		}
		default:
			return answer satisfies never;
	}
}

/** Only these words count: a 404 may come from a gateway, and other words are not documented. */
const provesAbsence = (answer: Answer): boolean =>
	answer.verdict === 'failure' &&
	answer.kind === 'group' &&
	/^invalid group\b/i.test(answer.message);

/** For an execution that ended before the answer and is retried. */
const UNANSWERED = toFailure(
	'interrupted',
	'This execution already sent a request to create this group and got no answer',
);

/** The legacy API adds only by id, and the answer to the creation had none. */
const WITHOUT_ID = toFailure(
	'refused',
	'Ozonetel did not return the ID of the new group, which is needed to add more numbers. Look it up in CloudAgent',
);
