import type { IDataObject } from 'n8n-workflow';

import { useExpressionEngine } from '../support/engine';
import { simulated } from '../support/simulated';

// Dates on their way through n8n's own expression engines: what cannot be read is an error, never “never”.

const ozonetel = simulated();
const phone = '9812345670';
const parameters = { expires: 'onDateIfGiven' };
const options = { timeZone: 'Asia/Kolkata' };

/** What became of a number whose item holds a date. */
async function block(expiryDate: string, until: unknown) {
	const items = [{ phone, ...(until === undefined ? {} : { until }) }] as IDataObject[];
	const { output, error } = await ozonetel.run(items, {
		parameters: { ...parameters, expiryDate },
		options,
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	const { status, message, expiryDate: held } = output[0].json;
	return { status, message: String(message), until: held };
}

describe.each(['vm', 'legacy'] as const)('under the %s expression engine', (engine) => {
	beforeAll(async () => await useExpressionEngine(engine));

	describe('the expression that errors and documents recommend', () => {
		let expression: string;
		beforeAll(async () => {
			const { message } = await block('={{ $json.until }}', '05/06/2030');
			[expression] = /\{\{.*\}\}/.exec(message)!;
		});

		it.each<[unknown, string | null]>([
			['05/06/2030', '2030-06-05 23:59:59'],
			['31/12/2030', '2030-12-31 23:59:59'],
			['2030-12-31 18:30', '2030-12-31 18:30:00'],
			[47842, '2030-12-25 23:59:59'],
			['', null],
			[null, null],
			[undefined, null],
		])('reads %j', async (until, wanted) => {
			const result = await block(`=${expression}`, until);
			expect(result).toMatchObject({ status: 'added', until: wanted });
		});

		it.each(['31/13/2030', '32/12/2030', 'soon', '31/12'])(
			'ends in an error that names %j',
			async (until) => {
				const result = await block(`=${expression}`, until);
				expect(result.status).toBe('invalid');
				expect(result.message).toContain(`“${until}”`);
			},
		);
	});

	it.each([
		["DateTime.fromFormat($json.until, 'd/M/yyyy')", /\(?31\/13\/2030|13.*month/],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').toISO()", /gave nothing/],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').toISODate()", /gave nothing/],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').toFormat('yyyy-MM-dd')", /Invalid DateTime/],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').toMillis()", /cannot be read/],
		['DateTime.fromISO($json.until)', /31\/13\/2030/],
		['$json.until.toDateTime()', /The expression in 'Expiry Date' failed/],
		["$json.until.toDateTime('d/M/yyyy')", /13.*month/],
		['new Date($json.until)', /not a date that exists/],
		['new Date($json.until).toISOString()', /gave nothing/],
		['new Date($json.until).toJSON()', /gave nothing/],
		['$json.until', /“31\/13\/2030” is not a date that exists/],
	])('a date that does not exist is never taken for none: %s', async (expression, why) => {
		const result = await block(`={{ ${expression} }}`, '31/13/2030');
		expect(result.status).toBe('invalid');
		expect(result.message).toMatch(why);
		for (const padded of [`= {{ ${expression} }}`, `={{ ${expression} }}\n`]) {
			expect(await block(padded, '31/13/2030')).toMatchObject({ status: 'invalid' });
		}
	});

	it.each([
		["DateTime.fromFormat($json.until, 'd/M/yyyy')", '2030-12-31 10:30:00'],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').toISODate()", '2030-12-31 23:59:59'],
		["DateTime.fromFormat($json.until, 'd/M/yyyy').endOf('month')", '2031-01-01 10:29:59'],
		['$json.until', '2030-12-31 23:59:59'],
	])(
		'a date alone lasts until its end, a DateTime has its time: %s',
		async (expression, wanted) => {
			const result = await block(`={{ ${expression} }}`, '31/12/2030');
			expect(result).toMatchObject({ status: 'added', until: wanted });
		},
	);

	it('a number is no date where the expression fails on it', async () => {
		const expression = "={{ DateTime.fromFormat($json.until, 'd/M/yyyy').toISODate() }}";
		const result = await block(expression, 47842);
		expect(result).toMatchObject({
			status: 'invalid',
			message: expect.stringMatching(/gave nothing/),
		});
	});
});

describe('the order that a list shows', () => {
	const plan = async (dates: unknown[], more: IDataObject = {}) => {
		const items = dates.map((until, n) => ({ phone: `98123456${70 + n}`, until })) as IDataObject[];
		return await ozonetel.run(items, {
			parameters: { expires: 'onDate', expiryDate: '={{ $json.until }}', ...more },
			options: { ...options, dryRun: true },
			onError: 'continueRegularOutput',
		});
	};
	const untils = ({ output }: Awaited<ReturnType<typeof plan>>) =>
		output.map(({ json }) => String(json.expiryDate ?? json.message).slice(0, 19));

	it.each([
		[
			['05/06/2030', '31/12/2030'],
			'2030-06-05 23:59:59',
			/“05\/06\/2030” were read day first.*“31\/12\/2030”/,
		],
		[
			['12/31/2030', '05/06/2030'],
			'2030-05-06 23:59:59',
			/“05\/06\/2030” were read month first.*“12\/31\/2030”/,
		],
	])('%j: the others are read so too, and a hint says it', async (dates, read, hint) => {
		for (const expiryDate of ['={{ $json.until }}', '={{ $json.until.trim() }}']) {
			const result = await plan(dates, { expiryDate });
			expect(result.error).toBeUndefined();
			expect(untils(result)).toContain(read);
			expect(result.hints.map(({ message }) => message)).toContainEqual(
				expect.stringMatching(hint),
			);
		}
	});

	it('does not come from dates that are not used, or whose order is set', async () => {
		const items = [
			{ phone, until: '05/06/2030', expires: 'onDate', format: 'auto' },
			{ phone, until: '31/12/2030', expires: 'never', format: 'auto' },
			{ phone, until: '31/12/2030', expires: 'onDate', format: 'dayFirst' },
		];
		const { output } = await ozonetel.run(items, {
			parameters: { expires: '={{ $json.expires }}', expiryDate: '={{ $json.until }}' },
			options: { ...options, dateFormat: '={{ $json.format }}' },
			onError: 'continueRegularOutput',
		});
		expect(output.map(({ json }) => json.status)).toEqual(['invalid', 'added', 'added']);
	});

	it('no item is read by the date of another', async () => {
		const invalid = "DateTime.fromFormat($json.until, 'd/M/yyyy')";
		const dates = ['31/13/2030', '32/12/2030', '31/12/2030'];
		const result = await plan(dates, { expiryDate: `={{ ${invalid} }}` });
		const [first, second, third] = result.output.map(({ json }) => json);
		expect(String(first.message)).toMatch(/13.*month/);
		expect(String(second.message)).toMatch(/32.*day/);
		expect(third.status).toBe('planned');
	});
});
