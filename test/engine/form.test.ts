import type { IDataObject } from 'n8n-workflow';

import {
	each,
	GROUP,
	json,
	PAIRING,
	phones,
	registered,
	simulated,
	tally,
} from '../support/simulated';

// What the form promises: required fields, choices, dates as people have them, and errors that say
// which parameter is meant and what to do.

const ozonetel = simulated();
const [a, b, c] = phones(3);
const goOn = { onError: 'continueRegularOutput' } as const;

const sentDates = () =>
	ozonetel.simulator.requests.map(({ body }) => (body as IDataObject).expiryDate);

it('n8n itself asks for phone numbers that the form lacks', async () => {
	const { error } = await ozonetel.run([a], { parameters: { phoneNumbers: '' } });
	expect(error?.message).toMatch(/Phone Numbers/);
	expect(ozonetel.simulator.requests).toEqual([]);
});

it.each([{}, { resource: 'blockGroup' }])(
	'runs with %j, as saved before and since',
	async (saved) => {
		const { output } = await ozonetel.run([a], { parameters: saved });
		expect(each(output, 'status')).toEqual(['added']);
	},
);

describe('the default country', () => {
	it.each([
		['+91', registered(a)],
		['={{ $json.country }}', registered(a)],
	])('%s', async (defaultCountry, held) => {
		const items = [{ phone: a, country: 'India' }];
		const { output } = await ozonetel.run(items, {
			options: { defaultCountry, numberFormat: 'e164' },
		});
		expect(each(output, 'sentAs')).toEqual([held]);
	});

	it('that is none is named, with what to do', async () => {
		const run = { options: { defaultCountry: 'Bharat' } };
		const { error } = await ozonetel.run([a], run);
		expect(error?.message).toMatch(/^'Default Country' “Bharat” is not a country/);
		expect(error?.description).toMatch(/^Choose one from the list, or enter .*\+91/);
	});
});

describe('expiry dates', () => {
	const parameters = { expires: 'onDateIfGiven', expiryDate: '={{ $json.until }}' };
	const options = { timeZone: 'Asia/Kolkata' };

	it('are read as lists have them; without one a number never expires', async () => {
		const items = [
			{ phone: a, until: '31/12/2030' },
			{ phone: b },
			{ phone: c, until: 47842.75 },
			{ phone: `0${a}`, until: '31 Dec 2030' },
		];
		const { output } = await ozonetel.run(items, { parameters, options });
		expect(each(output, 'status')).toEqual(['added', 'added', 'added', 'added']);
		expect(sentDates()).toEqual(['2030-12-31 23:59:59', undefined, '2030-12-25 18:00:00']);
		expect(each(output, 'duplicate')).toEqual([false, false, false, true]);
	});
});

describe('an expression that fails', () => {
	const failing = "={{ $('Missing').item.json.value }}";

	it.each([
		['Phone Numbers', { phoneNumbers: failing }],
		['Group Name', { groupName: failing }],
		['Expiry Date', { expires: 'onDate', expiryDate: failing }],
		['Time Zone', { options: { timeZone: failing } }],
	])('in %s is named, in the words of n8n', async (label, parameters) => {
		const items = [{ phone: a }];
		const { options = {}, ...others } = parameters as IDataObject;
		const run = { parameters: others, options: options as IDataObject };
		const { error } = await ozonetel.run(items, run);
		expect(error?.message).toMatch(`The expression in '${label}' failed: `);
		expect(error?.message).toContain("Referenced node doesn't exist");
		expect(error?.description).toMatch(`'${label}'`);
		expect(error?.description).toContain("It refers to the node 'Missing'.");

		const { output } = await ozonetel.run(items, { ...run, ...goOn });
		expect(each(output, 'status')).toEqual(['invalid']);
		expect(json(output)[0].message).toMatch(`'${label}'`);
		expect(ozonetel.held(GROUP)).toEqual([]);
	});
});

