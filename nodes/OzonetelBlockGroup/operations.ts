interface OperationRule {
	/** As the editor lists it. */
	name: string;
	/** The status of a number that Ozonetel confirms, and the verb in messages. */
	done: 'added' | 'removed';
	/** Whether the numbers may be given an expiry. */
	expires: boolean;
	/** The setting that is sent as the group's description. */
	description?: 'description' | 'options.groupDescription';
}

/** What the node can do: one row per operation. The calls stand in `ozonetel/api.ts`. */
export const OPERATIONS = {
	addNumbers: {
		name: 'Add Numbers',
		done: 'added',
		expires: true,
		description: 'options.groupDescription',
	},
	createGroup: { name: 'Create Group', done: 'added', expires: true, description: 'description' },
	removeNumbers: { name: 'Remove Numbers', done: 'removed', expires: false },
} satisfies Record<string, OperationRule>;

export type Operation = keyof typeof OPERATIONS;

export const ALL_OPERATIONS = Object.keys(OPERATIONS) as Operation[];

export const ruleOf = (operation: Operation): OperationRule => OPERATIONS[operation];
