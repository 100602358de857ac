import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The whole test command: types, lint, build, every suite. Ends with jest's own counts. */

const results = mkdtempSync(join(tmpdir(), 'ozonetel-test-'));
const suites = ['jest.json', 'n8n.json'].map((file) => join(results, file));
const withoutN8n = process.argv.includes('--without-n8n');

// npx hands its own -p and -c on; the npx with which n8n-node starts eslint refuses to run with them.
delete process.env.npm_config_package;
delete process.env.npm_config_call;

step('Types', 'tsc', ['--noEmit']);
step('Format', 'prettier', ['--check', '--log-level', 'warn', '.']);
step('Lint', 'node', ['test/tools/lint.js']);
step('Build', 'gulp', ['build', '--silent']);

const failures = [suite('Tests', 'jest', ['--json', `--outputFile=${suites[0]}`])];
if (!withoutN8n) {
	failures.push(suite('Tests in the real n8n', 'tsx', ['test/n8n/run.ts', '--json', suites[1]]));
}

const [passed, failed] = suites.filter(existsSync).reduce(
	([ok, bad], file) => {
		const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
			readFileSync(file, 'utf8'),
		) as Record<string, number>;
		return [ok + numPassedTests, bad + numFailedTests + numRuntimeErrorTestSuites];
	},
	[0, 0],
);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failures.some(Boolean) || failed > 0 ? 1 : 0);

/** Runs a check that the ones after it rely on. */
function step(title: string, command: string, args: string[]): void {
	if (!run(title, command, args)) process.exit(1);
}

/** Runs a suite of tests; the next one runs whatever comes of it. Says whether it failed. */
function suite(title: string, command: string, args: string[]): boolean {
	return !run(title, command, args);
}

function run(title: string, command: string, args: string[]): boolean {
	console.log(`\n── ${title}`);
	const started = Date.now();
	const { status } = spawnSync(command, args, { stdio: 'inherit' });
	console.log(
		`   ${status === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - started) / 1000)} s`,
	);
	return status === 0;
}
