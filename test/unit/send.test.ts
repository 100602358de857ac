import type { Answer } from '../../nodes/OzonetelBlockGroup/ozonetel/answer';
import type { Failure, FailureKind } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import type { Creations } from '../../nodes/OzonetelBlockGroup/send/creation';
import { sendBatches, type SendSettings } from '../../nodes/OzonetelBlockGroup/send/send';
import type { Batch, Target } from '../../nodes/OzonetelBlockGroup/model';
import { Gate, Pace } from '../../nodes/OzonetelBlockGroup/ozonetel/pace';
import { batchOf, targetOf } from './fixtures';

/** The pace of a run that nothing holds back, on the real clock. */
const paceOf = (concurrentRequests = 1): Pace =>
	new Pace({ concurrentRequests, batchInterval: 0, rateLimitWait: 0, maxRetries: 0 }, new Gate());

const spam = targetOf();
const legacy = targetOf({ apiVersion: 'legacy', groupId: '20' });
const newGroup = targetOf({ operation: 'createGroup', groupName: 'New', description: 'New one' });

const failure = (kind: FailureKind, message = `It was ${kind}`): Failure => ({
	verdict: 'failure',
	kind,
	message,
});
const success = (numbers: string[], more: object = {}): Answer => ({
	verdict: 'success',
	message: 'updated',
	done: numbers.map((number) => `+${number}`),
	rejected: [],
	...more,
});
const refused: Extract<Answer, { verdict: 'numbersRefused' }> = {
	verdict: 'numbersRefused',
	message: 'invalid format of numbers',
	because: 'format',
};

type Script = (numbers: string[], target: Target, call: number) => Answer | Promise<Answer>;

/** Answers as scripted, and keeps what it was asked. */
class ScriptedClient {
	requests = 0;
	cancelled = false;
	calls: Array<{ target: Target; numbers: string[]; accepted: boolean }> = [];

	constructor(private readonly script: Script = (numbers) => success(numbers)) {}

	async call(target: Target, numbers: string[]): Promise<Answer> {
		const call = { target, numbers, accepted: false };
		this.calls.push(call);
		const answer = await this.script(numbers, target, ++this.requests);
		call.accepted = answer.verdict === 'success';
		return answer;
	}

	get sent() {
		return this.calls.map(({ numbers }) => numbers);
	}
}

const many = (count: number, from = 100) =>
	Array.from({ length: count }, (_, n) => String(from + n));

/** Sends, and returns the first failed request. */
const send = async (
	client: ScriptedClient,
	batches: Batch[],
	given: Partial<SendSettings> = {},
) => {
	const { failed } = await sendBatches(batches, async (...call) => await client.call(...call), {
		pace: paceOf(),
		stopAtFirstFailure: false,
		creations: {},
		isCancelled: () => client.cancelled,
		...given,
	});
	return failed;
};

const statuses = (...batches: Batch[]) =>
	batches.map(({ numbers }) => numbers.map(({ outcome }) => outcome?.status));

