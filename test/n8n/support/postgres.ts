import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports';
import { CliError, run } from './terminal';

const debian = '/usr/lib/postgresql';

/** Debian keeps each version's programs in a folder of their own; the newest one is taken. */
const programs = existsSync(debian)
	? readdirSync(debian)
			.sort((a, b) => Number(b) - Number(a))
			.map((version) => join(debian, version, 'bin'))
			.find((folder) => existsSync(join(folder, 'initdb')))
	: undefined;

export const hasPostgres = programs !== undefined;
export const howToGetPostgres =
	'There is no PostgreSQL under /usr/lib/postgresql: apt-get update && apt-get install -y postgresql';

export interface Postgres {
	/** What n8n must be told to keep its data there. */
	settings: NodeJS.ProcessEnv;
	/** All that it keeps, as SQL. */
	dump(): Promise<string>;
	log(): string;
	stop(): Promise<void>;
}

/** A cluster of its own in a temporary folder. PostgreSQL refuses to run as root: then as `postgres`. */
export async function startPostgres(): Promise<Postgres> {
	if (!programs) throw new CliError(howToGetPostgres);
	const folder = mkdtempSync(join(tmpdir(), 'n8n-postgres-'));
	const port = await freePort();
	const isRoot = userInfo().uid === 0;
	if (isRoot) {
		const id = await Promise.all(
			['-u', '-g'].map(async (which) => await run('id', [which, 'postgres'], { cwd: '/' })),
		);
		const [user, group] = id.map(({ stdout }) => Number(stdout));
		chownSync(folder, user, group);
	}
	const call = async (program: string, ...args: string[]) => {
		const command = [join(programs, program), '-D', join(folder, 'data'), ...args];
		const [first, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
		const { code, stdout, stderr } = await run(first, rest, { cwd: '/' });
		if (code !== 0) throw new CliError(`${program} failed:\n${stdout}\n${stderr}`);
	};
	await call('initdb', '--auth=trust', '--username=n8n', '--encoding=UTF8', '--no-sync');
	const options = `-h 127.0.0.1 -p ${port} -k ${folder} -F`;
	await call('pg_ctl', '-w', '-o', options, '-l', join(folder, 'log'), 'start');
	return {
		settings: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
		},
		async dump() {
			const where = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n'];
			const program = join(programs, 'pg_dump');
			const args = [...where, '--data-only', 'postgres'];
			const { code, stdout, stderr } = await run(program, args, { cwd: '/' });
			if (code !== 0) throw new CliError(`pg_dump failed:\n${stderr}`);
			return stdout;
		},
		log: () => readFileSync(join(folder, 'log'), 'utf8'),
		async stop() {
			await call('pg_ctl', '-m', 'immediate', 'stop');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
