import { startSimulator, type LoggedRequest, type Simulator } from '../simulator';
import { asRegistered } from '../simulator/numbers';
import { installN8n } from '../n8n/support/install';
import { explain, say } from '../n8n/support/terminal';
import { post } from '../n8n/support/lab';
import { Rest } from '../n8n/support/rest';
import { ozonetel, row, splitOut, webhook } from '../n8n/support/workflow';
import { credentialFor } from '../support/savedCredential';
import { MARKED_KEY } from '../support/faults/cases';
import { leaks } from '../support/secrets';
import { startCluster, type Cluster } from '../n8n/support/cluster';

const WORKERS = 2;
const EXECUTIONS = 40;
const NUMBERS = 500;
const GROUP = 'Do not call';

interface Round {
	what: string;
	tokenSeconds: number;
	tokensPerHour: number;
	/** How long each answer takes: long enough for short tokens to run out in the middle. */
	latencyMs: number;
}

const ROUNDS: Round[] = [
	{ what: 'tokens of 20 s', tokenSeconds: 20, tokensPerHour: 1000, latencyMs: 2000 },
	{ what: 'tokens of 60 min, 10 an hour', tokenSeconds: 3600, tokensPerHour: 10, latencyMs: 50 },
];

/**
 * `npm run test:queue`: n8n in queue mode, with PostgreSQL, Redis and two workers. Many executions start at
 * once without a token; then executions fail in many ways, and all that n8n keeps is searched for secrets.
 *
 * @returns what went wrong
 */
async function test(): Promise<string[]> {
	await installN8n();
	const simulator = await startSimulator({
		account: { userName: 'queue', apiKey: MARKED_KEY },
		switches: { authentication: 'token' },
	});
	const cluster = await startCluster(WORKERS);
	try {
		const rest = new Rest(cluster.address);
		await rest.logIn();
		const wrong: string[] = [];
		for (const round of ROUNDS) wrong.push(...(await blockAtOnce(round, cluster, rest, simulator)));
		return [...wrong, ...(await failAndSearch(cluster, rest, simulator))];
	} finally {
		await cluster.stop();
		await simulator.close();
	}
}

/** All executions at once, with no token stored. */
async function blockAtOnce(
	{ what, tokenSeconds, tokensPerHour, latencyMs }: Round,
	{ address }: Cluster,
	rest: Rest,
	simulator: Simulator,
): Promise<string[]> {
	simulator.reset();
	const group = simulator.addGroup(GROUP);
	Object.assign(simulator.switches, { tokenSeconds, tokensPerHour, latencyMs });
	const url = `${address}/webhook/${await publish(rest, simulator, what)}`;

	const started = Date.now();
	const all = Array.from({ length: EXECUTIONS }, async (_, execution) => {
		const first = 9_000_000_000 + execution * NUMBERS;
		const phones = Array.from({ length: NUMBERS }, (__, n) => String(first + n));
		const { body } = await post(url, { phones }, { patience: 280_000 });
		const results: Array<{ status?: string }> = Array.isArray(body) ? body : [body];
		const added = results.filter(({ status }) => status === 'added').length;
		const missing = phones.filter((phone) => !group.numbers.has(asRegistered(phone))).length;
		const example = JSON.stringify(results[0]);
		return added < NUMBERS || missing > 0
			? [`${what}, execution ${execution}: ${added} added, ${missing} missing, ${example}`]
			: [];
	});
	const wrong = (await Promise.all(all)).flat();
	const seconds = Math.round((Date.now() - started) / 1000);

	const lives = tokenLives(simulator.requests, tokenSeconds);
	const refused = simulator.requests.filter(({ answer }) => isTokenRefusal(answer?.body)).length;
	say(
		`${what}: ${EXECUTIONS} executions of ${NUMBERS} numbers in ${seconds} s; tokens generated ${lives.join(' + ')}, refused ${refused} times`,
	);
	if (Math.max(...lives) > WORKERS) wrong.push(`${what}: more tokens generated than workers`);
	return wrong;
}

