import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import type { NoTokenError } from '../../../credentials/token';
import { mayHaveArrived, readAnswer, type Answer, type Failure, type FailureKind } from './answer';
import { API, requestBody, type Endpoint } from './api';
import { delayBefore, mayRepeat, pause, readRetryAfter } from './retry';
import type { RunSettings } from '../input/runSettings';
import { CREDENTIAL, toFailure, type OpenCredential, type Session } from './credential';
import { sendWithToken } from './tokens';
import type { Target } from '../types';

export type ClientSettings = Pick<
	RunSettings,
	'batchInterval' | 'maxRetries' | 'rateLimitWait' | 'timeout'
>;

/** What sending needs of a client. */
export type Client = Pick<OzonetelClient, 'call' | 'cancelled' | 'requests'>;

/** Stands in where the credential cannot be used: nothing is sent, every number gets the reason. */
export const failingClient = (failure: Failure): Client => ({
	requests: 0,
	cancelled: false,
	call: async () => failure,
});

/** Talks to Ozonetel: one call in, one answer out. The only room that knows HTTP. Never throws. */
export class OzonetelClient {
	/** Requests sent so far, repetitions included. */
	requests = 0;

	private readonly workingPath = new Map<Endpoint, number>();
	private nextStart = 0;
	/** After a call that failed for good the following ones get one try, until one succeeds. */
	private exhausted = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly session: Session,
		private readonly settings: ClientSettings,
	) {}

	get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** Sends numbers to a target; repeats what may be repeated until it succeeds or tries run out. */
	async call(target: Target, numbers: string[]): Promise<Answer> {
		const endpoint = API[target.apiVersion][target.operation];
		let repeated = false;
		for (let attempt = 0; ; attempt++) {
			const answer = await this.findPath(endpoint, target, numbers);
			if (answer.verdict !== 'failure') {
				this.exhausted = false;
				return answer.verdict === 'success' ? { ...answer, repeated } : answer;
			}
			// A gateway may send 429 although the work is done; Ozonetel's own words say that it is not.
			repeated ||= mayHaveArrived(answer) || answer.httpStatus === 429;
			if (!mayRepeat(target.operation, answer)) return answer;
			if (this.exhausted || attempt >= this.settings.maxRetries) {
				this.exhausted = true;
				return answer;
			}
			const wait = delayBefore(attempt, answer, this.settings.rateLimitWait * 1000);
			await pause(wait, this.context.getExecutionCancelSignal());
			if (this.cancelled) return CANCELLED;
		}
	}

	/** Tries the endpoint's paths in turn while there is no such page, and remembers which one is. */
	private async findPath(endpoint: Endpoint, target: Target, numbers: string[]): Promise<Answer> {
		const body = requestBody(endpoint, target, numbers);
		const known = this.workingPath.get(endpoint);
		const paths = known === undefined ? endpoint.paths : [endpoint.paths[known]];
		let answer: Answer | undefined;
		for (const path of paths) {
			const next = await this.sign(target, { method: endpoint.method, url: path, body });
			if (!(next.verdict === 'failure' && next.kind === 'noPage' && !next.unsent)) {
				if (comesFromPage(next)) {
					this.workingPath.set(endpoint, endpoint.paths.indexOf(path));
				}
				return next;
			}
			answer ??= next;
		}
		return answer!;
	}

	/** Signs as the account wants it; the legacy API takes no tokens. */
	private async sign(target: Target, request: IHttpRequestOptions): Promise<Answer> {
		const send = async (credential: OpenCredential) => await this.send(request, credential);
		const { credential, usesToken } = this.session;
		if (target.apiVersion === 'legacy') return await send(withKey(credential));
		if (!usesToken) return await send(credential);
		return await sendWithToken(this.context, this.session, send).catch(toFailure);
	}

	private async send(
		request: IHttpRequestOptions,
		credentialsDecrypted: OpenCredential,
	): Promise<Answer> {
		await this.takeTurn();
		if (this.cancelled) return CANCELLED;
		this.requests++;
		try {
			const response = (await this.context.helpers.httpRequestWithAuthentication.call(
				this.context,
				CREDENTIAL,
				{
					...request,
					baseURL: this.session.origin,
					json: true,
					timeout: this.settings.timeout,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
				{ credentialsDecrypted },
			)) as IN8nHttpFullResponse;
			return this.redacted(withDelay(readAnswer(response.statusCode, response.body), response));
		} catch (error) {
			const failure = readError(error);
			if (failure.unsent) this.requests--;
			return this.cancelled ? CANCELLED : this.redacted(failure);
		}
	}

	/** Keeps the interval between the starts of two requests, however many run at a time. */
	private async takeTurn(): Promise<void> {
		const start = Math.max(Date.now(), this.nextStart);
		this.nextStart = start + this.settings.batchInterval;
		await pause(start - Date.now(), this.context.getExecutionCancelSignal());
	}

	private redacted<T extends Answer>(answer: T): T {
		return { ...answer, message: this.session.redact(answer.message) };
	}
}

