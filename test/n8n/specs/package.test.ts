import Ajv from 'ajv';
import { Lab } from '../support/lab';
import { Scenarios } from '../support/scenario';
import { itemsOf, ozonetelType } from '../support/workflow';

describe('the packed node, installed as a community node', () => {
	let lab: Lab;
	let nodes: any[];
	beforeAll(async () => {
		lab = await Lab.open('package');
		nodes = await (await lab.rest.get('/types/nodes.json')).json();
	});
	afterAll(async () => await lab.close());

	const described = (name: string) => nodes.find((node) => node.name === name);

	it('is offered as a node and as a tool', () => {
		expect(described(ozonetelType)).toMatchObject({
			displayName: 'Ozonetel Block Group',
			version: 1,
		});
		expect(described(`${ozonetelType}Tool`)).toMatchObject({ outputs: ['ai_tool'] });
	});

	it('shows its own icons, one for each theme', async () => {
		const { light, dark } = described(ozonetelType).iconUrl;
		const drawings = await Promise.all(
			[light, dark].map(async (path) => await (await lab.rest.get(`/${path}`)).text()),
		);
		expect(drawings[0]).toMatch(/<svg/);
		expect(drawings[1]).toMatch(/<svg/);
		expect(drawings[0]).not.toBe(drawings[1]);
	});
});

/** What the editor shows of a node's output before it has run: `__schema__/v1.0.0/<resource>/<operation>.json`. */
describe('the output schema', () => {
	let lab: Scenarios;
	beforeAll(async () => {
		lab = await Scenarios.open('schemas');
		lab.simulator.switches.isBad = (number) => number.endsWith('000');
	});
	afterAll(async () => await lab.close());

	const group = { groupName: 'Schemas', description: 'Of the tests' };
	const phones = ['9700000003', '9700000003', '9700000000', 'no number'];

	it.each([
		['addNumbers', { expires: 'afterPeriod' }],
		['createGroup', group],
		['removeNumbers', {}],
	])('of %s is what the node puts out', async (operation, parameters) => {
		const path = `/schemas/${ozonetelType}/1.0.0/blockGroup/${operation}.json`;
		const { version, ...schema } = await (await lab.lab.rest.get(path)).json();
		expect(version).toBe(1);
		const { execution } = await lab.run(phones, { operation, ...parameters });
		const items = itemsOf(execution, 'Ozonetel').map(({ json }) => json);
		expect(items).toHaveLength(phones.length);

		const keys = Object.keys(schema.properties);
		const exact = { ...schema, required: keys, additionalProperties: false };
		const matches = new Ajv({ allowUnionTypes: true }).compile(exact);
		for (const item of items) expect({ item, fits: matches(item) }).toEqual({ item, fits: true });
	});
});
