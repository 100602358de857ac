import { Expression, type IExecuteFunctions } from 'n8n-workflow';

import {
	disposeExpressionEngine,
	NODE,
	runNode,
	SOURCE,
	useExpressionEngine,
} from '../support/engine';
import { functionNode } from '../support/nodeTypes';

afterAll(disposeExpressionEngine);

/** Gives out the items in reverse, paired; item 2 goes to the error output. */
const reversing = functionNode('reversing', async function (this: IExecuteFunctions) {
	const results = this.getInputData().map(({ json }, item) =>
		json.n === 2
			? { json: { error: 'No 2', message: 'Twos are refused' }, pairedItem: { item } }
			: { json: { doubled: Number(json.n) * 2 }, pairedItem: { item } },
	);
	return results.reverse();
});

// Where the harness paired by order, or used another engine, the tests of pairing would prove nothing.

it.each(['vm', 'legacy'] as const)('pairs as the %s expression engine does', async (engine) => {
	await useExpressionEngine(engine);
	expect(Expression.getActiveImplementation()).toBe(engine);
	const { downstream, downstreamError } = await runNode({
		items: [{ n: 1 }, { n: 2 }, { n: 3 }],
		parameters: {},
		nodeType: reversing,
		onError: 'continueErrorOutput',
		downstream: {
			ours: `={{ $('${NODE}').item.json.doubled }}`,
			source: `={{ $('${SOURCE}').item.json.n }}`,
		},
		downstreamError: { source: `={{ $('${SOURCE}').item.json.n }}`, said: '={{ $json.message }}' },
	});
	expect(downstream).toEqual([
		{ ours: 6, source: 3 },
		{ ours: 2, source: 1 },
	]);
	expect(downstreamError).toEqual([{ source: 2, said: 'Twos are refused' }]);
});
