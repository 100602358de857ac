import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { place } from '../support/lab';
import { refuseOldNode } from '../support/install';
import { startN8n } from '../support/n8n';
import { home, project } from '../support/places';
import { freePort } from '../support/ports';
import { run } from '../support/terminal';

const tsx = join(project, 'node_modules/tsx/dist/cli.mjs');

/** What goes wrong before n8n runs is said in words, without a stack. */
describe('on the terminal', () => {
	const busy = async (port: number) =>
		await new Promise<Server>((done) => {
			const server = createServer().listen(port, '127.0.0.1', () => done(server));
		});

	it('npm start names the port that is in use, and the way round', async () => {
		const port = await freePort();
		const server = await busy(port);
		const script = join(home, 'start.ts');
		const args = [tsx, script, '--port', String(port)];
		const { code, stderr } = await run(process.execPath, args, { cwd: project });
		server.close();
		expect(code).toBe(1);
		expect(stderr.trim()).toBe(
			`Port ${port} is already in use. Choose another: npm start -- --port 5700`,
		);
	});

	it('n8n is not started on a port in use: whoever holds it would answer for it', async () => {
		await expect(startN8n(place())).rejects.toThrow(`Port ${place().port} is already in use`);
	});

	it('a Node too old for n8n is named, with a command that works', () => {
		expect(() => refuseOldNode('20.20.2')).toThrow(/needs Node 24 or newer; this is Node 20.20.2/);
		expect(() => refuseOldNode('24.0.0')).not.toThrow();
	});
});
