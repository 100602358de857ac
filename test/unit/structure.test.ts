import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

// What may import what. Imports of types count as well: who knows whom is what this is about.

const root = resolve(__dirname, '../..');
const NODE = 'nodes/OzonetelBlockGroup';

const files = globSync('{nodes,credentials,test}/**/*.ts', {
	cwd: root,
	exclude: (path) => path.includes('node_modules'),
}).sort();
const known = new Set(files);

/** The files of ours that each file imports. */
const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
	const { importedFiles } = preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
	return importedFiles
		.filter(({ fileName }) => fileName.startsWith('.'))
		.map(({ fileName }) => join(dirname(file), fileName))
		.flatMap((path) => [`${path}.ts`, `${path}/index.ts`].filter((one) => known.has(one)));
}

const under = (...folders: string[]) =>
	files.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** All that a file needs, by any number of steps. */
function reach(file: string, seen = new Set<string>()): Set<string> {
	for (const next of imports.get(file) ?? []) {
		if (!seen.has(next)) reach(next, seen.add(next));
	}
	return seen;
}

const wrong = (from: string[], isAllowed: (to: string, from: string) => boolean) =>
	from.flatMap((file) =>
		imports
			.get(file)!
			.filter((to) => !isAllowed(to, file))
			.map((to) => `${file} imports ${to}`),
	);

it('finds what is imported', () => {
	expect(files.length).toBeGreaterThan(150);
	expect(reach(`${NODE}/OzonetelBlockGroup.node.ts`)).toContain('credentials/regions.ts');
	expect(reach('test/bench/run.ts')).toContain('test/n8n/support/n8n.ts');
});

it('goes in no circles', () => {
	expect(files.filter((file) => reach(file).has(file))).toEqual([]);
});

describe('the way of a number', () => {
	/** Each step, and what it may know besides itself and the words in the files at the top. */
	const STEPS: Record<string, string[]> = {
		phone: [],
		input: ['phone'],
		ozonetel: ['credentials'],
		send: ['phone', 'ozonetel'],
		output: ['input', 'ozonetel', 'send'],
	};
	const words = ['contract', 'model', 'text'].map((name) => `${NODE}/${name}.ts`);
	const folderOf = (file: string) =>
		file.startsWith(`${NODE}/`) ? file.split('/')[2] : file.split('/')[0];

	it.each(Object.entries(STEPS))('%s knows nothing later', (step, earlier) => {
		const from = under(`${NODE}/${step}`);
		expect(from).not.toEqual([]);
		const allowed = [step, ...earlier];
		expect(wrong(from, (to) => words.includes(to) || allowed.includes(folderOf(to)))).toEqual([]);
	});

	it('has steps, words, the description with its form and the line, and nothing else', () => {
		const rest = under(NODE).filter((file) => !(folderOf(file) in STEPS));
		const line = ['OzonetelBlockGroup.node', 'execute', 'form'].map((name) => `${NODE}/${name}.ts`);
		expect(rest.filter((file) => !words.includes(file))).toEqual(line);
		expect(
			wrong(
				words.filter((file) => known.has(file)),
				(to) => words.includes(to),
			),
		).toEqual([]);
	});

	it('is told apart from what the editor shows', () => {
		const description = `${NODE}/OzonetelBlockGroup.node.ts`;
		const others = under('nodes', 'credentials').filter((file) => file !== description);
		expect(wrong(others, (to) => to !== `${NODE}/form.ts`)).toEqual([]);
	});

	it('is published without code of the tests', () => {
		const isNode = (file: string) => /^(?:nodes|credentials)\//.test(file);
		expect(wrong(under('nodes', 'credentials'), isNode)).toEqual([]);
	});
});

describe('development code', () => {
	const isCommand = (file: string) => /^test\/(?:bench|reliability)\//.test(file);

	it('has commands that point at test support, never the reverse', () => {
		expect(
			wrong(
				files.filter((file) => !isCommand(file)),
				(to) => !isCommand(to),
			),
		).toEqual([]);
	});

	it('has a simulator that stands alone', () => {
		expect(
			wrong(
				under('test/simulator').filter((file) => !file.endsWith('.test.ts')),
				(to) => to.startsWith('test/simulator/'),
			),
		).toEqual([]);
	});

	it('has unit tests that start neither an engine nor a server', () => {
		const starts = (file: string) =>
			[...reach(file)].filter(
				(to) => to === 'test/simulator/server.ts' || to === 'test/support/instance.ts',
			);
		expect(under('test/unit').flatMap(starts)).toEqual([]);
	});
});
