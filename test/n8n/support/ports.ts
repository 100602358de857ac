import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { CliError } from './terminal';

/** A port nobody uses at this moment. */
export async function freePort(): Promise<number> {
	return await new Promise((found, fail) => {
		const probe = createServer().once('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as { port: number };
			probe.close(() => found(port));
		});
	});
}

/** Asked first: n8n would start all the same, and whoever holds the port would answer for it. */
export async function refusePortInUse(port: number, remedy = ''): Promise<void> {
	await new Promise<void>((free, taken) => {
		const probe = createServer();
		probe.once('error', () => taken(new CliError(`Port ${port} is already in use. ${remedy}`)));
		probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
	});
}

/** Whether somebody answers at this port. */
export async function listens(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	const listening = await once(socket, 'connect').then(
		() => true,
		() => false,
	);
	socket.destroy();
	return listening;
}
