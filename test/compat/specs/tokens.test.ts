import { CompatLab, judge, ON_ERROR } from '../support';
import { expiredToken } from '../../support/faults/troubles';

const phones = ['9700000003', '9700000004'];

describe('Tokens', () => {
	let lab: CompatLab;
	beforeAll(async () => (lab = await CompatLab.open('tokens')));
	afterAll(async () => await lab.close());
	beforeEach(() => {
		lab.reset();
		lab.simulator.switches.authentication = 'token';
	});

	const credential = async (changes: object = {}) =>
		await lab.credential({ authentication: 'token', ...changes });
	const run = async (credentialId: string, onError: (typeof ON_ERROR)[number] = 'stopWorkflow') => {
		const options = { defaultCountry: 'IN', maxRetries: 1, rateLimitWait: 0 };
		return await lab.run(phones, { options }, { onError }, credentialId);
	};

	it('are generated once, stored, and used by the next execution', async () => {
		const id = await credential();
		for (const ran of [await run(id), await run(id)]) {
			judge(ran, phones, 'stopWorkflow');
			expect(ran.statuses).toEqual(['added', 'added']);
		}
		expect(lab.simulator.tokensGenerated).toBe(1);
	});

	it.each([
		['one that has expired', expiredToken()],
		['one that Ozonetel does not know', ['stored', 'token', '0123456789'].join('-')],
	])('are renewed: %s', async (_, token) => {
		const id = await credential({ token });
		for (const ran of [await run(id), await run(id)]) {
			expect(ran.statuses).toEqual(['added', 'added']);
		}
		expect(lab.simulator.tokensGenerated).toBe(1);
	});

	it('are renewed in the middle of a run', async () => {
		const id = await credential();
		await run(id);
		lab.simulator.switches.tokenSeconds = 3600;
		let calls = 0;
		lab.simulator.fault = ({ path }) => {
			const expired = { status: 'false', message: 'Token Expired', data: null };
			if (path.endsWith('/generateToken') || ++calls !== 2) return undefined;
			return { kind: 'raw', body: JSON.stringify(expired) };
		};
		const options = { defaultCountry: 'IN', batchSize: 1 };
		const ran = await lab.run(phones, { options }, {}, id);
		expect(ran.statuses).toEqual(['added', 'added']);
		expect(lab.simulator.tokensGenerated).toBe(2);
	});

	describe.each(ON_ERROR)('%s', (onError) => {
		it.each([
			[
				'no token may be generated',
				/no token/i,
				() => void (lab.simulator.switches.tokensPerHour = 0),
			],
			[
				'the generation is dropped',
				/connection was lost/,
				() => {
					lab.simulator.fault = ({ path }) =>
						path.endsWith('/generateToken') ? { kind: 'dropBefore' } : undefined;
				},
			],
		])('%s', async (_, words, arrange) => {
			arrange();
			const ran = await run(await credential(), onError);
			if (onError === 'stopWorkflow') {
				expect(ran.error).toMatch(words);
				return;
			}
			judge(ran, phones, onError);
			expect(ran.statuses).toEqual(['failed', 'failed']);
			for (const { result } of ran.seen) expect(result.message).toMatch(words);
		});
	});
});
