import { demoWorkflows, guards } from '../support/demo';
import { submitForm } from '../support/form';
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
			const soon = { interval: [{ field: 'seconds', secondsInterval: 5 }] };
			nodeOf(nightly, 'Every Night at 2').parameters = { rule: soon };
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
		const secret = { [guards.header.name]: guards.header.value };
		const hubspot = {
			vid: 1201,
			properties: {
				firstname: { value: 'Asha' },
				phone: { value: '+91 97000 00003' },
				mobilephone: { value: '09700000094' },
			},
			'associated-company': { properties: { phone: { value: '022 4000 0000' } } },
		};
		beforeAll(async () => await lab.rest.publish('ozonetelCrmOptOut'));

		it.each([
			['HubSpot, Send a webhook', hubspot],
			[
				'HubSpot, with the properties of your choice',
				{ objectId: 1201, properties: { phone: '+91 97000 00003', mobilephone: '09700000094' } },
			],
			['Zoho, parameters of the webhook', { Phone: '+91 97000 00003', Mobile: '09700000094' }],
			[
				'Zoho, records of its API',
				{
					data: [
						{
							id: '4876876000000624001',
							Last_Name: 'Rao',
							Phone: '+91 97000 00003',
							Mobile: '09700000094',
							Owner: { name: 'Olivia', phone: '02240000000' },
						},
					],
				},
			],
			[
				'Salesforce, HTTP callout of a flow',
				{ Id: '003xx000004TmiQ', Phone: '+91 97000 00003', MobilePhone: '09700000094' },
			],
			[
				'LeadSquared, lead creation',
				{ ProspectID: 'a311', Phone: '+91-97000-00003', Mobile: '+91-9700000094', DoNotCall: '1' },
			],
			[
				'LeadSquared, lead update',
				{
					Before: { ProspectID: 'a311', Phone: '+91-9700000105', Mobile: null },
					After: { ProspectID: 'a311', Phone: '+91-9700000003', Mobile: '+91-9700000094' },
				},
			],
			['a list', { phones: ['97000 00003', '97000 00094'] }],
			['numbers as numbers', { phone: 9700000003, mobile: 919700000094 }],
		])('takes the contact of %s', async (_, contact) => {
			const { status, body } = await post(url(), contact, { headers: secret });
			expect({ status, body }).toMatchObject({
				status: 200,
				body: [{ status: 'added' }, { status: 'added' }],
			});
			expect(blocked()).toEqual(['+919700000003', '+919700000094']);
		});

		it('finds a number under each name it knows, wherever the contact is in the body', async () => {
			const fields = [
				...['phone', 'Phones', 'phoneNumber', 'phone_number', 'Telephone', 'homePhone'],
				...['otherPhone', 'Mobile', 'mobilephone', 'mobileNumber', 'mobile_number'],
			];
			const places = [
				'contact',
				'Lead',
				'record',
				'data',
				'payload',
				'properties',
				'After',
				'current',
			];
			const body: Record<string, Record<string, string>> = {};
			for (const [at, field] of fields.entries()) {
				(body[places[at % places.length]] ??= {})[field] = `97000 000${10 + at}`;
			}
			await post(url(), body, { headers: secret });
			expect(blocked()).toHaveLength(fields.length);
		});

		it('takes the plain form that a CRM posts', async () => {
			const response = await fetch(url(), {
				method: 'POST',
				headers: secret,
				body: new URLSearchParams({ Phone: '97000 00003' }),
			});
			expect(response.status).toBe(200);
			expect(blocked()).toEqual(['+919700000003']);
		});

		it('blocks for 90 days', async () => {
			await post(url(), { phone: '97000 00003' }, { headers: secret });
			const { expiryDate } = lab.simulator.group('Do Not Call')!.numbers.get('+919700000003')!;
			const until = Date.parse(`${expiryDate!.replace(' ', 'T')}+05:30`);
			expect(Math.round((until - Date.now()) / 86_400_000)).toBe(90);
		});

		it.each([
			['an empty contact', {}],
			['a contact without a number', { properties: { firstname: { value: 'Asha' } } }],
			['empty numbers', { phone: '', mobile: null, Phone: ' ' }],
			['a field it does not know', { rufnummer: '97000 00003' }],
			['a company’s number only', { 'associated-company': { phone: '97000 00003' } }],
		])('answers 422 with the reason to %s, and sends nothing', async (_, contact) => {
			const { status, body } = await post(url(), contact, { headers: secret });
			expect(status).toBe(422);
			expect(body.message).toMatch(/^No phone number was found, so nothing was blocked\./);
			expect(body.fields).toEqual(Object.keys(contact));
			expect(lab.simulator.requests).toEqual([]);
		});

		it.each([
			['that is no number', 'n/a', 'invalid'],
			['that Ozonetel refuses', '139', 'refused'],
		])('answers 422 with the reason to a number %s', async (_, phone, expected) => {
			const { status, body } = await post(url(), { phone }, { headers: secret });
			expect({ status, body }).toMatchObject({
				status: 422,
				body: [{ phoneNumber: phone, status: expected, message: expect.stringMatching(/\w/) }],
			});
			expect(blocked()).toEqual([]);
		});

		it('answers 422 if one of two numbers was not blocked, and says which', async () => {
			const { status, body } = await post(
				url(),
				{ phone: '97000 00003', mobile: '139' },
				{ headers: secret },
			);
			expect({ status, body }).toMatchObject({
				status: 422,
				body: [
					{ phoneNumber: '97000 00003', status: 'added' },
					{ phoneNumber: '139', status: 'refused', message: expect.stringMatching(/\w/) },
				],
			});
			expect(blocked()).toEqual(['+919700000003']);
		});

		it('answers with an error when Ozonetel does, so that the CRM tries again', async () => {
			lab.simulator.groups.length = 0;
			const { status } = await post(url(), hubspot, { headers: secret });
			expect(status).toBe(500);
		});

		it('blocks nothing for a caller without the secret', async () => {
			const { status } = await post(url(), hubspot);
			expect(status).toBe(403);
			expect(lab.simulator.requests).toEqual([]);
		});
	});

	describe('unblock on request, by its form', () => {
		beforeAll(async () => await lab.rest.publish('ozonetelUnblock'));

		const submit = async (phone: string) => {
			const url = `${lab.rest.address}/form/ozonetel-unblock`;
			return (await submitForm(url, /nblocked/, phone, 'She asked on Monday')).html;
		};

		it('unblocks the number and says so', async () => {
			lab.simulator.group('Do Not Call')!.numbers.set('+919700000003', {});
			const page = await submit('97000 00003');
			expect(page).toContain('Unblocked');
			expect(page).toMatch(/97000 00003: \w/);
			expect(blocked()).toEqual([]);
		});

		it('opens for nobody without the password', async () => {
			const { status } = await fetch(`${lab.rest.address}/form/ozonetel-unblock`);
			expect(status).toBe(401);
		});

		it('says so when there was nothing to unblock', async () => {
			const page = await submit('97000 00005');
			expect(page).toContain('Not unblocked');
		});
	});

	describe('new campaign, by its form', () => {
		beforeAll(async () => await lab.rest.publish('ozonetelCampaign'));

		const submit = async (...fields: string[]) => {
			const url = `${lab.rest.address}/form/ozonetel-campaign`;
			return (await submitForm(url, /are in the group/, ...fields)).html;
		};

		it('creates the group with the numbers of the form, until the last day ends', async () => {
			const page = await submit('Festive offer', '2035-11-15', '97000 00003\n+91 97000 00094, n/a');
			expect(page).toContain('2 of 3 numbers are in the group');
			expect(page).toMatch(/n\/a: .*not a phone number/);
			const { numbers } = lab.simulator.group('Festive offer')!;
			expect([...numbers]).toEqual([
				['+919700000003', { expiryDate: '2035-11-15 23:59:59' }],
				['+919700000094', { expiryDate: '2035-11-15 23:59:59' }],
			]);
		});

		it('adds to the group when it is sent again', async () => {
			await submit('Festive offer', '', '97000 00003');
			await submit('Festive offer', '', '97000 00094');
			const { numbers } = lab.simulator.group('Festive offer')!;
			expect([...numbers]).toEqual([
				['+919700000003', {}],
				['+919700000094', {}],
			]);
		});
	});

	describe('a CSV, by its form', () => {
		beforeAll(async () => await lab.rest.publish('ozonetelCsvForm'));

		const csv = [
			'Name,Phone,Block Until',
			'Asha,98123 45678,05/06/2035',
			'Ravi,ask again,',
			'Mira,"97000 00003, 97000 00094",',
			'Zoya,+91 98123-45678,05/06/2035',
		].join('\n');

		/** A choice as n8n's page sends it. */
		const choice = (option: string) => JSON.stringify([option]);

		const upload = async () => {
			const file = new File([csv], 'list.csv', { type: 'text/csv' });
			const url = `${lab.rest.address}/form/ozonetel-csv`;
			return await submitForm(url, /can be blocked/, file, 'Do Not Call');
		};

		it('sends nothing before it has shown what can be blocked and what cannot', async () => {
			const { html } = await upload();
			expect(html).toContain('3 of 4 numbers can be blocked in Do Not Call');
			expect(html).toMatch(/Row 3: .*ask again/);
			expect(lab.simulator.requests).toEqual([]);
		});

		it('blocks them, and gives back a report by row', async () => {
			const { url } = await upload();
			const { html } = await submitForm(url, /are blocked/, choice('Block them'));
			expect(html).toContain('3 of 4 numbers are blocked');
			const [file] = JSON.parse(decodeURIComponent(/(%5B%7B%22data%22.*?)['"`]/.exec(html)![1]));
			expect(file.fileName).toBe('report.csv');
			const data = typeof file.data === 'string' ? file.data : Buffer.from(file.data.data);
			const [head, ...rows] = String(data)
				.replace('\ufeff', '')
				.trim()
				.split('\n')
				.map((line) => line.split(','));
			expect(head).toEqual(['Row', 'Number', 'Status', 'Until', 'Reason']);
			expect(rows.map((cells) => cells.slice(0, 4))).toEqual([
				['2', '98123 45678', 'added', '2035-06-05 23:59:59'],
				['3', 'ask again', 'invalid', ''],
				['4', '97000 00003', 'added', ''],
				['4', '97000 00094', 'added', ''],
				['5', '+91 98123-45678', 'added', '2035-06-05 23:59:59'],
			]);
			expect(blocked()).toEqual(['+919812345678', '+919700000003', '+919700000094']);
		});

		it('sends nothing when it is told to stop', async () => {
			const { url } = await upload();
			const { html } = await submitForm(url, /Nothing was blocked/, choice('Stop here'));
			expect(html).toContain('Nothing was blocked');
			expect(lab.simulator.requests).toEqual([]);
		});
	});
});
