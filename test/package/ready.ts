import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in for the owner of this repository until there is one. */
const PLACEHOLDERS = [
	'n8n-nodes-ozonetel maintainers',
	'maintainers@n8n-nodes-ozonetel.example',
	'github.com/n8n-nodes-ozonetel/',
	'@n8n-nodes-ozonetel/',
];

/** Why this folder may not be published, if it may not. */
export function problems(folder: string, env: NodeJS.ProcessEnv): string[] {
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const found = placeholders(folder);
	if (!env.GITHUB_ACTIONS) {
		found.push('Only publish.yml may publish, for npm shows where a package was built: push a tag');
	} else if (env.GITHUB_REF_NAME !== `v${version}`) {
		found.push(`The tag ${env.GITHUB_REF_NAME} is not v${version}, the version in package.json`);
	}
	return found;
}

function placeholders(folder: string): string[] {
	const words = PLACEHOLDERS.flatMap((word) => ['-e', word]);
	const where = ['--', '.', ':!test/package/ready.ts', ':!test/package/ready.test.ts'];
	try {
		return execFileSync('git', ['grep', '-noF', ...words, ...where], {
			cwd: folder,
			encoding: 'utf8',
		})
			.trim()
			.split('\n')
			.map((line) => line.replace(/^(.+?:\d+):(.*)$/, '$1: "$2" is a placeholder'));
	} catch (error) {
		if ((error as { status?: number }).status === 1) return []; // nothing found
		throw error;
	}
}

/** npm runs it before `npm publish`, and publish.yml before anything else. */
if (require.main === module) {
	const found = problems(process.cwd(), process.env);
	for (const problem of found) console.error(problem);
	process.exit(found.length === 0 ? 0 : 1);
}
