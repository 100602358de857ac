import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '../..');
const SOURCES = ['{nodes,credentials,icons}/**/*.*', 'gulpfile.js', 'package-lock.json'];
/** The last file that the build writes. */
const BUILT = join(project, 'dist/THIRD-PARTY-LICENSES.txt');

/** Builds the package where a source is newer: the engine's tests and the package's run what is in dist/. */
export default function freshBuild(): void {
	const built = existsSync(BUILT) ? statSync(BUILT).mtimeMs : 0;
	const isNewer = (file: string) => statSync(join(project, file)).mtimeMs > built;
	if (!globSync(SOURCES, { cwd: project }).some(isNewer)) return;
	const gulp = join(project, 'node_modules/gulp/bin/gulp.js');
	execFileSync(process.execPath, [gulp, 'build', '--silent'], { cwd: project, stdio: 'inherit' });
}
