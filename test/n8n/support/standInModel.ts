import type { Asked, Line } from './scriptedModel';

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
