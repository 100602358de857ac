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

/** Installed on the main process alone; the workers, who run the workflows, follow by themselves. */
export async function rehearseQueueMode(
	env: NodeJS.ProcessEnv,
	simulator: Simulator,
	tell: (text: string) => void,
): Promise<void> {
	const cluster = await startCluster(2, env);
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
		for (let waited = 0; ; waited++) {
			const { body } = await post(`${cluster.address}/webhook/${path}`, { phones: ['9700000001'] });
			if (body[0]?.status === 'added') break;
			if (waited === 60) throw new CliError(`The workers did not follow: ${JSON.stringify(body)}`);
			await sleep(1000);
		}
		const kept = await cluster.kept();
		for (const worker of ['worker1', 'worker2']) {
			const line = kept[`log of ${worker}`].match(/Community package installed: .*/)?.[0];
			if (!line) throw new CliError(`${worker} did not install the package`);
			tell(`queue mode, ${worker}: ${line}`);
		}
		tell('queue mode: a number blocked by a worker');
	} finally {
		await cluster.stop();
	}
}
