import { Gate, Pace } from '../../nodes/OzonetelBlockGroup/ozonetel/pace';

/** The pace of a run that nothing holds back, on the real clock. */
export const paceOf = (concurrentRequests = 1): Pace =>
	new Pace({ concurrentRequests, batchInterval: 0, rateLimitWait: 0, maxRetries: 0 }, new Gate());
