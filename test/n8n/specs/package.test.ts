import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab, place } from '../support/lab';
import { ozonetelType } from '../support/workflow';
import { OPTION_NAMES } from '../../support/contract';

describe('the packed node, installed as a community node', () => {
	const folder = () => join(place().userFolder, '.n8n/nodes/node_modules/n8n-nodes-ozonetel');
	let lab: Lab;
	let nodes: any[];
	beforeAll(async () => {
		lab = await Lab.open('package');
		nodes = await (await lab.rest.get('/types/nodes.json')).json();
	});
	afterAll(async () => await lab.close());

	const described = (name: string) => nodes.find((node) => node.name === name);

	it('brings nothing but the build and its entry, and no dependency', () => {
		const files = readdirSync(folder()).filter((file) => !/^(README|LICENSE|CHANGELOG)/.test(file));
		expect(files.sort()).toEqual(['dist', 'index.js', 'package.json']);
		const manifest = JSON.parse(readFileSync(join(folder(), 'package.json'), 'utf8'));
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.n8n.nodes).toHaveLength(1);
	});

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

	it('has the parameters of the contract, and no others', () => {
		const names = (properties: any[]) => {
			const fields = properties.filter(({ type }) => type !== 'notice');
			return [...new Set(fields.map(({ name }) => name))].sort();
		};
		const { properties } = described(ozonetelType);
		expect(names(properties)).toEqual([
			'apiVersion',
			'description',
			'expires',
			'expiryAmount',
			'expiryDate',
			'expiryUnit',
			'groupId',
			'groupName',
			'operation',
			'options',
			'phoneNumbers',
			'resource',
		]);
		expect(names(properties.find(({ name }: any) => name === 'options').options)).toEqual(
			OPTION_NAMES,
		);
	});
});
