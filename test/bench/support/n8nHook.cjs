/**
 * n8n loads this as an external hook (EXTERNAL_HOOK_FILES): after each execution it writes down what
 * n8n's own run data says of each node, and the most memory that n8n and its task runner held.
 */
const { appendFileSync, readFileSync } = require('node:fs');

const MB = 1_000_000;

/** VmHWM of the processes this one started; nothing where there is no /proc. */
function childrensPeak() {
	try {
		const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
		const peak = (pid) =>
			Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
		return children
			.split(' ')
			.filter(Boolean)
			.map(peak)
			.reduce((sum, kB) => sum + (kB || 0) * 1024, 0);
	} catch {
		return 0;
	}
}

async function report({ status, data }, { id }) {
	const { runData, error } = data.resultData;
	const nodes = Object.entries(runData).map(([name, runs]) => [
		name,
		runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
	]);
	const line = {
		workflow: id,
		status,
		error:
			error && [error.message, error.description, error.cause?.message].filter(Boolean).join(': '),
		nodes: Object.fromEntries(nodes),
		memory: (process.resourceUsage().maxRSS * 1024) / MB,
		runnerMemory: childrensPeak() / MB,
	};
	appendFileSync(process.env.BENCH_REPORT, `${JSON.stringify(line)}\n`);
}

module.exports = { workflow: { postExecute: [report] } };
