import type { IDataObject } from 'n8n-workflow';

import { tokenIn } from '../../../credentials/storedToken';
import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor } from '../credentialFor';
import { runNode, type RunResult } from '../engine';
import { leaks } from '../secrets';
import { ASKED, BYSTANDER, GROUP, MARKED_KEY, type Case, type Operation } from './case';
import { judge } from './judge';

export interface Finished {
	/** What is not as promised. */
	violations: string[];
	/** Where a secret was found. */
	leaks: string[];
}

let runs = 0;

/** Runs the node once under the trouble, and compares what it says with what the simulator holds. */
export async function runCase(one: Case): Promise<Finished> {
	const { operation, apiVersion, authentication, onError } = one;
	const needsId = apiVersion === 'legacy';
	const userName = `matrix${++runs}`; // runs of one account in one process share their token
	const simulator = await startSimulator({
		account: { userName, apiKey: MARKED_KEY },
		switches: { authentication, existingName: 'another' },
	});
	try {
		const group = prepare(simulator, operation);
		const credential = credentialFor(simulator, { authentication });
		one.trouble.arrange(simulator, credential);
		const run = await runNode({
			items: ASKED.map((phone) => ({ phone })),
			parameters: {
				operation,
				apiVersion,
				groupName: GROUP,
				groupId: simulator.switches.removalNeedsId || needsId ? String(group?.id ?? '') : '',
				description: 'Made by the fault matrix',
				phoneNumbers: '={{ $json.phone }}',
				options: {
					batchSize: 2,
					maxRetries: one.trouble.maxRetries ?? 1,
					rateLimitWait: 1,
					timeout: one.trouble.timeout ?? 20_000,
				},
			},
			credential,
			onError,
		});
		return { violations: judge(one, run, simulator), leaks: searched(run, simulator, credential) };
	} finally {
		await simulator.close();
	}
}

function prepare(simulator: Simulator, operation: Operation) {
	if (operation === 'createGroup') return undefined;
	const numbers = operation === 'removeNumbers' ? ASKED.filter(Boolean) : [];
	return simulator.addGroup(GROUP, [BYSTANDER, ...numbers]);
}

/** The secrets of the run: the account's, those stored, and every token that was issued. */
function searched(run: RunResult, simulator: Simulator, credential: IDataObject) {
	const issued = simulator.requests.map(
		({ answer }) => (answer?.body as { token?: string } | undefined)?.token,
	);
	const secrets = [
		MARKED_KEY,
		credential.apiKey,
		tokenIn(credential.token),
		tokenIn(run.credential.token),
		...issued,
	];
	const { output, errorOutput, error, hints, taskData, run: saved, logs } = run;
	return leaks(secrets, String(credential.username), {
		output,
		errorOutput,
		error,
		hints,
		taskData,
		saved,
		logs,
	});
}
