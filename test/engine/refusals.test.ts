import { each, json, phones, registered, simulated, tally } from '../support/simulated';

// One bad number must not cost the other 99, and nothing is done that Ozonetel did not confirm.

const ozonetel = simulated();
const many = phones(100);
const onError = 'continueRegularOutput'; // where nobody is blocked, 'Stop' is an error

function bad(...numbers: string[]) {
	ozonetel.simulator.switches.isBad = (number) => numbers.includes(number.slice(-10));
}

describe.each(['current', 'legacy'])('%s: Ozonetel refuses a whole batch', (apiVersion) => {
	const parameters = { apiVersion, groupId: 20 };

	it.each([
		['the first', [many[0]]],
		['the last', [many[99]]],
		['two neighbours', [many[49], many[50]]],
		['three apart', [many[3], many[40], many[97]]],
	])('for %s: the bad stand alone, the others are added', async (_, refused) => {
		bad(...refused);
		const { output } = await ozonetel.run(many, { parameters });
		expect(tally(output)).toEqual({ added: 100 - refused.length, refused: refused.length });
		const named = json(output).filter(({ status }) => status === 'refused');
		expect(named.map(({ phoneNumber }) => phoneNumber)).toEqual(refused);
		expect(named[0].message).toContain('invalid format of numbers');
		expect(ozonetel.held()).toEqual(
			expect.arrayContaining(many.filter((n) => !refused.includes(n)).map(registered)),
		);
		expect(each(output, 'phoneNumber')).toEqual(many);
		// Halving: about 2·log₂(100) requests for each bad number.
		expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(1 + 14 * refused.length);
	});

	it('for all of them: each is refused', async () => {
		bad(...many.slice(0, 8));
		const { output } = await ozonetel.run(many.slice(0, 8), { parameters, onError });
		expect(tally(output)).toEqual({ refused: 8 });
		expect(ozonetel.held()).toEqual([]);
	});
});

it('isolates in a group to create too, and creates it once', async () => {
	bad(many[0], many[60]);
	const { output } = await ozonetel.run(many, {
		parameters: { operation: 'createGroup', groupName: 'Spam', description: 'Callers of spam' },
	});
	expect(tally(output)).toEqual({ added: 98, refused: 2 });
	expect(ozonetel.simulator.groups.map(({ name }) => name)).toEqual(['Do Not Call', 'Spam']);
	expect(ozonetel.held('Spam')).toHaveLength(98);
});

describe('a server that stores a group before it judges its numbers', () => {
	const parameters = { operation: 'createGroup', groupName: 'Spam', description: 'Spam' };
	const spamGroups = () => ozonetel.simulator.groups.filter(({ name }) => name === 'Spam');
	beforeEach(() => {
		const { switches } = ozonetel.simulator;
		Object.assign(switches, { createsBeforeChecking: true, existingName: 'another' });
	});

	it('gets one group, and every good number', async () => {
		bad(many[0], many[60]);
		const { output, error } = await ozonetel.run(many, { parameters });
		expect(error).toBeUndefined();
		expect(spamGroups()).toHaveLength(1);
		expect(tally(output)).toEqual({ added: 98, refused: 2 });
		expect(ozonetel.held('Spam')).toHaveLength(98);
	});

	it('gets one group on the legacy API, and the user is told what to do', async () => {
		bad(many[60]);
		const { error } = await ozonetel.run(many, {
			parameters: { ...parameters, apiVersion: 'legacy' },
			retryOnFail: true,
			waitBetweenTries: 1,
		});
		expect(spamGroups()).toHaveLength(1);
		expect(error?.message).toMatch(/invalid format of numbers/);
		expect(error?.description).toMatch(/Leave out the numbers.*Look for “Spam”.*'Add Numbers'/);
	});

	it('says where every number is bad that the group may be there', async () => {
		bad(...many);
		const { output } = await ozonetel.run(many.slice(0, 3), { parameters, onError });
		expect(spamGroups()).toHaveLength(1);
		expect(tally(output)).toEqual({ refused: 3 });
		for (const { message } of json(output)) expect(message).toMatch(/Look for “Spam”/);
	});
});

it('creates a group with sure numbers, the doubtful follow, in one order with their items', async () => {
	const asked = ['1400123', many[0], '12345', '+44 7700 900123', many[1]];
	const { output } = await ozonetel.run(asked, {
		parameters: { operation: 'createGroup', groupName: 'Spam', description: 'Spam' },
	});
	expect(ozonetel.simulator.requests.map(({ method }) => method)).toEqual(['POST', 'PUT']);
	const [first, rest] = ozonetel.sent() as string[][];
	expect(first).toEqual(expect.arrayContaining([`91${many[0]}`, `91${many[1]}`]));
	expect(rest).toEqual(expect.arrayContaining(['1400123', '12345']));
	expect(each(output, 'phoneNumber')).toEqual(asked);
	expect(tally(output)).toEqual({ added: 5 });
});

