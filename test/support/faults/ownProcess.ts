import { fork, type ChildProcess } from 'node:child_process';

import type { IDataObject } from 'n8n-workflow';

import type { Account } from '../../simulator/authentication';
import { credentialFor } from '../savedCredential';
import { runNode } from '../engine';

export interface Order {
	operation: 'addNumbers' | 'removeNumbers';
	url: string;
	account: Account;
	group: string;
	numbers: string[];
	options?: IDataObject;
}

/** Runs it in a process of its own, which says how it went before it ends. */
export function forkRun(order: Order): ChildProcess {
	const child = fork(__filename, { execArgv: ['--import', 'tsx'] });
	child.send(order);
	return child;
}

/** One execution on n8n's engine, in a process of its own: what it does is seen at the simulator. */
async function execute(order: Order): Promise<void> {
	const { output, error } = await runNode({
		items: order.numbers.map((phone) => ({ phone })),
		parameters: {
			operation: order.operation,
			groupName: order.group,
			phoneNumbers: '={{ $json.phone }}',
			options: order.options ?? {},
		},
		credential: credentialFor(order),
	});
	const done = output.filter(({ json }) => ['added', 'removed'].includes(String(json.status)));
	process.send?.(error?.message ?? `${done.length} done`);
	process.exit(0);
}

if (require.main === module) process.once('message', (order) => void execute(order as Order));
