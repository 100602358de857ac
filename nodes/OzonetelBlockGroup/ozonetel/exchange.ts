import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { MOST_BYTES, readWhole, UNREAD } from '../../../credentials/wholeAnswer';
import { readAnswer, type Answer } from './answer';
import { CREDENTIAL, type OpenCredential } from './credential';
import { CANCELLED, toFailure, type Failure } from './failures';
import { readError, TOO_LATE } from './networkErrors';
import { readRetryAfter } from './retry';

/**
 * Sends one request and reads its answer. Gives up after the timeout, even in the middle of the answer,
 * or when the execution is cancelled. Never throws.
 *
 * @param timeout in ms, for the whole answer
 */
export async function exchange(
	context: IExecuteFunctions,
	request: IHttpRequestOptions,
	credentialsDecrypted: OpenCredential,
	timeout: number,
): Promise<Answer> {
	const deadline = AbortSignal.timeout(timeout);
	const cancel = context.getExecutionCancelSignal();
	try {
		return await untilAborted([deadline, cancel], async (ends) => {
			const { statusCode, headers, body } = (await send(
				endedBy(ends, context),
				{ ...request, ...UNREAD, timeout },
				credentialsDecrypted,
			)) as IN8nHttpFullResponse;
			const text = await readWhole(body, ends);
			const answer = text === undefined ? tooLong(statusCode) : readAnswer(statusCode, text);
			return withDelay(answer, headers);
		});
	} catch (error) {
		if (cancel?.aborted) return CANCELLED;
		return deadline.aborted ? TOO_LATE : readError(error);
	}
}

/** The credential refuses to sign a request to this address. */
const NOWHERE = 'about:blank';

/**
 * Makes n8n ask the credential for a token and store it. n8n does that only before a request; this one
 * is never sent, because the credential refuses its address.
 *
 * @param credential its empty token is filled in
 * @returns why there is none
 */
export async function generateToken(
	context: IExecuteFunctions,
	credential: OpenCredential,
): Promise<Failure | undefined> {
	try {
		await send(context, { url: NOWHERE }, credential);
	} catch (error) {
		if (credential.data.token === '') return { ...readError(error), unsent: true };
	}
	return undefined;
}

const send = async (
	context: IExecuteFunctions,
	request: IHttpRequestOptions,
	credentialsDecrypted: OpenCredential,
): Promise<unknown> =>
	await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, request, {
		credentialsDecrypted,
	});

/** n8n's helper takes the signal that aborts a request only from the context it is called on. */
const endedBy = (signal: AbortSignal, context: IExecuteFunctions): IExecuteFunctions =>
	Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as IExecuteFunctions;

/**
 * Runs something with a signal that aborts as soon as one of the others does. Unlike AbortSignal.any it
 * leaves no listener on n8n's signal, which lives as long as the execution.
 */
async function untilAborted<T>(
	signals: Array<AbortSignal | undefined>,
	work: (ends: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const end = () => ending.abort();
	for (const signal of signals) signal?.addEventListener('abort', end);
	try {
		return await work(ending.signal);
	} finally {
		for (const signal of signals) signal?.removeEventListener('abort', end);
	}
}

const tooLong = (httpStatus: number): Failure => {
	const message = `Ozonetel's answer of more than ${MOST_BYTES / 1_000_000} MB was not read`;
	return toFailure('unreadable', message, { httpStatus });
};

function withDelay(answer: Answer, headers: IN8nHttpFullResponse['headers']): Answer {
	if (answer.verdict !== 'failure') return answer;
	const retryAfter = readRetryAfter(headers?.['retry-after'], headers?.date);
	return retryAfter === undefined ? answer : { ...answer, retryAfter };
}
