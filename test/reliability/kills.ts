import { fork } from 'node:child_process';
import { join } from 'node:path';

import { startSimulator, type Simulator } from '../simulator';
import { asRegistered } from '../simulator/phoneNumbers';
import { command, plural } from './command';
import type { Order } from './killedRun';

const NUMBERS = 10_000;
/** Kills; another number may be given. */
const KILLS = Number(process.argv[2] ?? 20);

const GROUP = 'Do not call';
const numbers = Array.from({ length: NUMBERS }, (_, n) => String(9_700_000_000 + n));

/** Runs in a process of its own; SIGKILL as soon as the simulator has got so many requests. */
async function run(simulator: Simulator, order: Order, killAt = Infinity): Promise<string> {
	const file = join(__dirname, 'killedRun.ts');
	const child = fork(file, { execArgv: process.execArgv });
	child.send(order);
	const first = simulator.requests.length;
	// Asked before a request is handled: sometimes it is still done, sometimes not.
	simulator.fault = () => {
		if (simulator.requests.length - first < killAt) return undefined;
		child.kill('SIGKILL');
		return Math.random() < 0.5 ? { kind: 'dropBefore' } : { kind: 'dropAfter' };
	};
	let said = '';
	child.on('message', (message: string) => (said = message));
	await new Promise((resolve) => child.once('exit', resolve));
	simulator.fault = undefined;
	return said;
}

command('kills', async (say) => {
	const simulator = await startSimulator();
	let lost = 0;
	for (let kill = 1; kill <= KILLS; kill++) {
		const removes = kill % 2 === 0;
		simulator.reset();
		const group = simulator.addGroup(GROUP, removes ? numbers : []);
		const order: Order = {
			operation: removes ? 'removeNumbers' : 'addNumbers',
			url: simulator.url,
			account: simulator.account,
			group: GROUP,
			numbers,
		};
		const killAt = 1 + Math.floor(Math.random() * 100);
		const killed = await run(simulator, order, killAt);
		const between = group.numbers.size;
		const again = await run(simulator, order);
		const goal = removes ? 0 : NUMBERS;
		const wrong = numbers.filter((number) => group.numbers.has(asRegistered(number)) === removes);
		lost += wrong.length;
		const complete = killed === '' && again !== '' && group.numbers.size === goal;
		if (!complete) lost++;
		say(
			`kill ${kill}, ${order.operation}, request ${killAt}: ${between}, then ${group.numbers.size} ${again}`,
		);
	}
	await simulator.close();
	return [
		{
			what: `SIGKILL at a random request of a ${NUMBERS.toLocaleString('en')}-number run, then run again (adding and removing in turn)`,
			tried: plural(KILLS, 'kill'),
			lost: plural(lost, 'number missing or left over', 'numbers missing or left over'),
			passed: lost === 0,
		},
	];
});
