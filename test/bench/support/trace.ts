/** A request as the server saw it: when it came and was answered, in ms since 1970, and how. */
export type Trace = Array<{ from: number; to: number; said: 'success' | 'limit' | 'busy' }>;

/** The requests that were answered "limit" or "busy". */
export const turnedAway = (trace: Trace): Trace => trace.filter(({ said }) => said !== 'success');