/** Whether Ozonetel's page itself answered: what a gateway or a limit says proves no path right. */
const comesFromPage = (answer: Answer): boolean =>
	answer.verdict !== 'failure' ||
	(!answer.unsent && ['authentication', 'token', 'group', 'busy', 'refused'].includes(answer.kind));

export const CANCELLED: Failure = {
	verdict: 'failure',
	kind: 'cancelled',
	message: 'The execution was cancelled',
};

/** The legacy API takes the key whatever the account's setting: no token is to be generated for it. */
const withKey = (credential: OpenCredential): OpenCredential => ({
	...credential,
	data: { ...credential.data, authentication: 'apiKey' },
});

function withDelay(answer: Answer, { headers }: IN8nHttpFullResponse): Answer {
	if (answer.verdict !== 'failure') return answer;
	const retryAfter = readRetryAfter(headers?.['retry-after']);
	return retryAfter === undefined ? answer : { ...answer, retryAfter };
}

/**
 * Error codes of Node.js after which the request surely did not arrive, in words: n8n replaces a
 * message that holds such a code by a text of its own.
 */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name server does not answer',
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no route to its network',
};

/** n8n's helper wraps what really happened: the network's error code, or the credential's refusal. */
function readError(error: unknown): Failure {
	const cause = causeOf(error);
	const failure = (kind: FailureKind, message: string): Failure => ({
		verdict: 'failure',
		kind,
		message,
	});
	if (cause.name === 'NoTokenError') return readNoToken(cause as NoTokenError);
	if (cause.name === 'RangeError') return failure('credential', cause.message);
	const code = cause.code ?? '';
	if (Object.hasOwn(NOT_CONNECTED, code)) {
		return failure('unreached', `Ozonetel could not be reached: ${NOT_CONNECTED[code]}`);
	}
	if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(code)) {
		return failure('credential', `The certificate of this domain cannot be trusted: ${code}`);
	}
	if (code === 'ETIMEDOUT' || /timeout/i.test(cause.message)) {
		return failure('interrupted', 'Ozonetel did not answer in time');
	}
	if (code !== '') return failure('interrupted', 'The connection was lost before the answer came');
	return failure('credential', cause.message);
}

/** Why there is no token: classified like any answer, but the request itself was not sent. */
function readNoToken({ cause, httpStatus = 0, words, retryAfter, message }: NoTokenError): Failure {
	const body = words === undefined ? '' : { status: 'false', message: words };
	const answer = cause ? readError({ cause }) : readAnswer(httpStatus, body);
	const kind = answer.verdict === 'failure' ? answer.kind : 'refused';
	return {
		verdict: 'failure',
		kind: kind === 'refused' ? 'token' : kind,
		message: cause ? answer.message : message,
		retryAfter: readRetryAfter(retryAfter),
		unsent: true,
	};
}

function causeOf(error: unknown): { name?: string; code?: string; message: string } {
	const { cause, message } = error as { cause?: Partial<Error>; message?: string };
	// Not by instanceof: the network's errors may come from another realm.
	if (typeof cause?.message === 'string') return cause as Error;
	return { message: message ?? String(error) };
}
