import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../n8n/support/terminal';
import { command, plural, project } from './command';

/** Runs the jest tests of bad input, tokens and stopping, and counts them. */
command('hostile', async (say) => {
	const rows = [];
	for (const [file, what] of [
		['hostile', 'Bad input and bad answers, each beside good items'],
		['tokens', 'Tokens in one process: missing, expired, refused, replaced, shared, not to be had'],
		['stopping', 'Waits between tries; executions cancelled or failed half-way, and run again'],
	]) {
		const result = join(project, `.n8n-run/reliability/${file}.jest.json`);
		const jest = join(project, 'node_modules/jest/bin/jest.js');
		const args = [jest, `test/faults/${file}.test.ts`, '--json', `--outputFile=${result}`];
		const { code, stderr } = await run(process.execPath, args, { cwd: project });
		if (code !== 0) say(stderr);
		const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(result, 'utf8')) as Record<
			string,
			number
		>;
		rows.push({
			what,
			tried: `${numTotalTests} tests`,
			lost: plural(numTotalTests - numPassedTests, 'failure'),
			passed: code === 0,
		});
	}
	return rows;
});
