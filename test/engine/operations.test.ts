import type { IDataObject } from 'n8n-workflow';

import { each, GROUP, GROUP_ID, json, phones, registered, simulated } from '../support/simulated';

// Every operation in both API versions: what is sent, what Ozonetel then holds, what comes out.

const ozonetel = simulated();

const [first, second] = phones(2);
const sentAs = [`91${first}`, `91${second}`];

const results = (status: string, more: IDataObject = {}) =>
	[first, second].map((phoneNumber) => ({
		phoneNumber,
		sentAs: `91${phoneNumber}`,
		registeredAs: registered(phoneNumber),
		country: 'IN',
		status,
		message: expect.any(String),
		duplicate: false,
		group: GROUP,
		expiryDate: null,
		batch: 1,
		...more,
	}));

interface Case {
	operation: string;
	apiVersion: string;
	parameters: IDataObject;
	request: string;
	body: IDataObject;
	output: IDataObject[];
}

const LEGACY = '/CAServicesV3/blockNumberGroupV2.php';
const created = { groupName: 'Opted out', description: 'Asked not to be called' };
const named = { name: 'Opted out', description: 'Asked not to be called' };
const byId = { id: GROUP_ID, Id: GROUP_ID };

const cases: Case[] = [
	{
		operation: 'addNumbers',
		apiVersion: 'current',
		parameters: {},
		request: 'PUT /ca_apis/updateBlockNumbers',
		body: { userName: 'demo_account', groupName: GROUP, blockNumbers: sentAs },
		output: results('added'),
	},
	{
		operation: 'addNumbers',
		apiVersion: 'legacy',
		parameters: { groupId: String(GROUP_ID), groupName: GROUP },
		request: `PUT ${LEGACY}`,
		body: { ...byId, name: GROUP, blockNumbers: sentAs },
		output: results('added', { group: expect.stringMatching(/^(20|Do Not Call)$/) }),
	},
	{
		operation: 'removeNumbers',
		apiVersion: 'current',
		parameters: {},
		request: 'DELETE /ca_apis/deleteBlockNumber',
		body: { userName: 'demo_account', groupName: GROUP, blockNumbers: sentAs },
		output: results('removed', { deleted: true }),
	},
	{
		operation: 'removeNumbers',
		apiVersion: 'legacy',
		parameters: { groupId: GROUP_ID, groupName: '' },
		request: `DELETE ${LEGACY}`,
		body: { ...byId, blockNumbers: sentAs },
		output: results('removed', { deleted: true, group: String(GROUP_ID) }),
	},
	{
		operation: 'createGroup',
		apiVersion: 'current',
		parameters: created,
		request: 'POST /ca_apis/createBlockNumber',
		body: { userName: 'demo_account', ...named, blockNumbers: sentAs },
		output: results('added', { group: 'Opted out' }),
	},
	{
		operation: 'createGroup',
		apiVersion: 'legacy',
		parameters: created,
		request: `POST ${LEGACY}`,
		body: { ...named, blockNumbers: sentAs },
		output: results('added', { group: 'Opted out' }),
	},
];

it.each(cases)('$operation, $apiVersion', async (wanted) => {
	const { operation, apiVersion, parameters } = wanted;
	const numbers = operation === 'removeNumbers' ? [first, second].map(registered) : [];
	ozonetel.simulator.reset();
	ozonetel.simulator.addGroup(GROUP, numbers);

	const { output, error } = await ozonetel.run([first, second], {
		parameters: { operation, apiVersion, ...parameters },
	});

	expect(error).toBeUndefined();
	const [{ method, path, body }, ...more] = ozonetel.simulator.requests;
	expect([`${method} ${path}`, body, more]).toEqual([wanted.request, wanted.body, []]);
	expect(json(output)).toEqual(wanted.output);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(ozonetel.held(operation === 'createGroup' ? 'Opted out' : GROUP)).toEqual(
		operation === 'removeNumbers' ? [] : [first, second].map(registered),
	);
});

it.each(['', '='])('removes without a group only where none was given: “%s”', async (groupName) => {
	await ozonetel.run([first], { parameters: { operation: 'removeNumbers', groupName } });
	expect(ozonetel.simulator.requests[0].body).toEqual({
		userName: 'demo_account',
		blockNumbers: [sentAs[0]],
	});
});

it('does not remove from every group because an expression gave no group', async () => {
	ozonetel.simulator.addGroup('VIP', [registered(first), registered(second)]);
	const items = [
		{ phone: first },
		{ phone: second, group: 'VIP' },
		{ phone: first, group: ['VIP'] },
		{ phone: first, group: '' },
	];
	const parameters = { operation: 'removeNumbers', groupName: '={{ $json.group }}' };
	const stopped = await ozonetel.run(items, { parameters });
	expect(stopped.error?.message).toMatch(/'Group Name' is empty for this item.*\(item 0\)/);
	expect(ozonetel.simulator.requests).toEqual([]);

	const { output } = await ozonetel.run(items, { parameters, onError: 'continueRegularOutput' });
	expect(each(output, 'status')).toEqual(['invalid', 'removed', 'invalid', 'invalid']);
	expect(output[2].json.message).toMatch(/'Group Name' must be text/);
	expect(ozonetel.held('VIP')).toEqual([registered(first)]);
});

it('blocks no national number in place of a foreign one of ten digits', async () => {
	const { output } = await ozonetel.run(['+65 8123 4567', '+91 6581 234567']);
	expect(each(output, 'status')).toEqual(['added', 'added']);
	expect(ozonetel.held()).toEqual(['+6581234567', '+916581234567']);
});

it('sends the description of a group when numbers are added', async () => {
	await ozonetel.run([first], { options: { groupDescription: 'Opted out' } });
	expect(ozonetel.simulator.requests[0].body).toMatchObject({ description: 'Opted out' });
});

it('never removes a number of zeros alone, which might match everything', async () => {
	const parameters = { operation: 'removeNumbers', groupName: '' };
	const zeros = ['000', '0000000000', '+000', '00 00'];
	const { output } = await ozonetel.run([...zeros, first], { parameters });
	expect(output.slice(0, 4).map(({ json }) => json)).toEqual(
		zeros.map(() => expect.objectContaining({ status: 'invalid', sentAs: null })),
	);
	expect(ozonetel.sent()).toEqual([[expect.stringContaining(first)]]);
});
