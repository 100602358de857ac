import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openQuestions } from './document';

// docs/ozonetel-api.md §8 lists the questions as the probes have them.

const document = readFileSync(join(__dirname, '../../docs/ozonetel-api.md'), 'utf8');

/** A table as Prettier aligns it is the same table. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test('the document has the tables of the probes', () => {
	const section = document.slice(document.indexOf('## §8'));
	expect(plain(section)).toContain(plain(openQuestions()));
});
