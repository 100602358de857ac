import type { IDataObject } from 'n8n-workflow';

import type { LoggedRequest, Simulator } from '../../simulator';
import { asRegistered } from '../../simulator/phoneNumbers';
import type { RunResult } from '../engine';
import { ASKED, BYSTANDER, GROUP, type Case } from './case';

const sent = [...new Set(ASKED.filter(Boolean))];

/** What a run promised (README.md, Output) and did not keep. */
export function judge(one: Case, run: RunResult, simulator: Simulator): string[] {
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
