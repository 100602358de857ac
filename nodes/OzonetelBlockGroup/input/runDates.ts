import type { DateTime } from 'luxon';

import { ruleOf } from '../contract';
import { orderShownBy, type OrderShown } from './dateOrder';
import type { Reader } from './parameters';
import { valueOf } from './values';

const NEEDED = ['operation', 'expires', 'expiryDate', 'options.dateFormat'] as const;
type Readers = Record<(typeof NEEDED)[number], Reader>;

/**
 * What the dates of all items tell of their order, before any of them is read. The readers are made to
 * remember what they gave: an expression is expensive, and is not to be evaluated twice.
 */
export function orderOfRun(readers: Readers, items: number, now: DateTime): OrderShown {
	// One date for all items shows nothing.
	if (readers.expiryDate.constant) return {};
	for (const name of NEEDED) readers[name] = remembering(readers[name]);
	return orderShownBy(datesInDoubt(readers, items), now);
}

function* datesInDoubt(readers: Readers, items: number): Generator<unknown> {
	for (let item = 0; item < items; item++) {
		try {
			const { expires } = ruleOf(valueOf('operation', readers.operation(item)));
			const onDate = ['onDate', 'onDateIfGiven'].includes(
				valueOf('expires', readers.expires(item)),
			);
			const format = valueOf('options.dateFormat', readers['options.dateFormat'](item));
			if (expires && onDate && format === 'auto') yield readers.expiryDate(item);
		} catch {
			// What cannot be read is told when the item itself is.
		}
	}
}

function remembering(reader: Reader): Reader {
	if (reader.constant) return reader;
	const known = new Map<number, unknown>();
	const read = (item: number) => {
		if (!known.has(item)) known.set(item, reader(item));
		return known.get(item);
	};
	return Object.assign(read, { ...reader });
}
