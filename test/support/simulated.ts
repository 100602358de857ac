import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { inspect } from 'node:util';

import { tokenIn } from '../../credentials/storedToken';
import { type Simulator, startSimulator } from '../simulator';
import { credentialFor } from './savedCredential';
import { disposeExpressionEngine } from './instance';
import { profileFor } from './profile';
import { NODE, runNode, type RunOptions, type RunResult, SOURCE } from './runNode';

export const GROUP = 'Do Not Call';
/** The simulator's ids begin here: this group is the first. */
export const GROUP_ID = 20;

/** Expressions that tell which result and which input item a later node is paired to. */
export const PAIRING = {
	ours: `={{ $('${NODE}').item.json.phoneNumber }}`,
	source: `={{ $('${SOURCE}').item.json.phone }}`,
};

type Changes = Partial<Omit<RunOptions, 'items'>> & { options?: IDataObject };

/**
 * A simulator for the tests of a file: as new, with one empty group, before each of them. It behaves as
 * the account whose report the variable PROFILE names, if there is one.
 */
export function simulated() {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator({ switches: profileFor(expect.getState().testPath) });
	});
	beforeEach(() => {
		simulator.reset();
		simulator.addGroup(GROUP);
	});
	afterAll(async () => {
		await simulator.close();
		await disposeExpressionEngine();
	});

	const credential = (changes?: IDataObject) => credentialFor(simulator, changes);

	return {
		get simulator() {
			return simulator;
		},
		credential,
		/** Numbers the group holds, as registered. */
		held: (group: string | number = GROUP) => [...(simulator.group(group)?.numbers.keys() ?? [])],
		/** The numbers of each request, in the order they were sent. */
		sent: () => simulator.requests.map(({ body }) => (body as IDataObject).blockNumbers),
		/** Blocks phones (or items) in the group, unless told otherwise; no secret may show anywhere. */
		async run(phones: unknown[], { options = {}, parameters, ...changes }: Changes = {}) {
			const result = await runNode({
				items: phones.map(toItem),
				credential: credential(),
				parameters: {
					operation: 'addNumbers',
					groupName: GROUP,
					phoneNumbers: '={{ $json.phone }}',
					...parameters,
					options: { defaultCountry: 'IN', ...options },
				},
				...changes,
			});
			expectNoSecret(result, simulator.account);
			return result;
		},
	};
}

/** `undefined` is an item that has only binary data, as other nodes may give. */
function toItem(phone: unknown): IDataObject {
	const isItem = typeof phone === 'object' && phone !== null && !Array.isArray(phone);
	return (isItem || phone === undefined ? phone : { phone }) as IDataObject;
}

function expectNoSecret(
	{ run, logs, hints, credential }: RunResult,
	{ userName, apiKey }: Simulator['account'],
) {
	const shown = [inspect(run, { depth: Infinity, showHidden: true }), ...logs, inspect(hints)];
	const basic = Buffer.from(`${userName}:${apiKey}`).toString('base64');
	const secrets = [apiKey, basic, tokenIn(credential.token)].filter(Boolean) as string[];
	const leaked = secrets.filter((secret) => shown.some((text) => text.includes(secret)));
	expect(leaked).toEqual([]);
}

/** The results, without what n8n adds to an item. */
export const json = (items: INodeExecutionData[]) => items.map((item) => item.json);

/** One field of each result: `['added', 'refused']`. */
export const each = (items: INodeExecutionData[], field: string) =>
	items.map((item) => item.json[field]);

/** How many results have each status: `{ added: 99, refused: 1 }`. */
export function tally(items: INodeExecutionData[]) {
	const counts: Record<string, number> = {};
	for (const status of each(items, 'status')) {
		counts[String(status)] = (counts[String(status)] ?? 0) + 1;
	}
	return counts;
}

/** Invented numbers: phones(3) is 9876500000, 9876500001, 9876500002. */
export const phones = (count: number, from = 0) =>
	Array.from({ length: count }, (_, n) => String(9_876_500_000 + from + n));

/** A number as Ozonetel registers it. */
export const registered = (phone: string) => `+91${phone}`;
