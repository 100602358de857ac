/**
 * Writes down what the request helper of an installed n8n throws: situation → the error as the node
 * gets it. `node errorShapes.cjs <folder with node_modules> <dist of the node> <file to write>`.
 */
const { cpSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { createServer: createHttpServer } = require('node:http');
const Module = require('node:module');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [folder, dist, file] = process.argv.slice(2).map((path) => resolve(path));
const load = Module.createRequire(join(folder, 'package.json'));
process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'error-shapes-'));
process.on('exit', () => rmSync(process.env.N8N_USER_FOLDER, { recursive: true, force: true }));

load('reflect-metadata');
const { ExecuteContext } = load('n8n-core');
const { Workflow } = load('n8n-workflow');

/** The credential, away from this project, so that it gets this n8n's own n8n-workflow, as in production. */
const copy = join(process.env.N8N_USER_FOLDER, 'dist');
cpSync(dist, copy, { recursive: true });
process.env.NODE_PATH = join(folder, 'node_modules');
Module._initPaths();
const { OzonetelApi } = require(join(copy, 'credentials/OzonetelApi.credentials.js'));
const type = new OzonetelApi();

const node = {
	id: '1',
	name: 'Ozonetel',
	type: 'o',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const nodeType = { description: { properties: [], inputs: [], outputs: [], defaults: {} } };
const nodeTypes = { getByNameAndVersion: () => nodeType, getByName: () => nodeType };
const workflow = new Workflow({ active: false, nodes: [node], connections: {}, nodeTypes });

/** What the request helper throws for one call with the given credential. */
async function thrown(data) {
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: async ({ helpers }, credential) =>
			credential.token === ''
				? await type.preAuthentication.call({ helpers }, credential)
				: undefined,
		authenticate: async (credential, _, options) => await type.authenticate(credential, options),
	};
	const input = { main: [[]] };
	const run = { resultData: { runData: {} }, executionData: { contextData: {} } };
	const signal = new AbortController().signal;
	const executeData = { node, data: input, source: null };
	const context = new ExecuteContext(
		...[
			workflow,
			node,
			{ credentialsHelper },
			'trigger',
			run,
			0,
			[],
			input,
			executeData,
			[],
			signal,
		],
	);
	const account = {
		username: 'somebody',
		apiKey: 'KKexample',
		authentication: 'apiKey',
		token: '',
	};
	const request = {
		method: 'PUT',
		baseURL: data.domain,
		url: '/ca_apis/updateBlockNumbers',
		body: { blockNumbers: [] },
		json: true,
		timeout: 300,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	const credentialsDecrypted = { data: { ...account, region: 'other', ...data } };
	try {
		const { httpRequestWithAuthentication: send } = context.helpers;
		await send.call(context, 'ozonetelApi', request, { credentialsDecrypted });
	} catch (error) {
		return shape(error);
	}
	throw new Error(`${data.domain} answered`);
}

const FIELDS = ['name', 'message', 'messages', 'code', 'httpCode', 'context'];

function shape(error) {
	const fields = FIELDS.filter((field) => error[field] !== undefined);
	return {
		...Object.fromEntries(fields.map((field) => [field, error[field]])),
		...(error.cause ? { cause: shape(error.cause) } : {}),
	};
}

async function listen(server) {
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return `http://127.0.0.1:${server.address().port}`;
}

const withToken = { authentication: 'token' };

async function main() {
	const drops = await listen(createHttpServer(({ socket }) => socket.destroy()));
	const resets = await listen(createHttpServer(({ socket }) => socket.resetAndDestroy()));
	const hangs = await listen(createHttpServer(() => {}));
	const limits = await listen(
		createHttpServer((_, response) => {
			response.setHeader('retry-after', '7');
			response.end(JSON.stringify({ status: 'error', message: 'Max limit exceeded' }));
		}),
	);
	const breaksOff = await listen(
		createHttpServer(({ socket }, response) => {
			response.writeHead(200, { 'content-length': '99' });
			response.write('{"status"', () => setTimeout(() => socket.destroy(), 50));
		}),
	);
	const isNoHttp = await listen(
		createServer((socket) => socket.on('error', () => {}).end('EHLO\r\n\r\n')),
	);
	const shapes = {
		'connection refused': await thrown({ domain: 'http://127.0.0.1:9' }),
		'no such host': await thrown({ domain: 'https://no-such-host.invalid' }),
		'network unreachable': await thrown({ domain: 'https://255.255.255.255' }),
		'connection dropped': await thrown({ domain: drops }),
		'connection reset': await thrown({ domain: resets }),
		'no answer in time': await thrown({ domain: hangs }),
		'answer broken off': await thrown({ domain: breaksOff }),
		'answer that is not HTTP': await thrown({ domain: isNoHttp }),
		'TLS to a plain port': await thrown({ domain: drops.replace('http:', 'https:') }),
		'no token: connection refused': await thrown({ ...withToken, domain: 'http://127.0.0.1:9' }),
		'no token: connection dropped': await thrown({ ...withToken, domain: drops }),
		'no token: rate limit': await thrown({ ...withToken, domain: limits }),
	};
	writeFileSync(file, JSON.stringify(shapes, null, '\t'));
	process.exit(0);
}

main();
