const typescript = ['ts-jest', { diagnostics: false }];

/** n8n-workflow loads its expression engine with import(), which jest cannot run: as CommonJS it can. */
const asCommonJs = [
	'ts-jest',
	{
		diagnostics: false,
		tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022', esModuleInterop: true },
	},
];

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testTimeout: 30_000, // for a machine that has other work to do
	globalSetup: '<rootDir>/test/support/freshBuild.ts',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/n8n/', '<rootDir>/test/compat/'],
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/.n8n-run/',
		'<rootDir>/test/n8n/',
		'<rootDir>/test/compat/',
		'<rootDir>/test/rehearsal/',
	],
	transform: {
		'^.+\\.ts$': typescript,
		'/n8n-workflow/dist/cjs/expression\\.js$': asCommonJs,
	},
	transformIgnorePatterns: ['/node_modules/(?!n8n-workflow/dist/cjs/expression\\.js$)'],
};
