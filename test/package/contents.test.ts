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
import { packedFiles, root } from './packed';

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
});

/** The packages whose code esbuild put into the bundle, by the comments it leaves there. */
function bundledPackages(): string[] {
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

	it('have output schemas that are JSON', () => {
		for (const file of packedFiles().filter((name) => name.includes('__schema__'))) {
			expect(JSON.parse(readFileSync(join(root, file), 'utf8'))).toHaveProperty('type');
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
