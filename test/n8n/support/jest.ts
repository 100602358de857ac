import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project } from './places';

/** Runs test files one after another under the Node that runs this; answers with jest's exit code. */
export async function runJest(config: string, args: string[]): Promise<number> {
	const jest = join(project, 'node_modules/jest/bin/jest.js');
	const all = [jest, `--config=${config}`, '--runInBand', ...args];
	const child = spawn(process.execPath, all, { cwd: project, stdio: 'inherit' });
	return await new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)));
}
