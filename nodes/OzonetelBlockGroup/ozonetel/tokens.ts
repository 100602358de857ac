import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Answer } from './answer';
import { CREDENTIAL, type OpenCredential, type Session } from './credential';
import { wantsNewToken } from './failures';

/** Renewals under way in this process, by credential: whoever needs a token meanwhile waits. */
const renewals = new Map<string, Promise<Answer>>();
/** The token this process generated last, by credential. */
const generated = new Map<string, unknown>();

/** Sends one request, signed with the given credential. */
type Send = (credential: OpenCredential) => Promise<Answer>;

/**
 * Sends a request with a live token: a missing or expired one is renewed first, one that Ozonetel
 * refuses is renewed and the request sent once more.
 */
export async function sendWithToken(
	context: IExecuteFunctions,
	{ credential }: Session,
	send: Send,
): Promise<Answer> {
	const used = credential.data.token;
	const answer = isLive(used)
		? await send(credential)
		: await renewAndSend(context, credential, used, send);
	if (answer.verdict !== 'failure' || !wantsNewToken(answer)) return answer;
	const newest = credential.data.token;
	// Another call of this run may have renewed it while this one was on its way.
	const renewed = isLive(used) && newest !== used && isLive(newest);
	return renewed ? await send(credential) : await renewAndSend(context, credential, newest, send);
}

/**
 * A new token kills every earlier one and only 10 an hour are allowed (docs/ozonetel-api.md §4). So a
 * newer one that another run or worker has stored is taken first. Else one call of this process
 * sends its request without a token, which makes n8n ask the credential for one and store it; the
 * others wait for that, and share its failure too.
 */
async function renewAndSend(
	context: IExecuteFunctions,
	credential: OpenCredential,
	refused: unknown,
	send: Send,
): Promise<Answer> {
	const key = `${credential.id}:${String(credential.data.username)}`;
	const takeStored = async (): Promise<boolean> => {
		const { token } = await context.getCredentials(CREDENTIAL);
		const isNewer = token !== refused && isLive(token);
		if (isNewer) credential.data.token = token;
		return isNewer;
	};
	const generate = async (): Promise<Answer> => {
		await sleep(headStart(refused, generated.get(key)));
		if (await takeStored()) return await send(credential);
		// A copy: other calls of this run would meet the missing token, and generate as well.
		const fresh = { ...credential, data: { ...credential.data, token: '' } };
		const answer = await send(fresh);
		if (fresh.data.token !== '') generated.set(key, (credential.data.token = fresh.data.token));
		return answer;
	};
	for (;;) {
		const shared = await renewals.get(key);
		if (shared?.verdict === 'failure' && shared.unsent) return shared;
		if (await takeStored()) return await send(credential);
		if (!renewals.has(key)) break;
	}
	const renewal = generate().finally(() => renewals.delete(key));
	renewals.set(key, renewal);
	return await renewal;
}

/**
 * How long to leave it to other workers, in ms, so that two do not generate at the same moment:
 * whoever generated the token that has expired goes first. A token that is refused before its time
 * has a successor already, which is about to be stored.
 */
function headStart(refused: unknown, own: unknown): number {
	if (isLive(refused)) return 500 + Math.random() * 1000;
	return own !== undefined && refused === own ? 0 : Math.random() * 1000;
}

/** Whether a token is there and its `exp` has not passed; one without a readable `exp` is tried. */
export function isLive(token: unknown): token is string {
	if (typeof token !== 'string' || token === '') return false;
	try {
		const payload: unknown = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
		);
		const { exp } = payload as { exp?: unknown };
		return typeof exp !== 'number' || exp * 1000 > Date.now();
	} catch {
		return true;
	}
}
