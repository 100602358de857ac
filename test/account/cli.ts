import * as prompts from '@clack/prompts';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { apiOrigin, REGIONS } from '../../credentials/regions';
import { MOST_CALLS, type Access } from './account';
import { startCheck, type Check, type Outcome } from './check';
import { readOwn, type Own } from './numbers';
import type { Look } from './probes';
import { markdownOf, reportOf } from './report';

const usage = `Finds out how Ozonetel answers on your account, and writes a report.

  npm run check-account -- [options]

  --out FILE   the report as JSON (account-report.json); a table goes beside it, as .md
  --yes        do not wait for a yes, nor ask to look into CloudAgent
  --help       show this help

It asks for what it needs, or reads these environment variables:
  OZONETEL_REGION (${Object.keys(REGIONS).join(', ')}, or a domain), OZONETEL_USERNAME, OZONETEL_API_KEY,
  OZONETEL_NUMBERS (two phone numbers of your own, separated by a comma)
`;

interface Answers {
	region: string;
	access: Access;
	a: Own;
	b: Own;
}

/** Nothing was sent, and nothing is to be removed. */
class Cancelled extends Error {}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			out: { type: 'string', default: 'account-report.json' },
			yes: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(usage);

	const { region, access, a, b } = await askForAll();
	console.log(plan(access.origin));
	if (!values.yes && !answered(await prompts.confirm({ message: 'Make these calls?' }))) {
		throw new Cancelled();
	}

	const check = startCheck(access, { a, b }, values.yes ? nobodyLooks : look, {
		// For the tests, which have no time to wait.
		...(process.env.CHECK_ACCOUNT_PAUSE ? { sleep: shortSleep } : {}),
		onCall: ({ n, call, why, status }) =>
			console.log(`${n}. ${call}, ${why}: ${status ? `HTTP ${status}` : 'no answer'}`),
	});
	stopOnSignals(check);
	const outcome = await check.done;

	if (outcome.unusable === undefined) {
		const report = reportOf(outcome, region, new Date());
		const table = values.out.replace(/(?:\.json)?$/, '.md');
		writeFileSync(values.out, `${JSON.stringify(report, null, '\t')}\n`);
		writeFileSync(table, markdownOf(report));
		console.log(`\n${markdownOf(report)}\nWritten to ${values.out} and ${table}.`);
		console.log('Read them, and paste them into the issue form “Account report”.');
	}
	console.log(`\n${ending(outcome)}`);
	const isUndone = outcome.left.length === 0;
	process.exitCode = outcome.ended === undefined && isUndone ? 0 : 1;
}

const shortSleep = async () => await new Promise((resolve) => setImmediate(resolve));

async function askForAll(): Promise<Answers> {
	const { OZONETEL_REGION, OZONETEL_USERNAME, OZONETEL_API_KEY, OZONETEL_NUMBERS } = process.env;
	const region = OZONETEL_REGION ?? (await askForRegion());
	const isKnown = Object.hasOwn(REGIONS, region);
	const origin = apiOrigin(isKnown ? { region } : { domain: region });
	const userName = OZONETEL_USERNAME ?? (await askFor('User name of the CloudAgent account'));
	const apiKey = OZONETEL_API_KEY ?? answered(await prompts.password({ message: 'API key' }));
	const [first, second] = OZONETEL_NUMBERS?.split(',') ?? [
		await askFor('A phone number of your own, in no Block Number Group', isNumber),
		await askFor('Another one', isNumber),
	];
	const a = readOwn(first ?? '', 'A');
	const b = readOwn(second ?? '', 'B');
	if (a.isIndian !== b.isIndian) throw new RangeError('Take two numbers of one country.');
	if (a.core.endsWith(b.core) || b.core.endsWith(a.core)) {
		throw new RangeError('Take two different numbers.');
	}
	return { region: isKnown ? region : 'other', access: { origin, userName, apiKey }, a, b };
}

