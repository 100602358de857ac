import { join } from 'node:path';
import { project } from '../n8n/support/places';

export interface Version {
	n8n: string;
	/** The Node.js major it is run with. */
	node: number;
	/** Where it is installed. */
	home: string;
	/** The scenarios that a fault of n8n's own keeps from passing, by words of their names, and what to say of it. */
	leftOut?: { names: string[]; why: string };
}

const own = (n8n: string, node: number, leftOut?: Version['leftOut']): Version => ({
	n8n,
	node,
	home: join(project, 'test/compat/.versions', n8n),
	leftOut,
});

const NO_LIST_OF_TOOLS = {
	names: ['lists its two tools', 'gives every operation its own description'],
	why: 'Two scenarios list the tools and are left out for n8n 2.20.12, whose MCP Server Trigger leaves the type out of their schemas, so that strict clients refuse the list; calling the tools works.',
};

/** The oldest that is promised, the first and one more of 2.x, and the one that all other tests run in. */
export const VERSIONS: readonly Version[] = [
	own('1.123.81', 22),
	own('2.0.3', 24),
	own('2.20.12', 24, NO_LIST_OF_TOOLS),
	{ n8n: '2.41.1', node: 24, home: join(project, 'test/n8n') },
];

/** n8n 1.x and early 2.x take xlsx from an address outside the registry; this is the newest one in it. */
export const OVERRIDES = { xlsx: '0.18.5' };
