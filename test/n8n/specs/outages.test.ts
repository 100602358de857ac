import { judge, Scenarios } from '../support/scenario';

// What becomes of a run that Ozonetel keeps waiting.

const phones = (count: number, from = 0) =>
	Array.from({ length: count }, (_, n) => String(9_700_001_000 + from + n));

let lab: Scenarios;
beforeAll(async () => (lab = await Scenarios.open('pace')));
afterAll(async () => await lab.close());
beforeEach(() => lab.reset());

describe('outages and long runs', () => {
	it.each([1, 5])(
		'a short outage costs no number where the node goes on (%i at a time)',
		async (n) => {
			let until: number | undefined;
			lab.simulator.fault = (request) => {
				if (request.n <= 5) return undefined;
				until ??= Date.now() + 1500;
				return Date.now() < until ? { kind: 'dropBefore' } : undefined;
			};
			const asked = phones(40);
			const options = { defaultCountry: 'IN', batchSize: 1, concurrentRequests: n };
			const onError = 'continueRegularOutput';
			const ran = await lab.run(asked, { options }, { onError });
			judge(ran, asked, onError);
			expect(new Set(ran.statuses)).toEqual(new Set(['added']));
			expect(lab.simulator.requests.length).toBeLessThanOrEqual(40 + 1.5 * n + 5);
		},
	);

	it('short runs are not starved by a long one of the same account', async () => {
		lab.simulator.switches.bulkCalls = { atATime: 1, ms: 100 };
		const options = { defaultCountry: 'IN', batchSize: 1, maxRetries: 1 };
		const lists = [40, 2, 2, 2].map((count, n) => phones(count, 100 * n));
		const runs = await Promise.all(lists.map(async (list) => await lab.run(list, { options })));
		for (const [n, ran] of runs.entries()) {
			judge(ran, lists[n], 'stopWorkflow');
			expect(new Set(ran.statuses)).toEqual(new Set(['added']));
		}
	});
});
