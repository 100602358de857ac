import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';

import type { Answer } from './answer';
import { accountOf, toCredentialFailure, type OpenCredential, type Session } from './credential';
import { exchange } from './exchange';
import {
	CANCELLED,
	CANCELLED_UNSENT,
	fateOf,
	mayHaveArrived,
	OUTDATED,
	ruleOf,
	type Failure,
} from './failures';
import { gateOf, Pace, type PaceListener } from './pace';
import { afterFailure, asksForTooMuch, delayBefore, mayRetry, pause } from './retry';
import { sendWithToken } from './tokens';
import type { RunSettings } from '../model';

/** A call of Ozonetel's API, and how a request to it may be handled. */
export interface Endpoint {
	method: IHttpRequestMethods;
	/** Paths to try in turn: the next one only if the API says that there is no such page. */
	paths: readonly string[];
	/** Whether it takes a token, if the account uses tokens. Otherwise it always takes the API key. */
	takesToken: boolean;
	/**
	 * Whether it may be sent twice without harm. Any other request is repeated only if it certainly did
	 * not arrive, and is sent while no other is under way: it could not be repeated after "busy".
	 */
	idempotent: boolean;
}

export interface ApiRequest {
	endpoint: Endpoint;
	body: IDataObject;
	/** From then on, it is not sent any more: in ms, as of Date.now(). */
	validUntil?: number;
}

/** Talks to Ozonetel for one run: one request in, one answer out, after all retries. Never throws. */
export class Transport {
	/** Requests sent so far, retries included. */
	requests = 0;
	readonly pace: Pace;

	private readonly workingPath = new Map<Endpoint, string>();
	/** Why nothing more is sent: there is no account, waiting did not help, or would take too long. */
	private closed?: Failure;
	private readonly over = new AbortController();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly session: Session,
		private readonly settings: RunSettings,
		listener?: PaceListener,
	) {
		this.closed = session.failure;
		this.pace = new Pace(settings, gateOf(accountOf(session)), listener);
		if (this.cancelled) this.pace.stop();
		const cancel = context.getExecutionCancelSignal();
		cancel?.addEventListener('abort', () => this.pace.stop(), { signal: this.over.signal });
	}

	get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	/** At the end of the run: n8n's signal lives longer. */
	leave(): void {
		this.over.abort();
	}

	async send(request: ApiRequest): Promise<Answer> {
		const { maxRetries, rateLimitWait } = this.settings;
		let retried = false;
		if (this.closed) return this.closed;
		for (let failures = 1; ; failures++) {
			const answer = await this.findPath(request);
			if (answer.verdict !== 'failure') return { ...answer, retried };
			retried ||= mayHaveArrived(answer);
			const next = afterFailure(answer, failures, this.pace.rounds, maxRetries);
			if (next === 'end') this.close(answer);
			if (next !== 'retry' || !mayRetry(answer, request.endpoint.idempotent)) return answer;
			const wait = delayBefore(failures, answer, rateLimitWait * 1000);
			await pause(wait, () => this.cancelled || this.closed !== undefined);
			if (this.cancelled) return retried ? CANCELLED : CANCELLED_UNSENT;
			if (this.closed) return answer;
		}
	}

	/** The remaining requests would only wait as long again, and fail as well. */
	private close(failure: Failure): void {
		this.closed ??= { ...failure, unsent: true };
		this.pace.stop();
	}

	/** Tries the endpoint's paths until there is such a page, and remembers which one it was. */
	private async findPath(call: ApiRequest): Promise<Answer> {
		const { endpoint, body } = call;
		const { method, paths } = endpoint;
		const known = this.workingPath.get(endpoint);
		let first: Answer | undefined;
		for (const url of known === undefined ? paths : [known]) {
			const answer = await this.withCredential(call, { method, url, body });
			if (answer.verdict !== 'failure' || answer.kind !== 'notFound' || answer.unsent) {
				if (comesFromPage(answer)) this.workingPath.set(endpoint, url);
				return answer;
			}
			first ??= answer;
		}
		return first!;
	}

	private async withCredential(call: ApiRequest, request: IHttpRequestOptions): Promise<Answer> {
		const send = async (credential: OpenCredential) => await this.inTurn(call, request, credential);
		const { credential, usesToken } = this.session;
		if (!call.endpoint.takesToken) return await send(withKey(credential));
		if (!usesToken) return await send(credential);
		return await sendWithToken(this.context, this.session, send).catch(toCredentialFailure);
	}

	private async inTurn(
		call: ApiRequest,
		request: IHttpRequestOptions,
		credential: OpenCredential,
	): Promise<Answer> {
		const turn = await this.pace.start(!call.endpoint.idempotent);
		const answer = this.whyNot(call) ?? (await this.exchange(request, credential));
		const isFailure = answer.verdict === 'failure';
		// Other runs of the account need not wait longer than this one.
		const retryAfter = isFailure && !asksForTooMuch(answer) ? answer.retryAfter : undefined;
		this.pace.end(turn, isFailure ? fateOf(answer) : 'through', retryAfter);
		return answer;
	}

	/** Why a request is not sent, although its turn has come. */
	private whyNot({ validUntil = Infinity }: ApiRequest): Failure | undefined {
		if (this.cancelled) return CANCELLED_UNSENT;
		return this.closed ?? (Date.now() < validUntil ? undefined : OUTDATED);
	}

	private async exchange(
		request: IHttpRequestOptions,
		credential: OpenCredential,
	): Promise<Answer> {
		this.requests++;
		const { origin: baseURL, redact } = this.session;
		const { timeout } = this.settings;
		const answer = await exchange(this.context, { ...request, baseURL }, credential, timeout);
		if (answer.verdict === 'failure' && answer.unsent) this.requests--;
		return { ...answer, message: redact(answer.message) };
	}
}

/** Whether the page itself answered. A gateway's or a limit's answer does not confirm the path. */
const comesFromPage = (answer: Answer): boolean =>
	answer.verdict !== 'failure' || (!answer.unsent && ruleOf(answer).fromOzonetel);

/** With the API key, whatever the account's setting: such a request needs no token. */
const withKey = (credential: OpenCredential): OpenCredential => ({
	...credential,
	data: { ...credential.data, authentication: 'apiKey' },
});
