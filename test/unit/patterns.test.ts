import { globSync } from 'node:fs';
import { join, relative } from 'node:path';

import { judge, patternsIn, patternsOf } from '../support/patterns';

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
