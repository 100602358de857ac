import { advice } from '../../nodes/OzonetelBlockGroup/ozonetel/advice';
import { FAILURES, type FailureKind } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import type { Operation, Target } from '../../nodes/OzonetelBlockGroup/model';
import { targetOf } from './fixtures';

const about = (
	kind: FailureKind,
	operation: Operation = 'addNumbers',
	given: Partial<Target> = {},
) => advice({ verdict: 'failure', kind, message: '' }, targetOf({ operation, ...given }));

const every = Object.keys(FAILURES) as FailureKind[];

it.each(every)('says what to do about %s, in one sentence', (kind) => {
	for (const operation of ['addNumbers', 'createGroup', 'removeNumbers'] as const) {
		expect(about(kind, operation)).toMatch(/^[A-Z].{20,}[^.]$/);
	}
});

describe('a parameter that Ozonetel misses', () => {
	const missing = (given: Partial<Target>) =>
		advice(
			{ verdict: 'failure', kind: 'parameters', message: 'Parameters are mandatory' },
			targetOf({ groupName: '', ...given }),
		);

	it.each<[Partial<Target>, RegExp]>([
		[
			{ operation: 'removeNumbers' },
			/contained userName, blockNumbers.*'Group Name', 'Group ID'\./,
		],
		[
			{ operation: 'removeNumbers', groupName: 'Spam' },
			/contained userName, groupName, blockNumbers\..*missing: 'Group ID'\./,
		],
		[
			{ operation: 'removeNumbers', groupName: 'Spam', groupId: '20' },
			/contained userName, groupName, id, Id, blockNumbers\. The node has no other parameters to send/,
		],
		[{ groupName: 'Spam' }, /groupName, blockNumbers\..*'Group Description', 'Expires'\./],
		[
			{ apiVersion: 'legacy', groupId: '20' },
			/contained id, Id, blockNumbers\..*'Group Name', 'Group Description', 'Expires'\./,
		],
		[
			{ operation: 'createGroup', groupName: 'Spam', description: 'x' },
			/contained userName, name, description, blockNumbers\..*missing: 'Expires'\./,
		],
	])('%j', (given, says) => {
		expect(missing(given)).toMatch(says);
		expect(missing(given)).not.toMatch(/API Key/);
	});
});

it('names the authentication to choose', () => {
	expect(about('wantsToken')).toMatch(/TOKEN_AUTH.*set 'Authentication' to 'Token'/);
	expect(about('wantsToken', 'createGroup')).toMatch(/set 'Authentication' to 'Token'/);
	expect(about('wantsKey')).toMatch(/BASIC_AUTH.*set 'Authentication' to 'API Key'/);
	expect(about('authentication')).toMatch(/'User Name'.*'API Key'/);
});

it('names the fields and options as the form does', () => {
	expect(about('notFound')).toMatch(/'Region' or 'Domain'/);
	expect(about('rateLimit')).toMatch(/'Batch Interval' or 'Wait After Rate Limit'/);
	expect(about('nameTaken', 'createGroup')).toMatch(/'If Group Exists' to 'Add Numbers to It'/);
	expect(about('nameTaken', 'createGroup', { apiVersion: 'legacy' })).toMatch(/use 'Add Numbers'/);
});

it.each<[Partial<Target>, RegExp, RegExp]>([
	[{}, /'Group Name' is exactly its name: capitals and spaces count/, /ID/],
	[{ apiVersion: 'legacy', groupId: '20' }, /'Group ID' is its ID/, /capitals/],
	[{ operation: 'removeNumbers', groupId: '20' }, /'Group ID' is its ID/, /capitals/],
])('speaks of an unknown group as the request named it: %j', (given, says, not) => {
	const said = advice({ verdict: 'failure', kind: 'group', message: '' }, targetOf(given));
	expect(said).toMatch(says);
	expect(said).not.toMatch(not);
});

it.each<[FailureKind, boolean]>([
	['interrupted', true],
	['server', true],
	['unreadable', true],
	['redirect', true],
	['cancelled', true],
	['unreached', false],
	['authentication', false],
	['refused', false],
	['creationRefused', true],
])('a group that may be there all the same is looked for first: %s', (kind, mayBeThere) => {
	const said = about(kind, 'createGroup');
	if (mayBeThere) expect(said).toMatch(/may have been created.*“Spam”/);
	else expect(said).not.toMatch(/may have been created/);
	expect(about(kind, 'addNumbers')).not.toMatch(/created/);
});

it.each(every)('nobody is sent to create a group again that is there: %s', (kind) => {
	const target = targetOf({ operation: 'createGroup' });
	const said = advice({ verdict: 'failure', kind, message: '' }, target, { group: 'there' });
	expect(said).toMatch(/The group has been created. Send these numbers with 'Add Numbers'/);
	expect(said).not.toMatch(/run the workflow/i);
});
