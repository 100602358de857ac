import type { CountryCode } from 'libphonenumber-js/core';

import { shorten } from '../text';
import { NATIONAL_DIGITS, readNumber } from './plans';
import type { Group, Scanned } from './scan';
import {
	asWritten,
	compactOf,
	hasStart,
	isId,
	lengthsOf,
	LOOSENESS,
	wholeNumber,
	withoutRepeatedCode,
	type Place,
	type Whole,
} from './whole';

/** A number that was found in a text, with the part of the text that it was read from. */
export type Found = Whole & { text: string };

export interface Numbers {
	numbers?: Found[];
	bare?: string;
	reason?: string;
}

/** The numbers that the groups are, if every group belongs to one and there is only one way to divide them. */
export function findNumbers({ text, groups, isBare }: Scanned, country?: CountryCode): Numbers {
	const chains = chainsOf(withoutRepeatedCode(groups, country));
	const place = chains.length > 1 ? 'apart' : isBare ? 'only' : 'noted';
	const numbers: Found[] = [];
	for (const chain of chains) {
		const found = readChain(chain, place, text, country);
		if (!found) {
			const bare = place === 'only' ? asWritten(chain, country) : undefined;
			return bare === undefined ? { reason: leftOver(text, chain, country) } : { bare };
		}
		numbers.push(...found);
	}
	return { numbers };
}

/** Splits the groups where a number certainly ends. A digit that only counts numbers is left out. */
function chainsOf(groups: readonly Group[]): Group[][] {
	const chains: Group[][] = [];
	let chain: Group[] = [];
	for (const [at, group] of groups.entries()) {
		chain.push(group);
		if (group.next !== 'apart') continue;
		const isOrdinal = chain.length === 1 && group.counts && at < groups.length - 1;
		if (!isOrdinal) chains.push(chain);
		chain = [];
	}
	return chains;
}

/** Reads a chain, in which a first digit may only count numbers. */
function readChain(
	chain: Group[],
	place: Place,
	text: string,
	country?: CountryCode,
): Found[] | undefined {
	const [first, ...rest] = chain;
	const all = divide(chain, place, text, country);
	if (!first.counts || rest.length === 0) return all;
	// `(2) 2123 4567` has an area code, and `(1) 202…` may have a country code.
	const isCode =
		first.bracket > 0 &&
		!hasStart(rest, country) &&
		(compactOf(rest).length < NATIONAL_DIGITS || readNumber(compactOf(chain), country));
	const counted = isCode ? undefined : divide(rest, place, text, country);
	return all && counted && meaningOf(all) !== meaningOf(counted) ? undefined : (all ?? counted);
}

const meaningOf = (found: readonly Found[]) =>
	found.map(({ assigned }) => assigned.international).join();

/** Divides a chain into whole numbers; undefined if there is no way, or more than one. */
function divide(
	chain: readonly Group[],
	place: Place,
	text: string,
	country?: CountryCode,
): Found[] | undefined {
	if (isId(chain)) return undefined;
	const end = chain.length;
	if (compactOf(chain).length < (chain[0].plus ? SHORTEST_TWO_WITH_PLUS : SHORTEST_TWO)) {
		const number = wholeNumber(chain, place, country);
		return number && [{ text: textOf(chain, text), ...number }];
	}
	/** For each group: up to two ways to divide the chain from there. */
	const ways: Found[][][] = [];
	ways[end] = [[]];
	for (let from = end - 1; from >= 0; from--) {
		const found: Found[][] = [];
		for (let to = from + 1; to <= Math.min(end, from + MOST_GROUPS); to++) {
			if (ways[to].length === 0 || (to < end && chain[to - 1].next === 'dot')) continue;
			const part = chain.slice(from, to);
			const isAll = part.length === end;
			const around = Math.min(looseness(chain[from - 1]), looseness(chain[to - 1]));
			if (!isAll && !isClosed(part, around, chain, country)) continue;
			const partPlace = around >= LOOSENESS.wide ? 'apart' : 'beside';
			const number = wholeNumber(part, isAll ? place : partPlace, country);
			if (!number) continue;
			const one = { text: textOf(part, text), ...number };
			for (const others of ways[to]) found.push([one, ...others]);
		}
		ways[from] = found.slice(0, 2);
	}
	const [only, other] = ways[0];
	return other === undefined ? only : undefined;
}

const MOST_GROUPS = 8;
/** Fewer characters are never two numbers that are each whole. */
const SHORTEST_TWO = 14;
const SHORTEST_TWO_WITH_PLUS = 17;

const textOf = (groups: readonly Group[], text: string) =>
	(groups[0].plus ? '+' : '') + text.slice(groups[0].from, groups[groups.length - 1].to);

/** How loose the gap behind a group is; before the first one as behind the last. */
const looseness = (group: Group | undefined) => LOOSENESS[group?.next ?? 'apart'];

/**
 * Whether it is clear where a number ends that has others beside it: it has no gaps, it has a prefix, its
 * gaps are tighter than those around it, or all numbers have the same gaps.
 */
function isClosed(
	part: readonly Group[],
	around: number,
	chain: readonly Group[],
	country?: CountryCode,
): boolean {
	if (part.slice(0, -1).every((group) => looseness(group) < around)) return true;
	if (hasStart(part, country) && around >= LOOSENESS.blank) return true;
	const repeated = `${lengthsOf(part)} `.repeat(chain.length / part.length);
	return repeated === `${lengthsOf(chain)} `;
}

/** The reason for a chain that cannot be read: what is neither a number nor an extension. */
function leftOver(text: string, chain: readonly Group[], country?: CountryCode): string {
	for (let cut = Math.min(chain.length - 1, MOST_GROUPS); cut > 0; cut--) {
		const start = chain.slice(0, cut);
		if (!wholeNumber(start, 'noted', country)) continue;
		const left = text.slice(chain[cut].from, chain[chain.length - 1].to);
		if (chain[cut - 1].next === 'dot') return `“${shorten(text)}” has a decimal fraction`;
		return `“${shorten(left)}” is left over beside “${shorten(text.slice(chain[0].from, chain[cut - 1].to))}”: neither a number of its own nor an extension`;
	}
	const written = text.slice(chain[0].from, chain[chain.length - 1].to);
	if (/^\d+\.\d+$/.test(written)) return `“${shorten(written)}” has a decimal fraction`;
	return `“${shorten(written)}” is not a number that fits a numbering plan. Only a number that is alone in its cell is sent as it is written`;
}
