import type { Output } from './answers';
import { asRegistered } from './numbers';
import type { Switches } from './switches';

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

	constructor(private readonly switches: Switches) {}

	find(nameOrId: string | number): Group | undefined {
		const key = typeof nameOrId === 'number' ? 'id' : 'name';
		return this.all.find((group) => group[key] === nameOrId);
	}

	create(name: string, description?: string): Group {
		const group: Group = { id: this.nextId++, name, description, numbers: new Map() };
		this.all.push(group);
		return group;
	}

	/** A number that is there already is named as a success too, unless a switch says otherwise. */
	add(group: Group, numbers: string[], expiryDate?: string): Output {
		const { existingNumber, insertedCounts, newCounts } = this.switches;
		const asked = this.distinct(numbers);
		const isListed = (number: string) => existingNumber === 'list' && group.numbers.has(number);
		const succes = [...asked.keys()].filter((number) => !isListed(number));
		const error = [...asked].filter(([number]) => isListed(number)).map(([, sent]) => sent);
		const registration = expiryDate === undefined ? {} : { expiryDate };
		let isNew = 0;
		let inserted = 0;
		for (const number of succes) {
			const before = group.numbers.get(number);
			if (!before) {
				inserted++;
				const isElsewhere = this.all.some((any) => any !== group && any.numbers.has(number));
				if (newCounts === 'newToGroup' || !isElsewhere) isNew++;
			}
			const moves = expiryDate !== undefined && existingNumber !== 'keep';
			if (!before || moves) group.numbers.set(number, registration);
		}
		if (insertedCounts === 'all') inserted = succes.length;
		return { succes, error, new: isNew, inserted };
	}

	/** Removes from the group, or from every group; a number that is nowhere comes back as an error. */
	remove(group: Group | undefined, numbers: string[]): Output {
		const groups = group ? [group] : this.all;
		const success: string[] = [];
		const error: string[] = [];
		for (const [registered, sent] of this.distinct(numbers)) {
			const removedFrom = groups.filter((any) => any.numbers.delete(registered));
			if (removedFrom.length > 0) success.push(registered);
			else error.push(sent);
		}
		return { success, error, deleted: success.length };
	}

	holds(group: Group, numbers: string[]): boolean {
		return numbers.some((number) => group.numbers.has(asRegistered(number, this.switches)));
	}

	clear(): void {
		this.all.length = 0;
		this.nextId = firstId;
	}

	/** Each number once: as registered → as sent. */
	private distinct(numbers: string[]): Map<string, string> {
		return new Map(numbers.map((sent) => [asRegistered(sent, this.switches), sent]));
	}
}
