import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';

import { parameterReader } from '../../nodes/OzonetelBlockGroup/input/parameters';
import { disposeExpressionEngine, runNode, useExpressionEngine } from '../support/engine';
import { functionNode } from '../support/nodeTypes';

// A parameter gives the same value as a constant, read straight from the item, and evaluated.

const json = {
	phone: '98123 45670',
	'Phone Number': '98123 45671',
	"it's": '98123 45672',
	'a.b': '98123 45673',
	nummer_1: '98123 45674',
	$x: '98123 45675',
	a: { b: { c: ['98123 45676', { d: '98123 45677' }] } },
	list: ['98123 45678', 9812345679, [null, '98123 45680']],
	empty: '',
	blank: '  ',
	nothing: null,
	yes: true,
	no: false,
	zero: 0,
	number: 9812345678,
	fraction: 9812345678.5,
	big: 9_007_199_254_740_992,
	several: '9812345670, 9812345671;9812345672\n9812345673',
	lists: [],
	object: { x: { y: 1 } },
	expression: '={{ 1 + 1 }}',
	moment: '2027-03-31T18:30:00+05:30',
	dirt: '\u202a९८१२३४५६७८\u200b',
	own: JSON.parse('{"__proto__": "1", "constructor": "2", "toString": "3", "length": 4}'),
};
const items: IDataObject[] = [
	json,
	{ phone: 9812345678, a: { b: null }, list: '98123 45670', object: null, nothing: 'no', own: [] },
	{ phone: null, a: [], list: { 2: ['x', 'y'] }, lists: [1], own: 'text' },
	{},
];

const paths = [
	...Object.keys(json).map((key) => `[${JSON.stringify(key)}]`),
	'.phone',
	"['Phone Number']",
	'.nummer_1',
	'.$x',
	'.a.b',
	'.a.b.c',
	'.a.b.c[0]',
	'.a["b"].c[1].d',
	'.a.b.c[9]',
	'.a.b.c[1].d.e',
	'.list[0]',
	'.list[2]',
	'.list[2][1]',
	'.lists[0]',
	'.object.x.y',
	'.nothing.phone',
	'.missing',
	'.missing.phone',
	'.missing[0].phone',
	'[0]',
	// not the data's own
	'.list.length',
	'.list.map',
	'.a.b.c.length',
	'.phone.length',
	'.phone.missing',
	'.phone.constructor',
	'.constructor',
	'.constructor.name',
	'["constructor"]',
	'.__proto__',
	'["__proto__"]',
	'.prototype',
	'.toString',
	'.valueOf',
	'.hasOwnProperty',
	'.own.constructor',
	'.own.__proto__',
	'.own.toString',
	'.own.length',
];

const constants = [
	'98123 45670',
	'9812345670, 9812345671',
	'',
	' ',
	9812345678,
	0,
	false,
	['98123 45670', 9812345678],
	[],
	{ a: [{ b: 1 }] },
];

/** What a function gives for each item, or throws. */
const perItem = (read: (item: number) => unknown): unknown[] =>
	items.map((_, item) => {
		try {
			return read(item);
		} catch (error) {
			// Ours names the parameter before the engine's own sentence.
			const { message } = error as Error;
			return `throws ${message.replace(/^The expression in '\w+' failed: /, '')}`;
		}
	});

/** For each parameter, read our way and n8n's, both in n8n's engine. */
async function readBothWays(parameters: IDataObject) {
	const values: Record<string, { ours: unknown[]; engine: unknown[] }> = {};
	const names = Object.keys(parameters);
	const node: INodeType = functionNode('reading', async function (this: IExecuteFunctions) {
		const reader = parameterReader(this, this.getInputData());
		for (const name of names) {
			values[name] = {
				ours: perItem(reader(name, 'fallback')),
				engine: perItem((item) => this.getNodeParameter(name, item, 'fallback')),
			};
		}
		return [];
	});
	node.description.properties = names.map((name) => ({
		displayName: name,
		name,
		type: 'json',
		default: '',
	}));
	const { error } = await runNode({ items, parameters, nodeType: node });
	expect(error).toBeUndefined();
	return values;
}

afterAll(disposeExpressionEngine);

describe.each(['vm', 'legacy'] as const)('under the %s expression engine', (engine) => {
	let values: Awaited<ReturnType<typeof readBothWays>>;

	beforeAll(async () => {
		await useExpressionEngine(engine);
		const parameters: IDataObject = {};
		for (const [index, path] of paths.entries()) parameters[`path${index}`] = `={{ $json${path} }}`;
		for (const [index, value] of constants.entries()) {
			parameters[`constant${index}`] = value as IDataObject;
			parameters[`evaluated${index}`] = `={{ ${JSON.stringify(value)} }}`;
		}
		values = await readBothWays(parameters);
	});

	it.each(paths.map((path, index) => [path, index] as const))('$json%s', (_, index) => {
		const { ours, engine: evaluated } = values[`path${index}`];
		expect(ours).toEqual(evaluated);
	});

	it.each(constants.map((value, index) => [value, index] as const))('%j', (value, index) => {
		const expected = items.map(() => value);
		expect(values[`constant${index}`]).toEqual({ ours: expected, engine: expected });
		expect(values[`evaluated${index}`]).toEqual({ ours: expected, engine: expected });
	});
});