describe('what each number is told', () => {
	const removal = targetOf({ operation: 'removeNumbers' });
	const legacyRemoval: Target = { ...removal, apiVersion: 'legacy', groupId: '20' };
	const says = (message: string, more: object = {}) => success([], { message, ...more });
	const done = { done: ['+911'] };
	const listed = { rejected: ['911'] };
	const there = {
		...refused,
		message: 'Block Number seems to be invalid or already exists',
		because: 'there' as const,
	};

	it.each<[string, Target, Answer, string]>([
		['added', spam, says('updated', done), 'Added to Spam (Ozonetel: updated)'],
		['by id', legacy, says('updated', done), 'Added to group 20 (Ozonetel: updated)'],
		[
			'created',
			newGroup,
			says('created', { ...done, groupId: '27' }),
			'Added to the new group New (Ozonetel: created, with the ID 27)',
		],
		['removed', removal, says('deleted', done), 'Removed from Spam (Ozonetel: deleted)'],
		[
			'removed from no group by name',
			{ ...removal, groupName: '' },
			says('deleted', done),
			'Removed (Ozonetel: deleted)',
		],
		[
			'removed, although fewer were',
			removal,
			says('deleted', { ...done, deleted: 0 }),
			'Removed from Spam (Ozonetel: deleted, but it counted 0 of 1 numbers as deleted)',
		],
		[
			'not there to be removed',
			removal,
			says('deleted', listed),
			'Not removed from Spam (Ozonetel: deleted, but it listed this number under “error”). It may not be in Spam, or Ozonetel does not accept it',
		],
		[
			'not there, by id',
			legacyRemoval,
			says('deleted', listed),
			'Not removed from group 20 (Ozonetel: deleted, but it listed this number under “error”). It may not be in group 20, or Ozonetel does not accept it',
		],
		[
			'not there in any group',
			{ ...removal, groupName: '' },
			says('deleted', listed),
			'Not removed (Ozonetel: deleted, but it listed this number under “error”). It may not be in any group, or Ozonetel does not accept it',
		],
		[
			'not there any more',
			removal,
			says('deleted', { ...listed, retried: true }),
			'Not removed from Spam (Ozonetel: deleted, but it listed this number under “error”). It may not be in Spam, or Ozonetel does not accept it. An earlier attempt, whose answer was lost, may have removed it',
		],
		[
			'refused where it may have been removed',
			removal,
			{ ...refused, message: 'Number not found', because: 'other', retried: true },
			'Not removed from Spam (Ozonetel: Number not found). An earlier attempt, whose answer was lost, may have removed it',
		],
		[
			'listed under error',
			spam,
			says('updated', listed),
			'Not added to Spam (Ozonetel: updated, but it listed this number under “error”). It may be blocked already, or Ozonetel does not accept it',
		],
		[
			'there already',
			spam,
			there,
			'Not added to Spam (Ozonetel: Block Number seems to be invalid or already exists). It may be blocked already',
		],
		[
			'refused in other words',
			spam,
			{ ...refused, message: 'No', because: 'other' },
			'Not added to Spam (Ozonetel: No)',
		],
		[
			'not removed',
			removal,
			refused,
			'Not removed from Spam (Ozonetel: invalid format of numbers). Ozonetel does not accept it',
		],
		[
			'not mentioned',
			spam,
			says('updated'),
			'Not confirmed as added to Spam (Ozonetel: updated). The answer does not mention this number',
		],
	])('%s', async (_, target, answer, message) => {
		const batch = batchOf(target, ['911']);
		await send(new ScriptedClient(() => answer), [batch]);
		expect(batch.numbers[0].outcome!.message).toBe(message);
	});

	it('that a rejected number may be another one as well', async () => {
		// Ten digits that both numbers end with: which of the two was rejected, nobody knows.
		const batch = batchOf(spam, ['447911123456', '17911123456']);
		await send(new ScriptedClient(() => success([], { rejected: ['7911123456'] })), [batch]);
		expect(statuses(batch)).toEqual([['unconfirmed', 'unconfirmed']]);
		expect(batch.numbers[0].outcome!.message).toMatch(
			/names 7911123456, which may stand for this number or for 17911123456/,
		);
	});

	it('that it fits no numbering plan, where it does not', async () => {
		for (const dryRun of [false, true]) {
			const batch = batchOf({ ...spam, dryRun }, ['98123456789', '919812345678', '5']);
			batch.numbers[0].country = null;
			batch.numbers[1].country = 'IN';
			await send(new ScriptedClient(), [batch]);
			const messages = batch.numbers.map(({ outcome }) => outcome!.message);
			expect(messages[0]).toMatch(/^(Added|Would be added) to Spam .*\. It fits no country's/);
			expect(messages[0]).toContain('a typing error or a missing country code');
			expect(messages[1]).not.toMatch(/typing error/);
		}
	});
});

describe('a refused batch', () => {
	it('of a group that takes no more ends after a run of equal refusals', async () => {
		const full: Answer = { ...refused, message: 'Group is full', because: 'other' };
		const client = new ScriptedClient((numbers, { groupName }) =>
			groupName === 'Spam' ? full : success(numbers),
		);
		const batches = [1, 2, 3].map((n) => batchOf(spam, many(100, 100 * n), n));
		const other = batchOf(targetOf({ groupName: 'Other' }), ['911'], 4);
		const failed = await send(client, [...batches, other]);
		expect(failed!.failure.message).toMatch(/^Group is full \(the same answer for 10 numbers/);
		expect(statuses(...batches).flat()).toEqual(Array(300).fill('failed'));
		expect(statuses(other)).toEqual([['added']]);
		expect(client.requests).toBeLessThanOrEqual(30);
	});

	it('blames no number, and no group, for what was refused together', async () => {
		const numbers = many(100);
		const script: Script = (part) =>
			part.includes(numbers[0]) || part.includes(numbers[1])
				? { ...refused, message: 'No', because: 'other' }
				: success(part);
		const batch = batchOf(spam, numbers);
		expect(await send(new ScriptedClient(script), [batch])).toBeUndefined();
		expect(statuses(batch)[0]).toEqual(['refused', 'refused', ...Array(98).fill('added')]);
	});

	it('and a failure in one half leaves the other half its own outcome', async () => {
		const script: Script = (numbers) => {
			if (numbers.length === 4) return refused;
			return numbers.includes('1') ? failure('server') : success(numbers);
		};
		const batch = batchOf(spam, ['1', '2', '3', '4']);
		const failed = await send(new ScriptedClient(script), [batch]);
		expect(statuses(batch)).toEqual([['failed', 'failed', 'added', 'added']]);
		expect(failed).toMatchObject({ failure: { kind: 'server' }, item: 0 });
	});
});

describe('creating a group', () => {
	const batches = () => [
		batchOf(newGroup, ['1', '2'], 1),
		batchOf({ ...newGroup, expiryDate: '2027-03-31 00:00:00' }, ['3'], 2),
		batchOf(newGroup, ['4'], 3),
	];
	const creating: Script = (numbers, { operation }) =>
		success(numbers, operation === 'createGroup' ? { groupId: '27' } : {});

	it.each([1, 5])(
		'creates it once and adds the rest (%i at a time)',
		async (concurrentRequests) => {
			const client = new ScriptedClient(creating);
			const sent = batches();
			await send(client, sent, { pace: paceOf(concurrentRequests) });
			expect(client.calls.map(({ target }) => target.operation)).toEqual([
				'createGroup',
				'addNumbers',
				'addNumbers',
			]);
			expect(client.calls[1].target).toMatchObject({
				groupName: 'New',
				groupId: '27',
				description: '',
				expiryDate: '2027-03-31 00:00:00',
			});
			expect(statuses(...sent).flat()).toEqual(['added', 'added', 'added', 'added']);
			expect(sent[0].numbers[0].outcome!.message).toContain('27');
		},
	);

	it('on the legacy API without a returned id, says so instead of losing numbers', async () => {
		const target: Target = { ...newGroup, apiVersion: 'legacy' };
		const sent = [batchOf(target, ['1'], 1), batchOf(target, ['2'], 2), batchOf(target, ['3'], 3)];
		const client = new ScriptedClient((numbers) => success(numbers));
		const failed = await send(client, sent);
		expect(client.requests).toBe(1);
		expect(statuses(...sent)).toEqual([['added'], ['failed'], ['failed']]);
		expect(failed!.failure.message).toMatch(/did not return the ID of the new group/);
		expect(sent[1].numbers[0].outcome!.message).toMatch(/has been created.*Add Numbers/);
	});

	it('on the current API, needs no id', async () => {
		const sent = batches();
		await send(new ScriptedClient((numbers) => success(numbers)), sent);
		expect(statuses(...sent).flat()).toEqual(['added', 'added', 'added', 'added']);
	});

	describe('whose numbers are refused', () => {
		const legacyGroup: Target = { ...newGroup, apiVersion: 'legacy' };

		/** Refuses bad numbers before or after it stores the group, and knows the groups it has. */
		function server(bad: string[], storesFirst: boolean) {
			const groups: string[] = [];
			const script: Script = (numbers, { operation, groupName }) => {
				const isBad = numbers.some((number) => bad.includes(number));
				if (operation === 'createGroup' && (storesFirst || !isBad)) groups.push(groupName);
				if (isBad) return refused;
				if (!groups.includes(groupName)) return failure('group', 'Invalid group name');
				return success(numbers);
			};
			return { groups, client: new ScriptedClient(script) };
		}
		const operations = ({ calls }: ScriptedClient) => calls.map(({ target }) => target.operation);

		it('asks by adding, and creates it again only after “Invalid group”', async () => {
			const batch = batchOf(newGroup, ['1', '2', '3', '4']);
			const { client, groups } = server(['1', '4'], false);
			await send(client, [batch]);
			expect(statuses(batch)).toEqual([['refused', 'added', 'added', 'refused']]);
			expect(groups).toEqual(['New']);
			expect(client.calls[0].target.operation).toBe('createGroup');
			for (const [n, { target }] of client.calls.entries()) {
				if (n === 0 || target.operation !== 'createGroup') continue;
				expect(client.calls[n - 1].target.operation).toBe('addNumbers');
				expect(client.calls[n - 1].numbers).toEqual(client.calls[n].numbers);
			}
		});

		it.each(['Group not found', 'no such group', '404 invalid group'])(
			'takes “%s” for no proof',
			async (words) => {
				const batch = batchOf(newGroup, ['1', '2']);
				const client = new ScriptedClient((_, { operation }) =>
					operation === 'createGroup' ? refused : failure('group', words),
				);
				const failed = await send(client, [batch]);
				expect(operations(client)).toEqual(['createGroup', 'addNumbers']);
				expect(failed!.advice).toMatch(/may have been created.*“New”/);
			},
		);

		it('on the legacy API one number alone is known to be the refused one', async () => {
			const sent = [batchOf(legacyGroup, ['1'], 1), batchOf(legacyGroup, ['2'], 2)];
			const { client } = server(['1'], false);
			await send(client, sent);
			expect(client.requests).toBe(1);
			expect(statuses(...sent)).toEqual([['refused'], ['failed']]);
			expect(sent[0].numbers[0].outcome!.message).toMatch(/may have been created.*“New”/);
		});

		it.each(['current', 'legacy'] as const)(
			'when n8n runs the node again, is asked for first: %s',
			async (apiVersion) => {
				const target: Target = { ...newGroup, apiVersion };
				const creations: Creations = {};
				const { client, groups } = server(['1'], true);
				await send(client, [batchOf(target, ['1'])], { creations });
				await send(client, [batchOf(target, ['2'])], { creations });
				expect(groups).toEqual(['New']);
				const next = apiVersion === 'current' ? ['addNumbers'] : [];
				expect(operations(client)).toEqual(['createGroup', ...next]);
			},
		);
	});

	it.each<FailureKind>(['interrupted', 'refused', 'unreached'])(
		'is not tried again with other numbers after “%s”',
		async (kind) => {
			const sent = [...batches(), batchOf(spam, ['9'], 4)];
			const client = new ScriptedClient((numbers, { operation }) =>
				operation === 'createGroup' ? failure(kind) : success(numbers),
			);
			await send(client, sent);
			const creations = client.calls.filter(({ target }) => target.operation === 'createGroup');
			expect(creations).toHaveLength(1);
			expect(statuses(...sent)).toEqual([['failed', 'failed'], ['failed'], ['failed'], ['added']]);
		},
	);

	describe('when n8n runs the node again in the same execution', () => {
		it.each<[FailureKind, number | undefined, boolean]>([
			['interrupted', undefined, true],
			['server', 503, true],
			['unreadable', 200, true],
			['redirect', 302, true],
			['rateLimit', 429, true],
			['rateLimit', 200, false],
			['refused', 200, false],
			['parameters', 200, false],
		])('is not repeated after “%s” (HTTP %s)', async (kind, httpStatus, mayBeThere) => {
			const creations: Creations = {};
			const again = new ScriptedClient(creating);
			const first = { ...failure(kind), httpStatus };
			await send(new ScriptedClient(() => first), batches(), { creations });
			const sent = batches();
			const failed = await send(again, sent, { creations });
			expect(again.requests).toBe(0);
			expect(statuses(...sent).flat()).toEqual(Array(4).fill('failed'));
			expect(failed!.failure).toEqual(first);
			if (mayBeThere) expect(failed!.advice).toMatch(/may have been created/);
			else expect(failed!.advice).not.toMatch(/may have been created/);
		});

		it.each<FailureKind>(['unreached', 'authentication', 'token', 'credential'])(
			'is repeated after “%s”, when nobody was let in',
			async (kind) => {
				const creations: Creations = {};
				await send(new ScriptedClient(() => failure(kind)), batches(), { creations });
				const sent = batches();
				await send(new ScriptedClient(creating), sent, { creations });
				expect(statuses(...sent).flat()).toEqual(Array(4).fill('added'));
			},
		);

		it('knows groups of other names as others', async () => {
			const creations: Creations = {};
			await send(new ScriptedClient(creating), batches(), { creations });
			const other = new ScriptedClient(creating);
			await send(other, [batchOf({ ...newGroup, groupName: 'constructor' }, ['1'])], { creations });
			expect(other.calls[0].target.operation).toBe('createGroup');
		});
	});

	it('is known to be unanswered where the execution ended before any answer', async () => {
		const creations: Creations = {};
		let kept = '';
		const dying = new ScriptedClient((numbers) => {
			kept ||= JSON.stringify(creations);
			return success(numbers);
		});
		await send(dying, batches(), { creations });
		const again = new ScriptedClient(creating);
		const failed = await send(again, batches(), { creations: JSON.parse(kept) });
		expect(again.requests).toBe(0);
		expect(failed!.failure.kind).toBe('interrupted');
	});

	it('a request that is cancelled though the run is not counts as failed', async () => {
		const failed = await send(new ScriptedClient(() => failure('cancelled')), [
			batchOf(spam, ['1']),
		]);
		expect(failed!.failure.kind).toBe('cancelled');
	});

	describe('that may exist already', () => {
		const mayExist: Target = { ...newGroup, ifGroupExists: 'addNumbers' };
		const mayExistBatches = () => [
			batchOf(mayExist, ['1', '2'], 1),
			batchOf({ ...mayExist, expiryDate: '2027-03-31 00:00:00' }, ['3'], 2),
			batchOf(mayExist, ['4'], 3),
		];
		const operations = ({ calls }: ScriptedClient) => calls.map(({ target }) => target.operation);

		/** Knows its groups, and answers some of the calls otherwise. */
		function server(groups: string[], answers: Array<Answer | undefined> = []) {
			return new ScriptedClient((numbers, { operation, groupName }, call) => {
				const answer = answers[call - 1];
				if (answer) return answer;
				if (operation === 'createGroup') groups.push(groupName);
				else if (!groups.includes(groupName)) return failure('group', 'Invalid group name');
				return success(numbers);
			});
		}

		it.each(['Group not found', 'no such group', '404 invalid group'])(
			'is not created after “%s”, and says why',
			async (words) => {
				const client = server([], [failure('group', words)]);
				const failed = await send(client, mayExistBatches());
				expect(operations(client)).toEqual(['addNumbers']);
				expect(failed!.advice).toMatch(/only after the answer “Invalid group”.*'If Group Exists'/);
			},
		);

		it('is asked for again by the next batch where an adding failed otherwise', async () => {
			const groups: string[] = [];
			const client = server(groups, [failure('server')]);
			const sent = mayExistBatches();
			const failed = await send(client, sent);
			expect(statuses(...sent)).toEqual([['failed', 'failed'], ['added'], ['added']]);
			expect(groups).toEqual(['New']);
			expect(failed!.advice).toMatch(/run the workflow again$/);
			expect(failed!.advice).not.toMatch(/created/);
		});

		describe('and whose creation got no answer', () => {
			async function interrupted(kind: FailureKind) {
				const creations: Creations = {};
				const client = server([], [undefined, failure(kind)]);
				const failed = await send(client, mayExistBatches(), { creations });
				expect(operations(client)).toEqual(['addNumbers', 'createGroup']);
				expect(failed!.advice).toMatch(/run the workflow again/i);
				expect(failed!.advice).not.toMatch(/Look for/);
				return creations;
			}

			it.each<FailureKind>(['interrupted', 'server', 'cancelled'])(
				'is not created again in the same execution, or it may be there twice: %s',
				async (kind) => {
					const creations = await interrupted(kind);
					const groups: string[] = [];
					const again = server(groups);
					const failed = await send(again, mayExistBatches(), { creations });
					expect(operations(again)).toEqual(['addNumbers']);
					expect(groups).toEqual([]);
					expect(failed!.failure.kind).toBe(kind === 'cancelled' ? 'interrupted' : kind);
				},
			);
		});

		it('is not created for numbers that are refused, and says nothing of a group', async () => {
			const client = new ScriptedClient(() => refused);
			const sent = mayExistBatches();
			await send(client, sent);
			expect(operations(client).filter((one) => one === 'createGroup')).toEqual([]);
			expect(statuses(...sent).flat()).toEqual(Array(4).fill('refused'));
			expect(sent[0].numbers[0].outcome!.message).not.toMatch(/created/);
		});

		it('is not asked for batch by batch once Ozonetel refuses to create it', async () => {
			const client = server([], [undefined, failure('refused', 'No')]);
			const sent = mayExistBatches();
			await send(client, sent);
			expect(operations(client)).toEqual(['addNumbers', 'createGroup']);
			expect(statuses(...sent).flat()).toEqual(Array(4).fill('failed'));
		});

		it('is not to be looked for where its creation is refused for a number', async () => {
			const client = new ScriptedClient((_, { operation }) =>
				operation === 'createGroup' ? refused : failure('group', 'Invalid group name'),
			);
			const batch = batchOf(mayExist, ['1']);
			await send(client, [batch]);
			expect(operations(client)).toEqual(['addNumbers', 'createGroup']);
			expect(statuses(batch)).toEqual([['refused']]);
			expect(batch.numbers[0].outcome!.message).not.toMatch(/Look for/);
		});

		it('needs no care when its adding fails: running again does no harm', async () => {
			const client = server(['New'], [undefined, failure('server')]);
			const sent = mayExistBatches();
			await send(client, sent);
			expect(sent[1].numbers[0].outcome!.message).toMatch(/run the workflow again\.$/);
		});
	});

	it('names the parameters of the request that misses one: of an adding to the group that is there', async () => {
		const client = new ScriptedClient((numbers, _, call) =>
			call === 2 ? failure('parameters') : creating(numbers, _, call),
		);
		const failed = await send(client, batches());
		expect(failed!.advice).toMatch(/contained userName, groupName, expiryDate, blockNumbers/);
	});

	it('goes on adding when one addition fails', async () => {
		const client = new ScriptedClient((numbers, _, call) =>
			call === 2 ? failure('server') : success(numbers),
		);
		const sent = batches();
		await send(client, sent);
		expect(statuses(...sent)).toEqual([['added', 'added'], ['failed'], ['added']]);
		// The group is there: the user is neither to doubt that nor to create it again.
		const { message } = sent[1].numbers[0].outcome!;
		expect(message).toMatch(
			/^It was server\. Ozonetel has a problem.*\. The group has been created. Send these numbers with 'Add Numbers'/,
		);
		expect(message).not.toMatch(/run the workflow again/i);
	});
});

it('ends the words of a failure with one full stop', async () => {
	const batch = batchOf(spam, ['1']);
	await send(new ScriptedClient(() => failure('authentication', 'Not be Empty.')), [batch]);
	expect(batch.numbers[0].outcome!.message).toMatch(/^Not be Empty\. Check .*[^.]\.$/);
});

describe('a failed request', () => {
	const three = (target = spam) => [
		batchOf(target, ['1'], 1),
		batchOf(target, ['2'], 2),
		batchOf(target, ['3'], 3),
	];

	it('an unknown group closes no other one of the same name', async () => {
		const removal = targetOf({ operation: 'removeNumbers' });
		const client = new ScriptedClient((numbers, { groupId }) =>
			groupId === '20' ? failure('group') : success(numbers),
		);
		const sent = ['20', '21'].map((groupId, n) => batchOf({ ...removal, groupId }, ['1'], n + 1));
		await send(client, sent);
		expect(statuses(...sent)).toEqual([['failed'], ['removed']]);
	});

	it('where the node stops, nothing more is sent, and it is the failure that is told', async () => {
		const client = new ScriptedClient((numbers, _, call) =>
			call === 2 ? failure('server') : success(numbers),
		);
		const sent = three();
		const failed = await send(client, sent, { stopAtFirstFailure: true });
		expect(client.requests).toBe(2);
		expect(failed!.failure.kind).toBe('server');
		expect(statuses(...sent)).toEqual([['added'], ['failed'], ['failed']]);
	});
});

it('sends nothing once the execution is cancelled', async () => {
	const client = new ScriptedClient((numbers) => {
		client.cancelled = true;
		return success(numbers);
	});
	const sent = [batchOf(spam, ['1'], 1), batchOf(spam, ['2'], 2)];
	await send(client, sent);
	expect(client.requests).toBe(1);
	expect(statuses(...sent)).toEqual([['added'], ['failed']]);
	expect(sent[1].numbers[0].outcome!.message).toMatch(/cancelled/);
});
