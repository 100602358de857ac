import { createHash } from 'node:crypto';

import type { Own } from './numbers';

/** What must not be read in a report, and what stands there instead. */
export interface Secret {
	text: string;
	name: string;
}

/** Keys that Ozonetel documents; what is under any other is told by its type only. */
const KNOWN_KEYS =
	/^(?:status|message|input|output|errors?|data|id|Id|name|groupName|description|blockNumbers?|expiryDate|succes|success|new|inserted|deleted|affectedRows|lastInsertId|token|userName|\d{1,4})$/;
/** Of those, the ones that tell an account's own. */
const OWN_KEYS = /^(?:id|Id|lastInsertId)$/;
const MOST_TEXT = 300;

/** Takes out of any value what is the account's, whatever it is hidden in. */
export class Redactor {
	private readonly secrets: Secret[] = [];

	constructor(private readonly numbers: Own[]) {}

	hide(name: string, text: string): void {
		if (text === '') return;
		for (const form of formsOf(text)) this.secrets.push({ text: form, name });
	}

	value(value: unknown, key = ''): unknown {
		if (typeof value === 'string') return this.text(value);
		if (typeof value === 'number') return this.number(value, key);
		if (Array.isArray(value)) return value.map((one) => this.value(one, key));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([inner, one]) =>
				KNOWN_KEYS.test(inner)
					? [inner, OWN_KEYS.test(inner) ? `«${typeof one}»` : this.value(one, inner)]
					: [this.text(inner), `«${typeof one}»`],
			),
		);
	}

	/** Own numbers by their label, then all other long runs of digits and all that looks like a key. */
	text(text: string): string {
		let shown = this.withoutSecrets(text)
			.replace(/<[^>]*>?/g, ' ')
			.replace(/\s+/g, ' ');
		for (const { core, label } of this.numbers) {
			const spaced = new RegExp([...core].join(String.raw`[\s().-]*`), 'g');
			shown = shown.replace(spaced, (found) => (found === core ? label : `${label} spaced`));
		}
		return shown
			.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, '«date»')
			.replace(/[\w.+-]+@[\w.-]+/g, '«address»')
			.replace(/\+?\d(?:[\s().-]*\d){5,}/g, (found) =>
				FIXED.test(found) ? found : `«${found.replace(/\D/g, '').length} digits»`,
			)
			.replace(/[\w+/=-]{24,}/g, (found) => `«${found.length} characters»`)
			.slice(0, MOST_TEXT);
	}

	/** In one pass and the longest first, so that nothing replaced is looked at again. */
	private withoutSecrets(text: string): string {
		if (this.secrets.length === 0) return text;
		const byLength = [...this.secrets].sort((a, b) => b.text.length - a.text.length);
		const escaped = byLength.map((one) => one.text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
		const nameOf = new Map(this.secrets.map((one) => [one.text.toLowerCase(), one.name]));
		return text.replace(
			new RegExp(escaped.join('|'), 'gi'),
			(found) => `«${nameOf.get(found.toLowerCase())}»`,
		);
	}

	private number(value: number, key: string): unknown {
		const text = String(value);
		if (OWN_KEYS.test(key)) return '«number»';
		return text.length < 6 ? value : `«JSON number» ${this.text(text)}`;
	}
}

/** The check's own invented numbers may be read. */
const FIXED = /^\+?(?:91|0)?(?:447700900123|4710000000)$/;

/** A secret as it is, and as an address, JSON, HTML, a header, base64, hex or a hash would write it. */
function formsOf(text: string): string[] {
	const base64 = Buffer.from(text).toString('base64');
	const json = JSON.stringify(text).slice(1, -1);
	return [
		...new Set([
			text,
			json,
			encodeURIComponent(text),
			encodeURIComponent(json),
			text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'),
			base64,
			base64.replace(/=+$/, ''),
			Buffer.from(text).toString('base64url'),
			Buffer.from(text).toString('hex'),
			createHash('md5').update(text).digest('hex'),
		]),
	];
}
