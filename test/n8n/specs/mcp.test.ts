import { createRequire } from 'node:module';
import { guards } from '../support/demo';
import { Lab } from '../support/lab';
import {
	example,
	nodeOf,
	operationDescriptions,
	withToolOfEachOperation,
} from '../support/workflow';

// Not imported: it is installed in this folder only, where the root's lint does not look.
const load = createRequire(__filename);
const { Client } = load(
	'@modelcontextprotocol/sdk/client/index.js',
) as typeof import('@modelcontextprotocol/sdk/client/index.js');
const { StreamableHTTPClientTransport } = load(
	'@modelcontextprotocol/sdk/client/streamableHttp.js',
) as typeof import('@modelcontextprotocol/sdk/client/streamableHttp.js');

interface Told {
	isError?: boolean;
	content: Array<{ type: string; text: string }>;
}

/** examples/mcp-block-list.json, published, and a real MCP client. */
describe('the node as a tool of an MCP server', () => {
	let lab: Lab;
	let client: InstanceType<typeof Client>;

	const connect = async (token: string, path = 'ozonetel-block-list') => {
		const address = new URL(`${lab.rest.address}/mcp/${path}`);
		const headers = { authorization: `Bearer ${token}` };
		const one = new Client({ name: 'test', version: '1.0.0' });
		await one.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }));
		return one;
	};

	beforeAll(async () => {
		lab = await Lab.open('mcp', true);
		await lab.rest.publish('ozonetelMcp');
		client = await connect(guards.bearer.token);
	});
	afterAll(async () => {
		await client?.close();
		await lab.close();
	});

	const call = async (name: string, phone_numbers: string): Promise<any> => {
		const told = (await client.callTool({ name, arguments: { phone_numbers } })) as Told;
		expect(told.isError).toBeFalsy();
		expect(told.content).toHaveLength(1);
		expect(told.content[0].text.length).toBeLessThan(1_000);
		return JSON.parse(told.content[0].text);
	};

	it('lists its two tools with a description and a schema', async () => {
		const { tools } = await client.listTools();
		expect(tools.map(({ name }) => name).sort()).toEqual(['Block_Numbers', 'Unblock_Numbers']);
		for (const { description, inputSchema } of tools) {
			expect(description).toMatch(/locks phone numbers/);
			expect(inputSchema).toMatchObject({
				type: 'object',
				properties: { phone_numbers: { type: 'string', description: expect.any(String) } },
				required: ['phone_numbers'],
			});
			// the model chooses numbers, neither group nor account
			expect(Object.keys(inputSchema.properties!)).toEqual(['phone_numbers']);
		}
	});

	it('blocks a number and says so briefly', async () => {
		const result = await call('Block_Numbers', '97000 00003');
		expect(result).toMatchObject([{ registeredAs: '+919700000003', status: 'added' }]);
		expect(lab.simulator.group('Do Not Call')?.numbers.has('+919700000003')).toBe(true);
	});

	it('says which of several numbers it could not block', async () => {
		const results = await call('Block_Numbers', '+91 97000 00094, nonsense');
		expect(results.map(({ status }: { status: string }) => status)).toEqual(['added', 'invalid']);
	});

	it('unblocks it again', async () => {
		const result = await call('Unblock_Numbers', '97000 00003');
		expect(result).toMatchObject([{ status: 'removed', deleted: true }]);
		expect(lab.simulator.group('Do Not Call')?.numbers.has('+919700000003')).toBe(false);
	});

	it("tells the model Ozonetel's words when the request fails", async () => {
		lab.simulator.fault = () => ({
			kind: 'raw',
			body: '{"status":"false","message":"Invalid User Details","data":null}',
		});
		const told = (await client.callTool({
			name: 'Block_Numbers',
			arguments: { phone_numbers: '9700000005' },
		})) as Told;
		lab.simulator.fault = undefined;
		expect(JSON.stringify(told)).toContain('Invalid User Details');
		expect(JSON.stringify(told)).not.toContain(lab.simulator.account.apiKey);
	});

	it('gives every operation its own description, written by n8n', async () => {
		const workflow = example('mcp-block-list.json');
		delete workflow.id;
		withToolOfEachOperation(workflow);
		const server = nodeOf(workflow, 'MCP Server');
		server.webhookId = 'mcp-operations';
		server.parameters = { path: 'mcp-operations' };
		delete server.credentials;
		await lab.rest.publish(await lab.rest.createWorkflow(workflow));
		const other = await connect('', 'mcp-operations');
		const { tools } = await other.listTools();
		await other.close();
		expect(Object.fromEntries(tools.map(({ name, description }) => [name, description]))).toEqual(
			operationDescriptions,
		);
	});

	it('lets nobody in without the token', async () => {
		await expect(connect('guessed')).rejects.toThrow();
	});
});
