import { parseArgs } from 'node:util';

import { startSimulator, type LoggedRequest, type SimulatorOptions } from './index';
import { readProfile } from './profile';
import { switchChoices, type Switches } from './switches';

const usage = `Simulates Ozonetel's Block Number Group API on this machine.

  tsx test/simulator/cli.ts [options]

  --port N                          port to listen on (8787)
  --host ADDRESS                    address to listen on (127.0.0.1)
  --profile FILE                    behave as the account that this report of check-account tells of;
                                    other options change what it says
  --authentication apiKey|token     the account's API Authentication setting (apiKey)
  --bad-number refuseBatch|list     refuse a whole request for one bad number, or list the number
                                    under "error" (refuseBatch)
  --answer-numbers STYLE            how answers write numbers: plus, digits, spaced, national, trunk
                                    or json (plus)
  --answer-lists array|object       lists in answers: JSON arrays, or objects as PHP writes them (array)
  --group-holds N                   how many numbers a group can hold (no limit)
  --error-status 200|401            HTTP status of JSON errors (200)
  --update-path plural|singular|both  the path that exists: updateBlockNumbers, updateBlockNumber or
                                    both (plural)
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
			profile: { type: 'string' },
			authentication: { type: 'string' },
			'bad-number': { type: 'string' },
			'answer-numbers': { type: 'string' },
			'answer-lists': { type: 'string' },
			'group-holds': { type: 'string' },
			'error-status': { type: 'string' },
			'update-path': { type: 'string' },
			latency: { type: 'string' },
			'rate-limit': { type: 'string' },
			'one-at-a-time': { type: 'string' },
			group: { type: 'string', multiple: true, default: [] },
			quiet: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;

	const given: Partial<Switches> = {};
	const read = <Name extends keyof Switches>(
		option: Exclude<keyof typeof values, 'group' | 'quiet' | 'help'>,
		name: Name,
		reader: (option: string, value: string) => Switches[Name],
	) => {
		const value = values[option];
		if (value !== undefined) given[name] = reader(option, value);
	};
	read('authentication', 'authentication', among(switchChoices.authentication));
	read('bad-number', 'badNumber', among(switchChoices.badNumber));
	read('answer-numbers', 'answerNumbers', among(switchChoices.answerNumbers));
	read('answer-lists', 'answerLists', among(switchChoices.answerLists));
	read('update-path', 'updatePath', among(switchChoices.updatePath));
	read('error-status', 'errorStatus', (option, value) =>
		Number(among(['200', '401'])(option, value)),
	);
	read('group-holds', 'groupHolds', wholeNumber);
	read('latency', 'latencyMs', wholeNumber);
	read('one-at-a-time', 'bulkCalls', (option, value) => ({
		atATime: 1,
		ms: wholeNumber(option, value),
	}));
	read('rate-limit', 'rateLimit', (option, value) => ({
		requests: wholeNumber(option, value),
		windowMs: 60_000,
		style: 'body',
	}));
	return {
		port: wholeNumber('port', values.port, 65_535),
		host: values.host,
		groups: values.group.map((name) => ({ name })),
		keepLog: false, // it may run for days
		onRequest: values.quiet ? undefined : printLine,
		switches: { ...(values.profile ? readProfile(values.profile) : {}), ...given },
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

const among =
	<const T extends string>(choices: readonly T[]) =>
	(option: string, value: string): T => {
		const choice = choices.find((any) => any === value);
		if (!choice) throw new Error(`--${option} must be ${choices.join(' or ')}, not "${value}"`);
		return choice;
	};

function wholeNumber(option: string, value: string, most = Number.MAX_SAFE_INTEGER): number {
	if (/^\d+$/.test(value) && Number(value) <= most) return Number(value);
	throw new Error(`--${option} must be a whole number, not "${value}"`);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const inUse = `Port ${error.port} is already in use: choose another with --port.`;
	console.error(error.code === 'EADDRINUSE' ? inUse : error.message);
	process.exit(1);
});
