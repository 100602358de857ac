import {
	Expression,
	type IExecuteFunctions,
	type INodeExecutionData,
	NodeOperationError,
	sleep,
} from 'n8n-workflow';

import {
	disposeExpressionEngine,
	NODE,
	runNode,
	SOURCE,
	useExpressionEngine,
} from '../support/engine';
import { functionNode } from '../support/nodeTypes';

// The harness itself: what it says of a run is what n8n's engine did.

const items = [{ n: 1 }, { n: 2 }, { n: 3 }];
const parameters = {};

afterAll(disposeExpressionEngine);

/** Gives out the items in reverse, paired; item 2 goes to the error output where there is one. */
const reversing = functionNode('reversing', async function (this: IExecuteFunctions) {
	const results = this.getInputData().map(({ json }, item): INodeExecutionData => {
		if (json.n === 2 && this.continueOnFail()) {
			return { json: { error: 'No 2', message: 'Twos are refused' }, pairedItem: { item } };
		}
		return { json: { doubled: Number(json.n) * 2 }, pairedItem: { item } };
	});
	return results.reverse();
});

describe.each(['vm', 'legacy'] as const)('the %s expression engine', (engine) => {
	beforeAll(async () => await useExpressionEngine(engine));

	it('is the one that evaluates', () => {
		expect(Expression.getActiveImplementation()).toBe(engine);
	});

	it('follows pairing to the nodes before', async () => {
		const { downstream, error } = await runNode({
			items,
			parameters,
			nodeType: reversing,
			downstream: {
				ours: `={{ $('${NODE}').item.json.doubled }}`,
				source: `={{ $('${SOURCE}').item.json.n }}`,
			},
		});
		expect(error).toBeUndefined();
		expect(downstream).toEqual([
			{ ours: 6, source: 3 },
			{ ours: 4, source: 2 },
			{ ours: 2, source: 1 },
		]);
	});

	it('separates the error output', async () => {
		const { output, errorOutput, downstreamError } = await runNode({
			items,
			parameters,
			nodeType: reversing,
			onError: 'continueErrorOutput',
			downstreamError: {
				source: `={{ $('${SOURCE}').item.json.n }}`,
				said: '={{ $json.message }}',
			},
		});
		expect(output.map(({ json }) => json)).toEqual([{ doubled: 6 }, { doubled: 2 }]);
		expect(errorOutput).toHaveLength(1);
		expect(downstreamError).toEqual([{ source: 2, said: 'Twos are refused' }]);
	});
});

it('tells the error, the hints, the log and the time of the node', async () => {
	const failing = functionNode('failing', async function (this: IExecuteFunctions) {
		this.addExecutionHints({ message: 'A hint' });
		this.logger.debug('A line', { detail: 42 });
		await sleep(30);
		throw new NodeOperationError(this.getNode(), 'It failed', { itemIndex: 1 });
	});
	const stopped = await runNode({ items, parameters, nodeType: failing });
	expect(stopped.error?.message).toBe('It failed');
	expect(stopped.taskData.executionTime).toBeGreaterThanOrEqual(29);
	expect(stopped.logs.join('\n')).toMatch(/debug A line.*42/);
	expect(stopped.run.status).toBe('error');

	const working = functionNode('working', async function (this: IExecuteFunctions) {
		this.addExecutionHints({ message: 'A hint' });
		return this.getInputData();
	});
	const finished = await runNode({ items, parameters, nodeType: working });
	expect(finished.hints).toEqual([{ message: 'A hint' }]);
	expect(finished.run.status).toBe('success');
});

it('tries again and can be cancelled', async () => {
	let tries = 0;
	const flaky = functionNode('flaky', async () => {
		if (++tries < 3) throw new Error('Not yet');
		return [{ json: { tries } }];
	});
	const retried = await runNode({
		items,
		parameters,
		nodeType: flaky,
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 1,
	});
	expect(retried.output[0].json).toEqual({ tries: 3 });

	const waiting = functionNode('waiting', async function (this: IExecuteFunctions) {
		const signal = this.getExecutionCancelSignal();
		while (!signal?.aborted) await sleep(5);
		return [];
	});
	const cancelled = await runNode({ items, parameters, nodeType: waiting, cancelAfterMs: 20 });
	expect(cancelled.run.status).toBe('canceled');
});
