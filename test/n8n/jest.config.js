/** Types are checked apart, by `tsc -p test/n8n`; here TypeScript only becomes what jest can run. */
const tsconfig = { module: 'commonjs', target: 'es2022', esModuleInterop: true };

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/specs'],
	modulePathIgnorePatterns: ['<rootDir>/node_modules/'],
	testTimeout: 180_000,
	maxWorkers: 1,
	globalSetup: '<rootDir>/support/before.ts',
	globalTeardown: '<rootDir>/support/after.ts',
	transform: { '^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig }] },
};
