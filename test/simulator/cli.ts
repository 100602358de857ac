import { parseArgs } from 'node:util';

import { startSimulator, type LoggedRequest, type SimulatorOptions } from './index';
import { NUMBER_STYLES } from './shapes';
import { defaultSwitches } from './switches';

const usage = `Simulates Ozonetel's Block Number Group API on this machine.

  tsx test/simulator/cli.ts [options]

  --port N                          port to listen on (8787)
  --host ADDRESS                    address to listen on (127.0.0.1)
  --authentication apiKey|token     the account's API Authentication setting (apiKey)
  --bad-number refuseBatch|list     refuse a whole request for one bad number, or list the number
                                    under "error" (refuseBatch)
  --answer-numbers STYLE            how answers write numbers: plus, digits, spaced, national, trunk
                                    or json (plus)
  --answer-lists array|object       lists in answers: JSON arrays, or objects as PHP writes them (array)
  --group-holds N                   how many numbers a group can hold (no limit)
  --error-status 200|401            HTTP status of JSON errors (200)
  --update-path plural|singular     the path that exists: updateBlockNumbers or updateBlockNumber (plural)
  --latency MS                      delay before every answer (0)
  --rate-limit N                    requests allowed per minute (no limit)
  --one-at-a-time MS                take MS for each bulk call, and refuse others meanwhile as "busy" (off)
  --group NAME                      create this group at the start; may be repeated
  --quiet                           do not print a line for each request
  --help                            show this help
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
			authentication: { type: 'string', default: defaultSwitches.authentication },
			'bad-number': { type: 'string', default: defaultSwitches.badNumber },
			'answer-numbers': { type: 'string', default: defaultSwitches.answerNumbers },
			'answer-lists': { type: 'string', default: defaultSwitches.answerLists },
			'group-holds': { type: 'string' },
			'error-status': { type: 'string', default: String(defaultSwitches.errorStatus) },
			'update-path': { type: 'string', default: defaultSwitches.updatePath },
			latency: { type: 'string', default: '0' },
			'rate-limit': { type: 'string' },
			'one-at-a-time': { type: 'string' },
			group: { type: 'string', multiple: true, default: [] },
			quiet: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;

	const perMinute = values['rate-limit'] && wholeNumber('rate-limit', values['rate-limit']);
	const oneAtATime = values['one-at-a-time'];
	return {
		port: wholeNumber('port', values.port, 65_535),
		host: values.host,
		groups: values.group.map((name) => ({ name })),
		keepLog: false, // it may run for days
		onRequest: values.quiet ? undefined : printLine,
		switches: {
			authentication: oneOf('authentication', values.authentication, ['apiKey', 'token']),
			badNumber: oneOf('bad-number', values['bad-number'], ['refuseBatch', 'list']),
			answerNumbers: oneOf('answer-numbers', values['answer-numbers'], NUMBER_STYLES),
			answerLists: oneOf('answer-lists', values['answer-lists'], ['array', 'object']),
			groupHolds: values['group-holds']
				? wholeNumber('group-holds', values['group-holds'])
				: undefined,
			errorStatus:
				oneOf('error-status', values['error-status'], ['200', '401']) === '401' ? 401 : 200,
			updatePath: oneOf('update-path', values['update-path'], ['plural', 'singular']),
			latencyMs: wholeNumber('latency', values.latency),
			bulkCalls: oneAtATime
				? { atATime: 1, ms: wholeNumber('one-at-a-time', oneAtATime) }
				: undefined,
			rateLimit: perMinute ? { requests: perMinute, windowMs: 60_000, style: 'body' } : undefined,
		},
	};
}

/** `PUT /ca_apis/updateBlockNumbers → 200, 3 numbers`: never a header, a query or a token. */
function printLine({ method, path, body, answer }: LoggedRequest): void {
	const numbers = (body as { blockNumbers?: unknown } | undefined)?.blockNumbers;
	const count = Array.isArray(numbers)
		? `, ${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'}`
		: '';
	console.log(`${method} ${path.split('?', 1)[0]} → ${answer?.status ?? 'no answer'}${count}`);
}

function oneOf<const T extends string>(option: string, value: string, choices: readonly T[]): T {
	const choice = choices.find((any) => any === value);
	if (!choice) throw new Error(`--${option} must be ${choices.join(' or ')}, not "${value}"`);
	return choice;
}

function wholeNumber(option: string, value: string, most = Number.MAX_SAFE_INTEGER): number {
	if (/^\d+$/.test(value) && Number(value) <= most) return Number(value);
	throw new Error(`--${option} must be a whole number, not "${value}"`);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const inUse = `Port ${error.port} is already in use: choose another with --port.`;
	console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
	process.exit(1);
});
