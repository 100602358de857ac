/**
 * `node24.js [NAME=value] command …`: runs a command under Node 24, which n8n 2.x needs: the one that runs
 * this, or else the one from the npm registry. Its package brings the binary by an install script, which
 * .npmrc switches off.
 */
const { spawnSync } = require('node:child_process');

const command = process.argv.slice(2);
while (/^[A-Z]+=/.test(command[0])) {
	const [name, value] = command.shift().split('=');
	process.env[name] = value;
}
const isNew = Number(process.versions.node.split('.')[0]) >= 24;
const [program, ...args] = isNew
	? command
	: ['npx', '-y', '--ignore-scripts=false', '-p', 'node@24', '--', ...command];
const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
if (error) console.error(`${program} could not be started: ${error.message}`);
process.exit(status ?? 1);
