import { OPERATIONS } from '../contract';
import type { Answer } from '../ozonetel/answer';
import { mayHaveArrived, ruleOf, type Failure } from '../ozonetel/failures';
import { addsFirst, groupKey, type BlockNumber, type Target } from '../model';
import type { Client } from './client';

/**
 * What is known of a group to create: it is there, with this id; or its creation was refused and may
 * be done all the same; or it failed, and is not sent again. Unknown: nothing has been sent yet.
 */
export type Creation =
	{ is: 'there'; id: string } | { is: 'refused' } | { is: 'failed'; failure: Failure };

/**
 * By the group. n8n keeps them with an execution: its Retry On Fail and its loops run the node again,
 * and so does a person who retries a saved execution.
 */
export type Creations = Record<string, Creation | undefined>;

/**
 * Whether Ozonetel is likely to take a number: a valid one, or one in the form of the documented
 * examples (docs/ozonetel-api.md §2). The order in which Ozonetel stores a group and judges its
 * numbers is unknown (§7), so a group is created with sure numbers, and the others follow.
 */
export const isSure = ({ valid, sentAs }: Pick<BlockNumber, 'valid' | 'sentAs'>): boolean =>
	valid || /^(?:\+?91)?[1-9]\d{9}$/.test(sentAs);

/** An answer, and the request that it answers: a group that is there gets its numbers by adding. */
export interface Answered {
	answer: Answer;
	sent: Target;
}

/**
 * Creates groups, each once, and adds to them once they are there. A creation that may have arrived
 * is not sent again. One that was refused for its numbers is sent again only after Ozonetel has
 * answered “Invalid group” to an adding by the group's name, which the legacy API does not know.
 * A group that may exist already is asked for in the same way before it is created.
 */
export class GroupCreator {
	constructor(
		private readonly client: Pick<Client, 'call'>,
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
			// The request that got no answer may still be on its way.
			if (known?.is === 'failed') return { answer: known.failure, sent: target };
		}
		this.creations[key] = { is: 'failed', failure: UNANSWERED };
		const answer = await this.client.call(target, numbers);
		this.creations[key] = afterCreation(target, answer);
		return { answer, sent: target };
	}

	/** Whether the group is there, as far as Ozonetel's answers tell; undefined: surely not. */
	groupOf(target: Target): 'there' | 'doubtful' | undefined {
		const known = OPERATIONS[target.operation].creates && this.creations[groupKey(target)];
		if (!known) return undefined;
		if (known.is === 'failed' && !mayHaveArrived(known.failure)) return undefined;
		return known.is === 'there' ? 'there' : 'doubtful';
	}

	private async add(target: Target, groupId: string, numbers: string[]): Promise<Answered> {
		const sent: Target = { ...target, operation: 'addNumbers', groupId, description: '' };
		const cannotAdd = target.apiVersion === 'legacy' && groupId === '';
		return { answer: cannotAdd ? WITHOUT_ID : await this.client.call(sent, numbers), sent };
	}
}

/** What is known of the group once its creation is answered. Pure. */
function afterCreation({ apiVersion }: Target, answer: Answer): Creation | undefined {
	switch (answer.verdict) {
		case 'success':
			return { is: 'there', id: answer.groupId ?? '' };
		case 'numbersRefused':
			if (apiVersion === 'current') return { is: 'refused' };
			return {
				is: 'failed',
				failure: { verdict: 'failure', kind: 'creationRefused', message: answer.message },
			};
		case 'failure': {
			// Whoever takes up a cancelled execution again is not cancelled.
			if (answer.kind === 'cancelled') return { is: 'failed', failure: UNANSWERED };
			// Rejected before the request was processed, or never sent.
			const { retryCreation, ends } = ruleOf(answer);
			const outside = answer.unsent === true || retryCreation || ends === 'run';
			return outside ? undefined : { is: 'failed', failure: answer };
		}
		default:
			return answer satisfies never;
	}
}

/** Only Ozonetel's own words do: a gateway may miss a page, and other words are not documented. */
const provesAbsence = (answer: Answer): boolean =>
	answer.verdict === 'failure' &&
	answer.kind === 'group' &&
	/^invalid group\b/i.test(answer.message);

/** For an execution that ends before the answer, and is taken up again. */
const UNANSWERED: Failure = {
	verdict: 'failure',
	kind: 'interrupted',
	message: 'This execution already sent a request to create this group and got no answer',
};

/** The legacy API adds to a group by id only, and this one's creation was answered without one. */
const WITHOUT_ID: Failure = {
	verdict: 'failure',
	kind: 'refused',
	message:
		'Ozonetel did not return the ID of the new group, which is needed to add more numbers. Look it up in CloudAgent',
};
