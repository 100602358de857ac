import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { tokenIn } from './storedToken';

/** This many characters of a secret in a row are hidden, from any part of it. */
const TELLING = 6;
/** In hexadecimal, a character is two digits; shorter rows of digits may be phone numbers. */
const TELLING_HEX = 2 * TELLING;

const HIDDEN = '[hidden]';

/** Of any account: the value of a header, or a token of another run. */
const ANY_HEADER = /\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi;
const ANY_TOKEN = /\beyJ[\w.-]{8,}/g;

/**
 * Removes the account's key and token from a message, also in the forms in which answers and errors
 * repeat them: encoded, escaped, in other capitals, cut off at either end.
 */
export function redact(message: string, credentials: ICredentialDataDecryptedObject): string {
	const [userName, apiKey] = [credentials.username, credentials.apiKey].map(written);
	const secrets = [apiKey, tokenIn(credentials.token) ?? ''].filter((one) => SENDABLE.test(one));
	const forms = [...secrets.flatMap(formsOf), base64(`${userName}:${apiKey}`)];
	return hide(message, forms, secrets.map(hex))
		.replace(ANY_HEADER, `$1 ${HIDDEN}`)
		.replace(ANY_TOKEN, HIDDEN);
}

/** Other secrets are never sent, so nobody can repeat them. */
const SENDABLE = /^[\x20-\x7e]+$/;

const written = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=/g, '');
const hex = (text: string): string => Buffer.from(text).toString('hex');

function formsOf(secret: string): string[] {
	// Base64 takes three characters at a time: what stands before the secret shifts it.
	const shifted = ['', ' ', '  '].map((before) => base64(before + secret));
	const json = JSON.stringify(secret).slice(1, -1);
	const html = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return [
		secret,
		...shifted,
		...shifted.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
		json,
		json.replace(/\//g, '\\/'), // as PHP writes JSON
		secret.replace(/\\/g, '\\$&'), // as Node.js shows it between backticks
		secret.replace(/['"\\]/g, '\\$&'), // PHP's addslashes
		html.replace(/"/g, '&quot;').replace(/'/g, '&#039;'),
		html.replace(/"/g, '&#34;').replace(/'/g, '&#39;'),
		encodeURIComponent(secret),
		new URLSearchParams({ '': secret }).toString().slice(1), // of a form: a plus for a space
	];
}

/** Hides every row of characters that one of the forms has too, whatever its capitals. */
function hide(message: string, forms: string[], hexForms: string[]): string {
	const text = message.toLowerCase();
	const isSecret = new Array<boolean>(text.length).fill(false);
	const mark = (from: number, length: number) => isSecret.fill(true, from, from + length);
	for (const [list, length] of [
		[forms, TELLING],
		[hexForms, TELLING_HEX],
	] as const) {
		const all = list.join('\n').toLowerCase();
		for (let at = 0; at + length <= text.length; at++) {
			if (all.includes(text.slice(at, at + length))) mark(at, length);
		}
	}
	for (const form of forms.filter(({ length }) => length < TELLING)) {
		for (const at of placesOf(form.toLowerCase(), text)) mark(at, form.length);
	}
	let shown = '';
	for (let at = 0; at < message.length; at++) {
		if (!isSecret[at]) shown += message[at];
		else if (!isSecret[at - 1]) shown += HIDDEN;
	}
	return shown;
}

/** Where a short text stands alone: as a part of words it says nothing. */
function placesOf(short: string, text: string): number[] {
	const places: number[] = [];
	for (let at = text.indexOf(short); at >= 0; at = text.indexOf(short, at + 1)) {
		const around = `${text[at - 1] ?? ''} ${text[at + short.length] ?? ''}`;
		if (!/[a-z\d]/.test(around)) places.push(at);
	}
	return places;
}
