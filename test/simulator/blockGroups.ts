import type { Output } from './answers';
import { asRegistered } from './phoneNumbers';

export interface Group {
	id: number;
	name: string;
	description?: string;
	/** By the number as registered: '+91…'. */
	numbers: Map<string, { expiryDate?: string }>;
}

const firstId = 20;

/** The account's Block Number Groups. */
export class BlockGroups {
	readonly all: Group[] = [];
	private nextId = firstId;

	find(nameOrId: string | number): Group | undefined {
		const key = typeof nameOrId === 'number' ? 'id' : 'name';
		return this.all.find((group) => group[key] === nameOrId);
	}

	create(name: string, description?: string): Group {
		const group: Group = { id: this.nextId++, name, description, numbers: new Map() };
		this.all.push(group);
		return group;
	}

	/**
	 * A number that is there already is named as a success too, and a new expiry replaces the old
	 * one (both assumed). `new` counts numbers new to the account, `inserted` those put into the group.
	 */
	add(group: Group, numbers: string[], expiryDate?: string): Output {
		const succes = [...distinct(numbers).keys()];
		const registration = expiryDate === undefined ? {} : { expiryDate };
		let isNew = 0;
		let inserted = 0;
		for (const number of succes) {
			const before = group.numbers.get(number);
			if (!before) {
				inserted++;
				if (!this.all.some((any) => any !== group && any.numbers.has(number))) isNew++;
			}
			if (!before || expiryDate !== undefined) group.numbers.set(number, registration);
		}
		return { succes, error: [], new: isNew, inserted };
	}

	/** Removes from the group, or from every group; a number that is nowhere comes back as an error. */
	remove(group: Group | undefined, numbers: string[]): Output {
		const groups = group ? [group] : this.all;
		const success: string[] = [];
		const error: string[] = [];
		for (const [registered, sent] of distinct(numbers)) {
			const removedFrom = groups.filter((any) => any.numbers.delete(registered));
			if (removedFrom.length > 0) success.push(registered);
			else error.push(sent);
		}
		return { success, error, deleted: success.length };
	}

	clear(): void {
		this.all.length = 0;
		this.nextId = firstId;
	}
}

/** Each number once: as registered → as sent. */
const distinct = (numbers: string[]): Map<string, string> =>
	new Map(numbers.map((sent) => [asRegistered(sent), sent]));
