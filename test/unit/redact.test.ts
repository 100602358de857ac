import { inspect } from 'node:util';

import { redact } from '../../credentials/redact';
import { toStored } from '../../credentials/storedToken';

const key = `KK'9f/4e"7c\\+1a<2&b3=x5>`;
const account = { username: 'acme_support', apiKey: ` ${key}\n`, region: 'india' };
const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhY21lIn0', 'sIgNaTuRe_-q9Zx8Wv7'].join('.');
const credentials = { ...account, token: toStored(account, token) };

const hexOf = (text: string) => [...text].map((one) => one.charCodeAt(0).toString(16)).join('');
const php = (text: string) => text.replace(/[\\'"]/g, (one) => `\\${one}`);

/** How an answer may repeat a secret. Written out by hand: the oracle shares no code with the node. */
const FORMS: Record<string, (secret: string) => string> = {
	'as it is': (secret) => secret,
	'in capitals': (secret) => secret.toUpperCase(),
	'in small letters': (secret) => secret.toLowerCase(),
	'in base64': (secret) => btoa(secret).replace(/=+$/, ''),
	'in base64, behind a user name': (secret) => btoa(`acme_support:${secret}`).replace(/=+$/, ''),
	'in base64, one character into a text': (secret) =>
		btoa(`?${secret}`).slice(2).replace(/.=+$/, ''),
	'in base64, two characters into a text': (secret) =>
		btoa(`??${secret}`).slice(3).replace(/.=+$/, ''),
	'in base64 for addresses': (secret) => Buffer.from(secret).toString('base64url'),
	'in hexadecimal': hexOf,
	'in hexadecimal capitals': (secret) => hexOf(secret).toUpperCase(),
	'in HTML': (secret) =>
		[...secret]
			.map(
				(one) =>
					({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#039;' })[one] ?? one,
			)
			.join(''),
	'in HTML with a short apostrophe': (secret) =>
		[...secret]
			.map(
				(one) =>
					({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[one] ?? one,
			)
			.join(''),
	'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
	'in JSON of PHP': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
	'in a text of PHP': php,
	'as Node.js shows it': (secret) => inspect(secret).slice(1, -1),
	'in an address': encodeURIComponent,
	'in an address, in small letters': (secret) => encodeURIComponent(secret).toLowerCase(),
	'in a form': (secret) => new URLSearchParams({ secret }).toString().slice('secret='.length),
};

/** So many characters of a form in a row may be left; in hexadecimal two make one. */
const LEFT = 5;
const leftOf = (clean: string, form: string, left: number) =>
	[...form].flatMap((_, at) => {
		const row = form.slice(at, at + left + 1);
		return row.length > left && clean.includes(row) ? [row] : [];
	});

describe.each([
	['key', key],
	['token', token],
])('the %s', (_, secret) => {
	const isSent = ([name]: [string, unknown]) => secret === key || !name.includes('user name');

	it.each(Object.entries(FORMS).filter(isSent))(
		'is hidden %s, whole or in part',
		(name, formOf) => {
			const form = formOf(secret);
			const left = name.includes('hexadecimal') ? 2 * LEFT + 1 : LEFT;
			for (let from = 0; from < form.length; from++) {
				for (let to = from + 1; to <= form.length; to++) {
					const part = form.slice(from, to);
					const clean = redact(`said “${part}” again`, credentials);
					if (leftOf(clean, part, left).length > 0) throw new Error(`${part} becomes ${clean}`);
					expect(clean).toMatch(/^said “.*” again$/);
				}
			}
			expect(redact(`said “${form}”`, credentials)).toContain('[hidden]');
		},
	);
});

it.each([
	['any other Bearer value', 'Bearer abcdefgh12345678'],
	['any other Basic value', 'authorization: basic dXNlcjpwYXNzd29yZA=='],
	['a token of another run', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJvdGhlciJ9.c2lnbmF0dXJl'],
])('hides %s', (_, text) => {
	const value = text.replace(/^.*(?:Basic|Bearer) /i, '');
	expect(redact(`said “${text}”`, credentials)).not.toContain(value);
	expect(redact(`said “${text}”`, { region: 'india' })).not.toContain(value);
});

it('hides a token whosever it is, once the credential was edited', () => {
	expect(redact(`said ${token}`, { ...credentials, username: 'other' })).toBe('said [hidden]');
});

it.each(['x', 'K1', 'abc', '12345'])('hides the short key %j where it stands alone', (apiKey) => {
	const said = `the key ${apiKey}, “${apiKey.toUpperCase()}” and ${btoa(apiKey).replace(/=+$/, '')}`;
	expect(redact(said, { ...account, apiKey })).toBe('the key [hidden], “[hidden]” and [hidden]');
	expect(redact(`1${apiKey}1`, { ...account, apiKey })).toBe(`1${apiKey}1`);
});

it.each<object>([
	credentials,
	{ ...credentials, username: 12345 },
	{ ...credentials, apiKey: '', token: '' },
	{ ...credentials, apiKey: 'lone \ud800 surrogate' },
	{ username: undefined, apiKey: undefined, token: undefined },
])('leaves the rest as it is: %j', (given) => {
	const message =
		'Basic plans and Bearer bonds: status “error”, $& $1; 9812345678 is no number of 919876543210';
	expect(redact(message, given as typeof credentials)).toBe(message);
});