describe('where no item gives a value', () => {
	const items = [{ Phone: a, City: 'Pune' }, { Phone: b }, { Phone: c }];

	it('the node stops, and says which fields there are and which it may be', async () => {
		const { error } = await ozonetel.run(items);
		expect(error?.message).toBe('No phone number found in any of 3 items');
		expect(error?.description).toBe(
			"No item has a value for {{ $json.phone }}. The items have these fields: Phone, City. Drag the field that holds the number into 'Phone Numbers'; it may be {{ $json.Phone }}. Nothing was sent.",
		);
		expect(ozonetel.simulator.requests).toEqual([]);

		const [expression] = /\{\{ \$json\.Phone \}\}/.exec(error!.description!)!;
		const { output } = await ozonetel.run(items, {
			parameters: { phoneNumbers: `=${expression}` },
		});
		expect(tally(output)).toEqual({ added: 3 });
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'%s: every item says the same',
		async (onError) => {
			const { output, errorOutput } = await ozonetel.run(items, { onError });
			const results =
				onError === 'continueErrorOutput'
					? errorOutput.map(({ json: { details } }) => details as IDataObject)
					: json(output);
			expect(results).toHaveLength(3);
			for (const { status, message } of results) {
				expect(status).toBe('invalid');
				expect(message).toMatch(/^No phone number found in any of 3 items\..*Phone, City/);
			}
			expect(ozonetel.simulator.requests).toEqual([]);
		},
	);

	it.each([
		[[{ body: { contact: { 'Mobile No': a } } }], '{{ $json.body.contact["Mobile No"] }}'],
		[[{ city: 'Pune', callerId: 9812345678 }], '{{ $json.callerId }}'],
	])('finds what is likely in %j', async (given, expression) => {
		const { error } = await ozonetel.run(given as IDataObject[]);
		expect(error?.message).toBe('No phone number found in the only item');
		expect(error?.description).toContain(expression);
	});

	it('suggests nothing where nothing is likely, and survives items without fields', async () => {
		const cities = await ozonetel.run([{ city: 'Pune', phoneType: 'mobile' }]);
		expect(cities.error?.description).toMatch(
			/fields: city, phoneType\. Drag.*'Phone Numbers'\. N/,
		);
		for (const bare of [{}, undefined]) {
			const { error } = await ozonetel.run([bare]);
			expect(error?.description).toMatch(/have no fields at all.*'Always Output Data'/);
		}
		const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`column ${n}`, n]));
		const many = await ozonetel.run([wide]);
		expect(many.error?.description!.length).toBeLessThan(1_000);
	});

	it('one value is enough: each item has its own result', async () => {
		const { output, error } = await ozonetel.run([{}, { phone: a }, { phone: null }]);
		expect(error).toBeUndefined();
		expect(each(output, 'status')).toEqual(['invalid', 'added', 'invalid']);
	});

	it.each<[string, IDataObject[]]>([
		['absent or empty', [{}, { phone: '' }]],
		['null', [{ phone: null }]],
		['blank', [{ phone: ' ' }, { phone: '\n' }]],
		['an empty list', [{ phone: [] }]],
	])('a field that is %s in every item is one error', async (_, given) => {
		const { error } = await ozonetel.run(given);
		expect(error?.message).toMatch(/^No phone number found in /);
		const { output } = await ozonetel.run(given, { onError: 'continueRegularOutput' });
		expect(each(output, 'status')).toEqual(given.map(() => 'invalid'));
	});
});

describe.each(['current', 'legacy'])(
	'a group to create without one valid number, %s',
	(apiVersion) => {
		const creating = {
			operation: 'createGroup',
			apiVersion,
			groupName: '={{ $json.group ?? "Spam" }}',
			description: 'Callers of spam',
		};

		it('stops, and says that it was not created and what it needs', async () => {
			const { error } = await ozonetel.run(['n/a', '', '12'], { parameters: creating });
			expect(error?.message).toBe(
				'The group “Spam” was not created: none of the 3 numbers for it is valid',
			);
			expect(error?.description).toMatch(/^A new group needs at least one valid number\./);
			expect(error?.description).toMatch(/item 0: “n\/a”.*item 1: .*empty.*item 2: /);
			expect(ozonetel.simulator.requests).toEqual([]);
		});

		it('stops before anything is sent where one of several groups has none', async () => {
			const items = [
				{ phone: a, group: 'First' },
				{ phone: 'n/a', group: 'Second' },
			];
			const { error } = await ozonetel.run(items, { parameters: creating });
			expect(error?.message).toMatch(/The group “Second” was not created: the only number/);
			expect(ozonetel.simulator.requests).toEqual([]);
		});

		it('is told by each result where the node continues; other groups are created', async () => {
			const items = [
				{ phone: a, group: 'First' },
				{ phone: 'n/a', group: 'Second' },
				{ phone: 'n/a', group: 'First' },
			];
			const { output } = await ozonetel.run(items, { parameters: creating, ...goOn });
			expect(each(output, 'status')).toEqual(['added', 'invalid', 'invalid']);
			const [, second, first] = json(output).map(({ message }) => message);
			expect(second).toMatch(/The group “Second” was not created\. A new group needs at least one/);
			expect(first).not.toMatch(/not created/);
			expect(ozonetel.simulator.groups.map(({ name }) => name)).toEqual([GROUP, 'First']);
		});
	},
);

