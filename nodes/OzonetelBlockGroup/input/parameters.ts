import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { labelOf } from '../contract';
import { InputError } from './values';

/** Gives a parameter's value for an item. */
export interface Reader {
	(item: number): unknown;
	/** Whether the value is the same for all items. */
	constant: boolean;
	/** What the parameter reads, if it is a single expression: `$json.phone` of `={{ $json.phone }}`. */
	source?: string;
	/** If it gives nothing, it may have failed: n8n is silent about most errors in expressions. */
	mayFail?: boolean;
}

/**
 * Reads parameters per item as cheaply as possible. In n8n 2.x an expression costs about 0.4 ms per
 * item, because it crosses into an isolated VM. So a parameter without an expression is read once; a
 * bare path into the item (`={{ $json.phone }}`) is read straight from the item; a field of another
 * node's first item (`={{ $('Settings').first().json.group }}`) is evaluated once; and only the rest is
 * evaluated per item. The value is the same in each case.
 */
export function parameterReader(context: IExecuteFunctions, items: INodeExecutionData[]) {
	return (name: string, fallback: unknown): Reader => {
		const given: unknown = context.getNodeParameter(name, 0, fallback, { rawExpressions: true });
		// The editor saves this for an empty field that is switched to 'Expression'.
		const raw = given === '=' ? '' : given;
		const evaluate = (item: number): unknown => {
			try {
				return context.getNodeParameter(name, item, fallback);
			} catch (error) {
				throw expressionError(name, error as ExpressionFailure);
			}
		};
		if (!holdsExpression(raw)) {
			const value = raw === undefined ? fallback : raw;
			return Object.assign(() => value, { constant: true });
		}
		const path = barePath(raw);
		let first: { value: unknown } | undefined;
		const read = path
			? (item: number) => {
					const found = lookUp(items[item].json, path);
					return found ? found.value : evaluate(item);
				}
			: readsFirstItem(raw)
				? () => (first ??= { value: evaluate(0) }).value
				: evaluate;
		return Object.assign(read, {
			constant: false,
			source: sourceOf(raw),
			mayFail: callsFunction(raw),
		});
	};
}

/** n8n's own message, with the parameter and the node that it refers to. */
function expressionError(name: string, { message, context }: ExpressionFailure): InputError {
	const parameter = `'${labelOf(name)}'`;
	const node = context?.nodeCause;
	const refersTo = node && !message.includes(node) ? ` It refers to the node '${node}'.` : '';
	return new InputError(
		`The expression in ${parameter} failed: ${message}`,
		`Open ${parameter} in this node and correct the expression.${refersTo}`,
	);
}

interface ExpressionFailure {
	message: string;
	context?: { nodeCause?: string };
}

/** The inside of `={{ … }}`; undefined for any other text. */
function sourceOf(raw: unknown): string | undefined {
	if (typeof raw !== 'string' || !raw.startsWith('={{') || !raw.endsWith('}}')) return undefined;
	const inside = raw.slice('={{'.length, -'}}'.length).trim();
	return inside.includes('}}') ? undefined : inside;
}

/** Whether an expression calls a function that may fail, instead of only looking something up. */
const callsFunction = (raw: unknown): boolean =>
	typeof raw === 'string' && /[\w$)\]]\(/.test(raw.replace(TEXTS, '').replace(SAFE_CALLS, ''));

const TEXTS = /'[^']*'|"[^"]*"|`[^`$]*`/g;
const SAFE_CALLS = /\$\(\)|\$(?:fromAI|if|ifEmpty)\(|\.(?:first|last|all)\(\)/gi;

function holdsExpression(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=');
	return typeof raw === 'object' && raw !== null && Object.values(raw).some(holdsExpression);
}

const BARE_PATH =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\]|\[\d+\])+)\s*\}\}$/;
const STEP = /\.([\w$]+)|\["([^"]*)"\]|\['([^']*)'\]|\[(\d+)\]/g;

const FIRST_ITEM =
	/^=\{\{\s*\$\((?:"[^"\\]*"|'[^'\\]*')\)\.first\(\)\.json(?:\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\])+\s*\}\}$/;

/** Whether it is a field of another node's first item, which is the same for all items. */
const readsFirstItem = (raw: unknown) => typeof raw === 'string' && FIRST_ITEM.test(raw);

/** The keys of `={{ $json.a["b c"][0] }}`; undefined for any other text. */
function barePath(raw: unknown): string[] | undefined {
	const match = typeof raw === 'string' ? BARE_PATH.exec(raw) : null;
	if (!match) return undefined;
	return [...match[1].matchAll(STEP)].map(([, ...key]) => key.find((part) => part !== undefined)!);
}

/**
 * The value at a path of own properties of plain data. Undefined if n8n's expression engine has rules
 * of its own for it (inherited properties, properties of text, a path that ends early).
 */
function lookUp(json: unknown, path: string[]): { value: unknown } | undefined {
	let value = json;
	for (const [depth, key] of path.entries()) {
		if (typeof value !== 'object' || value === null || isSpecial(key)) return undefined;
		if (!Object.hasOwn(value, key)) {
			const absent = depth === path.length - 1 && !Array.isArray(value) && !/^\d/.test(key);
			return absent ? { value: undefined } : undefined;
		}
		value = (value as Record<string, unknown>)[key];
	}
	return isPlain(value) || (Array.isArray(value) && value.every(isPlain)) ? { value } : undefined;
}

/** Names that the expression engine refuses, or that every object has: left to the engine. */
const isSpecial = (key: string) => key in Object.prototype || key === 'prototype';

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;
