import {
	accountKey,
	hasExpired,
	isNew,
	liveToken,
	tokenIn,
	toStored,
} from '../../credentials/storedToken';
import { headStart } from '../../nodes/OzonetelBlockGroup/ozonetel/tokens';

const jwt = (claims: unknown) =>
	['{}', JSON.stringify(claims), 'signature']
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');

const account = { username: 'acme_support', apiKey: 'KK-example-1234567', region: 'india' };
const now = Date.UTC(2030, 0, 1);
const seconds = now / 1000;
const later = (ms: number) => jest.setSystemTime(now + ms);
const MINUTE = 60_000;

beforeEach(() => jest.useFakeTimers({ now }));
afterEach(() => jest.useRealTimers());

describe('a stored token is its account’s', () => {
	const token = toStored(account, 'a.b.c');

	it('as it was written, with spaces around it or without', () => {
		for (const same of [
			account,
			{ ...account, username: ' acme_support\n', apiKey: '\tKK-example-1234567 ' },
			{ ...account, domain: 'unused.example.com', authentication: 'token' },
			{ ...account, region: 'other', domain: 'https://in1-ccaas-api.ozonetel.com/' },
		]) {
			expect(liveToken({ ...same, token })).toBe('a.b.c');
		}
	});

	it.each<object>([
		{ username: 'acme' },
		{ username: 'Acme_Support' },
		{ username: '' },
		{ apiKey: 'KK-example-1234568' },
		{ apiKey: '' },
		{ region: 'international' },
		{ region: 'other', domain: 'api.example.com' },
		{ region: 'other', domain: 'https://in1-ccaas-api.ozonetel.com:8443' },
	])('and nobody’s where one of them is edited: %j', (edited) => {
		expect(liveToken({ ...account, ...edited, token })).toBeUndefined();
	});

	it('which is not told by shifting a character from one field to another', () => {
		const [one, other] = [
			{ ...account, username: 'a"', apiKey: 'b' },
			{ ...account, username: 'a', apiKey: '"b' },
		];
		expect(accountKey(one)).not.toBe(accountKey(other));
	});

	it.each([undefined, '', 'a.b.c', '{', '{}', '{"token":7}', 42, 'null', '{"token":"a.b.c"}'])(
		'and nobody’s where it was stored without one: %j',
		(field) => {
			expect(liveToken({ ...account, token: field as string })).toBeUndefined();
		},
	);

	it('and holds nothing of the key', () => {
		expect(token).not.toContain(account.apiKey);
		expect(tokenIn(token)).toBe('a.b.c');
	});
});

describe('a stored token lives', () => {
	const live = (token: string, ms: number) => {
		later(0);
		const stored = toStored(account, token);
		later(ms);
		expect(hasExpired(stored)).toBe(liveToken({ ...account, token: stored }) === undefined);
		return !hasExpired(stored);
	};

	it.each([0, -7200, 7200, -90_000])(
		'as long as it says, though Ozonetel’s clock is %i s ahead',
		(ahead) => {
			const token = jwt({ iat: seconds + ahead, exp: seconds + ahead + 3600 });
			expect(live(token, 59 * MINUTE)).toBe(true);
			expect(live(token, 60 * MINUTE)).toBe(false);
		},
	);

	it('until it says, where it does not say since when', () => {
		const token = jwt({ exp: seconds + 3600 });
		expect(live(token, 59 * MINUTE)).toBe(true);
		expect(live(token, 60 * MINUTE)).toBe(false);
	});

	it.each([
		['no time', jwt({ sub: 'x' })],
		['a time that was over when it was issued', jwt({ exp: seconds - 60 })],
		['times that are no numbers', jwt({ iat: 'now', exp: 'soon' })],
		['a negative time', jwt({ iat: seconds, exp: seconds - 1 })],
		['nothing', 'abc'],
		['nonsense', 'a.b.c'],
		['null', jwt(null)],
	])('until Ozonetel refuses it, where it says %s', (_, token) => {
		expect(live(token, 24 * 60 * MINUTE)).toBe(true);
	});
});

it('is new for six minutes, also by a clock that was set back since', () => {
	const stored = toStored(account, 'a.b.c');
	for (const [ms, expected] of [
		[0, true],
		[6 * MINUTE - 1, true],
		[6 * MINUTE, false],
		[-5 * MINUTE, true],
		[-60 * MINUTE, false],
	] as const) {
		later(ms);
		expect(isNew(stored)).toBe(expected);
	}
	expect(isNew('')).toBe(false);
	expect(isNew('a.b.c')).toBe(false);
});

describe('who generates the next token', () => {
	let expiring: string;
	beforeEach(() => (expiring = toStored(account, jwt({ iat: 0, exp: 60 }))));
	const shares = [0, 0.5, 0.999];

	it('at once, whoever generated the one that has expired', () => {
		later(2 * MINUTE);
		expect(headStart(expiring, expiring)).toBe(0);
	});

	it.each(shares)('after a moment, everybody else (%d)', (share) => {
		jest.spyOn(Math, 'random').mockReturnValue(share);
		later(2 * MINUTE);
		expect(headStart(expiring, undefined)).toBe(share * 1000);
		expect(headStart('', undefined)).toBe(share * 1000);
	});

	it.each(shares)('later still where one was refused before its time (%d)', (share) => {
		jest.spyOn(Math, 'random').mockReturnValue(share);
		later(0);
		expect(headStart(expiring, expiring)).toBe(500 + share * 1000);
		expect(headStart('somebody’s', undefined)).toBe(500 + share * 1000);
	});

	afterEach(() => jest.restoreAllMocks());
});
