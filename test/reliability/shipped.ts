import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { npm } from '../n8n/support/terminal';
import { command, plural, project } from './command';

interface Manifest {
	dependencies?: object;
	optionalDependencies?: object;
	scripts?: Record<string, string>;
}

/** What an installation brings along besides the bundle: nothing that could have a hole, or run. */
command('shipped', async () => {
	const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Manifest;
	const dependencies = { ...manifest.dependencies, ...manifest.optionalDependencies };
	const scripts = Object.keys(manifest.scripts ?? {}).filter((name) =>
		/^(pre|post)?install$/.test(name),
	);
	const audit = JSON.parse(await npm(['audit', '--omit=dev', '--json'], { cwd: project })) as {
		metadata: { vulnerabilities: { total: number } };
	};
	const { total } = audit.metadata.vulnerabilities;
	const extra = Object.keys(dependencies).length + scripts.length;
	return [
		{
			what: 'npm audit of what ships (`--omit=dev`), its dependencies and its install scripts',
			tried: `${plural(Object.keys(dependencies).length, 'dependency', 'dependencies')}, ${plural(scripts.length, 'install script')}`,
			lost: plural(total, 'vulnerability', 'vulnerabilities'),
			passed: total === 0 && extra === 0,
		},
	];
});
