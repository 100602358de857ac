import { type Demo, runDemo } from '../demo/demo';

// The README's demo: what its tables say must add up.

let demo: Demo;
beforeAll(async () => {
	demo = await runDemo();
});

const paired = ({ pairedItem }: Demo['results'][number]) => (pairedItem as { item: number }).item;

it('has results for every row, in the order of the rows', () => {
	const rows = demo.results.map(paired);
	expect(demo.rows.length).toBeGreaterThanOrEqual(250);
	expect([...new Set(rows)]).toEqual(demo.rows.map((_, row) => row));
	expect(rows).toEqual([...rows].sort((a, b) => a - b));
});

it('put exactly the numbers it calls added into the groups of their rows', () => {
	for (const { name, numbers } of demo.groups) {
		const added = demo.results
			.filter((result) => result.json.status === 'added' && demo.rows[paired(result)].List === name)
			.map(({ json }) => json.registeredAs);
		expect(new Set(added)).toEqual(new Set(numbers.keys()));
		expect(numbers.size).toBeGreaterThan(50);
	}
});

it('shows every kind of result, and the sum of them', () => {
	const count = (wanted: object) =>
		demo.results.filter(({ json }) => Object.entries(wanted).every(([k, v]) => json[k] === v))
			.length;
	const kinds = ['added', 'refused', 'invalid'].map((status) => count({ status }));
	expect(Math.min(...kinds)).toBeGreaterThan(0);
	expect(kinds.reduce((sum, kind) => sum + kind)).toBe(demo.results.length);
	expect(count({ status: 'added' }) - count({ status: 'added', duplicate: true })).toBe(
		demo.groups.reduce((sum, { numbers }) => sum + numbers.size, 0),
	);
	const all = count({ duplicate: false });
	const notAdded = all - count({ duplicate: false, status: 'added' });
	expect(demo.hints.map(({ message }) => message)).toEqual([
		expect.stringContaining(`${notAdded} of ${all} numbers were not added`),
		expect.stringMatching(/^3 numbers fit no country's numbering plan/),
	]);
});
