import { basename } from 'node:path';

import type { Switches } from '../simulator';
import { readProfile } from '../simulator/profile';

type Name = keyof Switches;

const PATH: Name[] = ['badNumber', 'updatePath'];
const LEGACY: Name[] = ['legacy', 'missingPath'];
const AGAIN: Name[] = ['existingNumber', 'removalNeedsId'];
const SPELLING: Name[] = ['leadingPlus', 'leadingZero', 'foreignNumbers'];
const ANSWER: Name[] = ['answerNumbers', 'answerLists', 'errorStatus'];
const GROUPS: Name[] = ['createsBeforeChecking', 'existingName', 'removalGroup', 'unknownGroup'];

/** What the tests of a file count on: these switches stay as they are by default, whatever the account. */
const COUNTED_ON: Record<string, Name[]> = {
	'answerShapes.test.ts': [...PATH, ...LEGACY, ...SPELLING, ...ANSWER],
	'credential.test.ts': [...LEGACY, ...AGAIN, ...ANSWER],
	'deadline.test.ts': AGAIN,
	'failures.test.ts': [...PATH, ...AGAIN, ...GROUPS],
	'form.test.ts': [...PATH, ...LEGACY, ...AGAIN, ...GROUPS],
	'newGroups.test.ts': [...PATH, ...LEGACY, ...AGAIN, ...SPELLING, ...GROUPS, 'insertedCounts'],
	'onError.test.ts': [...PATH, ...AGAIN],
	'operations.test.ts': [...PATH, ...LEGACY, ...AGAIN, ...SPELLING, ...ANSWER, ...GROUPS],
	'pace.test.ts': [...PATH, ...LEGACY, ...ANSWER, ...GROUPS],
	'perItem.test.ts': [...PATH, ...ANSWER],
	'refusals.test.ts': [...PATH, ...LEGACY, ...AGAIN, ...SPELLING, ...GROUPS],
	'results.test.ts': [...PATH, ...AGAIN, ...SPELLING, 'insertedCounts'],
	'tls.test.ts': PATH,
	'unreadable.test.ts': [...PATH, ...AGAIN],
};

/**
 * The account whose report the variable PROFILE names, for the tests of a file. All of them use the key,
 * because they count requests; tokens have tests of their own.
 */
export function profileFor(testPath = ''): Partial<Switches> {
	if (!process.env.PROFILE) return {};
	const kept = ['authentication', ...(COUNTED_ON[basename(testPath)] ?? [])];
	const entries = Object.entries(readProfile(process.env.PROFILE));
	const ignored = entries.filter(([name]) => kept.includes(name)).map(([name]) => name);
	if (ignored.length > 0) console.info(`Not taken from the profile: ${ignored.join(', ')}`);
	return Object.fromEntries(entries.filter(([name]) => !kept.includes(name)));
}
