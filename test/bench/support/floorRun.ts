import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Simulator } from '../../simulator';
import type { Floor } from './floor';
import { GROUPS, sentAs } from './numbers';

/** Runs the floor in a process of its own: so many numbers into the first group. */
export async function runFloor(
	{ url, account }: Pick<Simulator, 'url' | 'account'>,
	size: number,
	concurrentRequests: number,
) {
	const numbers = Array.from({ length: size }, (_, at) => sentAs(at));
	const floor: Floor = { url, ...account, group: GROUPS[0], numbers, concurrentRequests };
	const start = performance.now();
	const child = fork(join(__dirname, 'floor.ts'), { execArgv: ['--import', 'tsx'] });
	const ended = once(child, 'exit');
	child.send(floor);
	const [{ ms, memory }] = (await once(child, 'message')) as [{ ms: number; memory: number }];
	await ended;
	return { ms, memory, process: performance.now() - start };
}
