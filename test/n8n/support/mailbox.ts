import { createServer, type Socket } from 'node:net';

export interface Mail {
	to: string[];
	/** Headers and body as they came over the wire. */
	source: string;
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
		receive(socket, (mail) => {
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
function receive(socket: Socket, deliver: (mail: Mail) => void): void {
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
				deliver({ to, source: text });
				inMail = false;
				to = [];
				answer('250 taken');
				continue;
			}
			const command = text.slice(0, 4).toUpperCase();
			if (command === 'RCPT') to.push(text.replace(/^[^<]*<|>.*$/g, ''));
			inMail = command === 'DATA';
			answer(inMail ? '354 go on' : command === 'QUIT' ? '221 bye' : '250 mailbox');
		}
	});
}
