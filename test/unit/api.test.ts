import { API, toRequest } from '../../nodes/OzonetelBlockGroup/ozonetel/api';
import type { ApiVersion, Operation, Target } from '../../nodes/OzonetelBlockGroup/model';
import { targetOf } from './fixtures';

// docs/ozonetel-api.md §1–2: every call of both API versions, and what its body carries.

const LEGACY = '/CAServicesV3/blockNumberGroupV2.php';
const blockNumbers = ['919812345678', '919812345679'];
const groupName = 'Spam';
const description = 'Callers who sell';
const expiryDate = '2027-03-31 18:30:00';
const full = { groupName, groupId: '20', description, expiryDate };
const empty = { groupName: '', groupId: '', description: '', expiryDate: '' };
const id = { id: 20, Id: 20 };

it.each<[ApiVersion, Operation, string, string, object]>([
	[
		'current',
		'createGroup',
		'POST',
		'/ca_apis/createBlockNumber',
		{ name: groupName, description, expiryDate },
	],
	[
		'current',
		'addNumbers',
		'PUT',
		'/ca_apis/updateBlockNumbers',
		{ groupName, description, expiryDate },
	],
	['current', 'removeNumbers', 'DELETE', '/ca_apis/deleteBlockNumber', { groupName, ...id }],
	['legacy', 'createGroup', 'POST', LEGACY, { name: groupName, description, expiryDate }],
	['legacy', 'addNumbers', 'PUT', LEGACY, { name: groupName, description, ...id, expiryDate }],
	['legacy', 'removeNumbers', 'DELETE', LEGACY, id],
])(
	'%s %s is %s %s with %j, as far as it is given',
	(apiVersion, operation, method, path, named) => {
		const bodyOf = (given: Partial<Target>, numbers = blockNumbers) =>
			toRequest(targetOf({ operation, apiVersion, ...given }), numbers).body;
		const { method: used, paths } = API[apiVersion][operation];
		expect([used, paths[0]]).toEqual([method, path]);
		expect(bodyOf(full)).toEqual({ ...named, blockNumbers });
		expect(bodyOf(empty, ['911'])).toEqual({ blockNumbers: ['911'] });
	},
);

it('tries the singular path of the update second, and no other call has a second path', () => {
	const calls = Object.values(API).flatMap((operations) => Object.values(operations));
	const second = calls.flatMap(({ paths }) => paths.slice(1));
	expect(second).toEqual(['/ca_apis/updateBlockNumber']);
	expect(API.current.addNumbers.paths).toHaveLength(2);
});

it.each([
	['007', 7],
	['G-20', 'G-20'],
	['2e3', '2e3'],
	['-1', '-1'],
	['9'.repeat(20), '9'.repeat(20)],
])('sends the id %s as a number when it is all digits', (groupId, sent) => {
	const target = targetOf({ apiVersion: 'legacy', groupId });
	expect(toRequest(target, blockNumbers).body).toMatchObject({ id: sent, Id: sent });
});