async function askForRegion(): Promise<string> {
	const choice = answered(
		await prompts.select({
			message: 'Region',
			options: [
				...Object.entries(REGIONS).map(([value, { name, apiHost }]) => ({
					value,
					label: name,
					hint: apiHost,
				})),
				{ value: '', label: 'Other' },
			],
		}),
	);
	return choice === '' ? await askFor('Domain of the API') : choice;
}

const askFor = async (message: string, validate = isThere) =>
	answered(await prompts.text({ message, validate }));

const isThere = (typed: string): string | undefined =>
	typed.trim() === '' ? 'It is needed.' : undefined;

function isNumber(typed: string): string | undefined {
	try {
		readOwn(typed, '');
		return undefined;
	} catch (error) {
		return (error as Error).message;
	}
}

function answered<T>(answer: T | symbol): T {
	if (prompts.isCancel(answer)) throw new Cancelled();
	return answer as T;
}

const plan = (origin: string) => `
This sends at most ${MOST_CALLS} calls to ${origin}, one after another, in about two minutes:

- POST /ca_apis/createBlockNumber: creates a group “n8n account check”, one whose name is 14 digits, and tries the
  first name again. Two or three groups stay, without numbers: Ozonetel has no call that deletes a group.
- PUT /ca_apis/updateBlockNumbers and /ca_apis/updateBlockNumber: add your two numbers to these groups, in several ways
  of writing, with a number that is too short (12), and two that nobody has (447700900123, +4710000000).
- DELETE /ca_apis/deleteBlockNumber: removes them from these groups.
- PUT and DELETE /CAServicesV3/blockNumberGroupV2.php: the same two on the legacy API, by the first group's ID.
- POST /ca_apis/CAToken/generateToken, only if the account uses tokens: it ends the token that others use now.

No campaign uses these groups, so nobody is blocked. If one of your numbers is in another group of the account, a
removal may reach it there: whether Ozonetel keeps to the named group is one of the questions.
Every number is removed at the end, also after Ctrl+C.
`;

const nobodyLooks: Look = async () => undefined;

const look: Look = async ({ group, first, second }) => {
	const choice = await prompts.select({
		message: `Look into CloudAgent: until when is your first number blocked in “${group}”?`,
		initialValue: 'neither',
		options: [
			{ value: 'first', label: first },
			{ value: 'second', label: second },
			{ value: 'neither', label: 'It does not show, or I cannot look' },
		],
	});
	if (prompts.isCancel(choice)) process.emit('SIGINT');
	return choice === 'first' || choice === 'second' ? choice : undefined;
};

/** The first time it removes what is blocked, which takes a while; the third time it gives up. */
function stopOnSignals(check: Check): void {
	let times = 0;
	const stop = () => {
		times++;
		if (times === 1) {
			check.stop();
			console.log('Stopping: the numbers are removed first.');
		} else if (times === 2) {
			console.log('Still removing. Once more ends it at once, and leaves numbers in the groups.');
		} else process.exit(1);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function ending({ left, groups, ended, unusable }: Outcome): string {
	const lines: string[] = [];
	if (unusable ?? ended) lines.push(`It ended early: ${unusable ?? ended}`);
	if (left.length === 0) lines.push('No number of the check is left in any group.');
	for (const { group, number, certain } of left) {
		const which = /«([AB])»/.exec(number)?.[1];
		const own = which === 'A' ? 'your first number' : 'your second number';
		const form = which ? `${own} (${number})` : number;
		lines.push(`Not removed: ${form} ${certain ? 'is' : 'may be'} in the group “${group.name}”.`);
	}
	if (groups.length > 0) {
		const names = groups.map(({ name }) => `“${name}”`).join(', ');
		lines.push(`Delete these groups in CloudAgent, as far as they exist: ${names}.`);
	}
	return lines.join('\n');
}

main()
	.catch((error: Error) => {
		if (error instanceof Cancelled) console.log('Nothing was sent.');
		else console.error(error instanceof RangeError ? error.message : `It failed: ${error.name}`);
		process.exitCode = 1;
	})
	.finally(() => process.stdin.destroy()); // the questions keep it open
