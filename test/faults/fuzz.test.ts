import { answers, cleaning } from '../support/faults/fuzz';

// `npm run reliability` tries 100,000 of each.

it.each([answers, cleaning])('$what: 2,000 random inputs', ({ counterExample }) => {
	expect(counterExample(2000)).toBeUndefined();
});
