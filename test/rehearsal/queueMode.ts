import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../n8n/support/lab';
import { packageName } from '../n8n/support/package';
import { Rest } from '../n8n/support/rest';
import { CliError } from '../n8n/support/terminal';
import { ozonetel, row, splitOut, webhook } from '../n8n/support/workflow';
import { startCluster } from '../n8n/support/cluster';
import type { Simulator } from '../simulator';
import { credentialFor } from '../support/credentialFor';

const WORKERS = ['worker1', 'worker2'];

/** Installed on the main process alone; the workers, who run the workflows, follow by themselves. */
export async function rehearseQueueMode(
	env: NodeJS.ProcessEnv,
	simulator: Simulator,
	tell: (text: string) => void,
): Promise<void> {
	const cluster = await startCluster(WORKERS.length, env);
	try {
		const rest = new Rest(cluster.address);
		await rest.logIn();
		await rest.call('POST', '/rest/community-packages', { name: packageName });
		const { id } = await rest.createCredential('ozonetelApi', 'Ozonetel', credentialFor(simulator));
		const path = randomUUID();
		const nodes = [
			webhook(path),
			splitOut('body.phones'),
			ozonetel(id, { groupName: 'Do Not Call' }),
		];
		await rest.publish(await rest.createWorkflow(row('queue', ...nodes)));
		const installed = (worker: string) =>
			cluster.logs()[`log of ${worker}`].includes(`Community package installed: ${packageName}`);
		for (let waited = 0; !WORKERS.every(installed); waited++) {
			if (waited === 60) throw new CliError('The workers did not install the package');
			await sleep(1000);
		}
		tell(`queue mode: installed on the main process, and by itself on ${WORKERS.join(' and ')}`);
		const { body } = await post(`${cluster.address}/webhook/${path}`, { phones: ['9700000001'] });
		if (body[0]?.status !== 'added') throw new CliError(JSON.stringify(body));
		tell(`queue mode: a worker blocked ${body[0].phoneNumber}, “${body[0].message}”`);
	} finally {
		await cluster.stop();
	}
}
