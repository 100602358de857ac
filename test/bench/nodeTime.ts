import type { INodeType } from 'n8n-workflow';

import { credentialFor } from '../support/savedCredential';
import { disposeExpressionEngine, runNode, useExpressionEngine } from '../support/engine';
import { functionNode } from '../support/nodeTypes';
import { GROUP, median, phone, sendAll, sentAs } from './script';
import { startServer, type Server } from './server';
import { count, toMarkdown } from '../tools/measuredSection';

/**
 * `npm run bench:node -- [numbers] [runs]`: what the node itself takes, on n8n's engine in this process,
 * beside a plain script and a node that only sends.
 */
async function main(): Promise<void> {
	const [numbers = 10_000, runs = 5] = process.argv.slice(2).map(Number);
	const server = await startServer();
	await useExpressionEngine('vm'); // what production runs on

	const phones = Array.from({ length: numbers }, (_, at) => phone(at));
	const contests: Record<string, () => Promise<number>> = {
		'plain script': async () => await sendAll(server, numbers, 1),
		"a node that only calls n8n's helper": async () =>
			await timeOf(server, phones, { nodeType: senderNode(numbers) }),
		'Ozonetel Block Group, ={{ $json.phone }}': async () => await timeOf(server, phones),
		'Ozonetel Block Group, ={{ $json.phone.trim() }}': async () =>
			await timeOf(server, phones, { phoneNumbers: '={{ $json.phone.trim() }}' }),
	};
	const times = new Map(Object.keys(contests).map((name) => [name, [] as number[]]));
	// In turn, so that what else the machine does meets all of them.
	for (let run = 0; run < runs; run++) {
		for (const [name, contest] of Object.entries(contests)) {
			await server.reset();
			times.get(name)!.push(await contest());
			const held = (await server.counts()).numbers;
			if (held !== numbers) throw new Error(`${name}: ${held} of ${numbers} numbers arrived`);
		}
	}
	server.stop();
	await disposeExpressionEngine();

	const medians = [...times].map(([name, all]) => ({ name, ms: median(all) }));
	const rows = medians.map(({ name, ms }) => {
		const perNumber = ((ms / numbers) * 1000).toFixed(1);
		return [name, count(ms), (ms / medians[0].ms).toFixed(2), perNumber];
	});
	console.log(`${count(numbers)} numbers, medians of ${runs} runs, Node.js ${process.version}`);
	console.log(toMarkdown({ head: ['', 'ms', '× script', 'µs a number'], rows }));
}

async function timeOf(
	server: Server,
	phones: string[],
	given: { phoneNumbers?: string; nodeType?: INodeType } = {},
): Promise<number> {
	const { phoneNumbers = '={{ $json.phone }}', nodeType } = given;
	const { taskData, error } = await runNode({
		items: phones.map((value) => ({ phone: value })),
		// The country is what 'auto' stands for on the India domain, which a local server is not.
		parameters: { groupName: GROUP, phoneNumbers, options: { defaultCountry: 'IN' } },
		credential: credentialFor(server),
		nodeType,
	});
	if (error) throw error;
	return taskData.executionTime;
}

/** The least a node can do: the same requests, from numbers that are ready to send, and one item. */
function senderNode(numbers: number): INodeType {
	const sender = functionNode('sender', async function () {
		const list = Array.from({ length: numbers }, (_, at) => sentAs(at));
		const { domain } = await this.getCredentials('ozonetelApi');
		for (let at = 0; at < numbers; at += 100) {
			await this.helpers.httpRequestWithAuthentication.call(this, 'ozonetelApi', {
				method: 'PUT',
				url: `${String(domain)}/ca_apis/updateBlockNumbers`,
				body: { groupName: GROUP, blockNumbers: list.slice(at, at + 100) },
				json: true,
			});
		}
		return [{ json: { sent: numbers } }];
	});
	const credentials = [{ name: 'ozonetelApi', required: true }];
	return { ...sender, description: { ...sender.description, credentials } };
}

void main();
