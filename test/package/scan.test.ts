import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packedFiles, root } from './packed';

// n8n's gate for verified community nodes: the same rules, on the source and on what is published.

const scanner = join(root, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');

/** The scanner is an ES module and ends with its own report: it gets its own process. */
const script = `
	import { createRequire } from 'node:module';
	const [, folder, patterns] = process.argv;
	const { ESLint } = createRequire(${JSON.stringify(scanner)})('eslint');
	const lintFiles = ESLint.prototype.lintFiles;
	let results = [];
	ESLint.prototype.lintFiles = async function (files) {
		return (results = await lintFiles.call(this, files));
	};
	const { analyzePackage } = await import(${JSON.stringify(scanner)});
	const verdict = await analyzePackage(folder, JSON.parse(patterns));
	const messages = results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, message }) => filePath + ':' + line + ' ' + message));
	process.stdout.write('\\n' + JSON.stringify({ verdict, messages, files: results.length }));
	process.exit(0);
`;

interface Scan {
	verdict: { passed: boolean; message?: string; details?: string };
	/** Errors and warnings, of which the verdict itself tells only the errors. */
	messages: string[];
	files: number;
}

function scan(folder: string, patterns: string[]): Scan {
	const args = ['--input-type=module', '-e', script, folder, JSON.stringify(patterns)];
	// Under jest's NODE_ENV the rules' plugin takes every file for its own test fixture.
	const env = { ...process.env, NODE_ENV: 'production' };
	const out = execFileSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
	return JSON.parse(out.slice(out.lastIndexOf('\n')));
}

const passed = { verdict: { passed: true }, messages: [], files: expect.any(Number) };

it('passes on the source', () => {
	const found = scan(root, ['package.json', '{nodes,credentials}/**/*.{js,ts,json}']);
	expect(found).toEqual(passed);
	expect(found.files).toBeGreaterThan(20);
}, 120_000);

describe('the tarball', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ozonetel-scan-'));
		for (const file of packedFiles()) cpSync(join(root, file), join(folder, file));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('passes', () => {
		expect(scan(folder, ['**/*.js', 'package.json'])).toEqual(passed);
	}, 120_000);

	it('would not pass with a mistake in it', () => {
		writeFileSync(join(folder, 'dist/more.js'), "console.log(require('node:fs'));\n");
		const { verdict, messages } = scan(folder, ['dist/more.js']);
		expect(verdict.passed).toBe(false);
		expect(messages).not.toEqual([]);
	}, 120_000);
});
