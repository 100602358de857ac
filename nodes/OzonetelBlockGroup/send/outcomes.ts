import type { Answer } from '../ozonetel/answer';
import { OPERATIONS } from '../contract';
import { groupLabel, type BlockNumber, type Outcome, type Target } from '../model';
import { matchReturned, type Doubt } from '../phone/matching';

type Success = Extract<Answer, { verdict: 'success' }>;

/** Leaves in each number what a successful answer says of it: only what it names is done. */
export function settle(target: Target, numbers: readonly BlockNumber[], answer: Success): void {
	const done = matchReturned(numbers, answer.done);
	const rejected = matchReturned(numbers, answer.rejected);
	const status = OPERATIONS[target.operation].done;
	const message = doneMessage(target, answer);
	for (const number of numbers) {
		const { sentAs } = number;
		const registeredAs = done.certain.get(sentAs);
		const doubt = done.doubtful.get(sentAs) ?? rejected.doubtful.get(sentAs);
		if (rejected.certain.has(sentAs)) number.outcome = rejectedOutcome(target, answer);
		else if (registeredAs !== undefined) number.outcome = { status, message, registeredAs };
		else number.outcome = unconfirmedOutcome(answer, doubt);
	}
}

/** Settles numbers of a dry run. */
export function settlePlanned({ operation }: Target, numbers: readonly BlockNumber[]): void {
	const message = `Dry run: this number would be ${OPERATIONS[operation].done}. Nothing was sent.`;
	for (const number of numbers) number.outcome = { status: 'planned', message };
}

function rejectedOutcome({ operation }: Target, { retried, message }: Success): Outcome {
	if (retried && operation === 'removeNumbers') {
		return {
			status: 'unconfirmed',
			message:
				'Ozonetel no longer finds this number: an earlier attempt, whose answer was lost, may have removed it',
		};
	}
	if (operation === 'removeNumbers') {
		return {
			status: 'refused',
			message:
				'Ozonetel listed this number under “error”: it was not in the group, or not in any group',
		};
	}
	return {
		status: 'refused',
		message: `Ozonetel listed this number under “error” (its answer: ${message})`,
	};
}

function doneMessage(target: Target, { message, groupId }: Success): string {
	const created = target.operation === 'createGroup' && groupId;
	const group = created ? ` (group “${groupLabel(target)}”, id ${groupId})` : '';
	return `Ozonetel: ${message}${group}`;
}

function unconfirmedOutcome({ message }: Success, doubt: Doubt | undefined): Outcome {
	const said = `Ozonetel answered “${message}” and`;
	if (!doubt) return { status: 'unconfirmed', message: `${said} did not mention this number` };
	const { returned } = doubt;
	const why =
		'otherSent' in doubt
			? `${said} named ${returned}, which may stand for this number or for ${doubt.otherSent}: perhaps both are one number. Write it with its country code, or set 'Default Country'`
			: `${said} named ${returned} and ${doubt.otherReturned}, each of which may stand for this number`;
	return { status: 'unconfirmed', message: why };
}
