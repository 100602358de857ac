import { disposeExpressionEngine } from '../support/engine';
import { brokenCreation } from '../support/faults/creations';

// `npm run reliability -- creations` tries 10,000.

afterAll(disposeExpressionEngine);

it('creates no group twice in 100 random creations', async () => {
	expect(await brokenCreation(100)).toBeUndefined();
}, 120_000);
