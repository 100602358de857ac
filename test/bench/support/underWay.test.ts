import fc from 'fast-check';

import { stepsOf } from './underWay';

it('counts at every moment the requests that have come and are not yet answered', () => {
	const request = fc
		.tuple(fc.nat(50), fc.nat(20))
		.map(([from, ms]) => ({ from, to: from + ms, said: 'success' as const }));
	fc.assert(
		fc.property(fc.array(request, { minLength: 1 }), fc.nat(80), (trace, at) => {
			const start = Math.min(...trace.map(({ from }) => from));
			const now = (at - start) / 1000;
			const step = stepsOf(trace).findLast(({ seconds }) => seconds <= now);
			const expected = trace.filter(({ from, to }) => from <= at && at < to).length;
			expect(step?.count ?? 0).toBe(expected);
		}),
	);
});
