import pLimit from 'p-limit';

import { disposeExpressionEngine } from '../support/engine';
import { allCases, nameOf, runCase } from '../support/faults/cases';
import { isThorough, patience } from '../support/tries';

afterAll(disposeExpressionEngine);

/** Usually only these; `npm run reliability` tries all. */
const TROUBLES = [
	'a bad number refuses its batch',
	'a bad number is listed',
	'success that adds nothing',
	'a group is stored before its numbers are judged',
	'the removal wants the id',
	'call 1: answers late',
	'call 2: drips its answer',
	'call 1: an answer of 20 MB, packed',
	'call 1: 429, applied',
	'a stored token that Ozonetel does not know',
	'a stored token of another account',
	'a passing fault on the singular path',
	'wrong key',
	'nothing listens there',
	'call 1: dropped after it is applied',
	'call 1: a refusal that echoes the key',
	'call 2: HTTP 200 that echoes the request',
	'every call: half a JSON, applied',
	'token 1: 502',
	"every token: a gateway's page, 200",
	'outage of 0.3 s: nobody answers',
	'outage of 1 s: 503',
	"outage of 1 s: a gateway's page",
	'outage of 5 s: nobody answers',
	'call 1: TLS breaks after it is applied',
	'call 2: TLS breaks before it is applied',
	'call 1: the credential is edited',
	'call 2: the credential is edited, and the token is dead',
];

// Every fourth: On Error has three settings, so that each of them comes up with everything else.
const some = allCases()
	.filter(({ trouble }) => TROUBLES.includes(trouble.name))
	.filter((_, n) => n % 4 === 0);
const cases = isThorough ? allCases() : some;
const limit = pLimit(16);

it(
	'keeps every promise, and every secret',
	async () => {
		const found = await Promise.all(
			cases.map(async (one) => {
				const { violations, leaks } = await limit(runCase, one);
				return [...violations, ...leaks].map((text) => `${nameOf(one)}: ${text}`);
			}),
		);
		expect(found.flat()).toEqual([]);
		expect(cases.length).toBeGreaterThan(90);
	},
	patience,
);
