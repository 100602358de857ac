import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './places';
import { npm, CliError, run } from './terminal';

export const packageName = 'n8n-nodes-ozonetel';

/** Builds the node and packs what npm would publish; answers with the tarball's path. */
export async function packNode(into: string, from = project): Promise<string> {
	mkdirSync(into, { recursive: true });
	if (from === project) await npm(['run', '--silent', 'build'], { cwd: from });
	const printed = await npm(['pack', '--json', '--pack-destination', into], { cwd: from });
	const packed = JSON.parse(printed.slice(printed.indexOf('[')));
	return join(into, packed[0].filename);
}

/**
 * Puts a tarball where n8n looks for community nodes, in the steps n8n's own installer takes:
 * unpack, take devDependencies, peerDependencies and optionalDependencies out of its manifest,
 * install what is left (nothing, for a node that may be verified), enter it in the ledger.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<string> {
	const nodes = join(userFolder, '.n8n/nodes');
	const folder = join(nodes, 'node_modules', packageName);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const unpack = ['-xzf', tarball, '-C', folder, '--strip-components=1'];
	const unpacked = await run('tar', unpack, { cwd: nodes });
	if (unpacked.code !== 0) throw new CliError(`${tarball} cannot be unpacked:\n${unpacked.stderr}`);

	const manifestFile = join(folder, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
	const options = ['--bin-links=false', '--install-strategy=shallow', '--package-lock=false'];
	await npm(['install', '--ignore-scripts', ...options], { cwd: folder });

	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [packageName]: manifest.version },
	};
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
	return folder;
}
