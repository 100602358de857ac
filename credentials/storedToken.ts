import { createHmac } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { apiOrigin } from './regions';

/** What n8n stores in the credential's hidden field, as JSON. */
interface StoredToken {
	token: string;
	/** The account that it belongs to. */
	account: string;
	/** By the clock here, in ms since 1970. */
	issuedAt: number;
	/** Absent if the token does not say. */
	expiresAt?: number;
}

/**
 * Identifies an account by its API, user name and key, without revealing them. If one of them is edited
 * in a credential, it is another account.
 */
export function accountKey(credentials: ICredentialDataDecryptedObject): string {
	const [userName, apiKey] = [credentials.username, credentials.apiKey].map((value) =>
		String(value ?? '').trim(),
	);
	return createHmac('sha256', apiKey)
		.update(JSON.stringify([apiOrigin(credentials), userName]))
		.digest('base64url');
}

/** What to store for a token that was just issued to the account. */
export function toStored(credentials: ICredentialDataDecryptedObject, token: string): string {
	const issuedAt = Date.now();
	const lifetime = lifetimeOf(token, issuedAt);
	const stored: StoredToken = {
		token,
		account: accountKey(credentials),
		issuedAt,
		...(lifetime === undefined ? {} : { expiresAt: issuedAt + lifetime }),
	};
	return JSON.stringify(stored);
}

/** The credential's token, unless it belongs to another account or has expired. */
export function liveToken(credentials: ICredentialDataDecryptedObject): string | undefined {
	const stored = read(credentials.token);
	if (!stored || stored.account !== accountKey(credentials)) return undefined;
	return isOver(stored) ? undefined : stored.token;
}

/** The token in a stored field, of whatever account. */
export const tokenIn = (field: unknown): string | undefined => read(field)?.token;

/** Whether a stored token has expired, by the clock here. A token without an end never has. */
export const hasExpired = (field: unknown): boolean => {
	const stored = read(field);
	return stored !== undefined && isOver(stored);
};

/** Ozonetel allows 10 tokens an hour: one each six minutes (docs/ozonetel-api.md §4). */
const SIXTH_OF_AN_HOUR_MS = 6 * 60_000;

/** Whether a stored token is so new that another one would hardly help. */
export const isNew = (field: unknown): boolean => {
	const age = Date.now() - (read(field)?.issuedAt ?? -Infinity);
	return Math.abs(age) < SIXTH_OF_AN_HOUR_MS;
};

const isOver = ({ expiresAt = Infinity }: StoredToken): boolean => Date.now() >= expiresAt;

function read(field: unknown): StoredToken | undefined {
	if (typeof field !== 'string' || !field.startsWith('{')) return undefined;
	try {
		const stored = JSON.parse(field) as StoredToken;
		return typeof stored.token === 'string' ? stored : undefined;
	} catch {
		return undefined;
	}
}

/**
 * How long a token lives, in ms, by its own claims. Ozonetel's clock may differ from the one here, so the
 * difference between the token's two times counts, if it has both.
 */
function lifetimeOf(token: string, now: number): number | undefined {
	const { iat, exp } = claimsOf(token);
	if (typeof exp !== 'number') return undefined;
	const lifetime = exp * 1000 - (typeof iat === 'number' ? iat * 1000 : now);
	return lifetime > 0 ? lifetime : undefined;
}

function claimsOf(token: string): { iat?: unknown; exp?: unknown } {
	try {
		const claims: unknown = JSON.parse(
			Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
		);
		return claims ?? {};
	} catch {
		return {};
	}
}
