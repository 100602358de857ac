import { execFileSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import manifest from '../../package.json';
import { bundledPackages, pack, packed, packedFiles, root } from './packed';
import { billOfMaterials } from './sbom';

/** What n8n puts in reach of a community node, of what this one uses. */
const PROVIDED = ['n8n-workflow', 'luxon'];
/** Of Node's own modules, n8n allows community nodes this one. */
const OF_NODE = ['crypto'];

describe('the tarball', () => {
	const needed = [
		'package.json',
		'index.js',
		/^README(\.md)?$/,
		/^LICENSE(\.md)?$/,
		...manifest.n8n.nodes,
		...manifest.n8n.nodes.map((file) => `${file}on`), // the codex: .node.js → .node.json
		...manifest.n8n.credentials,
		'dist/icons/ozonetel.svg',
		'dist/icons/ozonetel.dark.svg',
	];
	const allowed = [
		...needed,
		/^CHANGELOG(\.md)?$/,
		'dist/THIRD-PARTY-LICENSES.txt',
		/^dist\/nodes\/OzonetelBlockGroup\/__schema__\/v\d+\.\d+\.\d+\/(\w+\/)?\w+\.json$/,
	];
	const is = (file: string) => (name: string | RegExp) =>
		typeof name === 'string' ? name === file : name.test(file);

	it.each(needed)('holds %s', (name) => {
		expect(packedFiles().filter((file) => is(file)(name))).toHaveLength(1);
	});

	it('holds nothing else: no source, no test', () => {
		expect(packedFiles().filter((file) => !allowed.some(is(file)))).toEqual([]);
	});

	it('holds the licence of everything that is bundled', () => {
		const texts = readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
		expect(bundledPackages()).toContain('libphonenumber-js');
		for (const name of bundledPackages()) expect(texts).toContain(name);
		// Its numbering plans are Google's.
		expect(texts).toMatch(/Google's libphonenumber.*Apache License\s+Version 2\.0/s);
	});

	it('has a bill of materials that names them, each with its version and licence', () => {
		const { components } = billOfMaterials();
		expect(components.map(({ name }) => name)).toEqual(bundledPackages());
		for (const { version, purl, licenses, hashes } of components) {
			expect(purl).toMatch(new RegExp(`^pkg:npm/.+@${version}$`));
			expect(licenses.length).toBeGreaterThan(0);
			expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
		}
	});

	it('is small', () => {
		const { size, unpackedSize, files } = packed();
		const bundle = files.find(({ path }) => path === manifest.n8n.nodes[0])!.size;
		const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
		console.info(
			`Tarball ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}, bundle ${kilobytes(bundle)}`,
		);
		expect(size).toBeLessThan(150_000);
		expect(bundle).toBeLessThan(450_000);
	});

	it('is the same, byte for byte, wherever it is built', () => {
		const folder = mkdtempSync(join(tmpdir(), 'ozonetel-build-'));
		try {
			const sources = ['nodes', 'credentials', 'icons', 'gulpfile.js', 'tsconfig.json'];
			const others = packedFiles().filter((file) => !file.startsWith('dist/'));
			for (const file of [...sources, ...others]) {
				cpSync(join(root, file), join(folder, file), { recursive: true });
			}
			const modules = join(folder, 'node_modules');
			mkdirSync(modules);
			for (const name of bundledPackages()) {
				cpSync(join(root, 'node_modules', name), join(modules, name), { recursive: true });
			}
			for (const tool of ['gulp', 'esbuild']) {
				symlinkSync(join(root, 'node_modules', tool), join(modules, tool));
			}
			execFileSync(process.execPath, [join(modules, 'gulp/bin/gulp.js'), 'build', '--silent'], {
				cwd: folder,
			});
			expect(pack(folder).integrity).toBe(packed().integrity);
		} finally {
			rmSync(folder, { recursive: true });
		}
	}, 120_000);
});

describe('the built files', () => {
	const scripts = () => packedFiles().filter((file) => file.endsWith('.js'));

	it('require nothing but what n8n provides', () => {
		const required = new Set<string>();
		for (const file of scripts()) {
			const source = readFileSync(join(root, file), 'utf8');
			const calls = source.matchAll(/\b(?:require|import)\(\s*(["'`])([^"'`]+)\1\s*\)/g);
			for (const [, , name] of calls) {
				if (!name.startsWith('.')) required.add(name);
				else
					expect([file, packedFiles()]).toEqual([
						file,
						expect.arrayContaining([join(dirname(file), name)]),
					]);
			}
			expect([file, source.match(/\brequire\((?!["'])[^)]*\)/g)]).toEqual([file, null]);
			expect([file, source.match(/^import\b.*\bfrom\b/gm)]).toEqual([file, null]);
		}
		expect([...required].filter(isBuiltin)).toEqual(OF_NODE);
		expect([...required].sort()).toEqual([...PROVIDED, ...OF_NODE].sort());
	});

	it('load where only those are in reach, as n8n loads them', () => {
		const folder = mkdtempSync(join(tmpdir(), 'ozonetel-package-'));
		try {
			const home = join(folder, 'nodes/node_modules', manifest.name);
			for (const file of packedFiles()) cpSync(join(root, file), join(home, file));
			const provided = join(folder, 'provided');
			mkdirSync(provided);
			for (const name of PROVIDED) {
				symlinkSync(join(root, 'node_modules', name), join(provided, name));
			}
			const load = `
				const { join } = require('node:path');
				const home = process.argv[1];
				const { main, n8n } = require(join(home, 'package.json'));
				const loaded = [...n8n.nodes, ...n8n.credentials].map((file) => {
					const name = file.split('/').pop().split('.')[0];
					return new (require(join(home, file))[name])();
				});
				loaded.push(...Object.values(require(join(home, main))).map((Class) => new Class()));
				console.log(JSON.stringify(loaded.map((type) => type.name ?? type.description.name)));
			`;
			const out = execFileSync(process.execPath, ['-e', load, home], {
				cwd: folder,
				env: { NODE_PATH: provided },
				encoding: 'utf8',
			});
			const names = JSON.parse(out) as string[];
			expect(names.slice(0, 2)).toEqual(['ozonetelBlockGroup', 'ozonetelApi']);
			expect(names.slice(2).sort()).toEqual(['ozonetelApi', 'ozonetelBlockGroup']);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('have their icons where they say', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			const icons = readFileSync(join(root, file), 'utf8').match(/(?<=file:)[\w./]+\.svg/g)!;
			expect(icons.length).toBeGreaterThanOrEqual(2);
			for (const icon of icons) {
				expect(packedFiles()).toContain(join(dirname(file), icon));
				expect(existsSync(join(root, dirname(file), icon))).toBe(true);
			}
		}
	});
});

describe('package.json', () => {
	it('is what a verified community node must have', () => {
		expect(manifest).toMatchObject({
			name: 'n8n-nodes-ozonetel',
			license: 'MIT',
			main: 'index.js',
			files: ['dist'],
			homepage: expect.stringMatching(/^https:/),
			author: { name: expect.any(String), email: expect.stringContaining('@') },
			keywords: expect.arrayContaining(['n8n-community-node-package']),
			n8n: { n8nNodesApiVersion: 1, strict: true },
			peerDependencies: { 'n8n-workflow': '*' },
		});
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
	});

	it('installs nothing and runs nothing on installing', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('overrides');
		const hooks = Object.keys(manifest.scripts).filter((name) =>
			/^(pre|post)?(install|prepare)$/.test(name),
		);
		expect(hooks).toEqual([]);
	});
});
