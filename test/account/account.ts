import { setTimeout as wait } from 'node:timers/promises';

import { readAccountFailure } from '../../credentials/accountAnswers';
import { kindOfWords } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import { CALLS, send, toJson, type CallCode, type Reply } from './calls';
import { Ledger, type Entry, type OwnGroup } from './ledger';
import type { Form, Own } from './numbers';
import { Redactor } from './redact';

export interface Access {
	origin: string;
	userName: string;
	apiKey: string;
}

export interface Settings {
	/** How long to wait, in ms; tests need not. */
	sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
	/** Told of each call, once it is over; never with a number or a secret. */
	onCall?: (call: LoggedCall) => void;
	now?: Date;
}

/** One call, as the report shows it. */
export interface LoggedCall {
	n: number;
	call: CallCode;
	/** What it is for: a probe's question, or the removal at the end. */
	why: string;
	sent: unknown;
	status?: number;
	answer: unknown;
}

export const MOST_CALLS = 40;
/** Kept back for the removal at the end. */
const KEPT_FOR_REMOVAL = 10;
const BETWEEN_CALLS = 1500;
const AFTER_LIMIT = 60_000;
const AFTER_BUSY = 10_000;
const MOST_WAITS = 3;
const MOST_TOKENS = 2; // each new one ends the account's earlier ones

/** Nothing more can be asked: stopped, out of calls, or without an answer. What is blocked is still removed. */
export class Ended extends Error {}

/** The same, before a request left. */
class Unsent extends Ended {}

/** The user's account, called slowly, with a ledger of all that the check may have blocked. */
export class Account {
	readonly ledger = new Ledger();
	readonly log: LoggedCall[] = [];
	readonly redactor: Redactor;
	/** What limits the answers spoke of. */
	readonly limits: string[] = [];
	readonly main: OwnGroup;
	readonly second: OwnGroup;
	readonly twin: OwnGroup;
	readonly digitsName: string;
	/** How the account wants to be called; found by the first probes. */
	authentication: 'apiKey' | 'token' = 'apiKey';
	updateCall: 'C2' | 'C2 singular' = 'C2';
	/** What the current API says of a group that it does not know. */
	unknownGroupWords: string | undefined;
	/** PHP wrote notices before an answer. */
	hasNotices = false;
	/** What it is asked for at the moment. */
	why = '';
	private token = '';
	private tokensAsked = 0;
	private readonly added = new Set<string>();
	/** Numbers that are in other groups too: C3, which may not heed its group, must not be asked. */
	private readonly elsewhere = new Set<string>();
	private isRemoving = false;
	private readonly stopping = new AbortController();
	private readonly sleep: NonNullable<Settings['sleep']>;
	private readonly onCall: NonNullable<Settings['onCall']>;

	constructor(
		private readonly access: Access,
		readonly a: Own,
		readonly b: Own,
		{ sleep = sleepFor, onCall = () => undefined, now = new Date() }: Settings = {},
	) {
		this.sleep = sleep;
		this.onCall = onCall;
		const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
		this.digitsName = time;
		this.main = { label: 'first group', name: `n8n account check ${time}` };
		this.second = { label: 'second group', name: `n8n account check ${time} b` };
		this.twin = { label: 'twin group', name: this.main.name, onlyById: true };
		this.redactor = new Redactor([a, b]);
		this.redactor.hide('user name', access.userName);
		this.redactor.hide('API key', access.apiKey);
		this.redactor.hide('credential', `${access.userName}:${access.apiKey}`);
		this.redactor.hide('second group', this.second.name);
		this.redactor.hide('group', this.main.name);
		this.redactor.hide('group of digits', this.digitsName);
	}

	/** No further probe; a wait ends at once, a call under way is waited for. */
	stop(): void {
		this.stopping.abort();
	}

	get isStopped(): boolean {
		return this.stopping.signal.aborted;
	}

	async add(
		group: OwnGroup,
		forms: Form[],
		expiryDate?: string,
		code: CallCode = this.updateCall,
	): Promise<Reply> {
		return await this.addBy(code, { groupName: group.name }, group, forms, expiryDate);
	}

	/** With the keys that tell the group given: the spelling of the id is a question. */
	async addBy(
		code: CallCode,
		target: object,
		group: OwnGroup,
		forms: Form[],
		expiryDate?: string,
	): Promise<Reply> {
		const reply = await this.callAdding(code, group, forms, {
			...target,
			blockNumbers: forms.map(({ text }) => text),
			...(expiryDate ? { expiryDate } : {}),
		});
		if (reply.kind === 'done') group.id ??= idIn(toJson(toJson(reply.body).input).id);
		this.noticeOthers(group, forms, reply);
		return reply;
	}

