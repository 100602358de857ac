import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { tokenIn } from '../../../credentials/storedToken';
import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor } from '../credentialFor';
import { runNode, StoredCredential, type RunResult } from '../engine';
import { leaks } from '../secrets';
import { startTlsFront, trustedCertificate } from '../tlsFront';
import { ASKED, BYSTANDER, GROUP, MARKED_KEY, type Case, type Operation } from './case';
import { judge } from './judge';
import type { Trouble } from './troubles';

export interface Finished {
	/** What is not as promised. */
	violations: string[];
	/** Where a secret was found. */
	leaks: string[];
}

let runs = 0;

/** Runs the node once under the trouble, and compares what it says with what the simulator holds. */
export async function runCase(one: Case): Promise<Finished> {
	const { operation, apiVersion, authentication, onError, trouble } = one;
	const needsId = apiVersion === 'legacy';
	const userName = `matrix${++runs}`; // runs of one account in one process share their token
	const simulator = await startSimulator({
		account: { userName, apiKey: MARKED_KEY },
		switches: { authentication, existingName: 'another' },
	});
	const front = trouble.isSecure
		? await startTlsFront(simulator.port, trustedCertificate())
		: undefined;
	try {
		const group = prepare(simulator, operation);
		const credential = credentialFor(simulator, { authentication });
		if (front) credential.domain = front.url;
		trouble.arrange(simulator, credential);
		const stored = await StoredCredential.from('ozonetelApi', credential);
		const edited = editAtCall(trouble, simulator, stored);
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
					maxRetries: trouble.maxRetries ?? 1,
					rateLimitWait: 1,
					timeout: trouble.timeout ?? 20_000,
				},
			},
			credential: stored,
			onError,
		});
		const violations = judge(one, run, simulator);
		if (edited && !isDeepStrictEqual(run.credential, edited.credential)) {
			violations.push('wrote into a credential that is another account’s by now');
		}
		return { violations, leaks: searched(run, simulator, credential) };
	} finally {
		front?.close();
		await simulator.close();
	}
}

/** @returns what the credential holds once it is edited */
function editAtCall({ editsAtCall }: Trouble, simulator: Simulator, stored: StoredCredential) {
	if (editsAtCall === undefined) return undefined;
	const edited: { credential?: IDataObject } = {};
	const { fault } = simulator;
	let calls = 0;
	simulator.fault = (request) => {
		if (!request.path.endsWith('/generateToken') && ++calls === editsAtCall) {
			edited.credential = { ...ANOTHER, domain: simulator.url, region: 'other' };
			void stored.write(edited.credential as ICredentialDataDecryptedObject);
		}
		return fault?.(request);
	};
	return edited;
}

const ANOTHER = {
	username: 'another',
	apiKey: 'KKanother0123',
	authentication: 'token',
	token: '',
};

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
