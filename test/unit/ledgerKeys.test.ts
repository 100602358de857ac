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

it.each<[NumberRules['country']]>([['IN'], ['US'], ['DE'], ['SG'], [undefined]])(
	'E.164 as the key: read again it stays itself, and sends what its number would (%s)',
	(country) => {
		const changed: unknown[] = [];
		let read = 0;
		for (const [at, example] of regions.flatMap(examplesOf).entries()) {
			if (at % 5 > 0 && example.region !== country) continue;
			for (const way of ways) {
				const spelling = spell(way, example, country);
				if (!spelling) continue;
				const sent = keys(spelling.text, country);
				for (const [which, key] of keys(spelling.text, country, 'e164').entries()) {
					if (key === null) continue;
					read++;
					const again = [...keys(key, country, 'e164'), ...keys(key, country)];
					if (again.join() !== [key, sent[which]].join()) {
						changed.push([spelling.text, key, sent[which], again]);
					}
				}
			}
		}
		expect(read).toBeGreaterThan(1_000);
		expect(changed).toEqual([]);
	},
);
