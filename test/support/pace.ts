import { sleep } from 'n8n-workflow';

import { Pace } from '../../nodes/OzonetelBlockGroup/ozonetel/pace/pace';

/** The governor of a run that nothing holds back, on the real clock. */
export const paceOf = (concurrentRequests = 1): Pace =>
	new Pace(
		{ concurrentRequests, batchInterval: 0, rateLimitWait: 0 },
		{ now: () => Date.now(), sleep: async (ms) => await sleep(ms), cancelled: false },
		1000,
	);
