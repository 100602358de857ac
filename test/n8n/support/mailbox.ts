import { createRequire } from 'node:module';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { modules } from './places';

export interface Mail {
	to: string[];
	subject: string;
	text: string;
}

/** Reads a mail as it came over the wire; n8n itself brings the library. */
async function parse(to: string[], source: string): Promise<Mail> {
	const { simpleParser } = createRequire(join(modules, 'n8n-nodes-base/package.json'))(
		'mailparser',
	) as {
		simpleParser(source: string): Promise<{ subject?: string; text?: string }>;
	};
	const { subject = '', text = '' } = await simpleParser(source);
	return { to, subject, text };
}

export interface Mailbox {
	port: number;
	mails: Mail[];
	close(): Promise<void>;
}

/** An SMTP server that takes every mail and delivers none: what n8n's Send Email node talks to. */
export async function startMailbox(
	port = 0,
	onMail: (mail: Mail) => void = () => {},
): Promise<Mailbox> {
	const mails: Mail[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		receive(socket, async (to, source) => {
			const mail = await parse(to, source);
			mails.push(mail);
			onMail(mail);
		});
	});
	await new Promise<void>((done, fail) => {
		server.once('error', fail).listen(port, '127.0.0.1', done);
	});
	return {
		port: (server.address() as { port: number }).port,
		mails,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((done) => server.close(done));
		},
	};
}

/** One SMTP session (RFC 5321), as far as a client needs it that is sent no refusal. */
function receive(socket: Socket, deliver: (to: string[], source: string) => Promise<void>): void {
	let unread = '';
	let to: string[] = [];
	let inMail = false;
	const answer = (line: string) => socket.write(`${line}\r\n`);
	answer('220 mailbox');
	socket.on('data', (chunk) => {
		unread += chunk.toString();
		for (;;) {
			const end = inMail ? '\r\n.\r\n' : '\r\n';
			const at = unread.indexOf(end);
			if (at < 0) return;
			const text = unread.slice(0, at);
			unread = unread.slice(at + end.length);
			if (inMail) {
				void deliver(to, text).then(() => answer('250 taken'));
				inMail = false;
				to = [];
				continue;
			}
			const command = text.slice(0, 4).toUpperCase();
			if (command === 'RCPT') to.push(text.replace(/^[^<]*<|>.*$/g, ''));
			inMail = command === 'DATA';
			answer(inMail ? '354 go on' : command === 'QUIT' ? '221 bye' : '250 mailbox');
		}
	});
}
