import Ajv from 'ajv';
import { Lab } from '../support/lab';
import { itemsOf, ozonetelType } from '../support/workflow';

/** What the editor shows of a node's output before it has run: `__schema__/v1.0.0/<resource>/<operation>.json`. */
describe('the output schema', () => {
	let lab: Lab;
	beforeAll(async () => {
		lab = await Lab.open('schemas');
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
		const { version, ...schema } = await (await lab.rest.get(path)).json();
		expect(version).toBe(1);
		const { execution } = await lab.block(phones, { operation, ...parameters });
		const items = itemsOf(execution, 'Ozonetel').map(({ json }) => json);
		expect(items).toHaveLength(phones.length);

		const keys = Object.keys(schema.properties);
		const exact = { ...schema, required: keys, additionalProperties: false };
		const matches = new Ajv({ allowUnionTypes: true }).compile(exact);
		for (const item of items) expect({ item, fits: matches(item) }).toEqual({ item, fits: true });
	});
});
