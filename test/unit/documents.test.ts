import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import { PARAMETERS, ALL_STATUSES } from '../../nodes/OzonetelBlockGroup/contract';
import { OzonetelBlockGroup } from '../../nodes/OzonetelBlockGroup/OzonetelBlockGroup.node';

// What the documents say of the node is what the node says of itself.

const root = resolve(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The rows of the first table under a heading, each a list of cells. */
function table(file: string, heading: string): string[][] {
	const section = read(file).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	const lines = section.split('\n');
	const first = lines.findIndex((line) => line.startsWith('|'));
	const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
	return lines.slice(first + 2, first + length).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

const { properties } = new OzonetelBlockGroup().description;
const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];

it('the options are all there, each with its default', () => {
	const documented = table('docs/parameters.md', 'Options').map(([name, value]) => [name, value]);
	const real = options.map(({ displayName, name, options: choices }) => {
		const { default: usual } = PARAMETERS[`options.${name}` as keyof typeof PARAMETERS];
		const chosen = (choices as INodeProperties[] | undefined)?.find(
			(choice) => (choice as unknown as { value: unknown }).value === usual,
		);
		const shown = chosen?.name ?? (usual === false ? 'off' : String(usual));
		return [displayName, shown];
	});
	expect(documented).toEqual([...real].sort(([a], [b]) => a.localeCompare(b, 'en')));
});

it('the statuses are all there', () => {
	const documented = table('README.md', 'Results').flatMap(([status]) =>
		[...status.matchAll(/`(\w+)`/g)].map(([, name]) => name),
	);
	expect(documented).toEqual(ALL_STATUSES);
});

it.each(globSync('examples/*.json', { cwd: root }))('docs/examples.md shows %s', (file) => {
	const page = read('docs/examples.md');
	expect(page).toContain(`(../${file})`);
	for (const theme of ['light', 'dark']) {
		expect(page).toContain(`images/${file.replace('.json', '')}-${theme}.png`);
	}
});

it.each(globSync('{README.md,docs/*.md}', { cwd: root }))(
	'%s has pictures for both themes, with a text for those who do not see them',
	(file) => {
		const text = read(file);
		const exists = (name: string) => existsSync(join(root, dirname(file), name));
		const pictures = [...text.matchAll(/<picture>(.*?)<\/picture>/gs)].map(([, inside]) => inside);
		for (const picture of pictures) {
			const dark = /media="\(prefers-color-scheme: dark\)" srcset="(\S+-dark\.\w+)"/.exec(
				picture,
			)?.[1];
			const [, light, alt] = /<img src="(\S+)" alt="(.*?)">/.exec(picture) ?? [];
			expect(alt?.length).toBeGreaterThan(20);
			expect(dark).toBe(light.replace('-light.', '-dark.'));
			expect([light, exists(light), exists(dark!)]).toEqual([light, true, true]);
		}
		expect(text.match(/<img|!\[/g) ?? []).toHaveLength(pictures.length);
	},
);

describe('troubleshooting', () => {
	const sources = globSync('{nodes,credentials,test/simulator}/**/*.ts', { cwd: root })
		.map(read)
		.join('\n');

	it.each(['README.md', 'docs/troubleshooting.md'])('%s quotes what is really said', (file) => {
		const heading = file === 'README.md' ? 'Troubleshooting' : '';
		const rows = heading ? table(file, heading) : rowsOf(read(file));
		expect(rows.length).toBeGreaterThan(6);
		const quoted = rows.flatMap(([what]) => [
			...[...what.matchAll(/`([^`]+)`/g)].map(([, words]) => words),
			...[...what.matchAll(/“([^”]+)”/g)].map(([, words]) => words),
		]);
		const said = (words: string) => sources.toLowerCase().includes(words.trim().toLowerCase());
		const parts = quoted
			.flatMap((words) => words.split(/…|\d+ [A-Z]\w+ \d{4}/))
			.filter((part) => /\w{3}/.test(part));
		expect(
			parts.filter((part) => !said(part) && !OF_OTHERS.some((other) => other.test(part))),
		).toEqual([]);
	});

	/** What n8n or npm says. */
	const OF_OTHERS = [/^Unrecognized node type/, /^npm start/];
});

const rowsOf = (text: string) =>
	text
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
