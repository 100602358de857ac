import type { IHttpRequestOptions } from 'n8n-workflow';

import { requestWithCredential } from '../support/engine';
import { startElsewhere, type Elsewhere } from '../support/elsewhere';
import { simulated } from '../support/simulated';
import { storedToken } from '../support/savedCredential';

// Whoever uses the credential, and however n8n is asked to follow redirects: the key stays here.

const ozonetel = simulated();
let elsewhere: Elsewhere;

beforeAll(async () => (elsewhere = await startElsewhere()));
beforeEach(() => (elsewhere.seen.length = 0));
afterAll(() => elsewhere.close());

const STATUSES = [302, 308];
const METHODS = ['GET', 'DELETE'] as const;
const PATHS = ['/ca_apis/campaignStatus', '/CAServicesV3/blockNumberGroupV2.php'];

const redirecting = (status: number) => {
	const headers = { location: elsewhere.url };
	ozonetel.simulator.fault = () => ({ kind: 'status', status, headers });
};

/** What could make n8n's two request helpers follow. */
const follow = {
	disableFollowRedirect: false,
	followRedirect: true,
	followAllRedirects: true,
	maxRedirects: 9,
};
const OPTIONS: object[] = [
	{},
	{ ...follow, sendCredentialsOnCrossOriginRedirect: true },
	{ ...follow, sendCredentialsOnCrossOriginRedirect: false },
	{ ...follow, simple: false, resolveWithFullResponse: true },
];

describe.each(['apiKey', 'token'] as const)('a redirect to another host (%s)', (authentication) => {
	beforeEach(() => {
		ozonetel.simulator.switches.authentication = authentication;
	});

	const request = async (options: object) => {
		const credential = ozonetel.credential({ authentication });
		credential.token = storedToken(credential, 'a.b.c');
		return await requestWithCredential(credential, {
			body: { campaignName: 'x' },
			json: true,
			...options,
		} as IHttpRequestOptions);
	};

	it.each(STATUSES)(
		'is not followed: HTTP %i',
		async (status) => {
			for (const path of PATHS) {
				const address = `${ozonetel.simulator.url}${path}`;
				for (const method of METHODS) {
					redirecting(status);
					for (const options of OPTIONS) {
						await request({ method, url: address, ...options });
						await request({ method, uri: address, ...options });
					}
				}
			}
			expect(elsewhere.seen).toEqual([]);
			const calls = PATHS.length * METHODS.length * 2 * OPTIONS.length;
			const asked = ozonetel.simulator.requests.filter(({ path }) => PATHS.includes(path));
			expect(asked.length).toBeGreaterThanOrEqual(calls);
		},
		60_000,
	);
});

it('is told to the user, not taken for an answer', async () => {
	redirecting(302);
	const address = `${ozonetel.simulator.url}${PATHS[0]}`;
	for (const named of [{ url: address }, { uri: address }]) {
		const { error } = await requestWithCredential(ozonetel.credential(), {
			method: 'POST',
			body: {},
			json: true,
			...named,
		} as IHttpRequestOptions);
		expect(error?.message).toContain('302');
	}
});

it('is not followed by the issue of a token', async () => {
	redirecting(307);
	const { error } = await ozonetel.run(['9876500000'], {
		credential: ozonetel.credential({ authentication: 'token' }),
	});
	expect(error?.message).toMatch(/no token.*307/);
	expect(elsewhere.seen).toEqual([]);
});
