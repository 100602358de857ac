import { setTimeout as sleep } from 'node:timers/promises';
import { demoWorkflows, guards } from '../support/demo';
import { Lab, place, post } from '../support/lab';
import { itemsOf, nodeOf } from '../support/workflow';

describe('the published examples', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('published', true)));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.reset());
	const blocked = () => [...lab.simulator.group('Do Not Call')!.numbers.keys()];

	describe('nightly list, by its schedule', () => {
		it('runs by itself once it is published', async () => {
			const nightly = demoWorkflows(place()).find(({ id }) => id === 'ozonetelNightly')!;
			const everySecond = { interval: [{ field: 'seconds', secondsInterval: 1 }] };
			nodeOf(nightly, 'Every Night at 2').parameters = { rule: everySecond };
			delete nightly.id;
			const id = await lab.rest.createWorkflow({ ...nightly, name: 'by schedule' });
			await lab.rest.publish(id);
			try {
				const execution = await lab.rest.lastExecution(id);
				expect(execution.status).toBe('success');
				expect(itemsOf(execution, 'Blocked').length).toBeGreaterThan(100);
			} finally {
				await lab.rest.unpublish(id);
			}
		});
	});

	describe('CRM opt-out, by its webhook', () => {
		const url = () => `${lab.rest.address}/webhook/crm-opt-out`;
		const contact = {
			vid: 1201,
			properties: {
				firstname: { value: 'Asha' },
				phone: { value: '+91 97000 00003' },
				mobilephone: { value: '09700000094' },
			},
		};
		const secret = { [guards.header.name]: guards.header.value };
		beforeAll(async () => await lab.rest.publish('ozonetelCrmOptOut'));

		it("blocks the contact's numbers for 90 days and answers with the results", async () => {
			const { status, body } = await post(url(), contact, secret);
			expect(status).toBe(200);
			expect(body).toMatchObject([
				{ phoneNumber: '+91 97000 00003', status: 'added' },
				{ phoneNumber: '09700000094', status: 'added' },
			]);
			expect(blocked()).toEqual(['+919700000003', '+919700000094']);
			const { expiryDate } = lab.simulator.group('Do Not Call')!.numbers.get('+919700000003')!;
			const until = Date.parse(`${expiryDate!.replace(' ', 'T')}+05:30`);
			expect(Math.round((until - Date.now()) / 86_400_000)).toBe(90);
		});

		it('answers with an error when Ozonetel does, so that the CRM tries again', async () => {
			lab.simulator.groups.length = 0;
			const { status } = await post(url(), contact, secret);
			expect(status).toBe(500);
		});

		it('blocks nothing for a caller without the secret', async () => {
			const { status } = await post(url(), contact);
			expect(status).toBe(403);
			expect(lab.simulator.requests).toEqual([]);
		});
	});

	describe('unblock on request, by its form', () => {
		beforeAll(async () => await lab.rest.publish('ozonetelUnblock'));

		const submit = async (phone: string) => {
			const { user, password } = guards.basic;
			const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
			const form = new FormData();
			form.set('field-0', phone);
			form.set('field-1', 'She asked on Monday');
			const sent = await fetch(`${lab.rest.address}/form/ozonetel-unblock`, {
				method: 'POST',
				headers: { authorization },
				body: form,
			});
			const { formWaitingUrl } = (await sent.json()) as { formWaitingUrl: string };
			// as the form's own script does: ask until the next page is there, then get it
			const progress = formWaitingUrl.replace('?', '/n8n-execution-status?');
			for (let waited = 0; waited < 50; waited++) {
				await sleep(200);
				const status = await (await fetch(progress, { headers: { authorization } })).text();
				if (status === 'form-waiting') break;
			}
			return await (await fetch(formWaitingUrl, { headers: { authorization } })).text();
		};

		it('unblocks the number and says so', async () => {
			lab.simulator.group('Do Not Call')!.numbers.set('+919700000003', {});
			const page = await submit('97000 00003');
			expect(page).toContain('Unblocked');
			expect(blocked()).toEqual([]);
		});

		it('says so when there was nothing to unblock', async () => {
			const page = await submit('97000 00005');
			expect(page).toContain('Not unblocked');
		});
	});
});
