import type { Answer } from '../ozonetel/answer';
import { toRequest } from '../ozonetel/api';
import type { Failure } from '../ozonetel/failures';
import type { Transport } from '../ozonetel/transport';
import type { Target } from '../model';

/** Ozonetel's calls for block groups. */
export interface Client {
	/** Sends numbers to a target in one request. Never throws. */
	call(target: Target, numbers: string[]): Promise<Answer>;
	/** Requests sent so far, retries included. */
	readonly requests: number;
	/** How many numbers Ozonetel says it inserted; undefined unless every successful answer says so. */
	readonly inserted?: number;
	/** Whether the execution was cancelled. */
	readonly cancelled: boolean;
}

export function clientOf(transport: Transport): Client {
	const inserted: Array<number | undefined> = [];
	return {
		call: async (target, numbers) => {
			const answer = await transport.send(toRequest(target, numbers));
			if (answer.verdict === 'success') inserted.push(answer.inserted);
			return answer;
		},
		get requests() {
			return transport.requests;
		},
		get inserted() {
			const counts = inserted.filter((count) => count !== undefined);
			if (counts.length === 0 || counts.length < inserted.length) return undefined;
			return counts.reduce((sum, count) => sum + count);
		},
		get cancelled() {
			return transport.cancelled;
		},
	};
}

/** For a credential that cannot be used: nothing is sent, and every number gets the reason. */
export const failingClient = (failure: Failure): Client => ({
	call: async () => failure,
	requests: 0,
	cancelled: false,
});
