import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { accountKey, hasExpired, isNew, liveToken } from '../../../credentials/storedToken';
import type { Answer } from './answer';
import { CREDENTIAL, type OpenCredential, type Session } from './credential';
import { generateToken } from './exchange';
import { CANCELLED_UNSENT, ruleOf, toFailure, type Failure } from './failures';

/** Tokens that are being generated in this process, by account. Other calls wait for them. */
const renewals = new Map<string, Promise<string | Failure>>();
/** The token that this process generated last, by account. */
const generated = new Map<string, string>();

type Send = (credential: OpenCredential) => Promise<Answer>;

/** A token may expire, and another worker may replace the new one at once: three attempts. */
const MOST_TOKENS = 3;

/**
 * Sends a request with the account's token: here “token” means the content of the credential's field. A
 * token that is missing, has expired or belongs to another account is replaced first. If Ozonetel
 * refuses it, it is replaced as well, and the request is sent again.
 */
export async function sendWithToken(
	context: IExecuteFunctions,
	session: Session,
	send: Send,
): Promise<Answer> {
	const { data } = session.credential;
	let refused: unknown;
	for (let sent = 1; ; sent++) {
		// Another call of this run may have replaced it meanwhile.
		if (liveToken(data) === undefined || data.token === refused) {
			const failure = await renew(context, session, data.token);
			if (failure) return failure;
		}
		const used = data.token;
		const answer = await send(session.credential);
		if (answer.verdict !== 'failure' || answer.unsent || sent === MOST_TOKENS) return answer;
		const { newToken } = ruleOf(answer);
		if (!newToken) return answer;
		const isOwn = used === generated.get(keyOf(session));
		const isDoubtful = newToken === 'perhaps' ? isNew(used) : sent > 1 && isOwn;
		if (isDoubtful && !(await hasSuccessor(context, session, used))) return answer;
		refused = used;
	}
}

/** Whether another worker has replaced a token: it is refused although it is new. */
async function hasSuccessor(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<boolean> {
	await sleep(headStart(refused, undefined));
	return (await storedSince(context, session, refused)) !== undefined;
}

/**
 * A new token ends every earlier one, and only 10 an hour are allowed (docs/ozonetel-api.md §4). So a
 * token that another run or worker has stored meanwhile is taken first. Otherwise one is generated for
 * all calls of this process that need it now; they share a failure, too.
 *
 * @returns why there is none
 */
async function renew(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<Failure | undefined> {
	const { credential } = session;
	const key = keyOf(session);
	let found = await storedSince(context, session, refused);
	if (found === undefined) {
		if (!renewals.has(key)) {
			const renewal = generate(context, session, refused);
			renewals.set(
				key,
				renewal.finally(() => renewals.delete(key)),
			);
		}
		const cancel = context.getExecutionCancelSignal();
		found = await unlessCancelled(renewals.get(key)!, cancel);
		// Cancelled was the run that would have generated it for all.
		if (found === CANCELLED_UNSENT && !cancel?.aborted)
			return await renew(context, session, refused);
	}
	if (typeof found !== 'string') return { ...found, message: session.redact(found.message) };
	credential.data.token = found;
	return undefined;
}

async function generate(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<string | Failure> {
	const key = keyOf(session);
	await sleep(headStart(refused, generated.get(key)));
	const stored = await storedSince(context, session, refused);
	if (stored !== undefined) return stored;
	if (context.getExecutionCancelSignal()?.aborted) return CANCELLED_UNSENT;
	// Read again: up to 2.20, n8n writes the whole credential back with the token.
	const data = { ...(await context.getCredentials(CREDENTIAL)), token: '' };
	const failure = await generateToken(context, { ...session.credential, data });
	if (failure) return failure;
	generated.set(key, data.token);
	return data.token;
}

/**
 * The account's stored token, if it is not the one that was refused. A failure, if the credential was
 * changed to another account, whose token must not be replaced.
 */
async function storedSince(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<string | Failure | undefined> {
	const data = await context.getCredentials(CREDENTIAL);
	const isSame = accountKey(data) === accountKey(session.credential.data);
	if (!isSame || data.authentication !== 'token') return EDITED;
	return data.token !== refused && liveToken(data) !== undefined ? String(data.token) : undefined;
}

const EDITED = toFailure('edited', 'The credential was edited during the run', { unsent: true });

/** Tokens are kept by account and credential. */
const keyOf = ({ credential }: Session): string =>
	`${credential.id}:${accountKey(credential.data)}`;

async function unlessCancelled(
	token: Promise<string | Failure>,
	signal: AbortSignal | undefined,
): Promise<string | Failure> {
	if (!signal) return await token;
	const end = new AbortController();
	const cancelled = new Promise<Failure>((resolve) => {
		if (signal.aborted) resolve(CANCELLED_UNSENT);
		signal.addEventListener('abort', () => resolve(CANCELLED_UNSENT), { signal: end.signal });
	});
	return await Promise.race([token, cancelled]).finally(() => end.abort());
}

/**
 * How long to wait for other workers, in ms, so that two do not generate at the same moment: the worker
 * that generated the expired token goes first. If a token is refused before it has expired, another
 * worker has generated one, and is about to store it.
 */
export function headStart(refused: unknown, own: unknown): number {
	const isToken = typeof refused === 'string' && refused !== '';
	if (isToken && !hasExpired(refused)) return 500 + Math.random() * 1000;
	return own !== undefined && refused === own ? 0 : Math.random() * 1000;
}
