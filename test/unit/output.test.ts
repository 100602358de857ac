import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Status } from '../../nodes/OzonetelBlockGroup/contract';
import type { RequestedNumber, RunSettings } from '../../nodes/OzonetelBlockGroup/model';
import { toError, toInputError } from '../../nodes/OzonetelBlockGroup/output/errors';
import { toHints } from '../../nodes/OzonetelBlockGroup/output/hints';
import { toItems, toSummary } from '../../nodes/OzonetelBlockGroup/output/items';
import type { Sent } from '../../nodes/OzonetelBlockGroup/send/send';
import { asked, targetOf } from './fixtures';

const node: INode = {
	id: '1',
	name: 'Ozonetel Block Group',
	type: 'n8n-nodes-ozonetel.ozonetelBlockGroup',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const added = {
	status: 'added',
	message: 'Ozonetel: updated',
	registeredAs: '+919812345678',
} as const;
const outcome = (status: Status) => ({ status, message: `Why ${status}` });
const invalid = (item: number): RequestedNumber => ({
	item,
	phoneNumber: 'N/A',
	target: targetOf(),
	reason: 'Not a number',
	duplicate: false,
});

const mixed = [
	asked(added, { item: 0 }),
	asked(added, { item: 1, duplicate: true }),
	asked(outcome('refused'), { item: 2 }),
	asked(outcome('unconfirmed'), { item: 3 }),
	asked(outcome('failed'), { item: 4 }),
	invalid(5),
];

describe('an item per number', () => {
	it('has the fields of the contract', () => {
		expect(toItems([asked(added, { item: 3, duplicate: true })], false)).toEqual([
			{
				json: {
					phoneNumber: '98123 45678',
					sentAs: '919812345678',
					registeredAs: '+919812345678',
					country: 'IN',
					status: 'added',
					message: 'Ozonetel: updated',
					duplicate: true,
					group: 'Spam',
					expiryDate: null,
					batch: 1,
				},
				pairedItem: { item: 3 },
			},
		]);
	});

	it('has the same keys whatever became of it, and none is undefined', () => {
		for (const { json } of toItems(mixed, false)) {
			expect(Object.keys(json)).toEqual([
				'phoneNumber',
				'status',
				'message',
				'sentAs',
				'registeredAs',
				'country',
				'group',
				'expiryDate',
				'duplicate',
				'batch',
			]);
			expect(Object.values(json)).not.toContain(undefined);
		}
	});

	it('that was never sent says why', () => {
		expect(toItems([invalid(5)], false)[0].json).toMatchObject({
			phoneNumber: 'N/A',
			sentAs: null,
			registeredAs: null,
			status: 'invalid',
			message: 'Not a number',
			batch: null,
		});
	});

	it.each<[Status, boolean]>([
		['removed', true],
		['refused', false],
		['unconfirmed', false],
		['failed', false],
		['planned', false],
	])('of removing says whether it is deleted: %s', (status, deleted) => {
		const target = targetOf({ operation: 'removeNumbers' });
		const [{ json }] = toItems([asked(outcome(status), { target })], false);
		expect(json).toMatchObject({ status, deleted });
	});

	it('names the group by what the API knows it by', () => {
		const group = (given: Parameters<typeof targetOf>[0]) =>
			toItems([asked(added, { target: targetOf(given) })], false)[0].json.group;
		expect(group({})).toBe('Spam');
		expect(group({ apiVersion: 'legacy', groupId: '20' })).toBe('20');
		expect(group({ apiVersion: 'legacy', operation: 'createGroup' })).toBe('Spam');
		expect(group({ operation: 'removeNumbers', groupName: '' })).toBeNull();
	});

	it('without an outcome is not taken for done', () => {
		expect(toItems([asked(undefined)], false)[0].json.status).toBe('failed');
	});
});

describe('the error branch', () => {
	it('is chosen by every n8n: up to 2.20 they read `error` of the item, and copy the item then', () => {
		const [first, again, ...rest] = toItems(mixed, true);
		expect([first.error, again.error]).toEqual([undefined, undefined]);
		for (const item of rest) {
			expect(item.error).toBeTruthy();
			expect({ ...item }.error).toBeUndefined(); // else n8n would throw its json away
		}
	});

	it.each<[RequestedNumber, RegExp]>([
		[asked(outcome('refused')), /refused 919812345678/],
		[asked(outcome('unconfirmed')), /not confirm 919812345678/],
		[asked(outcome('failed')), /919812345678 failed/],
		[invalid(0), /N\/A was not sent/],
		[{ ...invalid(0), phoneNumber: '' }, /\(empty\)/],
	])('has a headline', (number, words) => {
		expect(toItems([number], true)[0].json.error).toMatch(words);
	});

	it('does not call a good number bad where its group or expiry is', () => {
		const number = { ...invalid(0), phoneNumber: '9812345678', reason: "'Group Name' is empty" };
		expect(toItems([number], true)[0].json.error).not.toMatch(/is not a number/);
	});

	it('leaves a planned number where it is', () => {
		expect(toItems([asked(outcome('planned'))], true)[0].json).toMatchObject({ status: 'planned' });
	});
});

describe('the summary', () => {
	it('counts a dry run', () => {
		expect(
			toSummary([asked(outcome('planned'))], { requests: 0, waited: 0 }, 1)[0].json,
		).toMatchObject({
			planned: 1,
			added: 0,
			requests: 0,
		});
	});
});

const each = { output: 'each' } as const;

describe('the hint', () => {
	it('says how long the run waited for Ozonetel', () => {
		const done = [asked(outcome('added'))];
		expect(toHints(done, each, 999)).toEqual([]);
		expect(toHints(done, each, 61_400)[0]).toMatchObject({
			message: expect.stringMatching(/^This run waited 61 seconds in total/),
			type: 'info',
		});
		expect(toHints(mixed, each, 600_000)[1].message).toContain('10 minutes');
		expect(toSummary(done, { requests: 1, waited: 61_400 }, 1)[0].json).toMatchObject({
			waitedSeconds: 61,
		});
		expect(toSummary(done, { requests: 1, waited: 999 }, 1)[0].json).not.toHaveProperty(
			'waitedSeconds',
		);
	});

	it('says how many were not done', () => {
		const { message, type, location } = toHints(mixed, each, 0)[0];
		expect(message).toMatch(
			/^4 of 5 numbers were not added: 1 refused, 1 invalid, 1 unconfirmed, 1 failed/,
		);
		expect({ type, location }).toEqual({ type: 'warning', location: 'outputPane' });
	});

	it('speaks of removing where that was asked', () => {
		const target = targetOf({ operation: 'removeNumbers' });
		expect(toHints([asked(outcome('refused'), { target })], each, 0)[0].message).toMatch(
			/^1 of 1 numbers was not removed: 1 refused. The field 'message' of each says why/,
		);
	});

	it('tells where the reasons are, as a summary has none', () => {
		expect(toHints(mixed, { output: 'summary' }, 0)[0].message).toMatch(
			/Set 'Output' to 'Each Number' to see which/,
		);
	});

	it.each([[[]], [[asked(added)]], [[asked(outcome('planned'))]]])(
		'is not there when all is well',
		(all) => {
			expect(toHints(all, each, 0)[0]).toBeUndefined();
		},
	);
});

describe('errors', () => {
	const failure = { verdict: 'failure', message: 'Invalid group id', httpStatus: 200 } as const;
	const failedWith = (given: object) => ({
		failure: { ...failure, kind: 'group' as const, ...given },
		advice: 'Check that the group exists',
		target: targetOf(),
		item: 4,
	});
	const sent: Sent = { cancelled: false, requests: 1, waited: 0 };
	const errorOf = (
		numbers: readonly RequestedNumber[],
		given: Partial<Sent> = {},
		onRefused: 'report' | 'stop' = 'report',
	) => {
		const settings = { onRefused } as RunSettings;
		return toError(node, { asked: numbers, settings }, { ...sent, ...given }) as NodeOperationError;
	};

	it('of a removal without a group name the item alone', () => {
		const target = targetOf({ operation: 'removeNumbers', groupName: '' });
		const error = errorOf(mixed, { failed: { ...failedWith({}), target } });
		expect(error.description).toMatch(/^Item 4: Check/);
	});

	it('of the account name no item', () => {
		const failed = failedWith({ kind: 'authentication' });
		const none = errorOf([asked(outcome('failed'))], { failed });
		expect(none.description).toBe('Check that the group exists.');
		expect(none.context.itemIndex).toBeUndefined();
		expect(errorOf(mixed, { failed }).description).toMatch(/exists\. 1 of 5 numbers had gone/);
	});

	it.each([401, 404, 429, 500, 502])('of a request keep Ozonetel’s words at HTTP %i', (status) => {
		const failed = failedWith({ kind: 'server', httpStatus: status });
		expect(errorOf(mixed, { failed }).message).toBe('Invalid group id');
	});

	it.each([
		['authentication', 'Invalid User Details', 'Invalid User Details (check the credential)'],
		['rateLimit', 'Max limit exceeded', 'Max limit exceeded (too many requests)'],
		['rateLimit', 'Too Many Requests', 'Too Many Requests'],
	] as const)('of a request of kind %s explain “%s” in the title', (kind, message, title) => {
		expect(errorOf(mixed, { failed: failedWith({ kind, message }) }).message).toBe(title);
	});

	it('of an item: the value and the item', () => {
		const problem = "'Expiry Date' “2026-02-30” is not a date that exists";
		const error = toInputError(node, { item: 3, problem, remedy: 'Enter a date that exists.' });
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toMatch(/2026-02-30.*item 3/);
		expect(error.description).toMatch(/^Enter a date that exists\. Nothing was sent/);
		expect(error.context.itemIndex).toBe(3);
		const one = toInputError(node, { item: 3, problem, remedy: '', others: [5] });
		expect(one.description).toMatch(/either: 5\. To go on without these items/);
		const many = toInputError(node, { item: 3, problem, remedy: '', others: [5, 8, 9, 12] });
		expect(many.description).toContain('either: 5, 8, 9, and 1 more.');
	});

	it('of refused numbers: each by name, once', () => {
		const twice = [...mixed, asked(outcome('refused'), { item: 6, duplicate: true })];
		const error = errorOf(twice, {}, 'stop');
		expect(error.message).toMatch(
			/^4 numbers were not accepted: 98123 45678 \(item 2\) refused: Why refused; /,
		);
		expect(error.message).toMatch(/N\/A \(item 5\) invalid: Not a number$/);
		expect(error.description).toMatch(/1 of 5 numbers had gone through/);
		expect(error.context.itemIndex).toBe(2);
		for (const status of ['added', 'planned'] as const) {
			expect(errorOf([asked(outcome(status))], {}, 'stop')).toBeUndefined();
		}
	});

	it('of refused numbers stay readable when there are thousands', () => {
		const many = Array.from({ length: 5000 }, (_, item) => invalid(item));
		const { message } = errorOf([asked(added), ...many], {}, 'stop');
		expect(message).toMatch(/^5000 numbers.*and 4980 more$/);
		expect(message.length).toBeLessThan(2000);
	});

	describe.each(['report', 'stop'] as const)('where nobody was blocked (%s)', (onRefused) => {
		const refused = Array.from({ length: 49 }, (_, item) => asked(outcome('refused'), { item }));

		it('say how many, the commonest reason and the first numbers', () => {
			const error = errorOf([...refused, invalid(49)], {}, onRefused);
			expect(error.message).toBe('None of 50 numbers was added: 49 refused, 1 invalid');
			expect(error.description).toMatch(
				/^Commonest reason \(49 numbers\): Why refused\. Numbers: 98123 45678 \(item 0\), .* \(item 2\), and 47 more\. /,
			);
			expect(error.context.itemIndex).toBeUndefined();
			expect(error.description).not.toContain('right field');
		});

		it('ask whether the field is the right one if nothing of it is a number', () => {
			const unlike = [0, 1].map((item) => ({ ...invalid(item), reason: `Not a number: ${item}` }));
			const error = errorOf(unlike, {}, onRefused);
			expect(error.description).toMatch(/^The first reason: Not a number: 0\. .*right field\./);
			const only = errorOf([invalid(7)], {}, onRefused);
			expect(only.description).not.toContain('right field');
			expect(only.context.itemIndex).toBe(7);
		});

		it.each<[string, RequestedNumber[], string]>([
			['one', [invalid(7)], 'The only number was not added: 1 invalid'],
			[
				'a dry run',
				[0, 1].map((item) => ({ ...invalid(item), target: targetOf({ dryRun: true }) })),
				'None of 2 numbers would be added: 2 invalid',
			],
			[
				'unconfirmed ones',
				[asked(outcome('unconfirmed')), asked(outcome('unconfirmed'), { item: 1 })],
				'None of 2 numbers was added: 2 unconfirmed',
			],
			[
				'one asked for twice',
				[asked(outcome('refused')), asked(outcome('refused'), { item: 1, duplicate: true })],
				'The only number was not added: 1 refused',
			],
		])('count %s', (_, numbers, message) => {
			expect(errorOf(numbers, {}, onRefused).message).toBe(message);
		});
	});

	it.each<[string, RequestedNumber[]]>([
		['nothing was asked', []],
		['one was added', [...mixed]],
		['numbers to remove are not there', removing('refused', 'refused')],
		['a dry run would add one', [invalid(0), asked(outcome('planned'))]],
	])('are none where %s', (_, numbers) => {
		expect(errorOf(numbers)).toBeUndefined();
	});

	it('of cancelling say what was sent', () => {
		expect(errorOf(mixed, { cancelled: true }).description).toMatch(
			/1 of 5 numbers had gone through.*It is safe to run it again/,
		);
		const created = asked(added, { target: targetOf({ operation: 'createGroup' }) });
		expect(errorOf([created], { cancelled: true }).description).toMatch(
			/check in CloudAgent whether the new group/,
		);
		const target = targetOf({ operation: 'createGroup', ifGroupExists: 'addNumbers' });
		const again = errorOf([asked(added, { target })], { cancelled: true });
		expect(again.description).toMatch(/It is safe to run it again/);
	});
});

function removing(...statuses: Status[]): RequestedNumber[] {
	const target = targetOf({ operation: 'removeNumbers' });
	return statuses.map((status, item) => asked(outcome(status), { item, target }));
}
