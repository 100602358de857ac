import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { needs } from '../support/demo';
import { Lab, place } from '../support/lab';
import { startMailbox } from '../support/mailbox';
import { cli, filesOf } from '../support/n8n';
import { examples, project } from '../support/places';
import { example, itemsOf, nodeOf, ozonetelType, type Workflow } from '../support/workflow';

const files = readdirSync(examples).filter((file) => file.endsWith('.json'));
const numbers = (lab: Lab, group: string) => [...lab.simulator.group(group)!.numbers.keys()];

describe('the examples', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('examples', true)));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.reset());

	it('are listed in the README, all of them', () => {
		const readme = readFileSync(join(project, 'README.md'), 'utf8');
		const listed = [...readme.matchAll(/^\| \[`(.+?\.json)`\]\(examples\/\1\)/gm)];
		expect(listed.map(([, file]) => file).sort()).toEqual([...files].sort());
	});

	describe.each(files)('%s', (file) => {
		const { nodes, active } = example(file) as Workflow & { active: boolean };
		const isNote = ({ type }: { type: string }) => type === 'n8n-nodes-base.stickyNote';
		const note = String(nodes.find(isNote)?.parameters.content);

		it('explains itself in a sticky note, and does nothing until it is published', () => {
			expect(note).toMatch(/^## .*\*\*To set up\*\*/s);
			expect(active).toBe(false);
		});

		it('names in its steps the nodes as they stand on the canvas', () => {
			const steps = [...note.matchAll(/^\d+\. (\*\*.+?\*\*(?: and \*\*.+?\*\*)*):/gm)];
			const named = steps.flatMap(([, who]) =>
				[...who.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name),
			);
			expect(named.length).toBeGreaterThan(0);
			expect(nodes.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
		});

		it('tells how to choose every credential it needs', () => {
			for (const { name, credentials } of nodes.filter((node) => node.credentials)) {
				const step = note
					.split('\n')
					.find((line) => /^\d/.test(line) && line.includes(`**${name}**`));
				expect({ name, credentials, step }).toMatchObject({
					step: expect.stringMatching(/credential/i),
				});
			}
		});

		it('is said by npm start to need an account of somebody else’s, where it does', () => {
			const here = /ozonetelApi|httpBasicAuth|httpHeaderAuth|httpBearerAuth/;
			const elsewhere = nodes.some(
				({ type, credentials = {} }) =>
					/hubspot/.test(type) || Object.keys(credentials).some((one) => !here.test(one)),
			);
			if (elsewhere) expect(needs[example(file).id!]).toMatch(/^Needs/);
		});

		it('names its credentials and holds none, and no address but Ozonetel’s', () => {
			const named = nodes.flatMap(({ credentials = {} }) => Object.values(credentials));
			for (const { id } of named) expect(id).toBeNull();
			const addresses = JSON.stringify(nodes).match(/https?:\/\/[^/"]+/g) ?? [];
			expect(addresses.filter((one) => one !== 'https://in1-ccaas-api.ozonetel.com')).toEqual([]);
			expect(nodes.some(({ type }) => type.startsWith(ozonetelType))).toBe(true);
		});

		it('has no two nodes, notes included, on the same place', () => {
			const boxes = nodes.map(({ name, position, parameters, type }) => {
				const [x, y] = position!;
				const { width = 110, height = 110 } = (isNote({ type }) ? parameters : {}) as Record<
					string,
					number
				>;
				return { name, x, y, right: x + width, bottom: y + height };
			});
			for (const [at, a] of boxes.entries()) {
				for (const b of boxes.slice(at + 1)) {
					const apart = a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y;
					expect({ a: a.name, b: b.name, apart }).toEqual({ a: a.name, b: b.name, apart: true });
				}
			}
		});
	});

	/** `n8n execute`, and what it prints of the run. */
	async function execute(id: string): Promise<any> {
		const { code, stdout, stderr } = await cli(place(), ['execute', `--id=${id}`]);
		expect({ code, stderr }).toMatchObject({ code: 0 });
		const printed = stdout.slice(stdout.indexOf('====================================') + 36);
		const { data } = JSON.parse(
			printed.slice(printed.indexOf('{'), printed.lastIndexOf('\n}') + 2),
		);
		return { status: 'success', ...data };
	}

	describe('nightly list, by n8n execute', () => {
		it('blocks the good numbers and reports the others in a CSV', async () => {
			const execution = await execute('ozonetelNightly');
			const lines = itemsOf(execution, 'Lines of the CSV');
			const blocked = itemsOf(execution, 'Blocked').map(({ json }) => json);
			const failed = itemsOf(execution, 'Number and Reason').map(({ json }) => json);
			expect(blocked.length).toBeGreaterThan(100);
			expect(new Set(failed.map(({ Status }) => Status))).toEqual(new Set(['refused', 'invalid']));
			expect(blocked.length + failed.length).toBeGreaterThanOrEqual(lines.length);
			expect(new Set(blocked.map(({ status }) => status))).toEqual(new Set(['added']));
			for (const line of failed)
				expect(line).toMatchObject({
					List: expect.stringMatching(/^(Do Not Call|Spam Callers)$/),
					Reason: expect.stringMatching(/\w \w/),
				});
			expect(numbers(lab, 'Spam Callers').length).toBeGreaterThan(0);
			expect(new Set(blocked.map(({ registeredAs }) => registeredAs)).size).toBe(
				new Set([...numbers(lab, 'Do Not Call'), ...numbers(lab, 'Spam Callers')]).size,
			);
			const expiries = blocked.map(({ expiryDate }) => expiryDate);
			expect(expiries).toContain(null);
			expect(expiries).toContain('2030-06-30 18:30:00');

			const report = readdirSync(filesOf(place())).find((name) => name.startsWith('not-blocked'))!;
			const text = readFileSync(join(filesOf(place()), report), 'utf8');
			expect(text).toMatch(/^.?Number,List,Status,Reason/);
			expect(text.trim().split('\n').length).toBeGreaterThan(failed.length);
		});
	});

	/** As a person tries an example: Execute workflow, with the pinned data that came with it. */
	const tryOut = async (id: string, trigger = 'Try It Now') => {
		const execution = await lab.rest.execute(id, trigger);
		expect(execution.resultData.error).toBeUndefined();
		expect(execution.status).toBe('success');
		return (node: string, branch?: number) =>
			itemsOf(execution, node, branch).map(({ json }) => json);
	};

	describe('very long list', () => {
		it('sends it part by part, and counts the results of all', async () => {
			const made = await tryOut('ozonetelLongList', 'Start');
			expect(made('Count the Results')).toEqual([{ status: 'added', count_status: 20_000 }]);
			expect(numbers(lab, 'Do Not Call')).toHaveLength(20_000);
		});

		it('keeps the results of the parts before it was stopped', async () => {
			lab.simulator.switches.latencyMs = 50;
			const { executionId } = await lab.rest.start('ozonetelLongList', 'Start');
			while (lab.simulator.requests.length < 75) await sleep(50); // in the second part
			await lab.rest.stop(executionId);
			const execution = await lab.rest.finished(executionId);
			expect(execution.status).toBe('canceled');
			const [first] = execution.resultData.runData['Block a Part'];
			expect(first.data!.main[0]).toHaveLength(5_000);
			expect(numbers(lab, 'Do Not Call').length).toBeLessThan(20_000);
		});
	});

	describe('do-not-call in HubSpot, with pinned contacts', () => {
		it('blocks the numbers of the ticked contact and unblocks the other one', async () => {
			lab.simulator.group('Do Not Call')!.numbers.set('+919700000105', {});
			const made = await tryOut('ozonetelHubspot', 'Property Changed');
			expect(made('Block')).toMatchObject([
				{ registeredAs: '+919700000003', status: 'added' },
				{ registeredAs: '+919700000094', status: 'added' },
			]);
			expect(made('Unblock')).toMatchObject([{ registeredAs: '+919700000105', status: 'removed' }]);
			expect(numbers(lab, 'Do Not Call')).toEqual(['+919700000003', '+919700000094']);
		});
	});

	/** What the pinned data stands in for. */
	describe('parameters that only a real account would use', () => {
		it('of the Google Sheet: the columns that it writes are those it asks for and fills', () => {
			const workflow = example('google-sheets-status.json');
			const fields: any = nodeOf(workflow, 'Status for the Row').parameters;
			const { columns }: any = nodeOf(workflow, 'Write the Status').parameters;
			const { filtersUI }: any = nodeOf(workflow, 'Rows without a Status').parameters;
			const filled = fields.assignments.assignments.map(({ name }: { name: string }) => name);
			expect(filled).toEqual(['row_number', 'Status', 'Reason']);
			expect(columns.schema.map(({ id }: { id: string }) => id)).toEqual(filled);
			expect(columns.matchingColumns).toEqual(['row_number']);
			expect(filtersUI.values).toEqual([{ lookupColumn: 'Status', lookupValue: '' }]);
		});

		it('of HubSpot: it asks for the properties that it reads', () => {
			const workflow = example('hubspot-do-not-call.json');
			const { additionalFields }: any = nodeOf(workflow, 'Get the Contact').parameters;
			const { properties } = additionalFields.propertiesCollection.propertiesValues;
			for (const name of ['Block', 'Unblock']) {
				const { phoneNumbers } = nodeOf(workflow, name).parameters;
				const read = [...String(phoneNumbers).matchAll(/properties\.(\w+)/g)].map(([, one]) => one);
				expect(read).toEqual(properties);
			}
			expect(properties).toEqual(['phone', 'mobilephone']);
		});
	});

	describe('Google Sheet with a status, with pinned rows', () => {
		it('writes into each row what became of its number', async () => {
			const made = await tryOut('ozonetelSheets');
			expect(made('Status for the Row')).toEqual([
				{ row_number: 2, Status: 'added', Reason: '' },
				{ row_number: 3, Status: 'added', Reason: '' },
				{ row_number: 5, Status: 'invalid', Reason: expect.stringContaining('ask again') },
			]);
			const { numbers: blocked } = lab.simulator.group('Do Not Call')!;
			expect(blocked.get('+919700000003')?.expiryDate).toMatch(/^2030-12-05/);
			expect(blocked.get('+919700000094')).toEqual({});
		});
	});

	describe('missed-call spam, with a pinned call log', () => {
		it('blocks who called five times unanswered, for 30 days, and nobody else', async () => {
			const made = await tryOut('ozonetelMissedCalls');
			expect(made('Block for 30 Days')).toMatchObject([
				{ registeredAs: '+919800000011', status: 'added' },
				{ phoneNumber: '140', status: 'refused' },
			]);
			expect(numbers(lab, 'Do Not Call')).toEqual([]);
			expect(numbers(lab, 'Spam Callers')).toEqual(['+919800000011']);
			const { expiryDate } = lab.simulator.group('Spam Callers')!.numbers.get('+919800000011')!;
			const until = Date.parse(`${expiryDate!.replace(' ', 'T')}+05:30`);
			expect(Math.round((until - Date.now()) / 86_400_000)).toBe(30);
		});
	});

	describe('daily summary, to a real SMTP server', () => {
		it('mails the counts and the numbers that were not blocked, with the reason', async () => {
			const mailbox = await startMailbox(Number(process.env.TEST_MAIL_PORT));
			try {
				const made = await tryOut('ozonetelSummary');
				const results = made('Block Each Number').filter(({ duplicate }) => !duplicate);
				const added = results.filter(({ status }) => status === 'added').length;
				expect(added).toBeGreaterThan(100);
				expect(mailbox.mails).toHaveLength(1);
				const [{ to, subject, text }] = mailbox.mails;
				expect(to).toEqual(['operations@your-company.example']);
				expect(subject).toBe(`Block list: ${added} of ${results.length} numbers blocked`);
				const counts = [...text.matchAll(/^(?:Do Not Call|Spam Callers): \w+ (\d+)$/gm)];
				expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(results.length);
				expect(text).toMatch(/and \d+ more/);
				const lines = made('Lines of the CSV');
				const missing = [...text.matchAll(/^- Row (\d+), (.*?) \((?:Do Not|Spam) Call/gm)];
				expect(missing).toHaveLength(20);
				for (const [, row, number] of missing) {
					const { Phone } = lines[Number(row) - 2]; // the file's first row is its head
					expect(String(Phone ?? '')).toContain(number === '(empty)' ? '' : number);
				}
			} finally {
				await mailbox.close();
			}
		});

		it('tells of numbers whose request failed too', async () => {
			lab.simulator.groups.splice(
				lab.simulator.groups.indexOf(lab.simulator.group('Spam Callers')!),
				1,
			);
			const mailbox = await startMailbox(Number(process.env.TEST_MAIL_PORT));
			try {
				await tryOut('ozonetelSummary');
				expect(mailbox.mails[0].text).toMatch(/Spam Callers: failed \d/);
			} finally {
				await mailbox.close();
			}
		});
	});
});
