const shared = require('../n8n/jest.config.js');

const support = '<rootDir>/../n8n/support';
/** Of the tests in the real n8n, those that hold for every version. */
const ALSO = ['credential', 'httpRequest', 'mcp', 'large'];

/** @type {import('jest').Config} */
module.exports = {
	...shared,
	roots: ['<rootDir>/specs', '<rootDir>/../n8n/specs'],
	testMatch: ['<rootDir>/specs/*.test.ts', `**/n8n/specs/(${ALSO.join('|')}).test.ts`],
	modulePathIgnorePatterns: ['/node_modules/', '<rootDir>/.versions/'],
	globalSetup: `${support}/before.ts`,
	globalTeardown: `${support}/after.ts`,
};
