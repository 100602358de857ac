import { inspect } from 'node:util';

/** The forms in which a secret shows: as it is, in base64 (alone or behind a user name), URL and JSON. */
export function formsOf(secret: string, userName: string): string[] {
	const base64 = (text: string) => Buffer.from(text).toString('base64');
	return [
		secret,
		base64(secret),
		base64(`${userName}:${secret}`),
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
	];
}

/** A cut secret is one too: this many of its characters in a row are found. */
const TELLING = 10;

/** A token begins like every other; its claims and its signature are its own. */
const partsOf = (form: string) => (/^eyJ[\w-]+\./.test(form) ? form.split('.').slice(1) : [form]);

/** Which of the texts holds a secret in any form; `places` are values of any depth. */
export function leaks(
	secrets: unknown[],
	userName: string,
	places: Record<string, unknown>,
): string[] {
	const telling = secrets
		.filter((secret): secret is string => typeof secret === 'string' && secret.length >= 4)
		.flatMap((secret) => formsOf(secret, userName))
		.flatMap(partsOf)
		.map((form) => form.slice(0, TELLING));
	return Object.entries(places).flatMap(([place, value]) => {
		const text = textOf(value);
		return [...new Set(telling)]
			.filter((form) => text.includes(form))
			.map((form) => `${place} holds ${JSON.stringify(form)}`);
	});
}

/** Everything in a value: as it is saved (JSON) and what only a debugger would see (stacks, causes). */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	const deep = {
		depth: Infinity,
		maxArrayLength: Infinity,
		maxStringLength: Infinity,
		showHidden: true,
		breakLength: Infinity,
	};
	return `${inspect(value, deep)}\n${safeJson(value)}`;
}

function safeJson(value: unknown): string {
	const seen = new Set<unknown>();
	return (
		JSON.stringify(value, (_, part: unknown) => {
			if (typeof part !== 'object' || part === null) return part;
			if (seen.has(part)) return '[again]';
			seen.add(part);
			return part;
		}) ?? ''
	);
}
