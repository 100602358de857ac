import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import codex from '../../nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.json';
import manifest from '../../package.json';
import { OzonetelApi } from '../../credentials/OzonetelApi.credentials';
import { root } from './packed';
import { problems } from './ready';

const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');

it("has one owner: every address begins with the repository's", () => {
	const { primaryDocumentation, credentialDocumentation } = codex.resources;
	for (const address of [
		manifest.homepage,
		manifest.bugs.url,
		new OzonetelApi().documentationUrl,
		...[...primaryDocumentation, ...credentialDocumentation].map(({ url }) => url),
	]) {
		expect(address).toMatch(new RegExp(`^${repository}[/#]`));
	}
	expect(readFileSync(join(root, 'LICENSE.md'), 'utf8')).toContain(manifest.author.name);
});

describe('a copy of this repository', () => {
	const files = ['package.json', 'LICENSE.md', '.github/CODEOWNERS'];
	const onGitHub = { GITHUB_ACTIONS: 'true', GITHUB_REF_NAME: `v${manifest.version}` };
	let folder: string;
	const change = (file: string, from: string | RegExp, to: string) => {
		const text = readFileSync(join(folder, file), 'utf8');
		expect(text).toMatch(from);
		writeFileSync(join(folder, file), text.replaceAll(from, to));
	};
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ozonetel-ready-'));
		for (const file of files) cpSync(join(root, file), join(folder, file));
		change('package.json', repository, 'https://github.com/asha/n8n-nodes-ozonetel');
		change('package.json', manifest.author.name, 'Asha Rao');
		change('package.json', manifest.author.email, 'asha@ozonetel.dev');
		change('LICENSE.md', manifest.author.name, 'Asha Rao');
		change('.github/CODEOWNERS', /@\S+/g, '@asha');
		execFileSync('git', ['init', '-q'], { cwd: folder });
		execFileSync('git', ['add', '.'], { cwd: folder });
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('may be published from GitHub, once it has an owner', () => {
		expect(problems(folder, onGitHub)).toEqual([]);
	});

	it.each([
		['package.json', 'Asha Rao', 'n8n-nodes-ozonetel maintainers'],
		['package.json', 'asha@ozonetel.dev', 'maintainers@n8n-nodes-ozonetel.example'],
		['package.json', 'github.com/asha/', 'github.com/n8n-nodes-ozonetel/'],
		['LICENSE.md', 'Asha Rao', 'n8n-nodes-ozonetel maintainers'],
		['.github/CODEOWNERS', '@asha', '@n8n-nodes-ozonetel/maintainers'],
	])('may not with a placeholder left in %s instead of %s', (file, owner, placeholder) => {
		change(file, owner, placeholder);
		const found = problems(folder, onGitHub);
		expect(found.length).toBeGreaterThan(0);
		for (const problem of found) {
			const [, , words] = /^(.+):\d+: "(.*)" is a placeholder$/.exec(problem)!;
			expect([problem.split(':')[0], placeholder.startsWith(words)]).toEqual([file, true]);
		}
	});

	it('may not from a laptop, nor under a tag that is another version', () => {
		expect(problems(folder, {})).toEqual([expect.stringContaining('Only publish.yml may')]);
		expect(problems(folder, { ...onGitHub, GITHUB_REF_NAME: 'v9.9.9' })).toEqual([
			`The tag v9.9.9 is not v${manifest.version}, the version in package.json`,
		]);
	});
});

describe('`npm publish` from a laptop', () => {
	let registry: Server;
	let asked: Array<string | undefined>;
	beforeEach(async () => {
		asked = [];
		registry = createServer(({ method }, response) => {
			asked.push(method);
			response.writeHead(method === 'GET' ? 404 : 201).end('{}');
		}).listen(0, '127.0.0.1');
		await once(registry, 'listening');
	});
	afterEach(() => registry.close());

	// .npmrc switches scripts off, and with them prepublishOnly: then npm itself refuses.
	it.each([
		['scripts off', [], 'provenance generation not supported'],
		['scripts on', ['--ignore-scripts=false'], 'Only publish.yml may publish'],
	])(
		'gives nothing to the registry, with %s',
		async (_, args, words) => {
			const { port } = registry.address() as AddressInfo;
			const at = `//127.0.0.1:${port}/`;
			const env = { ...process.env, GITHUB_ACTIONS: undefined, CI: undefined };
			const publish = ['publish', `--registry=http:${at}`, `--${at}:_authToken=x`, ...args];
			const { stderr } = await promisify(execFile)('npm', publish, { cwd: root, env }).then(
				() => Promise.reject(new Error('it was published')),
				(error: { stderr: string }) => error,
			);
			expect(stderr).toContain(words);
			expect(asked).not.toContain('PUT');
		},
		120_000,
	);
});
