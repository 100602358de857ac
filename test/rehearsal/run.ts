/**
 * `npm run rehearse`: the way from publish.yml to a user's editor, with real parts. The package is published
 * to a registry on this machine; then, in the real n8n and its own interface, it is installed, used, updated,
 * removed and installed again; then the same in queue mode. The log and pictures of the screen are left in
 * .n8n-run/rehearsal/seen. `--no-queue` leaves out queue mode, which needs Redis and PostgreSQL.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import manifest from '../../package.json';
import { openBrowser, openWindow } from '../n8n/support/browser';
import { startCluster } from '../n8n/support/cluster';
import { installN8n } from '../n8n/support/install';
import { post } from '../n8n/support/lab';
import { startN8n } from '../n8n/support/n8n';
import { packageName } from '../n8n/support/package';
import { project } from '../n8n/support/places';
import { freePort } from '../n8n/support/ports';
import { Rest } from '../n8n/support/rest';
import { CliError, explain, say } from '../n8n/support/terminal';
import { ozonetel, row, splitOut, webhook } from '../n8n/support/workflow';
import { startSimulator, type Simulator } from '../simulator';
import { credentialFor } from '../support/savedCredential';
import { publish } from './publish';
import { startRegistry } from './registry';
import { User } from './user';

const folder = join(project, '.n8n-run/rehearsal');
const seen = join(folder, 'seen');
const PHONE = '+91 98123 45678';
/** The next release. It says "Blocked" where this one says "Added", so that its results can be told. */
const NEXT = manifest.version.replace(/\d+$/, (patch) => String(Number(patch) + 1));

const started = Date.now();
const log: string[] = [];
function tell(text: string): void {
	log.push(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);
	say(log.at(-1)!);
	writeFileSync(join(seen, 'log.txt'), `${log.join('\n')}\n`);
}

async function rehearse(args: string[]): Promise<void> {
	await installN8n();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(seen, { recursive: true });
	const registry = await startRegistry(join(folder, 'registry'));
	const simulator = await startSimulator({ groups: [{ name: 'Do Not Call' }] });
	try {
		const publishVersion = async (version: string, change?: (source: string) => void) => {
			await publish(version, registry.env, change);
			tell(`published ${version} by the steps of publish.yml`);
		};
		await publishVersion(manifest.version);
		await inTheBrowser(registry.env, simulator, async () => await publishVersion(NEXT, reword));
		if (!args.includes('--no-queue')) {
			await inQueueMode(registry.env, simulator);
		}
	} finally {
		await simulator.close();
		registry.stop();
	}
}

async function inTheBrowser(
	env: NodeJS.ProcessEnv,
	simulator: Simulator,
	publishNext: () => Promise<void>,
): Promise<void> {
	const place = { userFolder: join(folder, 'n8n'), port: await freePort(), settings: env };
	const n8n = await startN8n(place);
	const up = Date.now();
	const browser = await openBrowser();
	let look: (what: string) => Promise<void> = async () => {};
	try {
		const { address } = n8n;
		const rest = new Rest(address);
		await rest.logIn();
		const page = await openWindow(browser, address, { cookie: rest.cookie });
		page.setDefaultTimeout(90_000);
		let pictures = 0;
		look = async (what) => {
			const name = `${String(++pictures).padStart(2, '0')} ${what}.png`;
			await page.screenshot({ path: join(seen, name), animations: 'disabled' });
		};
		const user = new User(page, look);
		/** Everything that the simulated Ozonetel holds is gone before each run. */
		const runs = async (what: string, word: string, run: () => Promise<string[]>) => {
			simulator.reset();
			const group = simulator.addGroup('Do Not Call');
			const [phone, status, message] = await run();
			tell(`${what}: ${phone} ${status}, “${message}”`);
			expect(group.numbers.size === 1 && status === 'added' && message.startsWith(word), what);
		};

		await user.install();
		expect((await user.installedVersion()) === manifest.version, 'the version installed');
		tell(`installed ${manifest.version} in Settings → Community nodes`);

		const first = async () => await user.blockFirstNumber(PHONE, simulator);
		await runs('a new workflow and credential', 'Added', first);
		tell(`blocked ${Math.round((Date.now() - up) / 1000)} s after n8n was up`);
		const id = page.url().split('/').at(-1)!.split('?')[0];

		await publishNext();
		await user.update();
		expect((await user.installedVersion()) === NEXT, 'the version updated to');
		tell(`updated to ${NEXT}`);
		await runs('the same workflow and credential', 'Blocked', () =>
			user.blockAgain(id, 'updated run'),
		);

		await user.uninstall();
		tell('uninstalled');
		tell(`the workflow without it: “${await user.blockWithoutNode(id)}”`);

		await user.install();
		tell(`installed ${await user.installedVersion()} again`);
		await runs('the same workflow and credential', 'Blocked', () => user.blockAgain(id, 'again'));
	} catch (error) {
		await look('failed');
		throw error;
	} finally {
		await browser.close();
		await n8n.stop();
	}
}

const WORKERS = ['worker1', 'worker2'];

/** Installed on the main process alone; the workers, who run the workflows, follow by themselves. */
async function inQueueMode(env: NodeJS.ProcessEnv, simulator: Simulator): Promise<void> {
	const cluster = await startCluster(WORKERS.length, env);
	try {
		const rest = new Rest(cluster.address);
		await rest.logIn();
		await rest.call('POST', '/rest/community-packages', { name: packageName });
		const { id } = await rest.createCredential('ozonetelApi', 'Ozonetel', credentialFor(simulator));
		const path = randomUUID();
		const nodes = [
			webhook(path),
			splitOut('body.phones'),
			ozonetel(id, { groupName: 'Do Not Call' }),
		];
		await rest.publish(await rest.createWorkflow(row('queue', ...nodes)));
		const installed = (worker: string) =>
			cluster.logs()[`log of ${worker}`].includes(`Community package installed: ${packageName}`);
		for (let waited = 0; !WORKERS.every(installed); waited++) {
			if (waited === 60) throw new CliError('The workers did not install the package');
			await sleep(1000);
		}
		tell(`queue mode: installed on the main process, and by itself on ${WORKERS.join(' and ')}`);
		const { body } = await post(`${cluster.address}/webhook/${path}`, { phones: ['9700000001'] });
		if (body[0]?.status !== 'added') throw new CliError(JSON.stringify(body));
		tell(`queue mode: a worker blocked ${body[0].phoneNumber}, “${body[0].message}”`);
	} finally {
		await cluster.stop();
	}
}

function reword(source: string): void {
	const file = join(source, 'nodes/OzonetelBlockGroup/send/outcomes.ts');
	const text = readFileSync(file, 'utf8');
	const changed = text.replace('return `${capitalized(deed(target))}', 'return `Blocked');
	if (changed === text) throw new CliError('test/rehearsal/run.ts finds no words to change');
	writeFileSync(file, changed);
}

function expect(holds: boolean, what: string): void {
	if (!holds) throw new CliError(`Not as it should be: ${what}`);
}

rehearse(process.argv.slice(2)).then(() => {
	say(`\nThe log and pictures are in ${seen}`);
	process.exit(0);
}, explain);
