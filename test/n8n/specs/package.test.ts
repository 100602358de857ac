import { Lab } from '../support/lab';
import { ozonetelType } from '../support/workflow';

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
