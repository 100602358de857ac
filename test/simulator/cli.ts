import { parseArgs } from 'node:util';

import { startSimulator, type LoggedRequest, type SimulatorOptions } from './index';
import { readProfile, readSettings } from './profile';

const usage = `Simulates Ozonetel's Block Number Group API on this machine.

  tsx test/simulator/cli.ts [options]

  --port N            port to listen on (8787)
  --host ADDRESS      address to listen on (127.0.0.1)
  --group NAME        create this group at the start; may be repeated
  --profile FILE      behave as the account that this report of check-account tells of
  --set SWITCH=VALUE  a switch of test/simulator/switches.ts, such as authentication=token, badNumber=list
                      or latencyMs=200; may be repeated, and changes what the profile says
  --quiet             do not print a line for each request
  --help              show this help
`;

async function main(): Promise<void> {
	const options = readOptions();
	if (!options) return console.log(usage);
	const simulator = await startSimulator(options);

	console.log(`Ozonetel simulator at ${simulator.url}`);
	console.log(`  user name  ${simulator.account.userName}`);
	console.log(`  API key    ${simulator.account.apiKey}`);
	for (const { name, id } of simulator.groups) console.log(`  group      ${name} (id ${id})`);

	const stop = () => void simulator.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function readOptions(): SimulatorOptions | undefined {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8787' },
			host: { type: 'string' },
			group: { type: 'string', multiple: true, default: [] },
			profile: { type: 'string' },
			set: { type: 'string', multiple: true, default: [] },
			quiet: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	const port = Number(values.port);
	if (!(port >= 0 && port < 65_536)) throw new Error(`--port must be a port, not "${values.port}"`);
	return {
		port,
		host: values.host,
		groups: values.group.map((name) => ({ name })),
		keepLog: false, // it may run for days
		onRequest: values.quiet ? undefined : printLine,
		switches: {
			...(values.profile ? readProfile(values.profile) : {}),
			...readSettings(values.set),
		},
	};
}

/** `PUT /ca_apis/updateBlockNumbers → 200, 3 numbers`: never a header, a query or a token. */
function printLine({ method, path, body, answer }: LoggedRequest): void {
	const numbers = (body as { blockNumbers?: unknown } | undefined)?.blockNumbers;
	const count = Array.isArray(numbers) ? `, ${numbers.length} numbers` : '';
	console.log(`${method} ${path.split('?', 1)[0]} → ${answer?.status ?? 'no answer'}${count}`);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const inUse = `Port ${error.port} is already in use: choose another with --port.`;
	console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
	process.exit(1);
});
