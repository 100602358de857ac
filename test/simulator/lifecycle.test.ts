import { startSimulator, type Simulator, type SimulatorOptions } from '.';
import { callsOf, wait } from './call';

const adding = { groupName: 'Spam', blockNumbers: ['9700000003'] };

const running: Simulator[] = [];
const start = async (options?: SimulatorOptions) => {
	const simulator = await startSimulator(options);
	running.push(simulator);
	return simulator;
};
afterEach(async () => {
	for (const simulator of running.splice(0)) await simulator.close();
});

test('starts with what it is given, on a free port', async () => {
	const account = { userName: 'someone', apiKey: 'invented' };
	const simulator = await start({
		account,
		groups: [{ name: 'Spam', numbers: ['9700000003', '09700000003'] }, { name: 'Other' }],
		switches: { errorStatus: 401 },
	});
	expect(simulator.url).toBe(`http://127.0.0.1:${simulator.port}`);
	expect(simulator.account).toEqual(account);
	expect(simulator.groups.map(({ id, name }) => [id, name])).toEqual([
		[20, 'Spam'],
		[21, 'Other'],
	]);
	expect([...simulator.group('Spam')!.numbers.keys()]).toEqual(['+919700000003']);
	expect((await callsOf(simulator).C2(adding)).body.status).toBe('success');
});

test('keeps a log of requests and answers', async () => {
	const simulator = await start({ groups: [{ name: 'Spam' }] });
	const { status, body } = await callsOf(simulator).C2(adding);
	expect(simulator.requests).toEqual([
		{
			n: 1,
			at: expect.any(Number),
			method: 'PUT',
			path: '/ca_apis/updateBlockNumbers',
			headers: expect.objectContaining({ apikey: simulator.account.apiKey }),
			body: { userName: simulator.account.userName, ...adding },
			rawBody: JSON.stringify({ userName: simulator.account.userName, ...adding }),
			answer: { status, body },
		},
	]);
});

test('without keepLog the log has no bodies, but those who listen see them', async () => {
	const seen: unknown[] = [];
	const simulator = await start({
		keepLog: false,
		groups: [{ name: 'Spam' }],
		onRequest: ({ body }) => void seen.push(body),
	});
	await callsOf(simulator).C2(adding);
	expect(simulator.requests[0]).toMatchObject({ rawBody: '', answer: { status: 200 } });
	expect(simulator.requests[0].body).toBeUndefined();
	expect(simulator.requests[0].answer?.body).toBeUndefined();
	expect(seen).toMatchObject([adding]);
});

test('reset forgets all but the switches it was started with', async () => {
	const simulator = await start({ switches: { legacy: false } });
	const { groups, requests, switches } = simulator;
	const calls = callsOf(simulator);
	simulator.addGroup('Spam');
	simulator.switches.legacy = true;
	simulator.switches.rateLimit = { requests: 1, windowMs: 60_000, style: 'body' };
	simulator.fault = () => ({ kind: 'busy' });
	await calls.T({});

	simulator.reset();
	expect(groups).toEqual([]);
	expect(requests).toEqual([]);
	expect(switches).toMatchObject({ legacy: false, rateLimit: undefined });
	expect(simulator.fault).toBeUndefined();
	expect(simulator.addGroup('Spam').id).toBe(20);
	expect((await calls.C2(adding)).body.status).toBe('success');
	expect(simulator.requests.map(({ n }) => n)).toEqual([1]);
});

test('closes with requests under way, and refuses a port in use', async () => {
	const simulator = await start();
	simulator.fault = () => ({ kind: 'hang' });
	const hanging = callsOf(simulator).C2(adding);
	await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({
		code: 'EADDRINUSE',
	});
	while (simulator.requests.length === 0) await wait(1);
	await Promise.all([expect(hanging).rejects.toThrow('fetch failed'), simulator.close()]);
	await expect(fetch(simulator.url)).rejects.toThrow('fetch failed');
});
