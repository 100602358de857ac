import type { INodeExecutionData } from 'n8n-workflow';

import type { RequestedNumber } from '../model';
import { STATUSES, type Status } from '../statuses';
import { countStatuses, distinct } from './counts';
import type { Sent } from './errors';
import { isWorthTelling } from './hints';

/** All results counted in one item, paired to every input item. */
export function toSummary(
	asked: readonly RequestedNumber[],
	{ requests, inserted, waited }: Pick<Sent, 'requests' | 'inserted' | 'waited'>,
	inputItems: number,
): INodeExecutionData[] {
	const counts = Object.entries(countStatuses(asked)).filter(
		([status, count]) => count > 0 || STATUSES[status as Status].inSummary === 'always',
	);
	const json = {
		requested: asked.length,
		distinct: distinct(asked).filter(({ number }) => number).length,
		...Object.fromEntries(counts),
		duplicates: asked.filter(({ duplicate }) => duplicate).length,
		requests,
		...(inserted === undefined ? {} : { inserted }),
		...(isWorthTelling(waited) ? { waitedSeconds: Math.round(waited / 1000) } : {}),
	};
	const pairedItem = Array.from({ length: inputItems }, (_, item) => ({ item }));
	return [{ json, pairedItem }];
}
