/**
 * `npx tsx test/saved/write.ts`: writes what this version saves, and what comes of it, to a file of its own.
 * For a version that is not published yet.
 */
import { join } from 'node:path';

import { type IDataObject, type INode, NodeHelpers } from 'n8n-workflow';

import manifest from '../../package.json';
import { startSimulator } from '../simulator';
import { disposeExpressionEngine } from '../support/instance';
import { builtNode } from '../support/nodeTypes';
import { GROUP, GROUP_ID } from '../support/simulated';
import { writeFormatted } from '../tools/measuredSection';
import { NEW_GROUP, NOW, runSaved, type Saved } from './run';

const ITEMS = [
	{ phone: '98765 00000', until: '31/12/2030', name: 'Asha' },
	{ phone: '+44 20 7946 0563', until: '05/06/2031', name: 'Ben' },
	{ phone: '100', until: '', name: 'Chitra' },
	{ phone: 'n/a', until: '', name: 'Dev' },
	{ phone: '9876500000', until: '31/12/2030', name: 'Asha again' },
];

type Case = [what: string, parameters: IDataObject, more?: Partial<Saved['node'] & Saved>];

const add = { groupName: GROUP };
const create = {
	operation: 'createGroup',
	groupName: NEW_GROUP,
	description: 'Asked not to be called',
};
const remove = { operation: 'removeNumbers', groupName: GROUP };
const legacy = { apiVersion: 'legacy', groupId: String(GROUP_ID) };
const onDate = { expires: 'onDateIfGiven', expiryDate: '={{ $json.until }}' };

const options: Array<[name: string, value: unknown, parameters?: IDataObject]> = [
	['batchInterval', 5, { options: { batchSize: 1 } }],
	['batchSize', 2],
	['concurrentRequests', 3],
	['dateFormat', 'monthFirst', { expires: 'onDate', expiryDate: '05/06/2031' }],
	['dateFormat', 'dayFirst', { expires: 'onDate', expiryDate: '05/06/2031' }],
	['defaultCountry', 'IN'],
	['defaultCountry', 'none'],
	['dryRun', true],
	['groupDescription', 'Opted out by e-mail'],
	['ifGroupExists', 'addNumbers', create],
	['ifGroupExists', 'error', create],
	['includeInputFields', true],
	['maxRetries', 0],
	['numberFormat', 'asGiven'],
	['numberFormat', 'digits'],
	['numberFormat', 'e164'],
	['onRefused', 'report'],
	['onRefused', 'stop'],
	['output', 'each'],
	['output', 'summary'],
	['rateLimitWait', 1],
	['timeout', 5000],
	['timeZone', 'Asia/Kolkata', { expires: 'afterPeriod', expiryAmount: 6, expiryUnit: 'hours' }],
];

const cases: Case[] = [
	['add, current', add],
	['add, legacy', legacy],
	['create, current', create],
	['create, legacy', { ...create, ...legacy }],
	['remove, current', remove],
	['remove by ID, current', { ...remove, groupName: '', groupId: String(GROUP_ID) }],
	['remove, legacy', { ...remove, ...legacy }],
	['expires on a date', { ...add, expires: 'onDate', expiryDate: '2031-03-31T10:15:00' }],
	['expires on a date if given', { ...add, ...onDate }],
	['creates with an expiry', { ...create, ...onDate }],
	['expires after the default period', { ...add, expires: 'afterPeriod' }],
	...['hours', 'days', 'weeks', 'months', 'years'].map((expiryUnit): Case => [
		`expires after 2 ${expiryUnit}`,
		{ ...add, expires: 'afterPeriod', expiryAmount: 2, expiryUnit },
	]),
	...['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'].flatMap((onError): Case[] => [
		[`On Error: ${onError}`, add, { onError: onError as INode['onError'] }],
		[
			`On Error: ${onError}, unknown group`,
			{ groupName: 'Not there' },
			{ onError: onError as INode['onError'] },
		],
	]),
	...options.map(([name, value, parameters = {}]): Case => [
		`option ${name}: ${String(value)}`,
		{ ...add, ...parameters, options: { ...(parameters.options as object), [name]: value } },
	]),
	['a list in the field itself', { ...add, phoneNumbers: '9876500001, 9876500002' }],
	['token', add, { credential: { authentication: 'token' } }],
	['token, legacy', legacy, { credential: { authentication: 'token' } }],
];

async function write(): Promise<void> {
	Date.now = () => NOW;
	const simulator = await startSimulator();
	const { description } = builtNode();
	const all: Saved[] = [];
	for (const [what, parameters, more = {}] of cases) {
		const filled = { phoneNumbers: '={{ $json.phone }}', ...parameters } as INode['parameters'];
		const { properties } = description;
		const node = {
			typeVersion: 1,
			// Without defaults and without what is not shown, as the editor saves it.
			parameters: NodeHelpers.getNodeParameters(
				properties,
				filled,
				false,
				false,
				{ typeVersion: 1 },
				description,
			)!,
			onError: more.onError,
		};
		const saved = { what, node, credential: more.credential ?? {}, items: ITEMS };
		all.push({ ...saved, result: await runSaved(saved, simulator) });
	}
	await simulator.close();
	await disposeExpressionEngine();
	await writeFormatted(
		join(__dirname, `${manifest.version}.json`),
		JSON.stringify(all, null, '\t'),
	);
}

void write();
