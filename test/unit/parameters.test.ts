import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { parameterReader } from '../../nodes/OzonetelBlockGroup/input/parameters';

/** Reads a parameter for each item; tells what was evaluated, as “item n”, and how often the raw one was read. */
function read(raw: unknown, jsons: IDataObject[], fallback: unknown = 'fallback') {
	const evaluated: number[] = [];
	let rawReads = 0;
	const context = {
		getNodeParameter(_: string, item: number, _fallback: unknown, options?: object) {
			if (options) {
				rawReads++;
				return raw;
			}
			evaluated.push(item);
			return `item ${item}`;
		},
	} as unknown as IExecuteFunctions;
	const reader = parameterReader(
		context,
		jsons.map((json) => ({ json })),
	)('groupName', fallback);
	return {
		values: jsons.map((_, item) => reader(item)),
		constant: reader.constant,
		evaluated,
		rawReads,
	};
}

it.each<[unknown]>([
	['9812345678'],
	[''],
	['{{ $json.phone }}'],
	[' ={{ $json.phone }}'],
	[9812345678],
	[0],
	[false],
	[null],
	[['1', '2']],
	[{ a: { b: 'c' } }],
])('without an expression it is read once: %j', (raw) => {
	expect(read(raw, [{}, {}, {}])).toEqual({
		values: [raw, raw, raw],
		constant: true,
		evaluated: [],
		rawReads: 1,
	});
});

it('the fallback stands in for one that is not saved', () => {
	expect(read(undefined, [{}, {}])).toMatchObject({
		values: ['fallback', 'fallback'],
		constant: true,
	});
});

it.each([
	["={{ $('Settings').first().json.group }}"],
	['={{$("My Settings").first().json["Block Group"].name}}'],
])("of another node's first item it is evaluated once: %s", (raw) => {
	expect(read(raw, [{}, {}, {}])).toEqual({
		values: ['item 0', 'item 0', 'item 0'],
		constant: false,
		evaluated: [0],
		rawReads: 1,
	});
});

it.each([
	["={{ $('Settings').item.json.group }}"],
	["={{ $('Settings').all()[$itemIndex].json.group }}"],
	["={{ $('Settings').first($itemIndex).json.group }}"],
	["={{ $('Settings').first().json.group + $json.phone }}"],
	["={{ $('Settings').first().json[$json.phone] }}"],
	["={{ $('Settings').first().json.group }}{{ $json.phone }}"],
])('what may differ from item to item is evaluated for each: %s', (raw) => {
	expect(read(raw, [{}, {}]).evaluated).toEqual([0, 1]);
});

const json = {
	phone: '1',
	n: 2,
	nothing: null,
	'Phone Number': '3',
	a: { b: { c: ['4', { d: '5' }] }, 'b c': '6', $x: '7', _y: '8' },
	list: ['9'],
	'a.b': '10',
	"it's": '11',
};

it.each<[string, unknown]>([
	['={{ $json.phone }}', '1'],
	['={{   $json.n\t}}', 2],
	["={{ $json['Phone Number'] }}", '3'],
	['={{ $json.a.b.c[0] }}', '4'],
	['={{ $json["a"].b["c"][1].d }}', '5'],
	['={{ $json["it\'s"] }}', '11'],
	['={{ $json.missing }}', undefined],
])('a bare path is read from the item: %s', (raw, value) => {
	expect(read(raw, [json])).toEqual({
		values: [value],
		constant: false,
		evaluated: [],
		rawReads: 1,
	});
});

it.each([
	'={{ $json.phone + "" }}',
	'={{ $json.phone.trim() }}',
	'={{ $json.a }}',
	'=+91{{ $json.phone }}',
	'={{ $json?.phone }}',
	'={{ $node["Source"].json.phone }}',
	'={{ $json.phone.length }}',
	'={{ $json.nothing.phone }}',
])('anything else is evaluated for each item: %s', (raw) => {
	expect(read(raw, [json, json])).toEqual({
		values: ['item 0', 'item 1'],
		constant: false,
		evaluated: [0, 1],
		rawReads: 1,
	});
});

it('an empty expression is nothing, for all items', () => {
	expect(read('=', [json, json])).toEqual({
		values: ['', ''],
		constant: true,
		evaluated: [],
		rawReads: 1,
	});
});

it('an expression inside a list or collection counts as one', () => {
	for (const raw of [['1', '={{ $json.phone }}'], { a: { b: '={{ $json.phone }}' } }]) {
		expect(read(raw, [json])).toMatchObject({ values: ['item 0'], constant: false });
	}
});

it('each item gets its own value', () => {
	const jsons = [{ phone: '1' }, {}, { phone: null }, { phone: ['2'] }];
	expect(read('={{ $json.phone }}', jsons).values).toEqual(['1', undefined, null, ['2']]);
});

describe('an expression that gives nothing', () => {
	const mayFail = (raw: string) =>
		parameterReader({ getNodeParameter: () => raw } as unknown as IExecuteFunctions, [])(
			'expiryDate',
			'',
		).mayFail;

	it.each([
		["={{ DateTime.fromFormat($json.until, 'd/M/yyyy').toISODate() }}"],
		["={{ $json.until ? DateTime.fromFormat($json.until, 'd/M/yyyy').toISODate() : '' }}"],
		['={{ new Date($json.until).toISOString() }}'],
		["={{ $json.until.split(' ')[0] }}"],
		['={{ JSON.parse($json.body).until }}'],
		["={{ $('Get Rows').item.json.until.toDateTime() }}"],
		["={{ $ifEmpty($json.until.toDateTime(), '') }}"],
		["={{ $json['parse'](1) }}"],
	])('may have failed: %s', (raw) => {
		expect(mayFail(raw)).toBe(true);
	});

	it.each([
		['={{ $json.until }}'],
		['={{ $json["Block Until"] }}'],
		['={{ $json["Until(date)"] }}'],
		["={{ $('Get Rows').item.json.until }}"],
		["={{ $('Get Rows').first().json['Until(date)'] }}"],
		['={{ $json.until || null }}'],
		['={{ $ifEmpty($json.until, null) }}'],
		["={{ $fromAI('until', `When(if ever) the block ends`) }}"],
	])('only looked a value up: %s', (raw) => {
		expect(mayFail(raw)).toBe(false);
	});
});
