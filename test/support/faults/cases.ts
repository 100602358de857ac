import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { tokenIn } from '../../../credentials/storedToken';
import { startSimulator, type LoggedRequest, type Simulator } from '../../simulator';
import { asRegistered } from '../../simulator/numbers';
import { credentialFor } from '../savedCredential';
import { runNode, StoredCredential, type RunResult } from '../engine';
import { leaks } from '../secrets';
import { startTlsFront, trustedCertificate } from '../tlsFront';
import {
	BAD_NUMBER,
	callFaults,
	conditions,
	edits,
	outages,
	tlsFaults,
	tokenFaults,
	type Trouble,
} from './troubles';

type Operation = 'addNumbers' | 'createGroup' | 'removeNumbers';

/** One cell of the fault matrix. */
export interface Case {
	trouble: Trouble;
	operation: Operation;
	apiVersion: 'current' | 'legacy';
	authentication: 'apiKey' | 'token';
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

export const nameOf = (one: Case) =>
	[one.trouble.name, one.operation, one.apiVersion, one.authentication, one.onError].join(' | ');

/** Every trouble × operation × API × authentication × On Error; tokens only where tokens are used. */
export function allCases(): Case[] {
	return (['addNumbers', 'createGroup', 'removeNumbers'] as const).flatMap((operation) =>
		(['current', 'legacy'] as const).flatMap((apiVersion) =>
			(['apiKey', 'token'] as const).flatMap((authentication) => {
				const usesToken = authentication === 'token' && apiVersion === 'current';
				const troubles = [
					...conditions,
					...callFaults,
					...outages,
					...tlsFaults,
					...edits,
					...(usesToken ? tokenFaults : []),
				];
				return troubles.flatMap((trouble) =>
					(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const).map(
						(onError) => ({ trouble, operation, apiVersion, authentication, onError }),
					),
				);
			}),
		),
	);
}

const GROUP = 'Do not call';
/** In the group from the start, and asked for by nobody. */
const BYSTANDER = '9700000099';
/** Five good ones, one of them twice, one that some cases call bad, and an empty one. */
const ASKED = [
	'9700000001',
	'9700000002',
	'9700000003',
	'9700000002',
	BAD_NUMBER,
	'',
	'9700000004',
	'9700000005',
];

/** Characters that look different in a URL, in JSON and in base64. */
export const MARKED_KEY = 'KKmarked/key+0f3e="9a';

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

const sent = [...new Set(ASKED.filter(Boolean))];

/** What a run promised (README.md, Output) and did not keep. */
function judge(one: Case, run: RunResult, simulator: Simulator): string[] {
	const held = new Set(simulator.group(GROUP)?.numbers.keys());
	const removes = one.operation === 'removeNumbers';
	const isDone = (number: string) => held.has(asRegistered(number)) !== removes;
	const confirmed = sent.filter((number) => isConfirmed(number, simulator.requests));
	return [
		...promisesOfState(one, simulator, held),
		...promisesOfCreation(simulator.requests),
		...promisesOfPatience(one, simulator.requests),
		...(run.error
			? promisesOfError(one, run, confirmed)
			: promisesOfItems(one, run, confirmed, isDone)),
	];
}

function promisesOfState({ operation }: Case, { groups }: Simulator, held: Set<string>): string[] {
	const others = groups.filter(({ name }) => name !== GROUP).map(({ name }) => name);
	const named = groups.filter(({ name }) => name === GROUP).length;
	const strangers = [...held].filter(
		(number) => ![...sent, BYSTANDER].map((number) => asRegistered(number)).includes(number),
	);
	return [
		...others.map((name) => `made a group ${name}`),
		...(named > 1 ? [`made ${named} groups of one name`] : []),
		...strangers.map((number) => `added ${number}, which nobody asked for`),
		...(operation !== 'createGroup' && !held.has(asRegistered(BYSTANDER))
			? ['removed a number that nobody asked for']
			: []),
	];
}

/** After a creation that met a fault, and so may have been done, there is no other. */
function promisesOfCreation(requests: readonly LoggedRequest[]): string[] {
	const creations = requests.filter(
		({ method, path }) => method === 'POST' && !path.endsWith('/generateToken'),
	);
	const first = creations.findIndex(
		({ fault, answer }) => fault !== undefined || isSuccess(answer?.body),
	);
	const again = first < 0 ? [] : creations.slice(first + 1);
	return again.map(({ n }) => `created again in request ${n}`);
}

/** A server in trouble is not asked again and again. */
function promisesOfPatience({ trouble }: Case, requests: readonly LoggedRequest[]): string[] {
	const faults = requests.filter(({ fault }) => fault !== undefined).length;
	return faults > (trouble.mostFaults ?? Infinity) ? [`met the trouble ${faults} times`] : [];
}

const isSuccess = (body: unknown) => (body as IDataObject | undefined)?.status === 'success';

/** Whether an answer that reached the node names the number as done. */
function isConfirmed(number: string, requests: readonly LoggedRequest[]): boolean {
	return requests.some(({ fault, answer }) => {
		if (fault !== undefined || !isSuccess(answer?.body)) return false;
		const { succes, success } = (answer?.body as { output: Record<string, string[]> }).output;
		return Object.values(succes ?? success).includes(asRegistered(number));
	});
}

function promisesOfError(
	{ onError, trouble, operation }: Case,
	run: RunResult,
	confirmed: string[],
) {
	const { message = '', description } = run.error as { message?: string; description?: string };
	const said = `${message} ${description ?? ''}`;
	// A run that was to add numbers and added none stops, though no request failed.
	if (/^None of \d+ numbers was added/.test(message)) {
		const isRight = onError === 'stopWorkflow' && adds(operation) && confirmed.length === 0;
		return isRight ? [] : [`says that nothing was added: ${said}`];
	}
	const claimed = /(\d+) of \d+ numbers had gone through/.exec(said)?.[1];
	const wrong: string[] = [];
	if (onError !== 'stopWorkflow') wrong.push(`stopped: ${said}`);
	if (trouble.passes && operation !== 'createGroup') wrong.push(`did not recover: ${said}`);
	if (claimed === undefined && confirmed.length > 0) wrong.push(`no count: ${said}`);
	if (Number(claimed ?? 0) !== confirmed.length) {
		wrong.push(`claims ${claimed}, confirmed are ${confirmed.length}`);
	}
	return wrong;
}

const adds = (operation: Case['operation']) => operation !== 'removeNumbers';

function promisesOfItems(
	{ onError, trouble, operation }: Case,
	{ output, errorOutput }: RunResult,
	confirmed: string[],
	isDone: (number: string) => boolean,
): string[] {
	const wrong: string[] = [];
	const results = [...output, ...errorOutput].map(({ json, pairedItem }) => ({
		...((json.details ?? json) as { sentAs: string | null; status: string }),
		item: (pairedItem as { item: number }).item,
	}));
	const order = results.map(({ item }) => item).sort((a, b) => a - b);
	if (order.join() !== ASKED.map((_, item) => item).join()) wrong.push(`items ${order.join()}`);
	if (output.some(({ json }) => 'error' in json)) wrong.push('a key “error” in the main output');
	if (onError !== 'continueErrorOutput' && errorOutput.length > 0) wrong.push('an error output');
	if (onError === 'stopWorkflow' && adds(operation) && confirmed.length === 0) {
		wrong.push('no error, and nobody was blocked');
	}

	const goal = operation === 'removeNumbers' ? 'removed' : 'added';
	for (const { item, sentAs, status } of results) {
		const number = ASKED[item];
		if (number === '') {
			if (status !== 'invalid') wrong.push(`the empty number is ${status}`);
			continue;
		}
		const claim = `item ${item} is ${status}`;
		if (sentAs !== null && sentAs !== number) wrong.push(`${claim}, sent as ${sentAs}`);
		if ((status === goal) !== confirmed.includes(number)) wrong.push(`${claim}, confirmed not so`);
		if (status === goal && !isDone(number)) wrong.push(`${claim}, and it is not done`);
		if (isDone(number) && ![goal, 'failed', 'unconfirmed'].includes(status))
			wrong.push(`${claim}, yet it is done`);
		if (status === 'failed' && onError === 'stopWorkflow') wrong.push(`${claim}, and no error`);
		const recovers = trouble.passes && operation !== 'createGroup';
		if (status === 'failed' && recovers) wrong.push(`${claim}, and did not recover`);
	}
	return wrong;
}
