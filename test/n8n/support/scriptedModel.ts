import { createServer } from 'node:http';

/** A message of OpenAI's chat completions, as far as an agent uses them. */
export interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
	tool_calls?: Array<{
		id: string;
		type: 'function';
		function: { name: string; arguments: string };
	}>;
}

export interface Asked {
	messages: Message[];
	tools: Array<{
		function: { name: string; description: string; parameters: Record<string, unknown> };
	}>;
}

/** What the model says next: a text, or the call of a tool. */
export type Line = string | { tool: string; input: Record<string, unknown> };

export interface ScriptedModel {
	url: string;
	/** What it says, in this order. */
	script: Line[];
	/** What it was asked, oldest first. */
	asked: Asked[];
	close(): Promise<void>;
}

/** The base URL of an OpenAI credential for the model at this port. */
export const modelUrl = (port: number) => `http://127.0.0.1:${port}/v1`;

/**
 * A language model at OpenAI's address for chat completions, which says what it is told to say.
 *
 * @param reply what it says when the script has ended
 */
export async function startScriptedModel(
	wantedPort = 0,
	reply: (asked: Asked) => Line = () => 'The script has ended.',
): Promise<ScriptedModel> {
	const asked: Asked[] = [];
	const script: Line[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) {
				response.statusCode = 404;
				response.end(JSON.stringify({ error: { message: `no ${request.url} here` } }));
				return;
			}
			const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
			asked.push(body);
			response.end(JSON.stringify(completion(script.shift() ?? reply(body), asked.length)));
		});
	});
	await new Promise<void>((done) => server.listen(wantedPort, '127.0.0.1', done));
	const { port } = server.address() as { port: number };
	return {
		url: modelUrl(port),
		script,
		asked,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}

function completion(line: Line, n: number) {
	const isText = typeof line === 'string';
	const message: Message = isText
		? { role: 'assistant', content: line }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call_${n}`,
						type: 'function',
						function: { name: line.tool, arguments: JSON.stringify(line.input) },
					},
				],
			};
	return {
		id: `chatcmpl-${n}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: isText ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

const WHAT_TO_SAY = `I stand in for a language model and know three sentences:
“+91 97000 00003 has opted out”, “97000 00003 is a spammer” and “unblock 97000 00003”.`;

/** What the model of `npm start` says in the chat of examples/ai-agent-block-list.json: no key is needed. */
export function standInReply({ messages }: Pick<Asked, 'messages'>): Line {
	const { role, content } = messages.at(-1)!;
	const said = String(content);
	if (role === 'tool') return said.startsWith('[') ? results(said) : said;
	const numbers = said.match(/\+?\d[\d ()-]{5,}\d/g);
	if (!numbers) return WHAT_TO_SAY;
	return {
		tool: /unblock|again/i.test(said) ? 'Unblock_Numbers' : 'Block_Numbers',
		input: {
			phone_numbers: numbers.join(', '),
			group: /spam/i.test(said) ? 'Spam Callers' : 'Do Not Call',
		},
	};
}

function results(json: string): string {
	const all = JSON.parse(json) as Array<Record<'phoneNumber' | 'status' | 'message', string>>;
	return all
		.map(({ phoneNumber, status, message }) => `${phoneNumber} is ${status}. ${message}.`)
		.join('\n');
}
