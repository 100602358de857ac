import 'reflect-metadata'; // before n8n-core: its dependency injection reads what this records
import { ExecutionLifecycleHooks, WorkflowExecute, WorkflowHasIssuesError } from 'n8n-core';
import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	ITaskData,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { CREDENTIAL, OneCredentialHelper, StoredCredential } from './credentials';
import { additionalDataWith, ensureExpressionEngine, logMark, logsSince } from './instance';
import { builtCredential, builtNode, fieldsNode, NodeTypeRegistry, sourceNode } from './nodeTypes';

export const NODE = 'Ozonetel Block Group';
export const SOURCE = 'Source';
export const CREDENTIAL_TYPE = 'ozonetelApi';

export interface RunOptions {
	items: IDataObject[];
	parameters: IDataObject;
	/** The data saved in n8n, or a credential shared with other runs; null: the node has none. */
	credential?: IDataObject | StoredCredential | null;
	onError?: INode['onError'];
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	node?: Partial<INode>;
	/** Name → expression, evaluated per item in a node after the main output. */
	downstream?: Record<string, string>;
	/** The same after the error output. */
	downstreamError?: Record<string, string>;
	timezone?: string;
	signal?: AbortSignal;
	cancelAfterMs?: number;
	mode?: WorkflowExecuteMode;
	/** A run that stopped and is retried, as from n8n's list of executions. */
	retryOf?: IRun;
	/** Another node in place of ours, to compare with. */
	nodeType?: INodeType;
}

export interface RunResult {
	output: INodeExecutionData[];
	errorOutput: INodeExecutionData[];
	downstream: IDataObject[];
	downstreamError: IDataObject[];
	/** Why the node, or the execution before it, stopped. */
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	/** Of our node: `executionTime` is the node's own time. */
	taskData: ITaskData;
	run: IRun;
	/** Everything logged through n8n's logger, every level. */
	logs: string[];
	/** What is saved in n8n after the run. */
	credential: IDataObject;
}

const AFTER = 'Downstream';
const AFTER_ERROR = 'Downstream Error';

/** Runs Source → our node → nodes that read its outputs, on n8n's own engine. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	await ensureExpressionEngine();
	const mark = logMark();
	const credential = await StoredCredential.from(CREDENTIAL_TYPE, options.credential ?? {});
	const workflow = workflowOf(options);
	const mode = options.mode ?? 'trigger';
	const hooks = new ExecutionLifecycleHooks(mode, 'test', {
		id: 'test',
		name: 'Test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		activeVersionId: null,
	});
	const helper = new OneCredentialHelper(builtCredential(), credential);
	const stored = options.retryOf && forRetry(options.retryOf, workflow);
	const execution = new WorkflowExecute(additionalDataWith(helper, { hooks }), mode, stored);

	const run = await start(execution, workflow, options).catch(neverStarted(mode));
	const { runData, error, lastNodeExecuted } = run.data.resultData;
	if (error && [AFTER, AFTER_ERROR].includes(lastNodeExecuted ?? '')) {
		throw new Error(`${lastNodeExecuted}: ${error.message}`);
	}

	const taskData = runData[NODE]?.[0] ?? noTask(error);
	const output = (node: string, index = 0) => runData[node]?.[0].data?.main[index] ?? [];
	return {
		output: output(NODE),
		errorOutput: output(NODE, 1),
		downstream: output(AFTER).map(({ json }) => json),
		downstreamError: output(AFTER_ERROR).map(({ json }) => json),
		error: taskData.error ?? error,
		hints: taskData.hints ?? [],
		taskData,
		run,
		logs: logsSince(mark),
		credential: await credential.read(),
	};
}

function workflowOf(options: RunOptions) {
	const { downstream = {}, downstreamError = {} } = options;
	const ours: INode = {
		...node(NODE, 'n8n-nodes-ozonetel.ozonetelBlockGroup', options.parameters),
		credentials: options.credential ? { [CREDENTIAL_TYPE]: CREDENTIAL } : undefined,
		onError: options.onError,
		retryOnFail: options.retryOnFail,
		maxTries: options.maxTries,
		waitBetweenTries: options.waitBetweenTries,
		...options.node,
	};
	return new Workflow({
		id: 'test',
		name: 'Test',
		active: false,
		nodes: [
			node(SOURCE, 'test.source'),
			ours,
			node(AFTER, 'test.after', downstream),
			node(AFTER_ERROR, 'test.afterError', downstreamError),
		],
		connections: connections({
			[SOURCE]: [NODE],
			[NODE]: [used(downstream) && AFTER, used(downstreamError) && AFTER_ERROR],
		}),
		nodeTypes: new NodeTypeRegistry({
			'test.source': sourceNode(options.items.map((json) => ({ json }))),
			[ours.type]: options.nodeType ?? builtNode(),
			'test.after': fieldsNode(AFTER, Object.keys(downstream)),
			'test.afterError': fieldsNode(AFTER_ERROR, Object.keys(downstreamError)),
		}),
		settings: { executionOrder: 'v1', timezone: options.timezone },
	});
}

function node(name: string, type: string, parameters: IDataObject = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		// The engine writes into these.
		parameters: structuredClone(parameters) as INode['parameters'],
	};
}

const used = (expressions: Record<string, string>) => Object.keys(expressions).length > 0;

/** For each node, which node each of its outputs leads to. */
function connections(targets: Record<string, Array<string | false>>): IConnections {
	return Object.fromEntries(
		Object.entries(targets).map(([from, outputs]) => [
			from,
			{
				main: outputs.map((to) => (to ? [{ node: to, type: 'main' as const, index: 0 }] : [])),
			},
		]),
	);
}

async function start(
	execution: WorkflowExecute,
	workflow: Workflow,
	{ signal, cancelAfterMs, retryOf }: RunOptions,
): Promise<IRun> {
	const running = retryOf
		? execution.processRunExecutionData(workflow)
		: execution.run({ workflow, startNode: workflow.getNode(SOURCE)! });
	const cancel = () => running.cancel();
	const timer = cancelAfterMs === undefined ? undefined : setTimeout(cancel, cancelAfterMs);
	signal?.addEventListener('abort', cancel);
	try {
		return await running;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', cancel);
	}
}

/** What n8n keeps of a run that stopped, as its retry takes it up: our node is to run again. */
function forRetry({ data }: IRun, workflow: Workflow): IRun['data'] {
	delete data.resultData.error;
	delete data.resultData.runData[NODE];
	for (const waiting of data.executionData!.nodeExecutionStack) {
		waiting.node = workflow.getNode(waiting.node.name)!;
	}
	return data;
}

/** n8n fails an execution before it starts where a required parameter is empty, for instance. */
function neverStarted(mode: WorkflowExecuteMode) {
	return (error: Error): IRun => {
		if (!(error instanceof WorkflowHasIssuesError)) throw error;
		return {
			data: createRunExecutionData({ resultData: { runData: {}, error: error as never } }),
			mode,
			startedAt: new Date(),
			status: 'error',
			storedAt: 'db',
		};
	};
}

function noTask(error?: ExecutionError): ITaskData {
	return { startTime: 0, executionTime: 0, executionIndex: 0, source: [], hints: [], error };
}
