import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, listens } from '../n8n/support/ports';
import { CliError, npm, say } from '../n8n/support/terminal';
import { newCertificate } from '../support/tlsFront';

const NAME = 'registry.npmjs.org';
const verdaccio = join(__dirname, 'node_modules/verdaccio/bin/verdaccio');

export interface Registry {
	/** For npm and n8n: npm's own registry is the one on this machine, and nothing else can be reached. */
	env: NodeJS.ProcessEnv;
	stop(): void;
}

/**
 * A registry on this machine, under the name of npm's own: n8n takes another one only with a licence
 * ("Your license does not allow for feat:communityNodes:customRegistry"). A proxy leads there, and nowhere else.
 */
export async function startRegistry(folder: string): Promise<Registry> {
	if (!existsSync(verdaccio)) {
		say('Installing the registry (once) …');
		await npm(['install', '--no-save', '--ignore-scripts'], { cwd: __dirname });
	}
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const [key, certificate, config, npmrc, log] = [
		'key.pem',
		'certificate.pem',
		'config.json',
		'npmrc',
		'registry.log',
	].map((file) => join(folder, file));
	const made = newCertificate(`DNS:${NAME}`);
	writeFileSync(key, made.key);
	writeFileSync(certificate, made.cert);
	writeFileSync(npmrc, `//${NAME}/:_authToken=rehearsal\n`);
	writeFileSync(
		config,
		JSON.stringify({
			storage: join(folder, 'packages'),
			https: { key, cert: certificate },
			packages: { '**': { access: '$all', publish: '$all' } },
			web: { enable: false },
			log: { type: 'stdout', format: 'json', level: 'http' },
		}),
	);

	const port = await freePort();
	const output = openSync(log, 'w');
	const args = [verdaccio, '--config', config, '--listen', `https://127.0.0.1:${port}`];
	const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', output, output] });
	closeSync(output);
	process.once('exit', () => child.kill());
	for (const deadline = Date.now() + 60_000; !(await listens(port)); await sleep(200)) {
		if (child.exitCode !== null || Date.now() > deadline) {
			throw new CliError(`The registry did not start; its log is ${log}`);
		}
	}

	const proxy = createServer().on('connect', ({ url }, client) => {
		if (url !== `${NAME}:443`) {
			client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const server = connect(port, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			client.pipe(server).pipe(client);
		});
		server.on('error', () => client.destroy());
		client.on('error', () => server.destroy());
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		env: {
			HTTPS_PROXY: proxyUrl,
			https_proxy: proxyUrl,
			NO_PROXY: 'localhost,127.0.0.1',
			no_proxy: 'localhost,127.0.0.1',
			NODE_EXTRA_CA_CERTS: certificate,
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true', // the default of a later n8n will be false
			npm_config_registry: `https://${NAME}/`,
			npm_config_userconfig: npmrc,
			npm_config_cache: join(folder, 'cache'), // what was published before under this version is not taken
		},
		stop: () => {
			proxy.closeAllConnections();
			proxy.close();
			child.kill();
		},
	};
}
