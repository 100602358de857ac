import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

let files: string[] | undefined;

/** What `npm pack` would put into the tarball, relative to the package. */
export function packedFiles(): string[] {
	if (!files) {
		const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [pack] = JSON.parse(out) as [{ files: Array<{ path: string }> }];
		files = pack.files.map(({ path }) => path);
	}
	return files;
}
