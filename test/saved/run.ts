import type { IDataObject, INode } from 'n8n-workflow';

import type { Simulator } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { GROUP } from '../support/simulated';
import { runNode } from '../support/runNode';

/** The clock stands still at this moment while a saved workflow runs: dates come out the same for ever. */
export const NOW = Date.parse('2026-12-01T06:30:00Z');

/** What a release left in somebody's n8n, and what came of it when it ran. */
export interface Saved {
	what: string;
	/** As the editor saves them: without what is a default. */
	node: Pick<INode, 'typeVersion' | 'parameters' | 'onError'>;
	/** Beside the user name, the key and the address, which are the simulator's. */
	credential: IDataObject;
	items: IDataObject[];
	result: Result;
}

/** No messages: those may be told better one day. */
interface Result {
	/** What Ozonetel was told, apart from the numbers. */
	calls: string[];
	/** What each group holds afterwards. */
	groups: unknown[];
	output: IDataObject[];
	errorOutput: IDataObject[];
	failed: boolean;
}

/** Runs it against an account with one group, which refuses the number 100. */
export async function runSaved(
	{ node, credential, items }: Omit<Saved, 'result'>,
	simulator: Simulator,
): Promise<Result> {
	simulator.reset();
	simulator.switches.isBad = (number) => number === '100';
	simulator.switches.authentication = credential.authentication === 'token' ? 'token' : 'apiKey';
	const groups = [simulator.addGroup(GROUP)];
	for (const number of ['+919876500000', '+919876500009']) groups[0].numbers.set(number, {});
	const { output, errorOutput, error } = await runNode({
		items,
		parameters: node.parameters as IDataObject,
		credential: credentialFor(simulator, credential),
		node,
		timezone: 'Europe/Berlin',
	});
	const created = simulator.group(NEW_GROUP);
	if (created) groups.push(created);
	const calls = simulator.requests.map(({ method, path, body }) => {
		const rest = { ...(body as IDataObject) };
		delete rest.blockNumbers;
		return `${method} ${path} ${JSON.stringify(rest)}`;
	});
	const result: Result = {
		calls: [...new Set(calls)],
		groups: groups.map(({ numbers, ...rest }) => ({
			...rest,
			numbers: Object.fromEntries(numbers),
		})),
		output: output.map(({ json }) => withoutMessage(json)),
		errorOutput: errorOutput.map(({ json }) => withoutMessage(json)),
		failed: error !== undefined,
	};
	return JSON.parse(JSON.stringify(result)) as Result;
}

function withoutMessage(item: IDataObject): IDataObject {
	const { details, error, ...rest } = item;
	delete rest.message;
	if (details) rest.details = withoutMessage(details as IDataObject);
	return error === undefined ? rest : { ...rest, error: typeof error };
}

export const NEW_GROUP = 'Opted out';