	/** Groups that were created, as far as is known. */
	readonly mayExist = new Set<OwnGroup>();

	async create(group: OwnGroup, forms: Form[], expiryDate?: string): Promise<Reply> {
		this.mayExist.add(group);
		const reply = await this.callAdding('C1', group, forms, {
			name: group.name,
			description: 'Made by n8n-nodes-ozonetel to check the account. May be deleted.',
			blockNumbers: forms.map(({ text }) => text),
			...(expiryDate ? { expiryDate } : {}),
		});
		if (reply.kind === 'done') group.id ??= idIn(reply.output.lastInsertId);
		else if (group !== this.main) this.mayExist.delete(group);
		this.noticeOthers(group, forms, reply);
		return reply;
	}

	/** With what may now be blocked written down, whether an answer comes or not. */
	private async callAdding(code: CallCode, group: OwnGroup, forms: Form[], body: object) {
		const { settle, undo } = this.ledger.adding(group, forms);
		try {
			const reply = await this.call(code, body);
			settle(reply);
			if (code !== 'C1' && this.saysUnknownGroup(reply)) this.ledger.forgetUnconfirmed(group);
			return reply;
		} catch (error) {
			if (error instanceof Unsent) undo();
			throw error;
		}
	}

	/**
	 * The first time a number is added, Ozonetel may say that the account knows it. It is in a group of
	 * the user's, which a removal by C3 may reach.
	 */
	private noticeOthers(group: OwnGroup, forms: Form[], { kind, output }: Reply): void {
		const core = forms
			.map((form) => form.core)
			.find((one) => [this.a.core, this.b.core].includes(one));
		if (kind !== 'done' || group !== this.main || !core || this.added.has(core)) return;
		this.added.add(core);
		if (output.new !== 0 || output.inserted !== 1) return;
		this.elsewhere.add(core);
		const which = core === this.a.core ? 'first' : 'second';
		throw new Ended(
			`the ${which} number is in another group of the account: take one that is in none`,
		);
	}

	/** Always from a group of the check's own: by its name, its id, or the legacy call. */
	async remove(
		group: OwnGroup,
		asked: Entry[],
		way: 'name' | 'id' | 'legacy',
	): Promise<Reply | undefined> {
		const isSafe = ({ form }: Entry) => way === 'legacy' || !this.elsewhere.has(form.core);
		const entries = asked.filter(isSafe);
		if (entries.length === 0) return undefined;
		const id = group.id === undefined ? {} : { id: group.id };
		const target =
			way === 'name'
				? { groupName: group.name }
				: way === 'legacy'
					? id
					: { ...(group.onlyById ? {} : { groupName: group.name }), ...id, Id: group.id };
		if (Object.keys(target).length === 0) throw new Error('A removal has to name its group.');
		const blockNumbers = [...new Set(entries.map(({ form }) => form.text))];
		const code = way === 'legacy' ? 'L3' : 'C3';
		const reply = await this.call(code, { ...target, blockNumbers }).catch((error: unknown) => {
			if (!(error instanceof Unsent)) this.ledger.mayBeRemoved(entries);
			throw error;
		});
		this.ledger.afterRemoval(entries, reply);
		if (this.saysUnknownGroup(reply)) this.ledger.forgetUnconfirmed(group);
		return reply;
	}

	saysUnknownGroup({ kind, words }: Reply): boolean {
		if (kind !== 'refused') return false;
		return words === this.unknownGroupWords || kindOfWords(words) === 'group';
	}

	/**
	 * Sends a call, slowly; waits where Ozonetel says so, and asks for the token first.
	 *
	 * @throws {Ended} stopped, out of calls, or no answer that can be read
	 */
	async call(code: CallCode, body: object): Promise<Reply> {
		for (let waits = 0; ; waits++) {
			const reply = await this.once(code, body);
			if (reply.kind !== 'limited' && reply.kind !== 'busy') {
				if (reply.kind === 'unreadable') {
					throw new Ended(`no answer that can be read (HTTP ${reply.status})`);
				}
				if (code !== 'T' && (await this.gotToken(reply))) continue;
				return reply;
			}
			this.limits.push(
				`${this.callsInTheLastMinute()} calls in the last minute, then HTTP ${reply.status} “${this.redactor.text(reply.words)}”` +
					(reply.retryAfter === undefined ? '' : `, Retry-After ${reply.retryAfter}`),
			);
			if (waits === MOST_WAITS) throw new Ended('Ozonetel kept asking to wait');
			const told = reply.retryAfter === undefined ? AFTER_LIMIT : reply.retryAfter * 1000;
			await this.pause(reply.kind === 'busy' ? AFTER_BUSY : Math.min(told, 2 * AFTER_LIMIT));
		}
	}

