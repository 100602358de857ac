/**
 * `n8n-node lint`, where `test/` has an eslint.config.mjs of its own: ESLint 9 looks beside the file it lints
 * only if told to. n8n freezes the one at the top, for node code.
 */
const { spawnSync } = require('node:child_process');

const ESLINT_FLAGS = 'unstable_config_lookup_from_file';
const { status, error } = spawnSync('n8n-node', ['lint', ...process.argv.slice(2)], {
	stdio: 'inherit',
	shell: process.platform === 'win32', // npm's commands are scripts there
	env: { ...process.env, ESLINT_FLAGS },
});
if (error) console.error(`n8n-node could not be started: ${error.message}`);
process.exit(status ?? 1);
