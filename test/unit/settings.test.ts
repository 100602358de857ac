import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';

import { PARAMETERS } from '../../nodes/OzonetelBlockGroup/contract';
import {
	ITEM_PARAMETERS,
	readRunSettings,
	resolveSettings,
	type Defaults,
	type Settings,
} from '../../nodes/OzonetelBlockGroup/input/settings';

const now = DateTime.fromISO('2026-11-20T10:00:00Z');
const india: Defaults = { country: 'IN', timeZone: 'Asia/Kolkata', now };
const elsewhere: Defaults = { timeZone: 'America/New_York', now };

const FALLBACKS = Object.fromEntries(
	ITEM_PARAMETERS.map((name) => [name, PARAMETERS[name].default]),
) as Settings;

const resolve = (given: Partial<Settings> = {}, defaults = india) =>
	resolveSettings({ ...FALLBACKS, groupName: 'Opted out', ...given }, defaults);
const target = (given?: Partial<Settings>) => resolve(given).target;
const problem = (given?: Partial<Settings>) => resolve(given).problem;

it('defaults to adding numbers by the current API, for good', () => {
	expect(resolve()).toEqual({
		target: {
			operation: 'addNumbers',
			apiVersion: 'current',
			groupName: 'Opted out',
			groupId: '',
			description: '',
			expiryDate: '',
			batchSize: 100,
			dryRun: false,
			ifGroupExists: 'error',
		},
		rules: { country: 'IN', format: 'digits' },
	});
});

it.each(['options.defaultCountry', 'options.timeZone', 'options.groupDescription'] as const)(
	'%s must be text: anything else does not count as empty',
	(name) => {
		expect(problem({ [name]: ['India'], expires: 'afterPeriod' })).toMatch(
			/must be text, not a list/,
		);
	},
);

describe('what names the group', () => {
	const empty = { groupName: '', groupId: '', description: '' };
	const add = {};
	const addLegacy = { apiVersion: 'legacy' };
	const create = { operation: 'createGroup' };
	const createLegacy = { ...create, ...addLegacy };
	const remove = { operation: 'removeNumbers' };
	const removeLegacy = { ...remove, ...addLegacy };
	const named = { groupName: 'Opted out' };

	it.each<[Partial<Settings>, Partial<Settings>, RegExp | undefined]>([
		[add, {}, /'Group Name' is empty/],
		[add, { groupId: '20' }, /'Group Name' is empty/],
		[add, { ...named, groupId: [20] }, undefined],
		[addLegacy, {}, /'Group ID' is empty/],
		[addLegacy, named, /'Group ID' is empty/],
		[addLegacy, { groupId: '20' }, undefined],
		[addLegacy, { groupId: 20 }, undefined],
		[addLegacy, { groupId: 20, groupName: [] }, /must be text, not a list/],
		[addLegacy, { groupId: [20] }, /'Group ID' must be text, not a list/],
		[create, {}, /'Group Name' is empty/],
		[create, named, /'Description' is empty/],
		[create, { ...named, description: 'xy' }, undefined],
		[create, { ...named, description: 'x' }, /'Description' “x” must have 2 to 100/],
		[createLegacy, {}, /'Group Name' is empty/],
		[remove, {}, undefined],
		[remove, { groupName: null }, undefined],
		[remove, { groupName: ['Spam'] }, /must be text, not a list/],
		[remove, { groupName: {} }, /must be text, not an object/],
		[remove, { groupName: true }, /must be text, not true/],
		[remove, { groupId: 20 }, undefined],
		[remove, { groupId: [20] }, /'Group ID' must be text/],
		[removeLegacy, {}, /'Group ID'/],
		[removeLegacy, { groupId: '20' }, undefined],
		[removeLegacy, { groupId: 20, groupName: ['x'] }, undefined],
	])('%j: %j', (call, given, why) => {
		const said = problem({ ...empty, ...call, ...given });
		if (why) expect(said).toMatch(why);
		else expect(said).toBeUndefined();
	});

	it.each([
		['a', false],
		['ab', true],
		['  ab  ', true],
		['   ', false],
		['é'.repeat(50), true],
		['😀'.repeat(50), true],
		['x'.repeat(51), false],
		['x'.repeat(1_000_000), false],
		[2026, true],
		[null, false],
		[{}, false],
		['constructor', true],
	])('a name of 2 to 50 characters: %p', (groupName, allowed) => {
		const said = problem({ groupName });
		if (allowed) expect(said).toBeUndefined();
		else expect(said).toMatch(/^'Group Name'/);
		expect((said ?? '').length).toBeLessThan(200);
	});

	it.each([
		['a', false],
		['ab', true],
		['é'.repeat(100), true],
		['😀'.repeat(100), true],
		['x'.repeat(101), false],
		['x'.repeat(1_000_000), false],
		[[], false],
	])('a description of 2 to 100 characters: %p', (description, allowed) => {
		const created = resolve({ operation: 'createGroup', description });
		const added = resolve({ 'options.groupDescription': description });
		if (allowed) {
			expect([created.problem, added.problem]).toEqual([undefined, undefined]);
		} else {
			expect(created.problem).toMatch(/^'Description'/);
			if (typeof description === 'string') expect(added.problem).toMatch(/^'Group Description'/);
			expect(created.problem!.length).toBeLessThan(200);
		}
	});

	it('each operation carries only what it sends', () => {
		const given = {
			groupName: ' Opted out ',
			groupId: '20',
			description: 'of a new group',
			'options.groupDescription': 'of an old group',
		};
		expect(target(given)).toMatchObject({ groupName: 'Opted out', description: 'of an old group' });
		expect(target({ ...given, operation: 'createGroup' })).toMatchObject({
			description: 'of a new group',
		});
		expect(target({ ...given, operation: 'removeNumbers' })).toMatchObject({ description: '' });
		expect(target({ ...given, apiVersion: 'legacy' })).toMatchObject({ groupId: '20' });
	});
});

