import 'reflect-metadata'; // before n8n-core: its dependency injection reads what this records
import { Cipher, EncryptionKeyProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	IWorkflowExecuteAdditionalData,
	Logger,
	LogMetadata,
} from 'n8n-workflow';
import { Expression, LoggerProxy } from 'n8n-workflow';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';

// n8n-core's own copies: other versions of these packages may lie beside it.
const requireFromCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireFromCore('@n8n/di') as {
	Container: {
		get<T>(service: new (...args: never[]) => T): T;
		set(service: unknown, instance: unknown): void;
	};
};
const backend = requireFromCore('@n8n/backend-common') as { Logger: unknown };
const { GlobalConfig } = requireFromCore('@n8n/config') as {
	GlobalConfig: new () => {
		expressionEngine: Parameters<typeof Expression.initExpressionEngine>[0];
	};
};

const recorded: unknown[][] = [];
let engine: 'vm' | 'legacy' | undefined;

/**
 * What n8n's start command sets up before the first execution: its folder, its logger.
 * The folder is shared by all test processes, so its file appears in one step.
 */
function prepareInstance() {
	const home = join(__dirname, '../../node_modules/.cache/n8n-engine-tests');
	const settings = join(home, '.n8n/config');
	mkdirSync(join(home, '.n8n'), { recursive: true });
	writeFileSync(`${settings}.${process.pid}`, '{ "encryptionKey": "only for tests" }', {
		mode: 0o600,
	});
	renameSync(`${settings}.${process.pid}`, settings);
	process.env.N8N_USER_FOLDER = home;

	Container.set(backend.Logger, recorder);
	LoggerProxy.init(recorder);

	const key = {
		id: 'tests',
		value: Container.get(Cipher).encryptDEKWithInstanceKey('0'.repeat(64)),
		algorithm: 'aes-256-gcm',
		format: 'prefixed' as const,
	};
	Container.get(EncryptionKeyProxy).setProvider({
		getActiveKey: async () => key,
		getKeyById: async () => key,
		getLegacyKey: async () => key,
	});
}

/** Records instead of printing. */
const recorder: Logger & { scoped(): Logger } = {
	error: record('error'),
	warn: record('warn'),
	info: record('info'),
	debug: record('debug'),
	scoped: () => recorder,
};

function record(level: string) {
	return (message: string, metadata?: LogMetadata) => {
		recorded.push([level, message, metadata]);
	};
}

/** Everything logged since the mark, by any part of n8n. */
export function logsSince(mark: number): string[] {
	return recorded
		.slice(mark)
		.map((entry) =>
			entry
				.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 8 })))
				.join(' '),
		);
}

export function logMark() {
	return recorded.length;
}

/** `vm` with n8n's own settings is what production runs on; `legacy` what it ran on before 2.x. */
export async function useExpressionEngine(wanted: 'vm' | 'legacy'): Promise<void> {
	if (wanted === 'vm') {
		const { expressionEngine } = Container.get(GlobalConfig);
		await Expression.initExpressionEngine({ ...expressionEngine, engine: 'vm' });
	}
	Expression.setExpressionEngine(wanted);
	engine = wanted;
}

/** The engine that was chosen; production's where nothing was. */
export async function ensureExpressionEngine() {
	if (!engine) await useExpressionEngine('vm');
}

/** Isolates are kept in a pool: give it back at the end. */
export async function disposeExpressionEngine(): Promise<void> {
	engine = undefined;
	await Expression.disposeExpressionEngine();
}

const URLS = {
	restApiUrl: 'http://localhost:5678/rest',
	instanceBaseUrl: 'http://localhost:5678/',
	formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
	webhookBaseUrl: 'http://localhost:5678/webhook',
	webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
	webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
};

/** What n8n hands to every execution. */
export function additionalDataWith(
	credentialsHelper: ICredentialsHelper,
	more: Partial<IWorkflowExecuteAdditionalData>,
) {
	return {
		...URLS,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		setExecutionStatus: () => {},
		credentialsHelper,
		...more,
	} as IWorkflowExecuteAdditionalData;
}

prepareInstance();
