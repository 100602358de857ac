import { setTimeout as sleep } from 'node:timers/promises';
import { guards } from '../support/demo';
import { submitForm } from '../support/form';
import { group, Mirror, type Line } from '../support/mirror';
import { hasPostgres, howToGetPostgres, startPostgres, type Postgres } from '../support/postgres';
import { example, itemsOf, row, manualTrigger, withCredentials } from '../support/workflow';

const numbersOf = (rows: Array<{ number: string }>) => rows.map(({ number }) => number);
const n = (last: number) => `+9197000${String(last).padStart(5, '0')}`;

/** A request as Ozonetel gets it: digits alone. */
const asked = (method: string, ...numbers: string[]) => [
	method,
	...numbers.map((number) => number.slice(1)),
];

/** One person, written in several ways over the nights. */
const spellings = (last: number): string[] => {
	const digits = String(last).padStart(5, '0');
	return [`97000 ${digits}`, `+91 97000-${digits}`, `0091 (97000) ${digits}`, `097000${digits}`];
};
const list = (night: number, ...people: number[]): Line[] =>
	people.map((last) => [spellings(last)[(last + night) % 4], `Reason ${last}`]);

/** Each database has an n8n of its own, since a night in it ends with a kill. */
describe.each(['SQLite', 'PostgreSQL'])('a group that equals a list, on %s', (database) => {
	const isPostgres = database === 'PostgreSQL';
	if (isPostgres && !hasPostgres) {
		it.skip(`is not tested: ${howToGetPostgres}`, () => {});
		return;
	}
	let postgres: Postgres | undefined;
	let mirror: Mirror;
	beforeAll(async () => {
		postgres = isPostgres ? await startPostgres() : undefined;
		mirror = await Mirror.open(`mirror-${database}`, postgres?.settings);
	}, 400_000);
	afterAll(async () => {
		await mirror?.close();
		await postgres?.stop();
	}, 60_000);

	/** The group is the list, and the ledger says so: one row for each number, in the list's words. */
	async function expectEqual(people: number[], notTaken: number[] = []) {
		const expected = people.map(n).sort();
		expect(mirror.group()).toEqual(expected);
		const rows = await mirror.ledger();
		expect(numbersOf(rows)).toEqual([...expected, ...notTaken.map(n)].sort());
		for (const one of rows) {
			const isTaken = expected.includes(one.number);
			expect(one).toMatchObject({
				country: 'IN',
				group,
				status: isTaken ? 'added' : 'refused',
				since: isTaken ? expect.stringMatching(/^20\d\d-.+Z$/) : null,
				confirmedAt: isTaken ? expect.stringMatching(/^20\d\d-.+Z$/) : null,
				reason: `Reason ${Number(one.number.slice(-5))}`,
				source: 'Opt-out sheet',
			});
		}
	}

	const first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
	it('night 1: blocks the list, and notes what is refused', async () => {
		const lines = list(1, ...first, 666);
		lines.push(
			['n/a', 'no number'],
			[spellings(3)[0], 'again'],
			['9700', 'too short', 'never ever'],
		);
		const { execution, sent, tonight } = await mirror.night(lines);
		expect({ status: execution.status, tonight }).toMatchObject({
			status: 'success',
			tonight: { added: 10, refused: 1, removed: 0, problem: '' },
		});
		expect(sent).toEqual([asked('PUT', ...[...first, 666].map(n).sort())]);
		await expectEqual(first, [666]);
	});

	const second = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
	it('night 2: sends what is new, what is gone, and what was refused once more', async () => {
		const before = await mirror.ledger();
		const { sent } = await mirror.night(list(2, ...second, 666));
		expect(sent).toEqual([asked('PUT', n(11), n(12), n(666)), asked('DELETE', n(1))]);
		await expectEqual(second, [666]);
		// the rest was not touched
		const after = new Map((await mirror.ledger()).map((one) => [one.number, one]));
		for (const one of before.filter(({ number }) => ![n(1), n(666)].includes(number)))
			expect(after.get(one.number)).toEqual(one);
	});

	it('the same list again costs no request', async () => {
		const { execution, sent } = await mirror.night(list(3, ...second));
		expect({ status: execution.status, sent }).toEqual({ status: 'success', sent: [] });
		await expectEqual(second); // the refused number is gone from list and ledger
	});

	const third = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
	it('night 3: fails as a whole, says so, and loses nothing', async () => {
		const body = JSON.stringify({ status: 'error', message: 'Authentication failed' });
		mirror.simulator.fault = () => ({ kind: 'raw', body });
		const { execution } = await mirror.night(list(4, ...third));
		mirror.simulator.fault = undefined;
		expect(execution.status).toBe('error');
		expect(execution.resultData.error?.message).toMatch(/^2 numbers have no confirmation/);
		expect(mirror.group()).toEqual(second.map(n));
		const rows = await mirror.ledger();
		expect(numbersOf(rows.filter(({ status }) => status === 'added'))).toEqual(second.map(n));
		expect(rows.filter(({ status }) => status !== 'added')).toMatchObject([
			{ number: n(13), status: 'failed', since: null },
		]);
	});

	it('the next run makes good for it', async () => {
		const { sent } = await mirror.night(list(5, ...third));
		expect(sent).toEqual([asked('PUT', n(13)), asked('DELETE', n(2))]);
		await expectEqual(third);
	});

	const fourth = [...third, 14, 15];
	it('night 4: is killed after Ozonetel got the numbers, and before they are noted', async () => {
		mirror.simulator.switches.latencyMs = 30_000; // applied at once, answered too late
		const id = await mirror.create(list(6, ...fourth));
		const run = { triggerToStartFrom: { name: 'Try It Now' } };
		await mirror.rest.call('POST', `/rest/workflows/${id}/run`, run);
		while (mirror.group().length < fourth.length) await sleep(20);
		await mirror.kill();
		mirror.simulator.switches.latencyMs = 0;
		await mirror.start();
		const open = (await mirror.ledger()).filter(({ status }) => status !== 'added');
		expect(open).toMatchObject([
			{ number: n(14), status: 'planned', since: null, confirmedAt: null },
			{ number: n(15), status: 'planned', since: null, confirmedAt: null },
		]);
	}, 400_000);

	const fifth = [...third, 15];
	it('the next run repairs it, even for a number that is gone from the list since', async () => {
		const { sent } = await mirror.night(list(7, ...fifth));
		expect(sent).toEqual([asked('PUT', n(15)), asked('DELETE', n(14))]);
		await expectEqual(fifth);
	});

	it.each<[string, string, Line[]]>([
		['an empty source', 'the list has no numbers', []],
		['a source without the column', 'the list has no numbers', [['']]],
		[
			'a source that lost more than a fifth',
			`3 of ${fifth.length} blocked numbers are not on the list`,
			list(8, ...fifth.slice(3)),
		],
	])('night 5: %s removes nothing, and the run says so', async (_, why, lines) => {
		const { execution, sent } = await mirror.night(lines);
		expect(execution.status).toBe('error');
		expect(execution.resultData.error?.message).toMatch(`Nothing was removed: ${why}`);
		expect(sent).toEqual([]);
		await expectEqual(fifth);
	});

	it('removes as many as the settings allow', async () => {
		const left = fifth.slice(3);
		const { execution, sent } = await mirror.night(list(9, ...left), { maxRemovedPercent: 25 });
		expect({ status: execution.status, sent }).toEqual({
			status: 'success',
			sent: [asked('DELETE', ...fifth.slice(0, 3).map(n))],
		});
		await expectEqual(left);
	});

	it('what is not in the group any more leaves the ledger too', async () => {
		const people = fifth.slice(3);
		mirror.simulator.group(group)!.numbers.delete(n(people[0])); // in CloudAgent, by hand
		const { execution } = await mirror.night(list(10, ...people.slice(1)));
		expect(execution.status).toBe('success');
		await expectEqual(people.slice(1));
	});

	it('sends the very number that it read, also one whose digits could be another country’s', async () => {
		const people = list(11, ...fifth.slice(4));
		const american: Line = ['+1 800-234-5678', 'In India, 1800 234 5678 is another number'];
		expect((await mirror.night([...people, american])).sent).toEqual([['PUT', '18002345678']]);
		const row = (await mirror.ledger()).find(({ number }) => number === '+18002345678');
		expect(row).toMatchObject({ status: 'added', country: 'US' });
		expect((await mirror.night(people)).sent).toEqual([['DELETE', '18002345678']]);
		await expectEqual(fifth.slice(4));
	});

	it('renews what ends soon, once, and keeps since when it is blocked', async () => {
		const people = fifth.slice(4);
		const before = await mirror.ledger();
		const soon = { blockForDays: 90, renewWithinDays: 100 };
		const { sent } = await mirror.night(list(11, ...people), soon);
		expect(sent).toEqual([asked('PUT', ...people.map(n))]);
		await expectEqual(people);
		const after = await mirror.ledger();
		expect(after.map(({ since }) => since)).toEqual(before.map(({ since }) => since));
		for (const [at, { until }] of after.entries()) {
			expect(until! > before[at].until!).toBe(true);
			const held = mirror.simulator.group(group)!.numbers.get(after[at].number);
			expect(held).toEqual({ expiryDate: until });
		}
		expect((await mirror.night(list(12, ...people))).sent).toEqual([]);
	});

	it('a renewal that was killed before it was sent leaves the number as it was', async () => {
		const people = fifth.slice(4);
		const before = await mirror.ledger();
		await mirror.note({ ...before[0], status: 'planned', confirmedAt: null });
		expect((await mirror.night(list(13, ...people))).sent).toEqual([]);
		expect(await mirror.ledger()).toEqual(before);
	});

	it('sends a date that the list changes, and only that', async () => {
		const [one, ...others] = fifth.slice(4);
		const dated: Line = [spellings(one)[0], `Reason ${one}`, '2035-06-30 18:30'];
		expect((await mirror.night([dated, ...list(13, ...others)])).sent).toEqual([
			asked('PUT', n(one)),
		]);
		await expectEqual([one, ...others]);
		const held = (await mirror.ledger()).find(({ number }) => number === n(one));
		expect(held?.until).toBe('2035-06-30 18:30:00');
		expect((await mirror.night([dated, ...list(14, ...others)])).sent).toEqual([]);
	});

	it('fails before it sends where the tables of this n8n are full', async () => {
		const people = fifth.slice(4);
		await mirror.restart({ N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' });
		const { execution, sent } = await mirror.night(list(15, ...people, 20));
		expect(execution.status).toBe('error');
		expect(execution.resultData.error?.message).toMatch(/size limit exceeded/i);
		expect(sent).toEqual([]);
		await expectEqual(people);
	}, 400_000);

	describe('the ledger, asked', () => {
		const [someone] = fifth.slice(4);
		let asking: string;
		beforeAll(async () => {
			const { rest } = mirror;
			const { name, value } = guards.header;
			const header = await rest.createCredential('httpHeaderAuth', 'CRM', { name, value });
			const basic = await rest.createCredential('httpBasicAuth', 'Form', guards.basic);
			const workflow = example('is-it-blocked.json');
			delete workflow.id;
			withCredentials(workflow, {
				ozonetelApi: mirror.credentialId,
				httpHeaderAuth: header.id,
				httpBasicAuth: basic.id,
			});
			asking = await rest.createWorkflow(workflow);
			await rest.publish(asking);
		});

		const ask = async (phone: string) => {
			const url = `${mirror.rest.address}/webhook/is-it-blocked?phone=${encodeURIComponent(phone)}`;
			const headers = { [guards.header.name]: guards.header.value };
			const response = await fetch(url, { headers });
			return ((await response.json()) as { answer: string }).answer;
		};
		const blocked = new RegExp(
			`^${spellings(someone)[3]} is blocked in ${group} since \\d+ \\w+ 20\\d\\d, until 30 June 2035, because: Reason ${someone}\\.$`,
		);

		it('by a webhook: since when, until when and why, for every spelling', async () => {
			expect(await ask(spellings(someone)[3])).toMatch(blocked);
			for (const phone of spellings(someone))
				expect(await ask(phone)).toMatch(/until 30 June 2035/);
			expect(await ask('98123 45678')).toBe('98123 45678 is not blocked, as far as n8n knows.');
			expect(await ask('981234567')).toMatch(/n8n knows\. It fits no numbering plan: is a digit/);
			expect(await ask('n/a')).toMatch(/^n\/a is not a phone number: /);
		});

		it('by a form', async () => {
			const url = `${mirror.rest.address}/form/is-this-number-blocked`;
			const { html } = await submitForm(url, /because: /, spellings(someone)[3]);
			expect(html).toContain('until 30 June 2035, because: ');
		});

		it('by a workflow, as an agent’s tool does', async () => {
			const caller = row('caller', manualTrigger, {
				name: 'Ask',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.3,
				parameters: {
					workflowId: { __rl: true, mode: 'id', value: asking },
					workflowInputs: { mappingMode: 'defineBelow', value: { phone: spellings(someone)[3] } },
				},
			});
			const asked = await mirror.rest.execute(await mirror.rest.createWorkflow(caller), 'Start');
			expect(itemsOf(asked, 'Ask')[0].json.answer).toMatch(blocked);
		});

		it('for a call list: takes out who is blocked, with the reason', async () => {
			const workflow = example('before-a-campaign.json');
			delete workflow.id;
			withCredentials(workflow, { ozonetelApi: mirror.credentialId });
			const call = (Name: string, Phone: string) => ({ json: { Name, Phone } });
			workflow.pinData = {
				'The Call List': [
					call('Asha', spellings(someone)[1]),
					call('Bala', '98123 45678'),
					call('Chitra', 'n/a'),
					call('Bala again', '+91 98123 45678'),
				],
			};
			const before = mirror.simulator.requests.length;
			const run = await mirror.rest.execute(
				await mirror.rest.createWorkflow(workflow),
				'Try It Now',
			);
			expect(itemsOf(run, 'To Call').map(({ json }) => json)).toEqual([
				{ Name: 'Bala', Phone: '+919812345678' },
			]);
			expect(itemsOf(run, 'Taken Out').map(({ json }) => json)).toMatchObject([
				{
					Name: 'Asha',
					Why: `on the do-not-call list (${group}): Reason ${someone}`,
					Since: expect.stringMatching(/^20/),
					Until: '2035-06-30 18:30:00',
				},
				{ Name: 'Chitra', Why: expect.stringMatching(/\w \w/) },
				{ Name: 'Bala again', Why: 'on this call list twice' },
			]);
			expect(mirror.simulator.requests).toHaveLength(before);
		});
	});
});
