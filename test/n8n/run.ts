/**
 * `npm run test:n8n`: the tests in the real n8n, which is installed first if it is missing.
 * `--json <file>` leaves jest's result there; anything else goes to jest (a file name, `-t words`).
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installN8n } from './support/install';
import { chromium, home, howToGetChromium, project } from './support/places';
import { CliError, explain, run, say } from './support/terminal';

/** The result until jest writes its own: an install or a start that fails counts as a failure too. */
const didNotRun = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };

async function test(args: string[]): Promise<number> {
	const at = args.indexOf('--json');
	const [, file] = at < 0 ? [] : args.splice(at, 2);
	const result = file ? ['--json', `--outputFile=${file}`] : [];
	if (file) writeFileSync(file, JSON.stringify(didNotRun));
	await installN8n();
	if (home === __dirname) await checkTypes();
	const code = await runJest([...result, ...args]);
	if (!chromium) say(`\nThe browser tests were skipped. ${howToGetChromium}`);
	return code;
}

/** Runs test files one after another under the Node that runs this; answers with jest's exit code. */
async function runJest(args: string[]): Promise<number> {
	const jest = join(project, 'node_modules/jest/bin/jest.js');
	const config = join(__dirname, 'jest.config.js');
	const all = [jest, `--config=${config}`, '--runInBand', ...args];
	const child = spawn(process.execPath, all, { cwd: project, stdio: 'inherit' });
	return await new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)));
}

/** Here, not with all other types: those of the browser driver are only now installed. */
async function checkTypes(): Promise<void> {
	const tsc = join(project, 'node_modules/typescript/bin/tsc');
	const { code, stdout } = await run(process.execPath, [tsc, '-p', home], { cwd: project });
	if (code !== 0) throw new CliError(`The types of test/n8n are wrong:\n${stdout}`);
}

test(process.argv.slice(2)).then((code) => process.exit(code), explain);
