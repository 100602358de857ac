import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json';

export const root = join(__dirname, '../..');

interface Pack {
	/** In bytes: the tarball, and what is in it. */
	size: number;
	unpackedSize: number;
	/** The hash of the tarball. */
	integrity: string;
	files: Array<{ path: string; size: number }>;
}

/** What `npm pack` would make of a folder. */
export function pack(folder: string): Pack {
	const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: folder,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	return (JSON.parse(out) as [Pack])[0];
}

let ours: Pack | undefined;

/** What `npm pack` would make of this package. */
export const packed = (): Pack => (ours ??= pack(root));

/** The files of the tarball, relative to the package. */
export const packedFiles = (): string[] => packed().files.map(({ path }) => path);

/** The packages whose code esbuild put into the bundle, by the comments it leaves there. */
export function bundledPackages(): string[] {
	const scripts = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const names = scripts.flatMap((file) =>
		[
			...readFileSync(join(root, file), 'utf8').matchAll(
				/^\/\/ (?:\S*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/gm,
			),
		].map(([, name]) => name),
	);
	return [...new Set(names)];
}
