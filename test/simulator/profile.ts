import { readFileSync } from 'node:fs';

import { defaultSwitches, switchChoices, type Switches } from './switches';

/**
 * The switches that a report of `npm run check-account` settled: the simulator then behaves as that
 * account did.
 *
 * @throws {Error} a sentence for the user
 */
export function readProfile(file: string): Partial<Switches> {
	const { switches } = parse(file);
	if (typeof switches !== 'object' || switches === null || Array.isArray(switches)) {
		throw new Error(`${file} is not a report of check-account: it has no "switches"`);
	}
	for (const [name, value] of Object.entries(switches)) {
		if (!isValue(name, value)) {
			throw new Error(
				`${file}: the simulator has no switch "${name}" with ${JSON.stringify(value)}`,
			);
		}
	}
	return switches;
}

function parse(file: string): { switches?: unknown } {
	try {
		return Object(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		throw new Error(`${file} cannot be read: ${(error as Error).message}`);
	}
}

function isValue(name: string, value: unknown): boolean {
	if (!Object.hasOwn(defaultSwitches, name)) return false;
	const choices = (switchChoices as Partial<Record<string, readonly unknown[]>>)[name];
	if (choices) return choices.includes(value);
	return typeof value === typeof defaultSwitches[name as keyof Switches];
}
