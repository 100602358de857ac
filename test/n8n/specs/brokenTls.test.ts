import { credentialFor } from '../../support/credentialFor';
import { startTlsFront, type Certificate, type TlsFront } from '../../support/tlsFront';
import { Lab } from '../support/lab';
import { itemsOf, ozonetel, splitOut } from '../support/workflow';

const certificate = JSON.parse(process.env.TEST_CERTIFICATE!) as Certificate;
const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

/** In place of the answer comes a TLS error (ERR_SSL_…). The request may have arrived all the same. */
describe('a TLS connection that breaks', () => {
	let lab: Lab;
	let front: TlsFront;
	let credentialId: string;
	beforeAll(async () => {
		lab = await Lab.open('broken-tls');
		front = await startTlsFront(lab.simulator.port, certificate);
		const account = credentialFor(lab.simulator, { domain: front.url });
		credentialId = (await lab.rest.createCredential('ozonetelApi', 'TLS', account)).id;
	});
	afterAll(async () => {
		front?.close();
		await lab.close();
	});
	beforeEach(() => lab.simulator.reset());

	const phones = ['9700000003', '9700000094'];
	const run = async (parameters: Record<string, unknown>, settings = {}) => {
		const node = ozonetel(credentialId, { groupName: 'Do Not Call', ...parameters }, settings);
		return await lab.call([splitOut('body.phones'), node], { phones });
	};
	const sent = () => lab.simulator.requests.map(({ method }) => method);
	const held = () => lab.simulator.group('Do Not Call')?.numbers.size;

	describe.each(['dropBefore', 'dropAfter'] as const)('%s', (kind) => {
		beforeEach(() => (lab.simulator.fault = ({ n }) => (n === 1 ? { kind } : undefined)));

		it('ends the creation of a group, which Retry On Fail does not send again', async () => {
			lab.simulator.switches.existingName = 'another';
			const parameters = { operation: 'createGroup', description: 'Made by a test' };
			const { execution } = await run(parameters, retryOnFail);
			expect(sent()).toEqual(['POST']);
			expect(lab.simulator.groups).toHaveLength(kind === 'dropAfter' ? 1 : 0);
			expect(execution.status).toBe('error');
			const { message, description } = execution.resultData.error!;
			expect(message).toMatch(/connection was lost|no answer/);
			expect(description).toMatch(/may have been created anyway.*0 of 2 numbers/);
		});

		it('says of each number of a new group that it may be there', async () => {
			const parameters = { operation: 'createGroup', description: 'Made by a test' };
			const settings = { ...retryOnFail, onError: 'continueRegularOutput' };
			const { execution } = await run(parameters, settings);
			expect(sent()).toEqual(['POST']);
			const results = itemsOf(execution, 'Ozonetel').map(({ json }) => json);
			expect(results).toHaveLength(2);
			for (const { status, message } of results) {
				expect(status).toBe('failed');
				expect(message).toMatch(/may have been created anyway/);
			}
		});

		it('is outlasted where numbers are added, by the node itself or by Retry On Fail', async () => {
			for (const [maxRetries, settings] of [
				[1, {}],
				[0, retryOnFail],
			] as const) {
				lab.simulator.reset();
				lab.simulator.addGroup('Do Not Call');
				lab.simulator.fault = ({ n }) => (n === 1 ? { kind } : undefined);
				const { execution } = await run({ options: { maxRetries } }, settings);
				expect(sent()).toEqual(['PUT', 'PUT']);
				const statuses = itemsOf(execution, 'Ozonetel').map(({ json }) => json.status);
				expect(statuses).toEqual(['added', 'added']);
				expect(held()).toBe(2);
			}
		});

		it('is an error where numbers are added and nothing tries again', async () => {
			lab.simulator.addGroup('Do Not Call');
			const { execution } = await run({ options: { maxRetries: 0 } });
			expect(execution.status).toBe('error');
			const { message, description } = execution.resultData.error!;
			expect(message).toMatch(/connection was lost before Ozonetel answered/);
			expect(description).toMatch(/0 of 2 numbers had gone through/);
		});
	});
});
