import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab, place } from '../support/lab';
import { cli, filesOf } from '../support/n8n';
import { examples } from '../support/places';
import { example, itemsOf, ozonetelType, type Workflow } from '../support/workflow';

const files = readdirSync(examples).filter((file) => file.endsWith('.json'));
const numbers = (lab: Lab, group: string) => [...lab.simulator.group(group)!.numbers.keys()];

describe('the examples', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('examples', true)));
	afterAll(async () => await lab.close());
	beforeEach(() => lab.reset());

	it('are five', () => expect(files).toHaveLength(5));

	describe.each(files)('%s', (file) => {
		const { nodes, active } = example(file) as Workflow & { active: boolean };

		it('explains itself in a sticky note, and does nothing until it is published', () => {
			const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
			expect(String(notes[0].parameters.content)).toMatch(/^## .*\*\*To set up\*\*/s);
			expect(active).toBe(false);
		});

		it('names its credentials and holds none, and no address', () => {
			const named = nodes.flatMap(({ credentials = {} }) => Object.values(credentials));
			for (const { id } of named) expect(id).toBeNull();
			expect(JSON.stringify(nodes.map(({ parameters }) => parameters))).not.toMatch(/https?:/);
			expect(nodes.some(({ type }) => type.startsWith(ozonetelType))).toBe(true);
		});
	});

	/** `n8n execute`, and what it prints of the run. */
	async function execute(id: string): Promise<any> {
		const { code, stdout, stderr } = await cli(place(), ['execute', `--id=${id}`]);
		expect({ code, stderr }).toMatchObject({ code: 0 });
		const printed = stdout.slice(stdout.indexOf('====================================') + 36);
		const { data } = JSON.parse(printed.slice(printed.indexOf('{')));
		return { status: 'success', ...data };
	}

	describe('nightly list, by n8n execute', () => {
		it('blocks the good numbers and reports the others in a CSV', async () => {
			const execution = await execute('ozonetelNightly');
			const lines = itemsOf(execution, 'Lines of the CSV');
			const blocked = itemsOf(execution, 'Blocked').map(({ json }) => json);
			const failed = itemsOf(execution, 'Number and Reason').map(({ json }) => json);
			expect(blocked.length).toBeGreaterThan(100);
			expect(failed.length).toBeGreaterThan(0);
			expect(blocked.length + failed.length).toBeGreaterThanOrEqual(lines.length);
			expect(new Set(blocked.map(({ status }) => status))).toEqual(new Set(['added']));
			for (const line of failed)
				expect(line).toMatchObject({ Reason: expect.stringMatching(/\w/) });
			expect(numbers(lab, 'Spam Callers').length).toBeGreaterThan(0);
			expect(new Set(blocked.map(({ registeredAs }) => registeredAs)).size).toBe(
				new Set([...numbers(lab, 'Do Not Call'), ...numbers(lab, 'Spam Callers')]).size,
			);

			const report = readdirSync(filesOf(place())).find((name) => name.startsWith('not-blocked'))!;
			const text = readFileSync(join(filesOf(place()), report), 'utf8');
			expect(text).toMatch(/^.?Number,List,Status,Reason/);
			expect(text.trim().split('\n').length).toBeGreaterThan(failed.length);
		});
	});

	describe('new campaign, by n8n execute', () => {
		it('creates the group with its numbers, until the campaign ends', async () => {
			const execution = await execute('ozonetelCampaign');
			expect(itemsOf(execution, 'Create the Group').map(({ json }) => json)).toMatchObject([
				{ requested: 3, added: 3, requests: 1 },
			]);
			const { numbers: created } = lab.simulator.group('Festive offer')!;
			expect(created.size).toBe(3);
			for (const { expiryDate } of created.values()) expect(expiryDate).toBe('2035-11-15 00:00:00');
		});
	});
});
