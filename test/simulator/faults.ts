import { html, refusals, type Answer } from './answers';
import type { Switches } from './switches';

/** What can go wrong on the way. `applied`: Ozonetel did what was asked nonetheless. */
export type Fault =
	/** The connection breaks before the request is applied … */
	| { kind: 'dropBefore' }
	/** … or once it is applied, without an answer. */
	| { kind: 'dropAfter' }
	/** No answer until the client gives up or the simulator closes. */
	| { kind: 'hang'; applied?: boolean }
	/** 5xx, 408, 429, a redirect … */
	| {
			kind: 'status';
			status: number;
			body?: string;
			headers?: Record<string, string>;
			applied?: boolean;
	  }
	/** A gateway's page. */
	| { kind: 'html'; status?: number; applied?: boolean }
	/** Any answer: half a JSON, nothing at all. */
	| { kind: 'raw'; status?: number; body: string; contentType?: string; applied?: boolean }
	/** Another bulk call is running. */
	| { kind: 'busy' }
	/** Does what is asked, and answers so many ms later; `slow` does the work itself only then. */
	| { kind: 'late'; ms: number; slow?: boolean }
	/** Does what is asked, and answers byte by byte, of the header or the body. */
	| { kind: 'drip'; everyMs: number; part?: 'header' | 'body' }
	/** Does what is asked, and answers with so many bytes, or what unpacks to as many. */
	| { kind: 'huge'; bytes: number; packed?: boolean };

/** Whether the request is applied all the same. */
export function isApplied(fault: Fault): boolean {
	const applied = 'applied' in fault && fault.applied === true;
	return applied || ['dropAfter', 'late', 'drip', 'huge'].includes(fault.kind);
}

/** What goes back to the client instead of this answer; `drop` and `hang`: nothing. */
export function faultyAnswer(
	fault: Fault,
	switches: Switches,
	answer: Answer,
): Answer | 'drop' | 'hang' {
	switch (fault.kind) {
		case 'dropBefore':
		case 'dropAfter':
			return 'drop';
		case 'hang':
			return 'hang';
		case 'status':
			return { status: fault.status, body: fault.body ?? '', headers: fault.headers };
		case 'html':
			return { status: fault.status ?? 502, body: gatewayPage, headers: html };
		case 'raw':
			return {
				status: fault.status ?? 200,
				body: fault.body,
				headers: { 'content-type': fault.contentType ?? 'application/json' },
			};
		case 'busy':
			return { status: switches.errorStatus, body: refusals.busy };
		case 'late':
			return answer;
		case 'drip':
			return { ...answer, pace: { everyMs: fault.everyMs, part: fault.part ?? 'body' } };
		case 'huge':
			return { ...answer, pace: { bytes: fault.bytes, packed: fault.packed } };
	}
}

const gatewayPage =
	'<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';
