import { startSimulator, type Simulator } from '.';
import { callsOf } from './call';

let simulator: Simulator;
let calls: ReturnType<typeof callsOf>;

beforeAll(async () => {
	simulator = await startSimulator();
	calls = callsOf(simulator);
});
beforeEach(() => {
	simulator.reset();
	simulator.addGroup('Spam', ['9700000003']);
});
afterAll(async () => await simulator.close());

const blockNumbers = ['9700000003'];
const right = {
	L1: { name: 'New', description: 'A new group', blockNumbers },
	L2: { id: 20, blockNumbers },
	L3: { id: 20, blockNumbers },
	C1: { name: 'New', description: 'A new group', blockNumbers },
	C2: { groupName: 'Spam', blockNumbers },
	C3: { blockNumbers },
};
const names = Object.keys(right) as Array<keyof typeof right>;
const mandatory = { status: 'error', message: 'Parameters are mandatory' };

describe.each(names)('%s', (call) => {
	const told = async (more: object) => (await calls[call]({ ...right[call], ...more })).body;

	test('takes what is documented, with keys it does not know', async () => {
		expect(await told({ colour: 'red' })).toMatchObject({ status: 'success' });
	});

	test.each(Object.keys(right[call]))('needs %s', async (key) => {
		for (const nothing of [undefined, null, '', ' ']) {
			expect(await told({ [key]: nothing })).toEqual(mandatory);
		}
		expect(await told({ blockNumbers: [] })).toEqual(mandatory);
	});

	test.each([7, true, { a: 1 }, [9700000003], ['9700000003', null], [['9700000003']]])(
		'blockNumbers %j is refused, whatever becomes of bad numbers',
		async (wrong) => {
			for (const badNumber of ['refuseBatch', 'list'] as const) {
				simulator.switches.badNumber = badNumber;
				const body = await told({ blockNumbers: wrong });
				expect(body).toMatchObject({ status: 'error', message: 'invalid data' });
				expect(body.errors).toHaveProperty('blockNumbers');
			}
		},
	);

	test('one element with several numbers is a bad number', async () => {
		const body = await told({ blockNumbers: ['9700000003,9700000094'] });
		expect(body.errors).toHaveProperty('blockNumbers');
	});

	test('takes 100 numbers, refuses 101', async () => {
		const many = (count: number) => Array.from({ length: count }, (_, n) => `97000${10000 + n}`);
		expect(await told({ blockNumbers: many(101) })).toMatchObject({
			status: 'error',
			message: expect.stringContaining('100'),
		});
		expect(simulator.groups.map((group) => group.numbers.size)).toEqual([1]);
		expect(await told({ blockNumbers: many(100) })).toMatchObject({ status: 'success' });
	});

	test('needs a JSON object that says so', async () => {
		for (const body of ['{"a":', '', '[]', 'null', '"x"', '7']) {
			expect((await calls[call](body)).body.status).toMatch(/^(error|false)$/);
		}
		const path = simulator.requests[0].path;
		const headers = simulator.requests[0].headers;
		const { body } = await calls.send(
			simulator.requests[0].method,
			path,
			{ userName: simulator.account.userName, ...right[call] },
			{
				authorization: headers.authorization ?? '',
				apiKey: headers.apikey ?? '',
				'content-type': 'text/plain',
			},
		);
		expect(body).toEqual({ status: 'error', message: 'Content-Type must be application/json' });
	});
});

test.each(['L2', 'L3', 'C2', 'C3'] as const)('%s refuses joined numbers', async (call) => {
	const joined = { ...right[call], blockNumbers: '9700000003,9700000094' };
	expect((await calls[call](joined)).body.errors).toHaveProperty('blockNumbers');
});

test('legacy says what is no JSON', async () => {
	expect((await calls.L2('{"id":')).body).toEqual({
		status: 'error',
		message: 'Request body is not a JSON object',
	});
});

const wrongDates = [
	'',
	null,
	7,
	'2031-01-01',
	'2031-01-01T00:00:00',
	'2031-01-01 00:00',
	'2031-01-01 00:00:00Z',
	'2031-1-1 00:00:00',
	'01-01-2031 00:00:00',
	'2031-02-29 00:00:00',
	'2031-13-01 00:00:00',
	'2031-01-01 24:00:00',
	'2031-01-01 00:60:00',
	' 2031-01-01 00:00:00',
];
describe.each(['L1', 'L2', 'C1', 'C2'] as const)('%s', (call) => {
	test.each(wrongDates)('refuses the expiry %p', async (expiryDate) => {
		const { body } = await calls[call]({ ...right[call], expiryDate });
		expect(body).toMatchObject({ status: 'error', message: 'invalid data' });
		expect(Object.keys(body.errors as object)).toEqual(['expiryDate']);
		expect(simulator.groups).toHaveLength(1);
	});

	test('takes a leap day', async () => {
		const { body } = await calls[call]({ ...right[call], expiryDate: '2032-02-29 23:59:59' });
		expect(body.status).toBe('success');
	});
});

const wrongNames: Array<[unknown, string]> = [
	['x', 'Name (x) allows 2 to 50 characters only'],
	['x'.repeat(51), `Name (${'x'.repeat(51)}) allows 2 to 50 characters only`],
	['me@home', 'Name (me@home) does not allow @'],
	[7, 'Name must be a text'],
	[['ab'], 'Name must be a text'],
];
describe.each(['L1', 'L2', 'C1'] as const)('%s', (call) => {
	test.each(wrongNames)('refuses the name %p', async (name, message) => {
		const { body } = await calls[call]({ ...right[call], name });
		expect(body).toEqual({ status: 'error', message: 'invalid data', errors: { name: message } });
	});

	test.each(['ab', 'x'.repeat(50), 'बंद'])('takes the name %s', async (name) => {
		expect((await calls[call]({ ...right[call], name })).body.status).toBe('success');
	});
});

describe.each(['L1', 'L2', 'C1', 'C2'] as const)('%s', (call) => {
	test.each(['x', 'x'.repeat(101), 7])('refuses the description %p', async (description) => {
		const { body } = await calls[call]({ ...right[call], description });
		expect(Object.keys(body.errors as object)).toEqual(['description']);
	});
});

test.each<[keyof typeof right, string]>([
	['L2', 'name'],
	['L2', 'description'],
	['C2', 'description'],
	['C3', 'groupName'],
])('%s refuses an optional %s that is empty or null', async (call, key) => {
	for (const nothing of ['', null]) {
		const { body } = await calls[call]({ ...right[call], [key]: nothing });
		expect(body.message).toBe('invalid data');
		expect(Object.keys(body.errors as object)).toEqual([key]);
	}
});

test('C2 and C3 refuse a group name of the wrong kind', async () => {
	for (const call of ['C2', 'C3'] as const) {
		const { body } = await calls[call]({ ...right[call], groupName: 7 });
		expect(body.errors).toHaveProperty('groupName');
	}
});
