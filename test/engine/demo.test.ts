import { runDemo } from '../demo/demo';

it('the demo’s results say what its groups hold, row by row, and show every kind', async () => {
	const { rows, results, groups } = await runDemo();
	const rowOf = ({ pairedItem }: (typeof results)[number]) => (pairedItem as { item: number }).item;
	expect([...new Set(results.map(rowOf))]).toEqual(rows.map((_, row) => row));
	for (const { name, numbers } of groups) {
		const added = results
			.filter((result) => result.json.status === 'added' && rows[rowOf(result)].List === name)
			.map(({ json }) => json.registeredAs);
		expect(new Set(added)).toEqual(new Set(numbers.keys()));
		expect(numbers.size).toBeGreaterThan(50);
	}
	expect(new Set(results.map(({ json }) => json.status))).toEqual(
		new Set(['added', 'refused', 'invalid']),
	);
});
