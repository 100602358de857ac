import fc from 'fast-check';

import { readAnswer } from '../../nodes/OzonetelBlockGroup/ozonetel/answer';
import { readCell } from '../../nodes/OzonetelBlockGroup/phone/cell';
import { patience, tries } from '../support/tries';

/** Longer than any of these takes; shorter than what a user would notice. */
const IN_TIME_MS = 2000;

function inTime<T>(work: () => T): T {
	const started = performance.now();
	const result = work();
	const took = performance.now() - started;
	if (took > IN_TIME_MS) throw new Error(`took ${Math.round(took)} ms`);
	return result;
}

const number = fc.stringMatching(/^\+?\d{1,20}$/);
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true });
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.lorem());

/** What looks like an answer of Ozonetel's, with any part of it wrong. */
const nearlyAnswer = fc.record(
	{
		status: fc.oneof(
			fc.constantFrom('success', 'error', 'false', false, 'Fail', 'SUCCESS', 200),
			anything,
		),
		message: fc.oneof(
			fc.constantFrom('updated', 'Max limit exceeded', 'Token Expired'),
			text,
			anything,
		),
		errors: fc.oneof(
			fc.dictionary(fc.constantFrom('blockNumbers', 'name', '__proto__'), text),
			anything,
		),
		output: fc.oneof(
			fc.record(
				{
					succes: fc.oneof(fc.array(number), fc.array(anything), anything),
					success: fc.oneof(fc.array(number), anything),
					error: fc.oneof(fc.array(number), anything),
					lastInsertId: fc.oneof(fc.nat(), anything),
				},
				{ requiredKeys: [] },
			),
			anything,
		),
	},
	{ requiredKeys: [] },
);

const body = fc.oneof(
	nearlyAnswer,
	nearlyAnswer.map((answer) => safeJson(answer)),
	nearlyAnswer.map((answer) => safeJson(answer).slice(0, -3)),
	text,
	text.map((words) => `<html><body>${words}</body></html>`),
	fc.json(),
	anything,
);

function safeJson(value: unknown): string {
	return (
		JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? null : part)) ?? ''
	);
}

const VERDICTS = ['success', 'numbersRefused', 'failure'];

/** Any body at any status is read as one of three verdicts, in one short line, in no time. */
const answers = fc.property(fc.integer({ min: 0, max: 999 }), body, (httpStatus, said) => {
	const answer = inTime(() => readAnswer(httpStatus, said));
	if (!VERDICTS.includes(answer.verdict)) throw new Error('no verdict');
	if (answer.message.length === 0 || answer.message.length > 400) throw new Error('no message');
	if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(answer.message)) throw new Error('raw message');
	if (answer.verdict !== 'success') return;
	const claims = typeof said === 'string' ? (JSON.parse(said) as unknown) : said;
	const { status, output } = claims as { status: unknown; output?: unknown };
	if (!/success/i.test(String(status))) throw new Error('a success that nobody claimed');
	for (const named of [...answer.done, ...answer.rejected]) {
		if (!/^\+?\d{1,20}$/.test(named)) throw new Error('a number that is none');
		if (
			!safeJson(output)
				.replace(/[\s\p{Pd}().]/gu, '')
				.includes(named)
		)
			throw new Error('a number nobody named');
	}
});

const written = fc.oneof(
	number,
	fc.string({
		unit: fc.constantFrom(...'0123456789٠١٢९०+()-–. \u200b\u202e\u0000;,xe#:'),
		maxLength: 60,
	}),
	number.map((digits) => `tel:${digits};ext=9`),
	fc.double({ noNaN: false }),
	fc.bigInt(),
	text,
	anything,
);

/** Any value is a number that can be sent or has a reason; cleaning what was cleaned changes nothing. */
const cleaning = fc.property(
	written,
	fc.constantFrom('IN', 'US', 'DE', undefined),
	fc.constantFrom('digits', 'e164', 'asGiven'),
	(value, country, format) => {
		for (const cleaned of inTime(() => readCell(value, { country, format })).slice(0, 20)) {
			if (cleaned.phoneNumber.length > 100) throw new Error('too long an echo');
			if (cleaned.sentAs === null) {
				if (!cleaned.reason || cleaned.reason.length > 300) throw new Error('no reason');
				continue;
			}
			if (!/^\+?\d{3,16}$/.test(cleaned.sentAs)) throw new Error(`sends ${cleaned.sentAs}`);
			const [again] = readCell(cleaned.sentAs, { format: 'asGiven' });
			if (again.sentAs !== cleaned.sentAs) throw new Error(`${cleaned.sentAs} is not stable`);
		}
	},
);

const numRuns = tries(2000, 100_000);

it(
	'random answers, nearly right and wholly wrong, read',
	() => fc.assert(answers, { numRuns }),
	patience,
);
it('random values, cleaned as phone numbers', () => fc.assert(cleaning, { numRuns }), patience);
