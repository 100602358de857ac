import { GROUP, judge, Scenarios } from '../support/scenario';

const phones = ['9700000003', '9700000004'];

describe('Expressions', () => {
	let lab: Scenarios;
	beforeAll(async () => (lab = await Scenarios.open('expressions')));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.reset());

	const options = { defaultCountry: 'IN' };

	it.each([
		['a bare path', '={{ $json.phone }}'],
		['a bare path in brackets', '={{ $json["phone"] }}'],
		['a method', '={{ $json.phone.trim() }}'],
		['an earlier node', "={{ $('Split Out').item.json.phone }}"],
		['text around it', '=+91{{ $json.phone }}'],
	])('of the number: %s', async (_, phoneNumbers) => {
		const ran = await lab.run(phones, { phoneNumbers, options });
		expect(ran.seen.map(({ result }) => result.status)).toEqual(['added', 'added']);
		expect(ran.seen.map(({ source }) => source)).toEqual(phones);
		expect(lab.held()).toEqual(['+919700000003', '+919700000004']);
	});

	it('of a list, and of a JSON number', async () => {
		const list = await lab.run([phones], { phoneNumbers: '={{ $json.phone }}', options });
		expect(list.seen.map(({ result }) => result.phoneNumber)).toEqual(phones);
		lab.reset();
		const numbers = await lab.run(phones.map(Number), { options });
		expect(numbers.statuses).toEqual(['added', 'added']);
	});

	it('of the group and the expiry, per item', async () => {
		const ran = await lab.run(phones, {
			groupName: `={{ $itemIndex === 0 ? '${GROUP}' : 'Spam Callers' }}`,
			expires: 'onDate',
			expiryDate: "={{ $itemIndex === 0 ? '2039-01-31' : $now.plus(400, 'days').toISO() }}",
			options,
		});
		judge(ran, phones, 'stopWorkflow');
		expect(lab.held()).toEqual(['+919700000003']);
		expect(lab.held('Spam Callers')).toEqual(['+919700000004']);
		expect(ran.seen[0].result.expiryDate).toBe('2039-01-31 23:59:59');
		expect(ran.seen[1].result.expiryDate).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/);
	});

	it.each([
		"DateTime.fromFormat('31/13/2039', 'd/M/yyyy')",
		"DateTime.fromFormat('31/13/2039', 'd/M/yyyy').toISODate()",
		"DateTime.fromFormat(47842, 'd/M/yyyy').toISODate()",
		"new Date('31/13/2039').toISOString()",
	])('of a date that does not exist never mean never: %s', async (expression) => {
		const expiry = { expires: 'onDateIfGiven', expiryDate: `={{ ${expression} }}` };
		const settings = { onError: 'continueRegularOutput' };
		const ran = await lab.run(phones, { ...expiry, options }, settings);
		expect(ran.statuses).toEqual(['invalid', 'invalid']);
		expect(lab.held()).toEqual([]);
	});

	const failing = [
		[
			'an unknown node',
			"$('No Such Node').item.json.group",
			/The expression in 'Group Name' failed/,
		],
		['a call into a missing field', '$json.no.such.path()', /'Group Name'/],
	] as const;
	const atFirst = (expression: string) => `={{ $itemIndex === 0 ? ${expression} : '${GROUP}' }}`;

	it.each(failing)(
		'that fail for one item, %s: Stop names parameter and item, and sends nothing',
		async (_, expression, words) => {
			const ran = await lab.run(phones, { groupName: atFirst(expression), options });
			expect(ran.execution.status).toBe('error');
			expect(ran.error).toMatch(words);
			expect(ran.error).toMatch(/\(item 0\)/);
			expect(lab.simulator.requests).toEqual([]);
		},
	);

	it.each(failing)(
		'that fail for one item, %s: Continue tells it why, and sends the other',
		async (_, expression, words) => {
			const settings = { onError: 'continueRegularOutput' };
			const ran = await lab.run(phones, { groupName: atFirst(expression), options }, settings);
			judge(ran, phones, 'continueRegularOutput');
			expect(ran.statuses).toEqual(['invalid', 'added']);
			expect(ran.seen[0].result.message).toMatch(words);
			expect(lab.held()).toEqual(['+919700000004']);
		},
	);

	const missing = { phoneNumbers: '={{ $json.nothing }}', options };
	const nothingFound = /No phone number found in any of 2 items.*\{\{ \$json\.nothing \}\}/;

	it('of a field that no item has: Stop says so, and sends nothing', async () => {
		const ran = await lab.run(phones, missing);
		expect(ran.execution.status).toBe('error');
		expect(ran.error).toMatch(nothingFound);
		expect(lab.simulator.requests).toEqual([]);
	});

	it('of a field that no item has: Continue tells every item so, and sends nothing', async () => {
		const ran = await lab.run(phones, missing, { onError: 'continueRegularOutput' });
		expect(ran.execution.status).toBe('success');
		expect(ran.statuses).toEqual(['invalid', 'invalid']);
		for (const { result } of ran.seen) expect(result.message).toMatch(nothingFound);
		expect(lab.simulator.requests).toEqual([]);
	});
});
