import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from './packed';

// `npm run lint` lets development code be what it is, and nothing else.

jest.setTimeout(60_000);

const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
const FLAG = 'unstable_config_lookup_from_file';

/** The rules that ESLint holds a file to, as JSON. */
function configOf(file: string, flags: string[]): string {
	const args = [eslint, ...flags.flatMap((flag) => ['--flag', flag]), '--print-config', file];
	return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
}

it.each([
	'package.json',
	'nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.ts',
	'nodes/OzonetelBlockGroup/ozonetel/client.ts',
	'credentials/OzonetelApi.credentials.ts',
])("judges %s by n8n's rules alone", (file) => {
	expect(configOf(file, [FLAG])).toBe(configOf(file, []));
});

it.each([
	'test/bench/run.ts',
	'test/reliability/queueMode.ts',
	'test/simulator/cli.ts',
	'test/all.ts',
	'test/n8n/run.ts',
])('lets %s read files and print', (file) => {
	const { rules } = JSON.parse(configOf(file, [FLAG])) as { rules: Record<string, [number]> };
	expect(rules['@n8n/community-nodes/no-restricted-imports']).toEqual([0]);
	expect(rules['no-console'][0]).toBe(0);
	expect(rules['@typescript-eslint/no-unused-vars'][0]).toBe(2);
});
