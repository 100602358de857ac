import { disposeExpressionEngine } from '../support/engine';
import { brokenCreation } from '../support/faults/creations';
import { command, plural } from './command';

/** Creations; another number may be given. */
const CASES = Number(process.argv[2] ?? 10_000);

command('creations', async (say) => {
	const found = await brokenCreation(CASES);
	await disposeExpressionEngine();
	if (found !== undefined) say(found);
	return [
		{
			what: 'Groups created at random, on servers that fail, judge late and answer late: groups counted there',
			tried: `${CASES.toLocaleString('en')} runs`,
			lost: plural(found === undefined ? 0 : 1, 'counter-example'),
			passed: found === undefined,
		},
	];
});
