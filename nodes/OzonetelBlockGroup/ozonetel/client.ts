import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Answer } from './answer';
import { API, requestBody, type Endpoint } from './api';
import { toCredentialFailure, type OpenCredential, type Session } from './credential';
import { exchange } from './exchange';
import { CANCELLED, mayHaveArrived, ruleOf, type Failure } from './failures';
import type { Pace } from './pace/pace';
import type { Fate } from './pace/types';
import { asksForTooMuch, delayBefore, mayRetry, pause } from './retry';
import { sendWithToken } from './tokens';
import type { RunSettings, Target } from '../model';

export type ClientSettings = Pick<RunSettings, 'maxRetries' | 'rateLimitWait' | 'timeout'>;

/** What sending needs of a client. */
export type Client = Pick<OzonetelClient, 'call' | 'cancelled' | 'requests'>;

/** Stands in where the credential cannot be used: nothing is sent, every number gets the reason. */
export const failingClient = (failure: Failure): Client => ({
	requests: 0,
	cancelled: false,
	call: async () => failure,
});

/** Talks to Ozonetel: one call in, one answer out. Never throws. */
export class OzonetelClient {
	/** Requests sent so far, retries included. */
	requests = 0;

	private readonly workingPath = new Map<Endpoint, number>();
	/** After a call that failed for good the following ones get one try, until one succeeds. */
	private exhausted = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly session: Session,
		private readonly settings: ClientSettings,
		private readonly pace: Pace,
	) {}

	get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** Sends numbers to a target; retries what may be retried until it succeeds or tries run out. */
	async call(target: Target, numbers: string[]): Promise<Answer> {
		const endpoint = API[target.apiVersion][target.operation];
		let retried = false;
		for (let attempt = 0; ;) {
			const answer = await this.findPath(endpoint, target, numbers);
			if (answer.verdict !== 'failure') {
				this.exhausted = false;
				return answer.verdict === 'success' ? { ...answer, retried } : answer;
			}
			retried ||= mayHaveArrived(answer);
			if (!mayRetry(target.operation, answer)) return answer;
			// "Limit" and "busy" concern the whole run: they count while nothing gets through at all.
			const isHeldBack = !answer.unsent && ['limit', 'busy'].includes(ruleOf(answer).pace);
			const failures = isHeldBack ? this.pace.refusals : attempt + 1;
			if (this.exhausted || failures > this.settings.maxRetries) {
				this.exhausted = true;
				this.pace.giveUp();
				return answer;
			}
			if (!isHeldBack) {
				const wait = delayBefore(attempt++, answer, this.settings.rateLimitWait * 1000);
				await pause(wait, () => this.cancelled);
			}
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
			const next = await this.withCredential(target, { method: endpoint.method, url: path, body });
			if (!(next.verdict === 'failure' && next.kind === 'notFound' && !next.unsent)) {
				if (comesFromPage(next)) {
					this.workingPath.set(endpoint, endpoint.paths.indexOf(path));
				}
				return next;
			}
			answer ??= next;
		}
		return answer!;
	}

	/** Sends as the account wants it authenticated; the legacy API takes no tokens. */
	private async withCredential(target: Target, request: IHttpRequestOptions): Promise<Answer> {
		const send = async (credential: OpenCredential) =>
			await this.inTurn(target, request, credential);
		const { credential, usesToken } = this.session;
		if (target.apiVersion === 'legacy') return await send(withKey(credential));
		if (!usesToken) return await send(credential);
		return await sendWithToken(this.context, this.session, send).catch(toCredentialFailure);
	}

	/** Sends when the pace allows it, and tells the pace how it went. */
	private async inTurn(
		{ operation }: Target,
		request: IHttpRequestOptions,
		credential: OpenCredential,
	): Promise<Answer> {
		// A creation may not be sent again after "busy", so it is not to meet another request of ours.
		const turn = await this.pace.start(numbersIn(request), operation === 'createGroup');
		const answer = this.cancelled ? CANCELLED : await this.send(request, credential);
		if (answer.verdict !== 'failure') this.pace.end(turn, 'through');
		// A wait that nobody waits for does not hold back the others either.
		else if (asksForTooMuch(answer)) this.pace.end(turn, 'failed');
		else this.pace.end(turn, fateOf(answer), answer.retryAfter);
		return answer;
	}

	private async send(request: IHttpRequestOptions, credential: OpenCredential): Promise<Answer> {
		this.requests++;
		const { origin: baseURL } = this.session;
		const { timeout } = this.settings;
		const answer = await exchange(this.context, { ...request, baseURL }, credential, timeout);
		if (answer.verdict === 'failure' && answer.unsent) this.requests--;
		return this.redacted(answer);
	}

	private redacted<T extends Answer>(answer: T): T {
		return { ...answer, message: this.session.redact(answer.message) };
	}
}

/** Whether the page itself answered: what a gateway or a limit says does not confirm the path. */
const comesFromPage = (answer: Answer): boolean =>
	answer.verdict !== 'failure' || (!answer.unsent && ruleOf(answer).fromOzonetel);

/** What a failure tells the pace. */
const fateOf = (failure: Failure): Fate =>
	failure.unsent || failure.kind === 'cancelled' ? 'unsent' : ruleOf(failure).pace;

const numbersIn = ({ body }: IHttpRequestOptions): number =>
	(body as { blockNumbers: string[] }).blockNumbers.length;

/** The legacy API takes the key whatever the account's setting: no token is to be generated for it. */
const withKey = (credential: OpenCredential): OpenCredential => ({
	...credential,
	data: { ...credential.data, authentication: 'apiKey' },
});
