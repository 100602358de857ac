import type { Answer } from '../ozonetel/answer';
import { toRequest } from '../ozonetel/api';
import type { Failure } from '../ozonetel/failures';
import type { Transport } from '../ozonetel/transport';
import type { Target } from '../model';

/** Ozonetel as far as block groups go. */
export interface Client {
	/** Sends numbers to a target in one request. Never throws. */
	call(target: Target, numbers: string[]): Promise<Answer>;
	/** Requests sent so far, retries included. */
	readonly requests: number;
	/** Whether the execution is. */
	readonly cancelled: boolean;
}

export const clientOf = (transport: Transport): Client => ({
	call: async (target, numbers) => await transport.send(toRequest(target, numbers)),
	get requests() {
		return transport.requests;
	},
	get cancelled() {
		return transport.cancelled;
	},
});

/** Stands in where the credential cannot be used: nothing is sent, every number gets the reason. */
export const failingClient = (failure: Failure): Client => ({
	call: async () => failure,
	requests: 0,
	cancelled: false,
});
