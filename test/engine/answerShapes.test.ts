import type { IDataObject } from 'n8n-workflow';

import { NUMBER_STYLES } from '../simulator/numbers';
import { each, json, phones, registered, simulated, tally } from '../support/simulated';

// However Ozonetel writes its answer, each number gets its own result.

const ozonetel = simulated();
const set = (switches: Partial<typeof ozonetel.simulator.switches>) =>
	Object.assign(ozonetel.simulator.switches, switches);

describe.each(NUMBER_STYLES)('numbers written %s', (answerNumbers) => {
	it.each(['digits', 'e164', 'asGiven'])(
		'are read, sent in the format %s',
		async (numberFormat) => {
			const many = phones(20);
			const bad = many.filter((_, at) => at % 3 === 0);
			set({
				answerNumbers,
				answerLists: 'object',
				badNumber: 'list',
				isBad: (number) => bad.includes(number.slice(-10)),
			});
			const { output } = await ozonetel.run(many, { options: { numberFormat } });
			expect(each(output, 'status')).toEqual(
				many.map((number) => (bad.includes(number) ? 'refused' : 'added')),
			);
			expect(ozonetel.held()).toEqual(
				many.filter((number) => !bad.includes(number)).map(registered),
			);
		},
	);
});

describe('one number in two spellings', () => {
	it('says so where no country is known and the answer shows it', async () => {
		const options = { defaultCountry: 'none' };
		const { output } = await ozonetel.run(['9812345678', '919812345678'], { options });
		const [first, second] = json(output);
		expect(second).toMatchObject({ status: 'added', registeredAs: '+919812345678' });
		expect(first.status).toBe('unconfirmed');
		expect(first.message).toMatch(
			/names \+919812345678, which may stand for this number or for 919812345678.*'Default Country'/,
		);
	});
});

describe('a group that is full', () => {
	const fill = (holds: number) => set({ groupHolds: holds });

	it('ends after a run of refusals in the same words, which it reports', async () => {
		fill(0);
		const { output } = await ozonetel.run(phones(2000), { onError: 'continueRegularOutput' });
		expect(tally(output)).toEqual({ failed: 2000 });
		expect(String(json(output)[0].message)).toMatch(
			/Group already holds its maximum of numbers \(the same answer for 10 numbers in a row/,
		);
		expect(ozonetel.simulator.requests.length).toBeLessThan(60);
	});

	it('still takes what it can hold', async () => {
		fill(150);
		const { output } = await ozonetel.run(phones(200), { onError: 'continueRegularOutput' });
		expect(tally(output).added).toBe(150);
		expect(ozonetel.held()).toHaveLength(150);
	});
});

it('does not take a run of bad numbers for a full group', async () => {
	set({ isBad: () => true });
	const { output } = await ozonetel.run(phones(30) as unknown as IDataObject[], {
		onError: 'continueRegularOutput',
	});
	expect(tally(output)).toEqual({ refused: 30 });
});

describe('refusals in other words', () => {
	beforeEach(() => set({ otherWords: true }));

	it.each(['current', 'legacy'] as const)('of the account end the run (%s)', async (apiVersion) => {
		const { output } = await ozonetel.run(phones(5), {
			credential: ozonetel.credential({ apiKey: 'KKwrong' }),
			parameters: { apiVersion, groupId: 20 },
			options: { batchSize: 1 },
			onError: 'continueRegularOutput',
		});
		expect(tally(output)).toEqual({ failed: 5 });
		expect(each(output, 'message')).toEqual(Array(5).fill(expect.stringMatching(/'API Key'/)));
		expect(ozonetel.simulator.requests).toHaveLength(1);
	});

	it('of the body end the run', async () => {
		const body = JSON.stringify({ status: 'false', message: 'Invalid Json Pass Valid Json' });
		ozonetel.simulator.fault = () => ({ kind: 'raw', body });
		const { error } = await ozonetel.run(phones(5), { options: { batchSize: 1 } });
		expect(error?.message).toContain('Invalid Json Pass Valid Json');
		expect(error?.description).toMatch(/proxy, changes the request/);
		expect(ozonetel.simulator.requests).toHaveLength(1);
	});
});

it.each(['apiKey', 'token'] as const)('reads what follows notices of PHP (%s)', async (by) => {
	const [good, bad] = phones(2);
	set({ phpNotices: true, authentication: by, isBad: (number) => number.endsWith(bad) });
	const credential = ozonetel.credential({ authentication: by });
	const { output } = await ozonetel.run([good, bad], { credential });
	expect(each(output, 'status')).toEqual(['added', 'refused']);
	const adding = ozonetel.simulator.requests.filter(({ method }) => method === 'PUT');
	expect(adding.filter(({ answer }) => answer?.status === 200)).toHaveLength(3); // both, and each alone
});

it('tells what a proxy wants that asks for a login', async () => {
	ozonetel.simulator.fault = () => ({ kind: 'status', status: 407 });
	const { error } = await ozonetel.run(phones(5), { options: { batchSize: 1, maxRetries: 3 } });
	expect(error?.description).toMatch(/HTTPS_PROXY/);
	expect(ozonetel.simulator.requests).toHaveLength(1);
});
