/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- development code: never part of the published node */
import {
	disposeExpressionEngine,
	NODE,
	runNode,
	useExpressionEngine,
} from '../test/support/engine';
import { phone } from './support/numbers';
import { credentialOf, startSimulator } from './support/simulator';
import { count, toTable } from './support/table';

const GROUP = 'Do not call';

/** `npm run bench:node -- [numbers] [runs]`: what the node itself takes, on n8n's engine in this process. */
async function main(): Promise<void> {
	const [numbers = 10_000, runs = 5] = process.argv.slice(2).map(Number);
	const items = Array.from({ length: numbers }, (_, at) => ({ phone: phone(at) }));
	const simulator = await startSimulator();
	await useExpressionEngine('vm'); // what production runs on

	const rows: string[][] = [];
	for (let run = 1; run <= runs; run++) {
		await simulator.reset({ groups: [GROUP] });
		const { taskData, output } = await runNode({
			items,
			// The country is what 'auto' stands for on the India domain, which a local server is not.
			parameters: {
				groupName: GROUP,
				phoneNumbers: '={{ $json.phone }}',
				options: { defaultCountry: 'IN' },
			},
			credential: credentialOf(simulator),
		});
		const { requests } = await simulator.counts();
		const added = output.filter(({ json }) => json.status === 'added').length;
		const memory = process.memoryUsage.rss() / 1e6;
		rows.push([run, taskData.executionTime, requests, added, memory].map(count));
		if (added !== numbers) throw new Error(`${NODE} added ${added} of ${numbers} numbers`);
	}
	console.log(`${count(numbers)} numbers through ${NODE}, Node.js ${process.version}`);
	console.log(toTable({ head: ['run', 'node time, ms', 'requests', 'added', 'RSS, MB'], rows }));

	simulator.stop();
	await disposeExpressionEngine();
}

void main();
