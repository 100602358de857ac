import { readCell } from '../phone/cell';
import type { ItemRequest } from './items';

/** The numbers of an item, cleaned; all of them refused where nothing of the item can be sent. */
export function requestedNumbers({
	item,
	phoneNumbers,
	target,
	rules,
	problem,
	remedy,
}: ItemRequest) {
	return readCell(phoneNumbers, rules).map((number) => {
		const { phoneNumber } = number;
		if (problem !== undefined) {
			const reason = remedy ? `${problem}. ${remedy}` : problem;
			return { item, phoneNumber, target, sentAs: null, country: null, reason };
		}
		const { sentAs, international, valid, country, reason } = number;
		return { item, phoneNumber, target, sentAs, international, valid, country, reason };
	});
}
