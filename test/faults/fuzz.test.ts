import { answers, cleaning } from '../support/faults/fuzz';
import { patience, tries } from '../support/tries';

it.each([answers, cleaning])(
	'$what',
	({ counterExample }) => {
		expect(counterExample(tries(2000, 100_000))).toBeUndefined();
	},
	patience,
);
