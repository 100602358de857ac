import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../retry';
import type { Clock } from './types';

/** The real time, for as long as the execution lives. */
export function clockOf(context: IExecuteFunctions): Clock {
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	return {
		now: () => Date.now(),
		sleep: async (ms, isIdle) => await pause(ms, () => isCancelled() || isIdle()),
		get cancelled() {
			return isCancelled();
		},
	};
}