	/** Whether the account wants a token, and there is a new one: the same call may then be answered. */
	private async gotToken({ kind, words }: Reply): Promise<boolean> {
		if (kind !== 'refused' || this.tokensAsked === MOST_TOKENS) return false;
		const spoken = readAccountFailure(words);
		const wantsOne = this.authentication === 'apiKey' && spoken === 'wantsToken';
		const isOver = this.authentication === 'token' && spoken === 'token';
		if (!wantsOne && !isOver) return false;
		this.tokensAsked++;
		if ((await this.call('T', {})).kind !== 'done') return false;
		this.authentication = 'token';
		return true;
	}

	/** From here on calls go out although the check was stopped, and the last ones are free. */
	beginRemoval(): void {
		this.isRemoving = true;
	}

	get callsLeft(): number {
		return MOST_CALLS - (this.isRemoving ? 0 : KEPT_FOR_REMOVAL) - this.log.length;
	}

	async pause(ms: number): Promise<void> {
		const signal = this.isRemoving ? undefined : this.stopping.signal;
		await this.sleep(ms, signal).catch(() => undefined);
	}

	private readonly times: number[] = [];

	private callsInTheLastMinute(): number {
		const minuteAgo = Date.now() - 60_000;
		return this.times.filter((at) => at > minuteAgo).length;
	}

	private async once(code: CallCode, body: object): Promise<Reply> {
		if (this.log.length > 0) await this.pause(BETWEEN_CALLS);
		if (this.isStopped && !this.isRemoving) throw new Unsent('stopped');
		if (this.callsLeft <= 0) throw new Unsent(`${MOST_CALLS} calls are the most it makes`);
		const isLegacy = CALLS[code].path.startsWith('/CAServices');
		const whole = isLegacy ? body : { userName: this.access.userName, ...body };
		const shown = Object.fromEntries(
			Object.entries(whole as Record<string, unknown>).filter(([name]) => name !== 'userName'),
		);
		const entry: LoggedCall = {
			n: this.log.length + 1,
			call: code,
			why: this.why,
			sent: this.redactor.value(short(shown)),
			answer: 'none',
		};
		this.log.push(entry);
		this.times.push(Date.now());
		try {
			const reply = await send(this.access.origin, code, this.headers(code), whole);
			if (code === 'T') this.learnToken(reply);
			this.hasNotices ||= reply.hasNotice;
			entry.status = reply.status;
			entry.answer =
				typeof reply.body === 'string'
					? `${reply.contentType.split(';')[0]}: ${this.redactor.text(reply.body)}`
					: this.redactor.value(short(reply.body));
			return reply;
		} catch (error) {
			const { name, cause } = error as Error & { cause?: { code?: string } };
			const reason = cause?.code ?? name;
			entry.answer = `none: ${reason}`;
			const message = `the connection failed (${reason})`;
			throw NEVER_LEFT.has(reason) ? new Unsent(message) : new Ended(message);
		} finally {
			this.onCall(entry);
		}
	}

	private headers(code: CallCode): Record<string, string> {
		const { userName, apiKey } = this.access;
		if (CALLS[code].path.startsWith('/CAServices')) {
			const basic = Buffer.from(`${userName}:${apiKey}`).toString('base64');
			return { authorization: `Basic ${basic}` };
		}
		if (code === 'T' || this.authentication === 'apiKey') return { apiKey };
		return { authorization: `Bearer ${this.token}` };
	}

	/** Seconds from `iat` to `exp` of the token. */
	tokenSeconds: number | undefined;

	private learnToken(reply: Reply): void {
		const { token } = toJson(reply.body);
		if (typeof token !== 'string' || token === '') return;
		this.token = token;
		this.redactor.hide('token', token);
		for (const part of token.split('.')) if (part.length > 8) this.redactor.hide('token', part);
		try {
			const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
			const seconds = claims.exp - claims.iat;
			if (seconds > 0) this.tokenSeconds = seconds;
		} catch {
			// not a JWT: nothing to read
		}
	}
}

/** No connection came about, so nothing was sent. */
const NEVER_LEFT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

const sleepFor = async (ms: number, signal?: AbortSignal) => await wait(ms, undefined, { signal });

const idIn = (value: unknown): string | number | undefined =>
	typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
		? value
		: undefined;

/** A hundred numbers are told by their count. */
function short(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.length > 8 ? [...value.slice(0, 2), `… ${value.length} in all`] : value.map(short);
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, short(one)]));
}