/** How many tokens were generated for each time that one was needed: the first, and after each expiry. */
function tokenLives(requests: readonly LoggedRequest[], tokenSeconds: number): number[] {
	const lives: number[] = [];
	let until = 0;
	for (const { path, at, answer } of requests) {
		if (!path.endsWith('/generateToken') || !(answer?.body as { token?: string })?.token) continue;
		const expiresAt = (Math.floor(at / 1000) + tokenSeconds) * 1000;
		if (at >= until) {
			lives.push(1);
			until = expiresAt;
		} else {
			lives[lives.length - 1]++;
		}
	}
	return lives;
}

const isTokenRefusal = (body: unknown) =>
	/Token Expired|Invalid Token/.test((body as { message?: string } | undefined)?.message ?? '');

/** Failures of every kind, then a search of all that n8n keeps. */
async function failAndSearch(
	cluster: Cluster,
	rest: Rest,
	simulator: Simulator,
): Promise<string[]> {
	const tokens = simulator.requests.map(
		({ answer }) => (answer?.body as { token?: string })?.token,
	);
	const wrong = 'KK-another/key+which=is~wrong';
	const answer =
		(body: (echo: string) => string, status = 200) =>
		() =>
			(simulator.fault = ({ headers }) => ({
				kind: 'raw',
				status,
				body: body(JSON.stringify(headers)),
			}));
	const failures: Array<[name: string, arrange: () => void, credential?: object]> = [
		['page', answer((echo) => `<p>${echo}`, 500)],
		['text', answer((echo) => echo)],
		['message', answer((echo) => JSON.stringify({ status: 'error', message: echo }))],
		['drop', () => (simulator.fault = () => ({ kind: 'dropAfter' }))],
		['wrong key', () => {}, { apiKey: wrong }],
		['wrong authentication', () => (simulator.switches.authentication = 'apiKey')],
		['bad key', () => {}, { apiKey: `${MARKED_KEY}\r\nX-Injected: yes`, authentication: 'apiKey' }],
	];
	for (const authentication of ['apiKey', 'token']) {
		for (const onError of ['stopWorkflow', 'continueRegularOutput']) {
			for (const [name, arrange, credential] of failures) {
				simulator.reset();
				simulator.addGroup(GROUP);
				simulator.switches.authentication = authentication as 'apiKey' | 'token';
				arrange();
				const path = await publish(
					rest,
					simulator,
					`${name} ${authentication} ${onError}`,
					{ authentication, ...credential },
					{ onError },
				);
				await post(`${cluster.address}/webhook/${path}`, { phones: ['9700000001', '9700000002'] });
				for (const { answer } of simulator.requests) {
					tokens.push((answer?.body as { token?: string })?.token);
				}
			}
		}
	}
	const kept = await cluster.kept();
	if (!kept.database.includes(GROUP))
		throw new Error('The search does not see the saved executions');
	const found = leaks([MARKED_KEY, wrong, ...tokens], 'queue', kept);
	const bytes = Object.values(kept).reduce((sum, text) => sum + text.length, 0);
	say(
		`${failures.length * 4} failing executions; ${(bytes / 1e6).toFixed(0)} MB searched for secrets`,
	);
	return found;
}

let published = 0;

/** Webhook → one item per number → our node; with a credential of its own, without a token. */
async function publish(
	rest: Rest,
	simulator: Simulator,
	name: string,
	credential: object = {},
	settings: Record<string, unknown> = {},
): Promise<string> {
	const data = credentialFor(simulator, { authentication: 'token', ...credential });
	const { id } = await rest.createCredential('ozonetelApi', name, data);
	const path = `queue-${++published}`;
	const parameters = { groupName: GROUP, options: { maxRetries: 1 } };
	const node = ozonetel(id, parameters, settings);
	await rest.publish(
		await rest.createWorkflow(row(name, webhook(path), splitOut('body.phones'), node)),
	);
	return path;
}

test().then((wrong) => {
	say(wrong.length === 0 ? 'Nothing lost, no secret kept' : wrong.join('\n'));
	process.exit(wrong.length === 0 ? 0 : 1);
}, explain);
