import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';

// JavaScript only: no Java, no binary. In a worker thread it is far faster than among jest's modules.
process.env.RECHECK_BACKEND = 'worker';

interface Pattern {
	file: string;
	/** `/…/flags` */
	text: string;
}

interface Patterns {
	literals: Pattern[];
	/** Patterns put together at run time, whose time nobody can judge beforehand. */
	composed: Pattern[];
}

/** Every regular expression of a file, also those inside of n8n expressions (`={{ … }}`). */
const patternsOf = (file: string): Patterns => patternsIn(readFileSync(file, 'utf8'), file);

function patternsIn(code: string, file: string): Patterns {
	const found: Patterns = { literals: [], composed: [] };
	const visit = (node: ts.Node): void => {
		const text = node.getText();
		const counted = countedPattern(node);
		if (ts.isRegularExpressionLiteral(node)) found.literals.push({ file, text });
		if (counted !== undefined) found.literals.push({ file, text: counted });
		else if (isComposed(node)) found.composed.push({ file, text });
		const expression = expressionIn(node);
		if (expression !== undefined) {
			const inside = patternsIn(expression, file);
			found.literals.push(...inside.literals);
			found.composed.push(...inside.composed);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true));
	return found;
}

/** `new RegExp(…)`, and text where a method takes a pattern. */
function isComposed(node: ts.Node): boolean {
	if (ts.isIdentifier(node)) {
		const isCounted = countedPattern(node.parent) !== undefined;
		return node.text === 'RegExp' && !ts.isTypeReferenceNode(node.parent) && !isCounted;
	}
	if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
	const [pattern] = node.arguments;
	const takesPattern = ['match', 'matchAll', 'search'].includes(node.expression.name.text);
	return takesPattern && pattern !== undefined && ts.isStringLiteralLike(pattern);
}

/** `new RegExp(`\\d{${SO_MANY}}`)`: a literal but for a constant, which is a count, whatever it is. */
function countedPattern(node: ts.Node): string | undefined {
	if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return undefined;
	const [template] = node.arguments ?? [];
	if (!ts.isTemplateExpression(template)) return undefined;
	const counts = template.templateSpans.every(
		({ expression, literal }) =>
			/^[A-Z_]+$/.test(expression.getText()) && /^,?\}/.test(literal.text),
	);
	return counts ? `/${textOf(template)}/` : undefined;
}

/** The text of a template; what is put into it stands there as 10. */
const textOf = ({ head, templateSpans }: ts.TemplateExpression): string =>
	[head.text, ...templateSpans.map(({ literal }) => literal.text)].join('10');

/** The code of `={{ … }}`. */
function expressionIn(node: ts.Node): string | undefined {
	let text: string;
	if (ts.isStringLiteralLike(node)) text = node.text;
	else if (ts.isTemplateExpression(node)) text = textOf(node);
	else return undefined;
	return /^=\{\{([^]*)\}\}$/.exec(text)?.[1];
}

/**
 * Whether recheck proves from a pattern's automaton that its time grows no faster than the text. No
 * clock decides. Look-around and back-references have no automaton: what needs them is written as code.
 *
 * @returns `linear`, or why it is not: how it grows, and a text that shows it
 */
async function judge({ text }: Pattern): Promise<string> {
	const [, source, flags] = /^\/([^]*)\/([a-z]*)$/.exec(text)!;
	const verdict = await check(source, flags, { checker: 'automaton', timeout: 500_000 });
	if (verdict.status === 'safe') return 'linear';
	if (verdict.status === 'vulnerable') {
		return `${verdict.complexity.summary}, e.g. ${verdict.attack.pattern}`;
	}
	const { kind, message } = verdict.error as { kind: string; message?: string };
	return `not provable: ${message ?? kind}`;
}

// One quadratic pattern and one field of a webhook stop a whole n8n. So every pattern of the node and
// the credential is found in their sources and judged, and a new one is by itself.

const project = join(__dirname, '../..');
const files = globSync('{nodes,credentials}/**/*.ts', { cwd: project });
const all = files.map((file) => patternsOf(join(project, file)));
const literals = new Map(all.flatMap((one) => one.literals).map((one) => [one.text, one]));

jest.setTimeout(600_000);

it('finds the patterns', () => {
	expect(files.length).toBeGreaterThan(30);
	expect(literals.size).toBeGreaterThan(40);
});

/** Puts together what libphonenumber says of countries; its patterns are of digits, and a number is short. */
const FROM_METADATA = 'nodes/OzonetelBlockGroup/phone/plans.ts';

it('finds none that only the run time knows', () => {
	const composed = all.flatMap((one) => one.composed.map(({ file }) => relative(project, file)));
	expect(composed.filter((file) => file !== FROM_METADATA)).toEqual([]);
});

it.each([...literals.values()])('$text takes time in proportion to the text', async (pattern) => {
	expect(await judge(pattern)).toBe('linear');
});

describe('this test', () => {
	const texts = (code: string) => {
		const { literals: found, composed } = patternsIn(code, 'x.ts');
		return [found.map(({ text }) => text), composed.map(({ text }) => text)];
	};

	it('finds patterns in code, in expressions and where they are composed', () => {
		expect(texts('const a = b.replace(/x\\/y/gi, "");')).toEqual([['/x\\/y/gi'], []]);
		expect(texts('const a = `={{ ${b}.split(/\\\\s+/) }}`;')).toEqual([['/\\s+/'], []]);
		expect(texts('const a = "={{ $json.a.match(/b/) }}";')).toEqual([['/b/'], []]);
		expect(texts('const a = new RegExp(`^a{${MOST},}$`);')).toEqual([['/^a{10,}$/'], []]);
		expect(texts('const a = new RegExp(`^(${B})$`);')).toEqual([[], ['RegExp']]);
		expect(texts('const a = new RegExp(b);')).toEqual([[], ['RegExp']]);
		expect(texts('a.match("b+");')).toEqual([[], ['a.match("b+")']]);
		expect(texts('const a: RegExp = /c/;')).toEqual([['/c/'], []]);
	});

	it.each(['/\\s+(?=Z)/', '/^(a+)+$/', '/group.*x/', '/(?<!\\d)\\s+$/'])(
		'refuses %s',
		async (text) => {
			expect(await judge({ file: '', text })).not.toBe('linear');
		},
	);
});