describe('expiry', () => {
	const onDate = { expires: 'onDate', expiryDate: '2027-03-31 18:30:00' };

	it.each<[Partial<Settings>, string]>([
		[{}, ''],
		[onDate, '2027-03-31 18:30:00'],
		[{ expires: 'onDate', expiryDate: '2027-03-31T13:00:00Z' }, '2027-03-31 18:30:00'],
		[{ expires: 'afterPeriod' }, '2026-12-20 15:30:00'],
		[{ expires: 'afterPeriod', expiryAmount: 1, expiryUnit: 'hours' }, '2026-11-20 16:30:00'],
		[{ ...onDate, operation: 'removeNumbers' }, ''],
		[{ ...onDate, expires: 'onDateIfGiven' }, '2027-03-31 18:30:00'],
		[{ expires: 'onDateIfGiven' }, ''],
		[
			{ expires: 'onDate', expiryDate: '05/06/2027', 'options.dateFormat': 'dayFirst' },
			'2027-06-05 23:59:59',
		],
		[{ expires: 'onDate', expiryDate: 'soon', operation: 'removeNumbers' }, ''],
	])('%j', (given, expiryDate) => {
		expect(resolve(given)).toMatchObject({ target: { expiryDate } });
		expect(problem(given)).toBeUndefined();
	});

	it.each([
		['auto', india, '2026-12-20 15:30:00'],
		['', india, '2026-12-20 15:30:00'],
		['auto', elsewhere, '2026-12-20 05:00:00'],
		['UTC', india, '2026-12-20 10:00:00'],
		['Asia/Tokyo', elsewhere, '2026-12-20 19:00:00'],
	])('in the zone %p', (zone, defaults, expiryDate) => {
		const given = { expires: 'afterPeriod', 'options.timeZone': zone };
		expect(resolve(given, defaults).target.expiryDate).toBe(expiryDate);
	});

	it('tells what it cannot read', () => {
		expect(problem({ expires: 'onDate', expiryDate: '2026-02-30' })).toMatch(/2026-02-30/);
		expect(problem({ ...onDate, 'options.dateFormat': 'yearFirst' })).toMatch(
			/'Date Format' “yearFirst”/,
		);
		expect(problem({ expires: 'sometimes' })).toMatch(/'Expires' “sometimes”/);
		expect(problem({ ...onDate, 'options.timeZone': 'Mars/Olympus' })).toMatch(/“Mars\/Olympus”/);
	});
});

it.each<[unknown, Defaults, string | undefined]>([
	['auto', india, 'IN'],
	['auto', elsewhere, undefined],
	['', india, 'IN'],
	['none', india, undefined],
	['GB', india, 'GB'],
	[' gb ', elsewhere, 'GB'],
	['India', elsewhere, 'IN'],
	['+91', elsewhere, 'IN'],
])('default country %p', (given, defaults, country) => {
	const resolved = resolve({ 'options.defaultCountry': given }, defaults);
	expect(resolved.rules.country).toBe(country);
	expect(resolved.problem).toBeUndefined();
});

it.each(['XX', 'Bharat', 'constructor', 'x'.repeat(1000)])('no country: %s', (country) => {
	const said = problem({ 'options.defaultCountry': country });
	expect(said).toMatch(/'Default Country' “.* is not a country/);
	expect(said!.length).toBeLessThan(150);
});

it.each([
	[100, 100],
	[1, 1],
	['50', 50],
	[0, 1],
	[-5, 1],
	[101, 100],
	[Infinity, 100],
	[33.9, 33],
	[' 20 ', 20],
	['', 100],
	[null, 100],
	[undefined, 100],
])('batch size %p', (given, batchSize) => {
	expect(problem({ 'options.batchSize': given })).toBeUndefined();
	expect(target({ 'options.batchSize': given }).batchSize).toBe(batchSize);
});

