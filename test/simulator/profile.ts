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
	for (const [name, value] of Object.entries(switches)) check(name, value, `${file}: `);
	return switches;
}

/**
 * Switches as they are set on the command line: `badNumber=list`.
 *
 * @throws {Error} a sentence for the user
 */
export function readSettings(settings: string[]): Partial<Switches> {
	const entries = settings.map((setting) => {
		const [name, text = ''] = setting.split('=');
		const value = /^(?:true|false|\d+)$/.test(text) ? (JSON.parse(text) as unknown) : text;
		check(name, value);
		return [name, value];
	});
	return Object.fromEntries(entries) as Partial<Switches>;
}

function parse(file: string): { switches?: unknown } {
	try {
		return Object(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		throw new Error(`${file} cannot be read: ${(error as Error).message}`);
	}
}

function check(name: string, value: unknown, where = ''): void {
	if (isValue(name, value)) return;
	throw new Error(`${where}the simulator has no switch "${name}" with ${JSON.stringify(value)}`);
}

function isValue(name: string, value: unknown): boolean {
	if (!Object.hasOwn(defaultSwitches, name)) return false;
	const choices = (switchChoices as Partial<Record<string, readonly unknown[]>>)[name];
	if (choices) return choices.includes(value);
	return typeof value === typeof defaultSwitches[name as keyof Switches];
}
