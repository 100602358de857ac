import type { IDataObject } from 'n8n-workflow';

import { useExpressionEngine } from '../support/instance';
import { each, GROUP, json, phones, registered, simulated } from '../support/simulated';

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
		['IN', registered(a)],
		['in', registered(a)],
		['India', registered(a)],
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
		expect(error?.description).toMatch(/^Choose one from the list, or give .*\+91/);
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
		expect(sentDates()).toEqual(['2030-12-31 00:00:00', undefined, '2030-12-25 18:00:00']);
		expect(each(output, 'duplicate')).toEqual([false, false, false, true]);
	});

	it.each([
		['dayFirst', '2030-06-05 00:00:00'],
		['monthFirst', '2030-05-06 00:00:00'],
	])('of two readings: %s', async (dateFormat, sent) => {
		const items = [{ phone: a, until: '05/06/2030' }];
		await ozonetel.run(items, { parameters, options: { ...options, dateFormat } });
		expect(sentDates()).toEqual([sent]);
	});

	it.each(['vm', 'legacy'] as const)(
		'that can be two are refused with an expression that reads them (%s engine)',
		async (engine) => {
			await useExpressionEngine(engine);
			const items = [{ phone: a, until: '05/06/2030' }];
			const { error } = await ozonetel.run(items, { parameters, options });
			expect(error?.message).toBe(
				"'Expiry Date' “05/06/2030” is ambiguous: it can be 5 June 2030 or 6 May 2030 (item 0)",
			);
			expect(error?.description).toMatch(/'Date Format' to 'Day First' or 'Month First'/);
			expect(ozonetel.simulator.requests).toEqual([]);

			const [expression] = /\{\{.*\}\}/.exec(error!.description!)!;
			const copied = { ...parameters, expiryDate: `=${expression}` };
			await ozonetel.run(items, { parameters: copied, options });
			expect(sentDates()).toEqual(['2030-06-05 00:00:00']);
		},
	);
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

		const { output } = await ozonetel.run(items, { ...run, ...goOn });
		expect(each(output, 'status')).toEqual(['invalid']);
		expect(json(output)[0].message).toMatch(`'${label}'`);
		expect(ozonetel.held(GROUP)).toEqual([]);
	});
});
