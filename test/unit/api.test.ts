import { API, toRequest } from '../../nodes/OzonetelBlockGroup/ozonetel/api';
import type { ApiVersion, Operation, Target } from '../../nodes/OzonetelBlockGroup/model';
import { targetOf } from './fixtures';

const LEGACY = '/CAServicesV3/blockNumberGroupV2.php';
const numbers = ['919812345678', '919812345679'];
const full: Partial<Target> = {
	groupName: 'Spam',
	groupId: '20',
	description: 'Callers who sell',
	expiryDate: '2027-03-31 18:30:00',
};
const nothing: Partial<Target> = { groupName: '', groupId: '', description: '', expiryDate: '' };

const { groupName, description, expiryDate } = full;

describe.each<[ApiVersion, Operation, string, string, object, string[]]>([
	[
		'current',
		'createGroup',
		'POST',
		'/ca_apis/createBlockNumber',
		{ name: groupName, description, expiryDate },
		['name', 'description'],
	],
	[
		'current',
		'addNumbers',
		'PUT',
		'/ca_apis/updateBlockNumbers',
		{ groupName, description, expiryDate },
		['groupName'],
	],
	[
		'current',
		'removeNumbers',
		'DELETE',
		'/ca_apis/deleteBlockNumber',
		{ groupName, id: 20, Id: 20 },
		[],
	],
	[
		'legacy',
		'createGroup',
		'POST',
		LEGACY,
		{ name: groupName, description, expiryDate },
		['name', 'description'],
	],
	[
		'legacy',
		'addNumbers',
		'PUT',
		LEGACY,
		{ name: groupName, description, id: 20, Id: 20, expiryDate },
		['id', 'Id'],
	],
	['legacy', 'removeNumbers', 'DELETE', LEGACY, { id: 20 }, ['id']],
])('%s %s', (apiVersion, operation, method, path, named, required) => {
	const endpoint = API[apiVersion][operation];
	const body = (given: Partial<Target>) =>
		toRequest(targetOf({ operation, apiVersion, ...given }), numbers).body;

	it(`is ${method} ${path}`, () => {
		expect(endpoint.method).toBe(method);
		expect(endpoint.paths[0]).toBe(path);
	});

	it('carries every parameter', () => {
		expect(body(full)).toMatchObject({ ...named, blockNumbers: numbers });
	});

	it('leaves empty keys out', () => {
		const { blockNumbers, ...rest } = body({ ...full, ...nothing });
		expect(blockNumbers).toEqual(numbers);
		expect(rest).toEqual({});
	});

	it('carries nothing that is not documented', () => {
		const documented = [...Object.keys(named), ...required, 'blockNumbers'];
		if (apiVersion === 'legacy' && operation === 'removeNumbers') documented.push('Id');
		expect(documented).toEqual(expect.arrayContaining(Object.keys(body(full))));
	});

	it('has one number per element, even of one number', () => {
		const { body: one } = toRequest(targetOf({ operation, apiVersion, ...full }), ['911']);
		expect(one.blockNumbers).toEqual(['911']);
	});
});

it('tries the singular path of the update second, and no other call has a second path', () => {
	for (const [version, operations] of Object.entries(API)) {
		for (const [operation, { paths }] of Object.entries(operations)) {
			const both = version === 'current' && operation === 'addNumbers';
			expect(paths.slice(1)).toEqual(both ? ['/ca_apis/updateBlockNumber'] : []);
		}
	}
});

it.each([
	['20', 20],
	['007', 7],
	['G-20', 'G-20'],
	['2e3', '2e3'],
	['-1', '-1'],
	['9'.repeat(20), '9'.repeat(20)],
])('sends the id %s as a number when it is all digits', (groupId, id) => {
	const target = targetOf({ apiVersion: 'legacy', groupId });
	expect(toRequest(target, numbers).body).toMatchObject({ id, Id: id });
});
