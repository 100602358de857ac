import { startSimulator, type Simulator } from '.';
import { callsOf } from './call';

let simulator: Simulator;
let calls: ReturnType<typeof callsOf>;
const create = { name: 'Spam', description: 'Spam callers', blockNumbers: ['9700000003'] };

beforeAll(async () => {
	simulator = await startSimulator();
	calls = callsOf(simulator);
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const numbersOf = (name: string) => [...simulator.group(name)!.numbers.keys()];

describe.each(['L1', 'C1'] as const)('create (%s)', (call) => {
	test('a group with its numbers', async () => {
		const { status, body } = await calls[call]({ ...create, expiryDate: '2031-01-31 23:59:59' });
		expect({ status, body }).toEqual({
			status: 200,
			body: {
				status: 'success',
				message: 'created',
				input: { ...create, expiryDate: '2031-01-31 23:59:59' },
				output: {
					affectedRows: 1,
					lastInsertId: 20,
					succes: ['+919700000003'],
					error: [],
					new: 1,
					inserted: 1,
				},
			},
		});
		expect(simulator.group(20)).toMatchObject({ name: 'Spam', description: 'Spam callers' });
		expect(simulator.group('Spam')?.numbers).toEqual(
			new Map([['+919700000003', { expiryDate: '2031-01-31 23:59:59' }]]),
		);
	});

	test('numbers joined with commas all come back under error', async () => {
		const { body } = await calls[call]({ ...create, blockNumbers: '9700000003,9700000094' });
		expect(body).toMatchObject({
			status: 'success',
			message: 'created',
			output: { lastInsertId: 20, succes: [], error: ['9700000003', '9700000094'] },
		});
		expect(numbersOf('Spam')).toEqual([]);
	});

	test('not twice under one name', async () => {
		await calls[call](create);
		const { body } = await calls[call](create);
		expect(body).toEqual({ status: 'error', message: 'Group name already exists' });
		expect(simulator.groups).toHaveLength(1);
	});

	test('twice under one name: a switch', async () => {
		simulator.switches.existingName = 'another';
		await calls[call](create);
		expect((await calls[call](create)).body.output).toMatchObject({ lastInsertId: 21 });
		expect(simulator.groups.map(({ name }) => name)).toEqual(['Spam', 'Spam']);
	});

	test('a refused number may leave the group behind: a switch', async () => {
		simulator.switches.createsBeforeChecking = true;
		const mixed = { ...create, blockNumbers: ['9700000003', '97-000'] };
		expect((await calls[call](mixed)).body).toEqual(badNumbers);
		expect(numbersOf('Spam')).toEqual([]);
		await calls[call]({ ...create, name: 'x' });
		expect(simulator.groups).toHaveLength(1);
	});

	test('a bad number refuses the group, or is listed', async () => {
		const mixed = { ...create, blockNumbers: ['9700000003', '97-000'] };
		expect((await calls[call](mixed)).body).toEqual(badNumbers);
		expect(simulator.groups).toEqual([]);
		simulator.switches.badNumber = 'list';
		expect((await calls[call](mixed)).body.output).toMatchObject({
			succes: ['+919700000003'],
			error: ['97-000'],
		});
	});
});

const badNumbers = {
	status: 'error',
	message: 'invalid data',
	errors: { blockNumbers: 'Blocknumbers data contains invalid format of numbers' },
};

describe.each([
	['L2', { id: 20 }],
	['L2', { Id: '20' }],
	['C2', { groupName: 'Spam' }],
] as const)('add (%s by %j)', (call, target) => {
	beforeEach(() => void simulator.addGroup('Spam'));

	test('answers as documented', async () => {
		const { status, body } = await calls[call]({
			...target,
			blockNumbers: ['9700000003', '9700000094'],
		});
		expect({ status, body }).toEqual({
			status: 200,
			body: {
				status: 'success',
				message: 'updated',
				input: { id: 20, blockNumbers: ['9700000003', '9700000094'] },
				output: {
					succes: ['+919700000003', '+919700000094'],
					error: [],
					new: 2,
					inserted: 2,
				},
			},
		});
	});

	test('new counts for the account, inserted for the group', async () => {
		simulator.addGroup('Other', ['9700000003']);
		await calls[call]({ ...target, blockNumbers: ['9700000005'] });
		const blockNumbers = ['9700000003', '9700000004', '9700000005'];
		const { body } = await calls[call]({ ...target, blockNumbers });
		expect(body.output).toMatchObject({ new: 1, inserted: 2 });
		expect(body.output?.succes).toHaveLength(3);
	});

	test('a number repeated, in two ways of writing, is one number', async () => {
		const blockNumbers = ['9700000003', '9700000003', '919700000003', '+919700000003'];
		const { body } = await calls[call]({ ...target, blockNumbers });
		expect(body.output).toEqual({ succes: ['+919700000003'], error: [], new: 1, inserted: 1 });
	});

	test('a bad number refuses the batch', async () => {
		const { body } = await calls[call]({ ...target, blockNumbers: ['9700000003', '12'] });
		expect(body).toEqual(badNumbers);
		expect(numbersOf('Spam')).toEqual([]);
	});

	test('or is listed', async () => {
		simulator.switches.badNumber = 'list';
		const blockNumbers = ['9700000003', '12', 'abc', '12', '12345678901234567'];
		const { body } = await calls[call]({ ...target, blockNumbers });
		expect(body.output).toEqual({
			succes: ['+919700000003'],
			error: ['12', 'abc', '12345678901234567'],
			new: 1,
			inserted: 1,
		});
	});

	test('what is bad is a switch', async () => {
		simulator.switches.isBad = (number) => number.endsWith('3');
		const { body } = await calls[call]({ ...target, blockNumbers: ['9700000003'] });
		expect(body).toEqual(badNumbers);
	});

	test('success that added nothing', async () => {
		simulator.switches.emptyOnSuccess = true;
		const { body } = await calls[call]({ ...target, blockNumbers: ['9700000003'] });
		expect(body).toMatchObject({
			status: 'success',
			output: { succes: [], error: [], new: 0, inserted: 0 },
		});
		expect(numbersOf('Spam')).toEqual([]);
	});

	test('adding again moves the expiry only when it brings one', async () => {
		const add = async (more: object) =>
			await calls[call]({ ...target, blockNumbers: ['9700000003'], ...more });
		const expiry = () => simulator.group('Spam')?.numbers.get('+919700000003')?.expiryDate;
		await add({});
		expect(expiry()).toBeUndefined();
		await add({ expiryDate: '2031-01-01 00:00:00' });
		await add({});
		expect(expiry()).toBe('2031-01-01 00:00:00');
		await add({ expiryDate: '2032-01-01 00:00:00' });
		expect(expiry()).toBe('2032-01-01 00:00:00');
	});
});

describe('the group', () => {
	beforeEach(() => void simulator.addGroup('Spam', ['9700000003']));
	const blockNumbers = ['9700000003'];

	test.each([99, '99', 'Spam', '0x14', true, [20]])('id %p is unknown', async (id) => {
		const unknown = { status: 'error', message: 'Invalid group id' };
		expect((await calls.L2({ id, blockNumbers })).body).toEqual(unknown);
		expect((await calls.L3({ id, blockNumbers })).body).toEqual(unknown);
	});

	test('an unknown name, in the words of a switch', async () => {
		const unknown = { groupName: 'None', blockNumbers };
		const error = { status: 'error', message: 'Invalid group name' };
		expect((await calls.C2(unknown)).body).toEqual(error);
		expect((await calls.C3(unknown)).body).toEqual(error);
		simulator.switches.unknownGroup = 'No such group';
		expect((await calls.C2(unknown)).body.message).toBe('No such group');
	});

	test('the spelling of its id is a switch for update', async () => {
		const mandatory = { status: 'error', message: 'Parameters are mandatory' };
		simulator.switches.idKey = 'Id';
		expect((await calls.L2({ id: 20, blockNumbers })).body).toEqual(mandatory);
		expect((await calls.L2({ id: 99, Id: 20, blockNumbers })).body.status).toBe('success');
		simulator.switches.idKey = 'id';
		expect((await calls.L2({ Id: 20, blockNumbers })).body).toEqual(mandatory);
		expect((await calls.L2({ id: 20, Id: 99, blockNumbers })).body.status).toBe('success');
	});

	test('remove reads `id` only', async () => {
		const { body } = await calls.L3({ Id: 20, blockNumbers });
		expect(body).toEqual({ status: 'error', message: 'Parameters are mandatory' });
	});
});

describe('remove', () => {
	beforeEach(() => {
		simulator.addGroup('Spam', ['9700000001', '9700000002', '9700000003', '9700000004']);
		simulator.addGroup('Other', ['9700000001', '9700000009']);
	});

	test.each([
		['L3', { id: 20 }],
		['C3', { groupName: 'Spam' }],
	] as const)('%s: five with one repeated give deleted 4', async (call, target) => {
		const blockNumbers = ['9700000001', '9700000002', '9700000003', '9700000004', '9700000001'];
		const { status, body } = await calls[call]({ ...target, blockNumbers });
		expect({ status, body }).toEqual({
			status: 200,
			body: {
				status: 'success',
				message: 'deleted',
				input: { ...target, blockNumbers },
				output: {
					success: ['+919700000001', '+919700000002', '+919700000003', '+919700000004'],
					error: [],
					deleted: 4,
				},
			},
		});
		expect(numbersOf('Spam')).toEqual([]);
		expect(numbersOf('Other')).toEqual(['+919700000001', '+919700000009']);
	});

	test.each([
		['L3', { id: 20 }],
		['C3', { groupName: 'Spam' }],
	] as const)('%s: a number not in the group is an error', async (call, target) => {
		const { body } = await calls[call]({ ...target, blockNumbers: ['9700000009', '9700000001'] });
		expect(body.output).toEqual({
			success: ['+919700000001'],
			error: ['9700000009'],
			deleted: 1,
		});
	});

	test.each([{ id: 20 }, { Id: '20' }, { id: 20, groupName: 'Other' }])(
		'C3 takes the id too: %j',
		async (target) => {
			await calls.C3({ ...target, blockNumbers: ['9700000001'] });
			expect(numbersOf('Spam')).not.toContain('+919700000001');
			expect(numbersOf('Other')).toContain('+919700000001');
			const unknown = { status: 'error', message: 'Invalid group id' };
			expect((await calls.C3({ id: 99, blockNumbers: ['9700000001'] })).body).toEqual(unknown);
		},
	);

	test('C3 may want the id: a switch', async () => {
		simulator.switches.removalNeedsId = true;
		const { body } = await calls.C3({ groupName: 'Spam', blockNumbers: ['9700000001'] });
		expect(body).toEqual({ status: 'error', message: 'Parameters are mandatory' });
		const withId = { groupName: 'Spam', id: 20, blockNumbers: ['9700000001'] };
		expect((await calls.C3(withId)).body.status).toBe('success');
	});

	test('without a group, from every group', async () => {
		const { body } = await calls.C3({ blockNumbers: ['9700000001', '9700000009', '9700000007'] });
		expect(body.output).toEqual({
			success: ['+919700000001', '+919700000009'],
			error: ['9700000007'],
			deleted: 2,
		});
		expect(numbersOf('Spam')).not.toContain('+919700000001');
		expect(numbersOf('Other')).toEqual([]);
	});

	test('bad numbers', async () => {
		const mixed = { groupName: 'Spam', blockNumbers: ['9700000001', 'x'] };
		expect((await calls.C3(mixed)).body).toEqual(badNumbers);
		simulator.switches.badNumber = 'list';
		expect((await calls.C3(mixed)).body.output).toEqual({
			success: ['+919700000001'],
			error: ['x'],
			deleted: 1,
		});
	});

	test('success that removed nothing', async () => {
		simulator.switches.emptyOnSuccess = true;
		const { body } = await calls.C3({ blockNumbers: ['9700000001'] });
		expect(body.output).toEqual({ success: [], error: [], deleted: 0 });
		expect(numbersOf('Spam')).toHaveLength(4);
	});
});

test.each([
	['9700000003', '+919700000003'],
	['919700000003', '+919700000003'],
	['+919700000003', '+919700000003'],
	['09700000003', '+919700000003'],
	['+442079460000', '+442079460000'],
	['442079460000', '+442079460000'],
	['1800', '+1800'],
	['1234567890123456', '+1234567890123456'],
])('%s is registered as %s', async (sent, registered) => {
	simulator.addGroup('Spam');
	const { body } = await calls.C2({ groupName: 'Spam', blockNumbers: [sent] });
	expect(body.output?.succes).toEqual([registered]);
});

describe('a switch', () => {
	const [a, b] = ['9700000001', '9700000002'];
	const add = async (blockNumbers: string[], more = {}) =>
		(await calls.C2({ groupName: 'Spam', blockNumbers, ...more })).body;
	const expiry = () => simulator.group('Spam')?.numbers.get(`+91${a}`)?.expiryDate;
	beforeEach(() => void simulator.addGroup('Spam'));

	test.each([
		['renew', '2032-01-01 00:00:00'],
		['keep', '2031-01-01 00:00:00'],
	] as const)('existingNumber %s: the expiry is then %s', async (existingNumber, expected) => {
		simulator.switches.existingNumber = existingNumber;
		await add([a], { expiryDate: '2031-01-01 00:00:00' });
		const { output } = await add([a, b], { expiryDate: '2032-01-01 00:00:00' });
		expect(output).toMatchObject({ succes: [`+91${a}`, `+91${b}`], new: 1, inserted: 1 });
		expect(expiry()).toBe(expected);
	});

	test('existingNumber refuseBatch: nothing of the request is added', async () => {
		simulator.switches.existingNumber = 'refuseBatch';
		await add([a]);
		expect(await add([a, b])).toEqual({
			status: 'error',
			message: 'invalid data',
			errors: { blockNumbers: 'Block number already exists' },
		});
		expect(numbersOf('Spam')).toEqual([`+91${a}`]);
	});

	test('existingNumber list: the others are added', async () => {
		simulator.switches.existingNumber = 'list';
		await add([a]);
		const { output } = await add([`91${a}`, b]);
		expect(output).toEqual({ succes: [`+91${b}`], error: [`91${a}`], new: 1, inserted: 1 });
	});

	test('moreThan100', async () => {
		const many = Array.from({ length: 101 }, (_, n) => String(9_700_000_000 + n));
		expect((await add(many)).message).toMatch(/Maximum 100/);
		simulator.switches.moreThan100 = 'take';
		expect((await add(many)).output).toMatchObject({ inserted: 101 });
	});

	test.each([
		['leadingPlus', 'stripped', `+${a}`, `+91${a}`],
		['leadingPlus', 'heeded', `+${a}`, `+${a}`],
		['leadingPlus', 'refused', `+91${a}`, undefined],
		['leadingZero', 'kept', `0${a}`, `+0${a}`],
		['leadingZero', 'refused', `0${a}`, undefined],
		['foreignNumbers', 'refuse', '447700900123', undefined],
		['foreignNumbers', 'refuse', `0${a}`, `+91${a}`],
	] as const)('%s %s: %s is registered as %s', async (name, value, sent, registered) => {
		Object.assign(simulator.switches, { [name]: value });
		const { output, errors } = await add([sent]);
		if (registered) expect(output?.succes).toEqual([registered]);
		else expect(errors).toEqual(badNumbers.errors);
	});

	test('digitsOnlyName', async () => {
		simulator.switches.digitsOnlyName = 'refuse';
		const { body } = await calls.C1({ ...create, name: '20261128' });
		expect(body).toMatchObject({ status: 'error', errors: { name: expect.any(String) } });
		expect(simulator.groups.map(({ name }) => name)).toEqual(['Spam']);
	});

	test('newCounts and insertedCounts', async () => {
		simulator.addGroup('Other', [`91${a}`]);
		Object.assign(simulator.switches, { newCounts: 'newToGroup', insertedCounts: 'all' });
		expect((await add([a])).output).toMatchObject({ new: 1, inserted: 1 });
		expect((await add([a, b])).output).toMatchObject({ new: 1, inserted: 2 });
	});

	test('removalGroup ignored: from every group', async () => {
		simulator.addGroup('Other', [a, b]);
		await add([a]);
		simulator.switches.removalGroup = 'ignored';
		const { body } = await calls.C3({ groupName: 'Spam', blockNumbers: [a] });
		expect(body.output).toEqual({ success: [`+91${a}`], error: [], deleted: 1 });
		expect(numbersOf('Spam')).toEqual([]);
		expect(numbersOf('Other')).toEqual([`+91${b}`]);
	});

	test('updatePath both', async () => {
		simulator.switches.updatePath = 'both';
		for (const path of ['updateBlockNumbers', 'updateBlockNumber']) {
			const { userName, apiKey } = simulator.account;
			const body = { userName, groupName: 'Spam', blockNumbers: [a] };
			expect((await calls.send('PUT', `/ca_apis/${path}`, body, { apiKey })).status).toBe(200);
		}
	});
});