describe('what a result says', () => {
	it('of a dry run is what would be done', async () => {
		const added = await ozonetel.run([a, 'n/a'], { options: { dryRun: true } });
		expect(json(added.output)[0]).toMatchObject({
			status: 'planned',
			message: 'Would be added to Do Not Call (dry run: nothing was sent)',
		});
		expect(added.hints[0].message).toMatch(/^1 of 2 numbers would not be added: 1 invalid/);
		const removed = await ozonetel.run([a], {
			parameters: { operation: 'removeNumbers' },
			options: { dryRun: true },
		});
		expect(json(removed.output)[0].message).toMatch(/Would be removed/);
	});
});

describe('the fields of the input item', () => {
	const options = { includeInputFields: true };
	const items = [
		{ phone: [a, 'n/a'], name: 'Asha', id: 7, status: 'customer', error: 'of the CRM' },
		{ phone: b, name: 'Ravi', crm: { owner: 'Meena' } },
	];

	it('stay behind unless they are asked for', async () => {
		const { output } = await ozonetel.run(items);
		for (const result of json(output)) expect(result).not.toHaveProperty('name');
	});

	it('go on before each result, whose own fields win', async () => {
		const { output, downstream } = await ozonetel.run(items, { options, downstream: PAIRING });
		expect(json(output)).toMatchObject([
			{ phoneNumber: a, status: 'added', name: 'Asha', id: 7 },
			{ phoneNumber: 'n/a', status: 'invalid', name: 'Asha', id: 7 },
			{ phoneNumber: b, status: 'added', name: 'Ravi', crm: { owner: 'Meena' } },
		]);
		for (const result of json(output)) {
			const keys = Object.keys(result);
			expect(keys.indexOf('name')).toBeLessThan(keys.indexOf('phoneNumber'));
			expect(keys.slice(-2)).toEqual(['duplicate', 'batch']);
			expect(result).not.toHaveProperty('error');
		}
		expect(downstream.map(({ source }) => source)).toEqual([items[0].phone, items[0].phone, b]);
		expect(ozonetel.simulator.requests).toHaveLength(1);
	});

	it('make no item look failed to Retry On Fail, nor on the error branch', async () => {
		const retried = await ozonetel.run(items, { options, retryOnFail: true, waitBetweenTries: 1 });
		expect(tally(retried.output)).toEqual({ added: 2, invalid: 1 });
		expect(ozonetel.simulator.requests).toHaveLength(1);

		const { output, errorOutput } = await ozonetel.run(items, {
			options,
			onError: 'continueErrorOutput',
		});
		expect(each(output, 'name')).toEqual(['Asha', 'Ravi']);
		expect(json(errorOutput)).toMatchObject([
			{ name: 'Asha', id: 7, error: 'n/a was not sent', details: { status: 'invalid' } },
		]);
	});

	it('are none where the item has only binary data', async () => {
		const { output } = await ozonetel.run([undefined, b], { options });
		expect(each(output, 'status')).toEqual(['invalid', 'added']);
	});

	it('change nothing in a summary', async () => {
		const { output } = await ozonetel.run(items, { options: { ...options, output: 'summary' } });
		expect(json(output)).toMatchObject([{ requested: 3, added: 2 }]);
		expect(json(output)[0]).not.toHaveProperty('name');
	});
});
