import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../support/engine';
import { each, GROUP_ID, simulated } from '../support/simulated';

// Input and answers that mean harm: each gives a result or an error, and costs no other item its own.

const GOOD = '9700000001';
const account = simulated();
/** One try for each request: what is wrong here stays wrong. */
const run: typeof account.run = async (items, { options, ...changes } = {}) =>
	await account.run(items, { options: { maxRetries: 0, timeout: 5000, ...options }, ...changes });

const statuses = ({ output }: RunResult) => each(output, 'status');

describe('a value that is no phone number', () => {
	const VALUES: Array<[name: string, value: unknown]> = [
		['a megabyte of digits', '9'.repeat(1_000_000)],
		['a megabyte of brackets', '('.repeat(1_000_000)],
		['a megabyte of combining marks', `9${'\u0301'.repeat(500_000)}`],
		['an array in arrays', [[[[[[['9700000002']]]]]]]],
		['an object', { number: GOOD }],
		['null', null],
		['true', true],
		['a fraction', 9.7e9 + 0.5],
		['more digits than a number holds', 97000000010000000000],
		['“__proto__”', '__proto__'],
		['“constructor”', 'constructor'],
		['a header', `${'\r\n'}X-Injected: yes`],
		['a script', '<script>alert(9700000002)</script>'],
		['an expression', '={{ $env }}'],
	];

	it.each(VALUES)('%s is reported, and the others go on', async (_, value) => {
		const result = await run([
			{ phone: GOOD },
			{ phone: value } as IDataObject,
			{ phone: '9700000003' },
		]);
		expect(result.error).toBeUndefined();
		expect(statuses(result)[0]).toBe('added');
		expect(statuses(result).at(-1)).toBe('added');
		expect(new Set(statuses(result).slice(1, -1))).toEqual(new Set(['invalid']));
		expect(JSON.stringify(result.output).length).toBeLessThan(5000);
		expect(account.held()).toEqual(['+919700000001', '+919700000003']);
		expect(({} as IDataObject).sentAs).toBeUndefined();
	});

	const cyclic: IDataObject = { phone: GOOD };
	cyclic.self = cyclic;

	// n8n's own expression engine refuses these, in its own words.
	it.each([
		['an object that holds itself', cyclic],
		['prototype keys', JSON.parse('{"__proto__":{"sentAs":"9700000002"},"constructor":"x"}')],
	])(
		'%s is refused for its item alone',
		async (_, phone) => {
			const items = [{ phone: GOOD }, { phone } as IDataObject, { phone: '9700000003' }];
			const result = await run(items, { onError: 'continueRegularOutput' });
			expect(statuses(result)).toEqual(['added', 'invalid', 'added']);
			expect(({} as IDataObject).sentAs).toBeUndefined();
		},
		30_000,
	);

	it('an item that holds itself does not matter to its number', async () => {
		expect(statuses(await run([cyclic]))).toEqual(['added']);
	});

	it.each([
		['controls', '\u0000\u0007970\u00080000\u001f002\u007f'],
		['bidirectional marks', '\u202b\u20669700000002\u2069\u202c'],
		['zero-width marks', '\u200b970\ufeff0000\u200d002'],
		['lone surrogates', '\ud8009700000002\udfff'],
	])('%s in a number are dropped', async (_, phone) => {
		const result = await run([phone]);
		expect(statuses(result)).toEqual(['added']);
		expect(account.held()).toEqual(['+919700000002']);
	});
});

it.each([
	['10,000 characters', 'x'.repeat(10_000)],
	['a key of all objects', '__proto__'],
	['a control', 'Do\u0000not call'],
	['a quote and a brace', '"},{"'],
])('a group name of %s stays a name', async (_, groupName) => {
	const { output, error } = await run([GOOD], {
		parameters: { groupName },
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(['invalid', 'failed']).toContain(output[0].json.status);
	expect(JSON.stringify(output).length).toBeLessThan(2000);
	expect(account.held()).toEqual([]);
});

it.each(['username', 'apiKey'])('a line break in %s injects no header', async (name) => {
	for (const authentication of ['apiKey', 'token']) {
		for (const apiVersion of ['current', 'legacy']) {
			const { error } = await run([GOOD], {
				credential: account.credential({ authentication, [name]: 'name\r\nX-Injected: yes' }),
				parameters: { apiVersion, groupId: GROUP_ID },
			});
			expect(error?.message).toMatch(/line break|cannot carry/);
			expect(error?.message).not.toMatch(/X-Injected/);
		}
	}
	expect(account.simulator.requests.filter(({ headers }) => 'x-injected' in headers)).toEqual([]);
});

describe('an answer', () => {
	const success = (output: unknown) =>
		JSON.stringify({ status: 'success', message: 'updated', output });
	const deep = `${'{"status":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
	const ANSWERS: Array<[name: string, body: string, status: string]> = [
		[
			'names numbers never sent',
			success({ succes: ['+919999999999', '+15550000000'] }),
			'unconfirmed',
		],
		['names the number as an object', success({ succes: [{ number: GOOD }] }), 'unconfirmed'],
		['names the number as done and refused', success({ succes: [GOOD], error: [GOOD] }), 'refused'],
		[
			'sets a prototype',
			`{"__proto__":{"status":"success"},"output":{"succes":["${GOOD}"]}}`,
			'failed',
		],
		['is nested deeply', deep, 'failed'],
		['is 20 MB of a page', `<html>${'<p>no</p>'.repeat(2_000_000)}`, 'failed'],
		[
			'is 20 MB of a message',
			JSON.stringify({ status: 'error', message: 'x'.repeat(20e6) }),
			'failed',
		],
		[
			'names 50,000 numbers',
			success({ succes: Array.from({ length: 50_000 }, (_, n) => String(n + 1e9)) }),
			'unconfirmed',
		],
		[
			'names 300,000 numbers, more than any answer may hold',
			success({ succes: Array.from({ length: 300_000 }, (_, n) => String(n + 1e9)) }),
			'failed',
		],
		[
			'has a thousand errors',
			JSON.stringify({ status: 'error', errors: Array(1000).fill('no') }),
			'failed',
		],
		['hides text with bidi marks', '{"status":"error","message":"\\u202eevil\\u0000"}', 'failed'],
	];

	it.each(ANSWERS)('that %s', async (_, body, status) => {
		account.simulator.fault = () => ({ kind: 'raw', body });
		const result = await run([GOOD], { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual([status]);
		expect(result.output[0].json.registeredAs).toBeNull();
		const text = JSON.stringify(result.output);
		expect(text.length).toBeLessThan(2000);
		expect(text).not.toMatch(/\\u202e|\\u0000|\u202e/);
	});
});
