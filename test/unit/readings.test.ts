import { emptyTally, judgeExample, type Misreading } from '../support/numbers/readings';
import { examplesOf, regions, ways } from '../support/numbers/spellings';

// A sample; `npm run test:numbers` reads them all.

const examples = regions.flatMap(examplesOf);
const COUNTRIES = [undefined, 'IN', 'US', 'SG', 'ID', 'CO', 'DE', 'IL', 'CV', 'KE', 'IM', 'RU'];

it.each(COUNTRIES)('reads no number as another, with the default country %s', (from) => {
	const tallies = new Map(ways.map((way) => [way, emptyTally()]));
	const misread: Misreading[] = [];
	for (const [at, example] of examples.entries()) {
		if (at % 5 > 0 && example.region !== from) continue;
		judgeExample(example, from, tallies, (what) => misread.push(what));
	}
	expect(misread).toEqual([]);
	// Whatever is certain is read.
	for (const way of ['+ and digits', '+, international', '00 and digits', 'tel: link']) {
		const { right, own, asWritten, refused } = tallies.get(way)!;
		expect([way, own, refused]).toEqual([way, 0, way.startsWith('00') ? refused : 0]);
		expect(right).toBeGreaterThan(100 * asWritten);
	}
});
