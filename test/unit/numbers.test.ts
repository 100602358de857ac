import { readCell, type NumberRules } from '../../nodes/OzonetelBlockGroup/phone/cell';
import { judgeSet, type MatchTally } from '../support/numbers/matching';
import { randomOf } from '../support/numbers/random';
import { emptyTally, judgeExample, type Misreading } from '../support/numbers/readings';
import { examplesOf, google, regions, ways } from '../support/numbers/spellings';
import { isThorough, patience, tries } from '../support/tries';

// Judged by Google's own library and by brute force. `npm run test:numbers` reads all examples of all
// regions with every default country, 20 million spellings; here it is a sample.

jest.setTimeout(patience);

const examples = regions.flatMap(examplesOf);
const SOME = ['IN', 'US', 'SG', 'ID', 'CO', 'DE', 'IL', 'CV', 'KE', 'IM', 'RU'];
const COUNTRIES = [undefined, ...(isThorough ? regions : SOME)];

const sum = emptyTally();
afterAll(() => {
	if (isThorough) process.stdout.write(`Readings: ${JSON.stringify(sum)}\n`);
});

it.each(COUNTRIES)('reads no number as another, with the default country %s', (from) => {
	const tallies = new Map(ways.map((way) => [way, emptyTally()]));
	const misread: Misreading[] = [];
	for (const [at, example] of examples.entries()) {
		if (!isThorough && at % 5 > 0 && example.region !== from) continue;
		judgeExample(example, from, tallies, (what) => misread.push(what));
	}
	for (const tally of tallies.values()) {
		for (const verdict of Object.keys(sum) as Array<keyof typeof sum>)
			sum[verdict] += tally[verdict];
	}
	expect(misread).toEqual([]);
	// Whatever is certain is read.
	for (const way of ['+ and digits', '+, international', '00 and digits', 'tel: link']) {
		const { right, own, asWritten, refused } = tallies.get(way)!;
		expect([way, own, refused]).toEqual([way, 0, way.startsWith('00') ? refused : 0]);
		expect(right).toBeGreaterThan(100 * asWritten);
	}
});

it('confirms of random sets only what the answer names', () => {
	const tally: MatchTally = { took: 0, confirmed: 0, wrong: [] };
	const random = randomOf(2);
	for (let set = 0; set < tries(3000, 100_000); set++) judgeSet(random, tally);
	expect(tally.wrong).toEqual([]);
	expect(tally.confirmed).toBeGreaterThan(0.9 * tally.took);
});

it('knows whose numbering plan a number fits, also where countries share a calling code', () => {
	for (const { e164, number } of examples) {
		for (const country of ['IN', 'US', undefined] as Array<NumberRules['country']>) {
			const region: string | undefined = google.getRegionCodeForNumber(number);
			const [read] = readCell(e164, { country, format: 'digits' });
			// Google calls the codes of no country 001.
			expect([e164, read.country]).toEqual([e164, region === '001' ? null : region]);
		}
	}
	const read = (text: string) => readCell(text, { country: 'IN', format: 'digits' });
	expect(read('+80012345678')).toMatchObject([{ country: null, valid: true }]);
	expect(read('140')).toMatchObject([{ country: null, valid: false }]);
});
