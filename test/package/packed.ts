import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json';

export const root = join(__dirname, '../..');

/** These tests are of the build that is there; the test command makes it. */
export function built(): void {
	for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		if (!existsSync(join(root, file)))
			throw new Error(`${file} is missing: run npm run build first`);
	}
}

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
