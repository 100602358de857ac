import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Answer } from './answer';
import { CREDENTIAL, type OpenCredential, type Session } from './credential';
import { generateToken } from './exchange';
import { CANCELLED, wantsNewToken, type Failure } from './failures';

/** Tokens being generated in this process, by credential: whoever needs one meanwhile waits for it. */
const renewals = new Map<string, Promise<string | Failure>>();
/** The token this process generated last, by credential. */
const generated = new Map<string, unknown>();

/** Sends one request, signed with the given credential. */
type Send = (credential: OpenCredential) => Promise<Answer>;

/** A token may expire, and another worker's replace the new one at once: the third is what is left. */
const MOST_TOKENS = 3;

/**
 * Sends a request with the account's token. A missing one is generated first; one that Ozonetel
 * refuses is renewed, and the request sent again. Whether a token lives, Ozonetel alone says:
 * by a clock that is ahead, one that was just issued would look expired.
 */
export async function sendWithToken(
	context: IExecuteFunctions,
	session: Session,
	send: Send,
): Promise<Answer> {
	const { data } = session.credential;
	let refused: unknown;
	for (let sent = 1; ; sent++) {
		// Another call of this run may have renewed it while this one was on its way.
		if (!isToken(data.token) || data.token === refused) {
			const failure = await renew(context, session, data.token);
			if (failure) return failure;
		}
		const used = data.token;
		const answer = await send(session.credential);
		if (sent === MOST_TOKENS || answer.verdict !== 'failure' || !wantsNewToken(answer))
			return answer;
		if (sent > 1 && !(await mayBeReplaced(context, session, used))) return answer;
		refused = used;
	}
}

/**
 * Whether another token may do better than one that was refused although it was new. One generated
 * here was replaced by another worker, who is about to store its own, or generating again is no use.
 */
async function mayBeReplaced(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<boolean> {
	if (!isToken(refused) || refused !== generated.get(keyOf(session)) || isOverdue(refused)) {
		return true;
	}
	await sleep(headStart(refused, refused));
	return (await storedSince(context, refused)) !== undefined;
}

/** What tokens are kept by: an account of a credential. */
const keyOf = ({ credential }: Session): string =>
	`${credential.id}:${String(credential.data.username)}`;

/**
 * A new token kills every earlier one and only 10 an hour are allowed (docs/ozonetel-api.md §4). So
 * one that another run or worker has stored since is taken first; else one is generated for all calls
 * of this process that need it now. They share the failure too.
 *
 * @returns why there is none
 */
async function renew(
	context: IExecuteFunctions,
	session: Session,
	refused: unknown,
): Promise<Failure | undefined> {
	const { credential, redact } = session;
	const key = keyOf(session);
	let found: string | Failure | undefined = await storedSince(context, refused);
	if (found === undefined) {
		if (!renewals.has(key)) {
			const renewal = generate(context, session, key, refused);
			renewals.set(
				key,
				renewal.finally(() => renewals.delete(key)),
			);
		}
		found = await unlessCancelled(renewals.get(key)!, context.getExecutionCancelSignal());
	}
	if (typeof found !== 'string') return { ...found, message: redact(found.message) };
	credential.data.token = found;
	return undefined;
}

async function generate(
	context: IExecuteFunctions,
	{ origin, credential }: Session,
	key: string,
	refused: unknown,
): Promise<string | Failure> {
	await sleep(headStart(refused, generated.get(key)));
	const stored = await storedSince(context, refused);
	if (stored !== undefined) return stored;
	// A copy: other calls of this run would meet the missing token, and generate as well.
	const fresh = { ...credential, data: { ...credential.data, token: '' } };
	const failure = await generateToken(context, origin, fresh);
	if (failure) return failure;
	generated.set(key, fresh.data.token);
	return fresh.data.token;
}

/** The stored token, if it is another one than was refused. */
async function storedSince(
	context: IExecuteFunctions,
	refused: unknown,
): Promise<string | undefined> {
	const { token } = await context.getCredentials(CREDENTIAL);
	return isToken(token) && token !== refused ? token : undefined;
}

/** Waits for a token, but no longer than the execution lives. */
async function unlessCancelled(
	token: Promise<string | Failure>,
	signal: AbortSignal | undefined,
): Promise<string | Failure> {
	if (!signal) return await token;
	const end = new AbortController();
	const cancelled = new Promise<Failure>((resolve) => {
		if (signal.aborted) resolve(CANCELLED);
		signal.addEventListener('abort', () => resolve(CANCELLED), { signal: end.signal });
	});
	return await Promise.race([token, cancelled]).finally(() => end.abort());
}

/**
 * How long to leave it to other workers, in ms, so that two do not generate at the same moment:
 * whoever generated the token that has expired goes first. A token that is refused before its time
 * has a successor already, which is about to be stored.
 */
function headStart(refused: unknown, own: unknown): number {
	if (isToken(refused) && !isOverdue(refused)) return 500 + Math.random() * 1000;
	return own !== undefined && refused === own ? 0 : Math.random() * 1000;
}

const isToken = (token: unknown): token is string => typeof token === 'string' && token !== '';

/** Whether a token's `exp` has passed by this machine's clock; a token without one never is. */
export function isOverdue(token: string): boolean {
	try {
		const payload: unknown = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
		);
		const { exp } = payload as { exp?: unknown };
		return typeof exp === 'number' && exp * 1000 <= Date.now();
	} catch {
		return false;
	}
}
