import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import { refusals, successes } from './answers';
import type { RequestBody } from './requestBody';
import type { Switches } from './switches';

export interface Account {
	userName: string;
	apiKey: string;
}

type Headers = Record<string, string>;

/** HTTP Basic, user name : API key. Answers the refusal, or nothing. */
export function refusalByBasicAuth(headers: Headers, account: Account): object | undefined {
	const [, encoded = ''] =
		/^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(headers.authorization ?? '') ?? [];
	const [userName, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	const apiKey = rest.join(':');
	const known = userName === account.userName && apiKey === account.apiKey;
	return known ? undefined : refusals.authenticationFailed;
}

/**
 * The current API (docs/ozonetel-api.md §4): the `apiKey` header or a Bearer token, whichever the account
 * is set to, and the body's `userName`. The other kind is not looked at, so it counts as missing.
 */
export function refusalByAccount(
	headers: Headers,
	body: RequestBody,
	account: Account,
	tokens: Tokens,
	switches: Switches,
): object | undefined {
	if (switches.authentication === 'apiKey') {
		return refusalByApiKey(headers, body, account, refusals.invalidUser);
	}
	const [, token = ''] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
	if (token === '') return refusals.tokenMissing;
	if (isBlank(body.userName)) return refusals.userNameMissing;
	if (body.userName !== account.userName) return refusals.invalidUser;
	return tokens.refusalOf(token, switches);
}

/** The `apiKey` header and the body's `userName`; generating a token asks for them too. */
export function refusalByApiKey(
	headers: Headers,
	body: RequestBody,
	account: Account,
	ifUnknown: object,
): object | undefined {
	if (isBlank(headers.apikey)) return refusals.apiKeyMissing;
	if (isBlank(body.userName)) return refusals.userNameMissing;
	const known = headers.apikey === account.apiKey && body.userName === account.userName;
	return known ? undefined : ifUnknown;
}

/** The account's tokens: only the newest counts, for its hour (docs/ozonetel-api.md §4). */
export class Tokens {
	private readonly secret = randomBytes(32);
	private newest: string | undefined;
	private issuedAt: number[] = [];

	get generated(): number {
		return this.issuedAt.length;
	}

	/** Whichever way the account authenticates: a token on a BASIC_AUTH account is issued and useless. */
	generate(account: Account, switches: Switches): object {
		const hourAgo = Date.now() - 3_600_000;
		if (this.issuedAt.filter((at) => at > hourAgo).length >= switches.tokensPerHour) {
			return refusals.tooManyTokens;
		}
		this.issuedAt.push(Date.now());
		this.newest = this.sign(account.userName, switches);
		return successes.token(this.newest);
	}

	/** A token of ours that has run out is expired, one replaced by a newer is invalid. */
	refusalOf(token: string, switches: Switches): object | undefined {
		const [header, claims, signature] = token.split('.');
		if (signature !== this.signature(`${header}.${claims}`)) return refusals.tokenInvalid;
		const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
		if (secondsBy(switches) >= exp) return refusals.tokenExpired;
		return token === this.newest ? undefined : refusals.tokenInvalid;
	}

	clear(): void {
		this.newest = undefined;
		this.issuedAt = [];
	}

	private sign(userName: string, switches: Switches): string {
		const now = Math.floor(secondsBy(switches));
		const unsigned = [
			{ alg: 'HS256', typ: 'JWT' },
			{ sub: userName, iat: now, exp: now + switches.tokenSeconds, jti: randomUUID() },
		]
			.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
			.join('.');
		return `${unsigned}.${this.signature(unsigned)}`;
	}

	private signature(unsigned: string): string {
		return createHmac('sha256', this.secret).update(unsigned).digest('base64url');
	}
}

/** Ozonetel's clock, in seconds since 1970. */
const secondsBy = ({ clockAheadSeconds }: Switches) => Date.now() / 1000 + clockAheadSeconds;

const isBlank = (value: unknown) => typeof value !== 'string' || value.trim() === '';
