import { answers, cleaning } from '../support/faults/fuzz';
import { command, plural } from './command';

/** Cases each; another number may be given. */
const CASES = Number(process.argv[2] ?? 100_000);

command('fuzz', async (say) =>
	[answers, cleaning].map(({ what, counterExample }) => {
		const found = counterExample(CASES);
		if (found !== undefined) say(found);
		return {
			what,
			tried: `${CASES.toLocaleString('en')} random inputs`,
			lost: plural(found === undefined ? 0 : 1, 'counter-example'),
			passed: found === undefined,
		};
	}),
);
