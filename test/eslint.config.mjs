import { config } from '@n8n/node-cli/eslint';

/** Development code is not node code: it starts processes, reads files, prints, and never ships. */
export default [
	...config,
	{
		files: ['**/*.ts'],
		rules: {
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
			'@n8n/community-nodes/no-hardcoded-secrets': 'off', // all keys here are invented
			'@typescript-eslint/no-explicit-any': 'off', // what n8n's own API answers
			'no-console': 'off',
		},
	},
];
