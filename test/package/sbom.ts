import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json';
import { bundledPackages, root } from './packed';

/**
 * What is inside the built package, in CycloneDX's format. `npm sbom` knows dependencies only: this package
 * has none, it bundles.
 */
export function billOfMaterials() {
	return {
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: { component: component(manifest) },
		components: bundledPackages().map((name) => {
			const file = join(root, 'node_modules', name, 'package.json');
			const bundled = JSON.parse(readFileSync(file, 'utf8')) as Package;
			return { ...component(bundled), hashes: [hashOf(name)], ...partsOf(name) };
		}),
	};
}

interface Package {
	name: string;
	version: string;
	license: string;
}

const component = ({ name, version, license }: Package) => ({
	type: 'library',
	name,
	version,
	purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
	licenses: [{ license: { id: license } }],
});

/** Of the tarball that npm installed it from. */
function hashOf(name: string) {
	const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { integrity: string }>;
	};
	const base64 = lockfile.packages[`node_modules/${name}`].integrity.replace('sha512-', '');
	return { alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') };
}

/** The numbering plans are Google's, under another licence. */
const partsOf = (name: string) =>
	name === 'libphonenumber-js'
		? {
				components: [
					{
						type: 'data',
						name: "metadata of Google's libphonenumber",
						licenses: [{ license: { id: 'Apache-2.0' } }],
					},
				],
			}
		: {};

if (require.main === module) console.log(JSON.stringify(billOfMaterials(), null, 2));
