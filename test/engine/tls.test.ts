import { each, json, phones, simulated, tally } from '../support/simulated';
import {
	newCertificate,
	startTlsFront,
	trustedCertificate,
	type TlsFront,
} from '../support/tlsFront';

// What TLS does: a certificate that does not pass, and a connection that breaks at any time.

const ozonetel = simulated();
let trusted: TlsFront;
let untrusted: TlsFront;

beforeAll(async () => {
	untrusted = await startTlsFront(ozonetel.simulator.port, newCertificate());
	trusted = await startTlsFront(ozonetel.simulator.port, trustedCertificate());
});
afterAll(() => {
	trusted.close();
	untrusted.close();
});

const by = (front: TlsFront) => ({ credential: ozonetel.credential({ domain: front.url }) });
const creations = () => ozonetel.simulator.requests.filter(({ method }) => method === 'POST');

it('sends nothing to a server whose certificate is not trusted', async () => {
	const { error } = await ozonetel.run(phones(3), { ...by(untrusted), options: { batchSize: 1 } });
	expect(error?.message).toMatch(/certificate of this domain cannot be trusted/);
	expect(ozonetel.simulator.requests).toEqual([]);
});

describe.each(['dropBefore', 'dropAfter'] as const)(
	'a TLS error in place of an answer (%s)',
	(kind) => {
		const breakAt = (n: number) => {
			ozonetel.simulator.fault = (request) => (request.n === n ? { kind } : undefined);
		};

		it('is retried where that does no harm', async () => {
			breakAt(2);
			const options = { batchSize: 1, maxRetries: 1 };
			const { output } = await ozonetel.run(phones(3), { ...by(trusted), options });
			expect(tally(output)).toEqual({ added: 3 });
		});

		it('ends a creation, which is not sent again by Retry On Fail either', async () => {
			breakAt(1);
			const parameters = { operation: 'createGroup', groupName: 'New', description: 'New' };
			const { error } = await ozonetel.run(phones(3), {
				...by(trusted),
				parameters,
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 0,
			});
			expect(`${error?.message} ${error?.description}`).toMatch(/group may have been created/);
			expect(creations()).toHaveLength(1);
		});

		it('concerns its own batch only', async () => {
			breakAt(2);
			const { output } = await ozonetel.run(phones(4), {
				...by(trusted),
				options: { batchSize: 1, maxRetries: 0 },
				onError: 'continueRegularOutput',
			});
			expect(each(output, 'status')).toEqual(['added', 'failed', 'added', 'added']);
			expect(json(output)[1].message).toMatch(/connection was lost/);
		});
	},
);