describe('numbers that are in the group already', () => {
	const list = phones(310);
	const isNew = (_: string, n: number) => n % 31 === 7;
	const there = () => list.filter((phone, n) => !isNew(phone, n));
	beforeEach(() => {
		const { simulator } = ozonetel;
		simulator.reset();
		simulator.addGroup('Do Not Call', there());
	});

	it('refused batch by batch: the new ones are added all the same, with about a request each', async () => {
		ozonetel.simulator.switches.existingNumber = 'refuseBatch';
		const { output, error } = await ozonetel.run(list);
		expect(error).toBeUndefined();
		expect(tally(output)).toEqual({ added: 10, refused: 300 });
		expect(ozonetel.held().toSorted()).toEqual(list.map(registered));
		expect(ozonetel.simulator.requests.length).toBeLessThanOrEqual(1.2 * list.length);
		const refused = json(output).find(({ status }) => status === 'refused');
		expect(refused!.message).toMatch(
			/^Not added to Do Not Call \(Ozonetel: .*already exists\)\. It may be blocked already$/,
		);
	}, 60_000);

	it('listed: the others are added at once', async () => {
		ozonetel.simulator.switches.existingNumber = 'list';
		const { output } = await ozonetel.run(list);
		expect(tally(output)).toEqual({ added: 10, refused: 300 });
		expect(ozonetel.simulator.requests.length).toBe(4);
		expect(output[0].json.message).toMatch(/It may be blocked already/);
	});
});

it('takes a bad number named in the answer as refused, without more requests', async () => {
	ozonetel.simulator.switches.badNumber = 'list';
	bad(many[7]);
	const { output } = await ozonetel.run(many);
	expect(tally(output)).toEqual({ added: 99, refused: 1 });
	expect(output[7].json).toMatchObject({ status: 'refused', registeredAs: null });
	expect(ozonetel.simulator.requests).toHaveLength(1);
});

it.each([
	['addNumbers', 'Do Not Call'],
	['removeNumbers', 'Do Not Call'],
	['createGroup', 'Spam'],
])('%s: a success that names no number is no success', async (operation, groupName) => {
	ozonetel.simulator.switches.emptyOnSuccess = true;
	const { output } = await ozonetel.run(many.slice(0, 3), {
		parameters: { operation, groupName, description: 'Callers of spam' },
		onError,
	});
	expect(tally(output)).toEqual({ unconfirmed: 3 });
	expect(each(output, 'registeredAs')).toEqual([null, null, null]);
});

describe('a removal that is refused because some numbers are not in the group', () => {
	const parameters = { operation: 'removeNumbers' };
	const [absent, there] = [many.slice(0, 12), many.slice(12)];
	const words = 'Block number not found';

	/** Refuses every request with a number that the group does not hold. */
	function refuses(body: object, answersFirst = true) {
		ozonetel.simulator.reset();
		ozonetel.simulator.addGroup('Do Not Call', there);
		let isLost = !answersFirst;
		ozonetel.simulator.fault = (request) => {
			const { blockNumbers } = request.body as { blockNumbers: string[] };
			const held = ozonetel.held();
			const isThere = (number: string) => held.includes(registered(number.slice(-10)));
			if (!blockNumbers.every(isThere)) return { kind: 'raw', body: JSON.stringify(body) };
			const fault = isLost ? ({ kind: 'dropAfter' } as const) : undefined;
			isLost = false;
			return fault;
		};
	}

	it.each([
		['in words', { status: 'error', message: words }],
		[
			'as a faulty parameter',
			{ status: 'error', message: 'invalid data', errors: { blockNumbers: words } },
		],
	])('removes the others: %s', async (_, body) => {
		refuses(body);
		const { output, error } = await ozonetel.run(many, { parameters });
		expect(error).toBeUndefined();
		expect(tally(output)).toEqual({ refused: absent.length, removed: there.length });
		expect(ozonetel.held()).toEqual([]);
	});

	it('does not call those refused that an unanswered attempt may have removed', async () => {
		refuses({ status: 'error', message: words }, false);
		const { output } = await ozonetel.run(there, { parameters });
		expect(tally(output)).toEqual({ unconfirmed: there.length });
		expect(output[0].json.message).toMatch(/An earlier attempt, .*, may have removed it$/);
	});
});
