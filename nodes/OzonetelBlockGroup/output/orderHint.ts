import type { NodeExecutionHint } from 'n8n-workflow';

import { quote } from '../text';

/** How the dates of a run were read, each with an example. */
export interface OrderRead {
	order: 'dayFirst' | 'monthFirst';
	/** A date that shows the order. */
	shownBy: string;
	/** A date that could have been two, and was read so too. */
	ambiguous: string;
}

/** A note that dates that could have been two were read in the order that other dates of the run have. */
export function orderHint(read: OrderRead | undefined): NodeExecutionHint | undefined {
	if (!read) return undefined;
	const { order, shownBy, ambiguous } = read;
	const so = order === 'dayFirst' ? 'day first' : 'month first';
	return {
		message: `Dates such as ${quote(ambiguous)} were read ${so}, because other dates of this run, such as ${quote(shownBy)}, can only be ${so}. If that is wrong, set the option 'Date Format'.`,
		type: 'info',
		location: 'outputPane',
	};
}
