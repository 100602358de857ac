import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

import manifest from '../../package.json';

// Whatever a comment or a document sends its reader to is in the repository.

const root = resolve(__dirname, '../..');
const isOurs = (path: string) =>
	!/node_modules|(?:^|\/)(?:dist|coverage|\.git|\.n8n-run)(?:\/|$)/.test(path);
const all = globSync(['**/*', '.ci/*', '.github/**/*', '.*rc*'], {
	cwd: root,
	exclude: (path) => !isOurs(path),
});
const paths = new Set(all);
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const files = (endings: RegExp) => all.filter((file) => endings.test(file)).sort();

interface Text {
	file: string;
	text: string;
}

const documents = files(/\.md$/).map((file): Text => ({ file, text: read(file) }));
const comments = files(/\.(?:ts|[cm]?js)$/).flatMap((file) => commentsOf(file));

function commentsOf(file: string): Text[] {
	const text = read(file);
	const found: Text[] = [];
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
	const seen = new Set<number>();
	const visit = (node: ts.Node) => {
		const ranges = [
			...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
			...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
		];
		for (const { pos, end } of ranges) {
			if (!seen.has(pos)) found.push({ file, text: text.slice(pos, end) });
			seen.add(pos);
		}
		node.forEachChild(visit);
	};
	visit(source);
	visit(source.endOfFileToken);
	return found;
}

const missing = (
	texts: Text[],
	pattern: RegExp,
	exists: (found: RegExpMatchArray, file: string) => boolean,
) =>
	texts.flatMap(({ file, text }) =>
		[...text.matchAll(pattern)]
			.filter((found) => !exists(found, file))
			.map(([found]) => `${file}: ${found}`),
	);

/** As it is, beside the file, or as the end of a path. */
const isFile = (path: string, file: string) =>
	paths.has(join(dirname(file), path)) || all.some((one) => `/${one}`.endsWith(`/${path}`));

const PATH =
	/(?<![\w@/.*…{}-])(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:tsx?|[cm]?js|md|csv|ya?ml)\b(?![/\w])/g;
/** Files of n8n's, of users', and of languages we only speak of. */
const ELSEWHERE = new Set(['Node.js', 'eslint.config.js', 'libphonenumber-js']);

it('reads comments and documents', () => {
	expect(comments.length).toBeGreaterThan(300);
	expect(documents.length).toBeGreaterThan(6);
	const cited = comments.flatMap(({ text }) => text.match(PATH) ?? []);
	expect(cited).toContain('docs/ozonetel-api.md');
});

it.each([
	['comments', comments],
	['documents', documents],
])('files that %s name exist', (_, texts) => {
	expect(missing(texts, PATH, ([path], file) => ELSEWHERE.has(path) || isFile(path, file))).toEqual(
		[],
	);
});

it('links in documents lead somewhere', () => {
	const link = /\]\((?!https?:|mailto:|data:)([^)#\s]*)(?:#([^)\s]+))?\)/g;
	const headings = (file: string) =>
		[...read(file).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
			title
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s-]/gu, '')
				.trim()
				.replace(/\s/g, '-'),
		);
	const leadsSomewhere = ([, path, anchor]: RegExpMatchArray, file: string) => {
		const target = path === '' ? file : join(dirname(file), path);
		const exists = paths.has(target.replace(/\/$/, ''));
		return exists && (!anchor || headings(target).includes(anchor));
	};
	expect(missing(documents, link, leadsSomewhere)).toEqual([]);
});

it('sections that are cited exist', () => {
	const titles = new Set(
		[...read('docs/ozonetel-api.md').matchAll(/^## (§\d)/gm)].map(([, n]) => n),
	);
	expect([...titles].join(' ')).toBe('§1 §2 §3 §4 §5 §6 §7 §8');
	const sections = ({ text }: Text) => text.match(/§\d/g) ?? [];
	expect(comments.flatMap(sections).filter((section) => !titles.has(section))).toEqual([]);
	const unnamed = comments.filter(
		(comment) =>
			sections(comment).length > 0 && !/docs\/ozonetel-api\.md\s+(?:\*\s+)?§/.test(comment.text),
	);
	expect(unnamed).toEqual([]);
});

it('scripts that are named exist', () => {
	const script = /\bnpm run ([\w:-]+)/g;
	const exists = ([, name]: RegExpMatchArray) => name in manifest.scripts;
	expect(missing([...comments, ...documents], script, exists)).toEqual([]);
});

it('modules that documents name by their step exist', () => {
	const module = /`(input|phone|ozonetel|send|output)\/(\w*)`((?:[:,] `\w+`)*)/g;
	const named = documents.flatMap(({ text }) =>
		[...text.matchAll(module)].flatMap(([, folder, name, others]) =>
			[name, ...(others.match(/\w+/g) ?? [])].filter(Boolean).map((one) => `${folder}/${one}.ts`),
		),
	);
	expect(named.length).toBeGreaterThan(15);
	expect(named.filter((file) => !paths.has(`nodes/OzonetelBlockGroup/${file}`))).toEqual([]);
});
