import pLimit from 'p-limit';

import { disposeExpressionEngine } from '../support/engine';
import { allCases, nameOf } from '../support/faults/case';
import { runCase } from '../support/faults/runCase';
import { command, plural } from './command';

/** The runs wait most of the time: for time-outs and before repetitions. */
const AT_A_TIME = 16;

/** Every fault × operation × API × authentication × On Error. An argument picks cases by their name. */
command('faults', async (say) => {
	const wanted = process.argv[2] ?? '';
	const cases = allCases().filter((one) => nameOf(one).includes(wanted));
	let violations = 0;
	let leaks = 0;
	const limit = pLimit(AT_A_TIME);
	const run = async (one: (typeof cases)[number]) => {
		const found = await runCase(one);
		violations += found.violations.length;
		leaks += found.leaks.length;
		for (const text of [...found.violations, ...found.leaks]) say(`${nameOf(one)}: ${text}`);
	};
	await Promise.all(cases.map((one) => limit(run, one)));
	await disposeExpressionEngine();
	const tried = cases.length.toLocaleString('en');
	return [
		{
			what: 'Faults × operations × APIs × authentication × On Error',
			tried: `${tried} cases`,
			lost: plural(violations, 'violation'),
			passed: violations === 0,
		},
		{
			what: 'Secrets: key and tokens in outputs, errors, hints, logs and saved runs of these cases',
			tried: `${tried} cases, 5 forms of each secret, cut ones too`,
			lost: plural(leaks, 'place with a secret', 'places with a secret'),
			passed: leaks === 0,
		},
	];
});