it.each(['many', '2s', '30 s', 'five', '1,000', NaN, true, [5], {}])(
	'batch size %p is an error, never the default',
	(given) => {
		expect(problem({ 'options.batchSize': given })).toMatch(/^'Batch Size' .* is not a number$/);
	},
);

it.each([
	[true, true],
	['true', true],
	['TRUE', true],
	[1, true],
	['1', true],
	[' true\n', true],
	[0, false],
	['0', false],
	[false, false],
	['false', false],
	['False ', false],
])('dry run %p', (given, dryRun) => {
	expect(problem({ 'options.dryRun': given })).toBeUndefined();
	expect(target({ 'options.dryRun': given }).dryRun).toBe(dryRun);
});

it.each(['yes', 'on', 'no', 2, -1, NaN, ['true'], [], {}, new Date(0), '', '  ', null, undefined])(
	'dry run %p is an error, never a real run',
	(given) => {
		expect(problem({ 'options.dryRun': given })).toMatch(/'Dry Run' must be true or false, not/);
		expect(resolve({ 'options.dryRun': given }).remedy).toMatch(/'Dry Run'/);
		expect(target({ 'options.dryRun': given }).dryRun).toBe(true);
	},
);

it('number format', () => {
	expect(resolve({ 'options.numberFormat': 'e164' }).rules.format).toBe('e164');
	expect(problem({ 'options.numberFormat': 'E164' })).toMatch(/'Number Format' “E164”.*asGiven/);
});

it.each([
	{ operation: 'deleteGroup' },
	{ operation: 'constructor' },
	{ apiVersion: 'v3' },
	{ apiVersion: '__proto__' },
])('does nothing where it is not clear what is wanted: %j', (given) => {
	const { problem: said, target: unread } = resolve(given);
	expect(said).toMatch(/is not one of/);
	expect(unread.dryRun).toBe(true);
});

describe('settings of a run', () => {
	const read = (options: Record<string, unknown>) => {
		const getNodeParameter = (name: string, _: number, fallback: unknown) =>
			options[name.replace('options.', '')] ?? fallback;
		const getInputData = () => [{ json: {} }];
		const context = { getNodeParameter, getInputData } as unknown as IExecuteFunctions;
		const { settings, problem: said } = readRunSettings(context);
		return { ...settings, problem: said?.problem };
	};

	it('defaults', () => {
		expect(read({})).toEqual({
			batchInterval: 0,
			concurrentRequests: 1,
			maxRetries: 3,
			rateLimitWait: 60,
			timeout: 60_000,
			onRefused: 'report',
			output: 'each',
			includeInputFields: false,
			problem: undefined,
		});
	});

	it.each<[string, unknown, object]>([
		['batchInterval', -1, { batchInterval: 0 }],
		['batchInterval', '250', { batchInterval: 250 }],
		['concurrentRequests', 0, { concurrentRequests: 1 }],
		['concurrentRequests', 51, { concurrentRequests: 50 }],
		['maxRetries', -1, { maxRetries: 0 }],
		['maxRetries', 0, { maxRetries: 0 }],
		['maxRetries', 11, { maxRetries: 10 }],
		['rateLimitWait', 0, { rateLimitWait: 0 }],
		['rateLimitWait', '', { rateLimitWait: 60 }],
		['onRefused', 'stop', { onRefused: 'stop' }],
		['onRefused', 'report', { onRefused: 'report' }],
		['output', 'summary', { output: 'summary' }],
		['output', 'each', { output: 'each' }],
	])('%s %p', (name, value, expected) => {
		expect(read({ [name]: value })).toMatchObject(expected);
	});

	it.each<[string, unknown, RegExp]>([
		['onRefused', 'Stop', /'On Refused Numbers' “Stop” is not one of report, stop/],
		['output', 'sum', /'Output' “sum” is not one of each, summary/],
		...['2s', '30 s', 'five', Number.NaN].flatMap(
			(value) =>
				[
					['timeout', value, /'Timeout \(Ms\)' .* is not a number/],
					['rateLimitWait', value, /'Wait After Rate Limit \(Seconds\)' .* is not a number/],
				] as Array<[string, unknown, RegExp]>,
		),
	])('%s cannot be %p', (name, value, problem) => {
		expect(read({ [name]: value }).problem).toMatch(problem);
	});

	it('a timeout is never nothing or for ever', () => {
		for (const timeout of [0, -1, Infinity]) {
			expect(read({ timeout }).timeout).toBeGreaterThan(0);
			expect(read({ timeout }).timeout).toBeLessThanOrEqual(24 * 3_600_000);
		}
	});
});
