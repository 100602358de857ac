import type { NumberFormat } from '../../nodes/OzonetelBlockGroup/model';
import { readCell, type NumberRules } from '../../nodes/OzonetelBlockGroup/phone/cell';
import { examplesOf, regions, spell, ways } from '../support/numbers/spellings';

// Ledgers join lists, answers and Ozonetel's group by `sentAs`. A key that changes loses its row.

const keys = (value: unknown, country: NumberRules['country'], format: NumberFormat = 'digits') =>
	readCell(value, { country, format }).map(({ sentAs }) => sentAs);

/** Keys that ledgers hold. Change none: a reading that is to change needs another way. */
it.each<[unknown, NumberRules['country'], NumberFormat, string]>([
	['9812345678', 'IN', 'digits', '919812345678'],
	['+91 98123-45678', 'IN', 'digits', '919812345678'],
	['0091 98123 45678', 'IN', 'digits', '919812345678'],
	['098123 45678', 'IN', 'digits', '919812345678'],
	[9812345678, 'IN', 'digits', '919812345678'],
	['tel:+91-98123-45678', undefined, 'digits', '919812345678'],
	['०९८१२३४५६७८', 'IN', 'digits', '919812345678'],
	['022 2345 6789', 'IN', 'digits', '912223456789'],
	['1800 123 4567', 'IN', 'digits', '9118001234567'],
	['+1 800-123-4567', 'IN', 'digits', '18001234567'],
	['140', 'IN', 'digits', '140'],
	['+44 20 7946 0563', 'IN', 'digits', '442079460563'],
	['020 7946 0563', 'GB', 'digits', '442079460563'],
	['(212) 555-0123', 'US', 'digits', '12125550123'],
	['+65 6123 4567', 'IN', 'digits', '+6561234567'],
	['9812345678', undefined, 'digits', '9812345678'],
	['9812345678', 'IN', 'e164', '+919812345678'],
	['+44 20 7946 0563', 'IN', 'e164', '+442079460563'],
	['098123 45678', 'IN', 'asGiven', '09812345678'],
])('%j has for ever the key it has now (%s, %s)', (written, country, format, key) => {
	expect(keys(written, country, format)).toEqual([key]);
});

it.each<[NumberRules['country'], NumberFormat]>([
	['IN', 'digits'],
	['IN', 'e164'],
	['IN', 'asGiven'],
	['US', 'digits'],
	[undefined, 'digits'],
])('a key is sent as itself where it is sent as given (%s, %s)', (country, format) => {
	const changed: unknown[] = [];
	for (const [at, example] of regions.flatMap(examplesOf).entries()) {
		if (at % 5 > 0 && example.region !== country) continue;
		for (const way of ways) {
			const spelling = spell(way, example, country);
			for (const key of spelling ? keys(spelling.text, country, format) : []) {
				if (key === null) continue;
				const again = keys(key, undefined, 'asGiven');
				if (again.length !== 1 || again[0] !== key) changed.push([spelling!.text, key, again]);
			}
		}
	}
	expect(changed).toEqual([]);
});
