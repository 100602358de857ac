const FOREIGN = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|NODE_OPTIONS|NODE_PATH|npm)(_|$)/;

const OFF = [
	'DIAGNOSTICS',
	'VERSION_NOTIFICATIONS',
	'VERSION_NOTIFICATIONS_WHATS_NEW',
	'TEMPLATES',
	'PERSONALIZATION',
	'HIRING_BANNER',
	'DYNAMIC_BANNERS',
	'LICENSE_AUTO_RENEW',
	'VERIFIED_PACKAGES',
	'PYTHON',
];

export interface N8nSettings {
	userFolder: string;
	port: number;
	/** Where n8n's task runner finds it: free for each process. */
	brokerPort: number;
	logLevel: 'info' | 'debug';
}

/**
 * What a process of n8n gets to know: nothing is asked of the internet, nothing is advertised, and
 * nothing of the caller's own n8n settings leaks in.
 */
export function n8nEnvironment(settings: N8nSettings, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(inherited),
		...Object.fromEntries(OFF.map((feature) => [`N8N_${feature}_ENABLED`, 'false'])),
		N8N_USER_FOLDER: settings.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: settings.logLevel,
		WEBHOOK_URL: `http://localhost:${settings.port}`,
		NODE_ENV: 'production',
		...more,
	};
}
