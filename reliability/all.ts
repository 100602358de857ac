import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { project, resultOf, type Measured } from './command';

/** Name of the result → the file that measures it. */
const COMMANDS = {
	faults: 'faultMatrix',
	kills: 'kills',
	hostile: 'hostile',
	fuzz: 'fuzz',
	queue: 'queueMode',
	shipped: 'shipped',
};

/** Measures everything, or what is named (`npm run reliability -- kills fuzz`), and writes docs/reliability.md from what was measured. */
const wanted = process.argv.slice(2);
let failed = false;
for (const [name, file] of Object.entries(COMMANDS)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	console.log(`\n── npx tsx reliability/${file}.ts`);
	const script = [...process.execArgv, join(__dirname, `${file}.ts`)];
	const { status } = spawnSync(process.execPath, script, { stdio: 'inherit' });
	failed ||= status !== 0;
}
void writePage().then(() => process.exit(failed ? 1 : 0));

async function writePage(): Promise<void> {
	const file = join(project, 'docs/reliability.md');
	const options = { ...(await resolveConfig(file)), filepath: file };
	writeFileSync(file, await format(page(), options));
}

function page(): string {
	const text = readFileSync(join(__dirname, 'reliability.template.md'), 'utf8');
	const lines = Object.keys(COMMANDS).flatMap((name) => {
		if (!existsSync(resultOf(name))) return [];
		const { rows, seconds, at } = JSON.parse(readFileSync(resultOf(name), 'utf8')) as Measured;
		return rows.map(
			({ what, tried, lost }) =>
				`| ${what} | ${tried} | ${lost} | \`npm run reliability -- ${name}\` | ${at.slice(0, 10)}, ${seconds} s |`,
		);
	});
	const head = [
		'| Tried | How much | Lost | Command | Measured |',
		'| --- | --- | --- | --- | --- |',
	];
	return text
		.replace('<!-- table -->', [...head, ...lines].join('\n'))
		.replace(
			'<!-- machine -->',
			`Node ${process.versions.node}, ${cpus().length} processors of type ${cpus()[0].model.trim()}`,
		);
}
