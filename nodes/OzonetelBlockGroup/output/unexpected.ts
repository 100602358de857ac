import { shorten } from '../text';
import { unreadTarget, type RequestedNumber } from '../model';

/**
 * Results where the node itself broke off. What Ozonetel had confirmed by then stays; nobody knows of
 * the rest.
 *
 * @param asked the numbers, or how many items there are where the numbers are not known yet
 */
export function toUnexpected(error: unknown, asked: RequestedNumber[] | number): RequestedNumber[] {
	const why = shorten(error instanceof Error ? error.message : String(error), 200);
	if (typeof asked === 'number') {
		const reason = `Nothing was sent: ${why}`;
		const unknown = {
			phoneNumber: '',
			target: unreadTarget('addNumbers'),
			reason,
			duplicate: false,
		};
		return Array.from({ length: asked }, (_, item) => ({ item, ...unknown }));
	}
	const message = `The node stopped unexpectedly. Ozonetel may or may not have received this number: ${why}`;
	for (const { number } of asked) if (number) number.outcome ??= { status: 'failed', message };
	return asked;
}
