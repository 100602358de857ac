import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { project } from '../n8n/support/places';
import { CliError, run } from '../n8n/support/terminal';

interface Workflow {
	jobs: Record<string, { steps: Array<{ name?: string; run?: string }> }>;
}

/** Publishes a copy of this repository by the commands of publish.yml; `change` edits the copy first. */
export async function publish(
	version: string,
	env: NodeJS.ProcessEnv,
	change: (source: string) => void = () => {},
): Promise<void> {
	const source = mkdtempSync(join(tmpdir(), `ozonetel-${version}-`));
	try {
		await copyTo(source);
		setVersion(source, version);
		change(source);
		await runSteps(source, env);
	} finally {
		rmSync(source, { recursive: true });
	}
}

function setVersion(source: string, version: string): void {
	const manifest = join(source, 'package.json');
	const text = readFileSync(manifest, 'utf8');
	writeFileSync(manifest, text.replace(/"version": "[^"]+"/, `"version": "${version}"`));
}

async function runSteps(source: string, env: NodeJS.ProcessEnv): Promise<void> {
	const file = readFileSync(join(project, '.github/workflows/publish.yml'), 'utf8');
	const { jobs } = parse(file) as Workflow;
	for (const [job, name, more] of [
		['build', 'Build', ''],
		['build', 'Pack', ''],
		['publish', 'Publish', ' --provenance=false'], // only GitHub can attest where it was built
	]) {
		const command = jobs[job].steps.find((step) => step.name === name)?.run;
		if (!command) throw new CliError(`publish.yml has no step ${name}`);
		const { code, stdout, stderr } = await run('bash', ['-ec', command + more], {
			cwd: source,
			env: { ...process.env, ...env },
		});
		if (code !== 0) throw new CliError(`${name} failed:\n${stdout}\n${stderr}`);
	}
}

async function copyTo(folder: string): Promise<void> {
	const { stdout } = await run('git', ['ls-files', '-z'], { cwd: project });
	for (const file of stdout.split('\0').filter(Boolean)) {
		mkdirSync(join(folder, dirname(file)), { recursive: true });
		cpSync(join(project, file), join(folder, file));
	}
	symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
}
