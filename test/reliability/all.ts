import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { toMarkdown } from '../bench/support/table';
import { writeMeasured } from '../tools/measuredSection';
import { project, resultOf, type Measured } from './command';

/** Name of the result → the file that measures it. */
const COMMANDS = {
	faults: 'faultMatrix',
	creations: 'creations',
	kills: 'kills',
	hostile: 'hostile',
	fuzz: 'fuzz',
	queue: 'queueMode',
	shipped: 'shipped',
};

/** Measures everything, or what is named (`npm run reliability -- kills fuzz`), and writes all of it into docs/reliability.md. */
const wanted = process.argv.slice(2);
let failed = false;
for (const [name, file] of Object.entries(COMMANDS)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	console.log(`\n── npx tsx test/reliability/${file}.ts`);
	const script = [...process.execArgv, join(__dirname, `${file}.ts`)];
	const { status } = spawnSync(process.execPath, script, { stdio: 'inherit' });
	failed ||= status !== 0;
}

const missing = Object.keys(COMMANDS).filter((name) => !existsSync(resultOf(name)));
if (missing.length === 0) {
	const page = join(project, 'docs/reliability.md');
	void writeMeasured(page, measured()).then(end);
} else {
	console.log(`\ndocs/reliability.md stays as it is: ${missing.join(', ')} not yet measured here`);
	end();
}

function end() {
	process.exit(failed ? 1 : 0);
}

function measured(): string {
	const rows = Object.keys(COMMANDS).flatMap((name) => {
		const { rows, seconds, at } = JSON.parse(readFileSync(resultOf(name), 'utf8')) as Measured;
		const when = `${at.slice(0, 10)}, ${seconds} s`;
		return rows.map(({ what, tried, lost }) => [
			what,
			tried,
			lost,
			`\`npm run reliability -- ${name}\``,
			when,
		]);
	});
	const head = ['Tried', 'How much', 'Lost', 'Command', 'Measured'];
	const [{ model }] = cpus();
	return `Measured with Node.js ${process.versions.node} on ${cpus().length} processors of type ${model.trim()}.

${toMarkdown({ head, rows })}`;
}
