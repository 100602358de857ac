import { disposeExpressionEngine } from '../support/engine';
import { brokenCreation } from '../support/faults/creations';
import { patience, tries } from '../support/tries';

afterAll(disposeExpressionEngine);

it(
	'creates no group twice, whatever the server does',
	async () => {
		expect(await brokenCreation(tries(100, 10_000))).toBeUndefined();
	},
	patience,
);
