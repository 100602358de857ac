import { sleep } from 'n8n-workflow';

import type { Answer } from '../../nodes/OzonetelBlockGroup/ozonetel/answer';
import type { Failure, FailureKind } from '../../nodes/OzonetelBlockGroup/ozonetel/failures';
import { failingClient, type Client } from '../../nodes/OzonetelBlockGroup/send/client';
import type { Creations } from '../../nodes/OzonetelBlockGroup/send/creation';
import { sendBatches, type SendSettings } from '../../nodes/OzonetelBlockGroup/send/send';
import type { Batch, Target } from '../../nodes/OzonetelBlockGroup/model';
import { paceOf } from '../support/pace';
import { batchOf, targetOf } from './fixtures';

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
const refused: Answer = { verdict: 'numbersRefused', message: 'invalid format of numbers' };

type Script = (numbers: string[], target: Target, call: number) => Answer | Promise<Answer>;

/** Answers as scripted, and keeps what it was asked. */
class ScriptedClient implements Client {
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

const send = async (client: Client, batches: Batch[], given: Partial<SendSettings> = {}) =>
	await sendBatches(batches, client, {
		pace: paceOf(),
		stopOnFailure: false,
		creations: {},
		...given,
	});

const statuses = (...batches: Batch[]) =>
	batches.map(({ numbers }) => numbers.map(({ outcome }) => outcome?.status));

/** Refuses any request that holds a bad number. */
const pickyAbout =
	(bad: string[]): Script =>
	(numbers) =>
		numbers.some((number) => bad.includes(number)) ? refused : success(numbers);

describe('what becomes of each number', () => {
	it.each<[string, Partial<Answer>, string]>([
		['named under success', { done: ['+911'] }, 'added'],
		['named under error', { done: [], rejected: ['911'] }, 'refused'],
		['named under both', { done: ['+911'], rejected: ['911'] }, 'refused'],
		['named nowhere', { done: [], rejected: [] }, 'unconfirmed'],
	])('%s', async (_, answer, status) => {
		const batch = batchOf(spam, ['911']);
		await send(new ScriptedClient(() => success([], answer)), [batch]);
		expect(statuses(batch)).toEqual([[status]]);
		expect(batch.numbers[0].outcome!.message).toContain('updated');
	});

	it('and how Ozonetel registered it', async () => {
		const batch = batchOf(spam, ['919812345678']);
		await send(new ScriptedClient(), [batch]);
		expect(batch.numbers[0].outcome).toMatchObject({ registeredAs: '+919812345678' });
	});

	it('removed', async () => {
		const batch = batchOf(targetOf({ operation: 'removeNumbers' }), ['911']);
		await send(new ScriptedClient(), [batch]);
		expect(statuses(batch)).toEqual([['removed']]);
	});
});

describe('a refused batch', () => {
	it.each<[string, string[]]>([
		['the first', ['100']],
		['the last', ['199']],
		['one in the middle', ['142']],
		['two neighbours', ['149', '150']],
		['three', ['100', '150', '199']],
		['all', many(100)],
		['all but one', many(99)],
	])('is halved until the bad numbers stand alone: %s', async (_, bad) => {
		const numbers = many(100);
		const batch = batchOf(spam, numbers);
		const client = new ScriptedClient(pickyAbout(bad));
		expect(await send(client, [batch])).toBeUndefined();
		for (const { sentAs, outcome } of batch.numbers) {
			expect(outcome!.status).toBe(bad.includes(sentAs) ? 'refused' : 'added');
		}
		for (const sent of client.sent) expect(new Set(sent).size).toBe(sent.length);
	});

	it('does not ask about numbers that must hold the bad one', async () => {
		const client = new ScriptedClient(pickyAbout(['4']));
		await send(client, [batchOf(spam, ['1', '2', '3', '4'])]);
		expect(client.sent).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3'], ['4']]);
	});

	it('costs few requests for one bad number of 100', async () => {
		for (const bad of ['100', '137', '199']) {
			const client = new ScriptedClient(pickyAbout([bad]));
			await send(client, [batchOf(spam, many(100))]);
			expect(client.requests).toBeLessThanOrEqual(15);
		}
	});

	it('gives the refused number Ozonetel’s words', async () => {
		const batch = batchOf(spam, ['1']);
		await send(new ScriptedClient(() => refused), [batch]);
		expect(batch.numbers[0].outcome).toEqual({
			status: 'refused',
			message: 'Ozonetel: invalid format of numbers',
		});
	});

	it('sees to the rest when Ozonetel is inconsistent', async () => {
		// Refuses every request of more than one number.
		const script: Script = (numbers) => (numbers.length > 1 ? refused : success(numbers));
		const batch = batchOf(spam, many(9));
		await send(new ScriptedClient(script), [batch]);
		expect(statuses(batch)[0]).toEqual(Array(9).fill('added'));
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

		it('creates it once where it was stored before its numbers were judged', async () => {
			const batch = batchOf(newGroup, ['1', '2', '3', '4']);
			const { client, groups } = server(['1', '4'], true);
			expect(await send(client, [batch])).toBeUndefined();
			expect(statuses(batch)).toEqual([['refused', 'added', 'added', 'refused']]);
			expect(groups).toEqual(['New']);
			expect(operations(client).filter((one) => one === 'createGroup')).toHaveLength(1);
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

		it('says of the last refused number that the group may be there', async () => {
			const batch = batchOf(newGroup, ['1']);
			await send(server(['1'], true).client, [batch]);
			expect(batch.numbers[0].outcome).toEqual({
				status: 'refused',
				message: expect.stringMatching(/^Ozonetel: invalid format.*may have been created.*“New”/),
			});
		});

		it('on the legacy API is not created again, and says what to do', async () => {
			const sent = [batchOf(legacyGroup, ['1', '2'], 1), batchOf(legacyGroup, ['3'], 2)];
			const { client } = server(['1'], false);
			const failed = await send(client, sent);
			expect(client.requests).toBe(1);
			expect(statuses(...sent)).toEqual([['failed', 'failed'], ['failed']]);
			const says =
				/^Leave out the numbers.*may have been created.*“New”.*'Add Numbers'; if not, run/;
			expect(failed).toMatchObject({ failure: { message: refused.message } });
			expect(failed!.advice).toMatch(says);
		});

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

	it.each<FailureKind>(['interrupted', 'server', 'refused', 'rateLimit', 'unreached'])(
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

		it('adds to the group that is there', async () => {
			const creations: Creations = {};
			const failing = new ScriptedClient((numbers, target, call) =>
				call === 2 ? failure('server') : creating(numbers, target, call),
			);
			await send(failing, batches(), { creations });
			const again = new ScriptedClient(creating);
			await send(again, batches(), { creations });
			expect(again.calls.map(({ target }) => [target.operation, target.groupId])).toEqual(
				Array(3).fill(['addNumbers', '27']),
			);
		});

		it('knows groups of other names as others', async () => {
			const creations: Creations = {};
			await send(new ScriptedClient(creating), batches(), { creations });
			const other = new ScriptedClient(creating);
			await send(other, [batchOf({ ...newGroup, groupName: 'constructor' }, ['1'])], { creations });
			expect(other.calls[0].target.operation).toBe('createGroup');
		});
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

	it.each<FailureKind>(['authentication', 'token', 'credential'])(
		'%s is not tried again batch after batch',
		async (kind) => {
			const client = new ScriptedClient(() => failure(kind));
			const sent = [...three(), batchOf(legacy, ['4'], 4)];
			const failed = await send(client, sent);
			expect(client.requests).toBe(1);
			expect(statuses(...sent).flat()).toEqual(Array(4).fill('failed'));
			expect(failed).toMatchObject({ failure: { kind }, target: spam, item: 0 });
		},
	);

	it('an unknown group closes that group only', async () => {
		const client = new ScriptedClient((numbers, { groupName }) =>
			groupName === 'Spam' ? failure('group') : success(numbers),
		);
		const other = batchOf(targetOf({ groupName: 'Other' }), ['4'], 4);
		const sent = [...three(), other];
		await send(client, sent);
		expect(client.requests).toBe(2);
		expect(statuses(...sent)).toEqual([['failed'], ['failed'], ['failed'], ['added']]);
	});

	it.each<FailureKind>(['server', 'interrupted', 'unreached', 'rateLimit', 'refused'])(
		'%s costs its own numbers only',
		async (kind) => {
			const client = new ScriptedClient((numbers, _, call) =>
				call === 2 ? failure(kind, 'Ozonetel’s words') : success(numbers),
			);
			const sent = three();
			const failed = await send(client, sent);
			expect(statuses(...sent)).toEqual([['added'], ['failed'], ['added']]);
			expect(sent[1].numbers[0].outcome!.message).toMatch(/^Ozonetel’s words\. [A-Z]/);
			expect(failed!.failure.kind).toBe(kind);
			expect(sent[1].numbers[0].outcome!.message).toContain(failed!.advice);
		},
	);

	it('where the node stops, nothing more is sent, and it is the failure that is told', async () => {
		const client = new ScriptedClient((numbers, _, call) =>
			call === 2 ? failure('server') : success(numbers),
		);
		const sent = three();
		const failed = await send(client, sent, { stopOnFailure: true });
		expect(client.requests).toBe(2);
		expect(failed!.failure.kind).toBe('server');
		expect(statuses(...sent)).toEqual([['added'], ['failed'], ['failed']]);
	});

	it('a credential that cannot be used sends nothing', async () => {
		const client = failingClient(failure('credential', "'Domain' is empty"));
		const sent = three();
		await send(client, sent);
		expect(client.requests).toBe(0);
		expect(statuses(...sent).flat()).toEqual(Array(3).fill('failed'));
		expect(sent[2].numbers[0].outcome!.message).toContain("'Domain' is empty");
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

it.each([1, 2])('begins %i batches at a time', async (concurrentRequests) => {
	let underWay = 0;
	let most = 0;
	const client = new ScriptedClient(async (numbers) => {
		most = Math.max(most, ++underWay);
		await sleep(5);
		underWay--;
		return success(numbers);
	});
	const batches = many(12).map((number, index) => batchOf(spam, [number], index + 1));
	await send(client, batches, { pace: paceOf(concurrentRequests) });
	expect(most).toBe(concurrentRequests);
	expect(client.requests).toBe(12);
	expect(statuses(...batches).flat()).toEqual(Array(12).fill('added'));
});

it('has nothing to do with nothing', async () => {
	const client = new ScriptedClient();
	expect(await send(client, [])).toBeUndefined();
	expect(client.requests).toBe(0);
});
