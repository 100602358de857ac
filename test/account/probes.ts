import { readAccountFailure } from '../../credentials/accountAnswers';
import { NUMBER_STYLES, written, type NumberStyle } from '../simulator/numbers';
import type { Switches } from '../simulator/switches';
import type { Account } from './account';
import { toJson, type Reply } from './calls';
import type { OwnGroup } from './ledger';
import {
	BAD,
	FOREIGN,
	names,
	plain,
	TEN_DIGITS,
	withPlus,
	withZero,
	type Form,
	type Own,
} from './numbers';

/** What a probe found: a value of its switch, or why it could not tell. */
export type Finding = { value: Switches[SwitchName] } | { unknown: string };

export type SwitchName = keyof Switches;

export interface Probe {
	/** The simulator's switch that it settles. */
	switch: SwitchName;
	/** It reads which numbers an answer names, and is not asked where answers name none. */
	needsNames?: true;
	question: string;
	/** What it calls, by the codes in docs/ozonetel-api.md §1; nothing: it reads the answers of others. */
	call: string;
	/** How the answer is read. */
	reading: string;
	ask: (run: Run) => Promise<Finding> | Finding;
}

/** Asks the person to look into CloudAgent; nothing where nobody can. */
export type Look = (question: {
	group: string;
	first: string;
	second: string;
}) => Promise<'first' | 'second' | undefined>;

/** What is known while the check goes on. */
export interface Run {
	account: Account;
	look: Look;
	found: Map<SwitchName, Finding>;
	/** Answers that later rows read. */
	seen: {
		unknownGroup?: Reply;
		otherPath?: Reply;
		legacy?: Reply;
		firstAdding?: Reply;
		repeated?: Reply;
		plus?: Reply;
		second?: OwnGroup;
		secondAdding?: Reply;
	};
}

const found = (value: Switches[SwitchName]): Finding => ({ value });
const unknown = (why: string): Finding => ({ unknown: why });

const FIRST_EXPIRY = '2037-01-31 23:59:59';
const SECOND_EXPIRY = '2037-12-31 23:59:59';

/**
 * The questions in the order in which they are asked. A later row may rely on what an earlier one found:
 * the first number stays in the first group, the second is put in and taken out again.
 */
export const PROBES: readonly Probe[] = [
	{
		switch: 'unknownGroup',
		question: 'What does adding say of a group that does not exist?',
		call: 'C2 to the name of the group that is created later',
		reading: 'The words of the refusal.',
		async ask({ account, seen }) {
			const { main, a } = account;
			let reply = await account.add(main, [plain(a)], undefined, 'C2');
			if (reply.kind === 'missing') {
				seen.otherPath = reply;
				account.updateCall = 'C2 singular';
				reply = await account.add(main, [plain(a)]);
			}
			if (reply.kind === 'missing') throw new Unusable('The current API is not at this address.');
			if (isAccountRefused(reply)) {
				throw new Unusable(
					`Ozonetel refuses the account: “${account.redactor.text(reply.words)}”.`,
				);
			}
			seen.unknownGroup = reply;
			if (reply.kind === 'done') return unknown('adding to it was taken');
			account.unknownGroupWords = reply.words;
			return found(account.redactor.text(reply.words));
		},
	},
	{
		switch: 'authentication',
		question: 'Which setting of API Authentication does the account have?',
		call: 'the same; T where it asks for a token',
		reading: 'A key is taken, or Ozonetel asks for a token.',
		ask: ({ account }) => found(account.authentication),
	},
	{
		switch: 'tokenSeconds',
		question: 'How long does a token live?',
		call: 'the same',
		reading: 'From `iat` to `exp` in the token.',
		ask: ({ account: { authentication, tokenSeconds } }) => {
			if (authentication === 'apiKey') return unknown('the account uses its key');
			return tokenSeconds ? found(tokenSeconds) : unknown('the token does not say');
		},
	},
	{
		switch: 'updatePath',
		question: 'Which path of C2 exists?',
		call: 'C2 on the other path',
		reading: 'A refusal of the unknown group, or a page that says “not found”.',
		async ask({ account, seen }) {
			if (account.updateCall === 'C2 singular') return found('singular');
			const reply = await account.add(account.main, [plain(account.a)], undefined, 'C2 singular');
			if (reply.kind !== 'missing') return found('both');
			seen.otherPath = reply;
			return found('plural');
		},
	},
	{
		switch: 'createsBeforeChecking',
		question: 'Does a creation with a refused number leave a group behind?',
		call: 'C1 with a good and a bad number; if refused, C2 to the same name, and C1 without the bad one',
		reading: 'Adding to the group works, or the group is unknown.',
		async ask(run) {
			const { account, seen } = run;
			const { main, a } = account;
			const mixed = await account.create(main, [plain(a), BAD], FIRST_EXPIRY);
			if (mixed.kind === 'done') {
				seen.firstAdding = mixed;
				return unknown('a bad number does not refuse a creation here');
			}
			const added = await account.add(main, [plain(a)], FIRST_EXPIRY);
			if (added.kind === 'done') {
				seen.firstAdding = added;
				if (!aboutNumbers(mixed)) return unknown('the creation was refused for another reason');
				return found(true);
			}
			const created = await account.create(main, [plain(a)], FIRST_EXPIRY);
			if (created.kind !== 'done') {
				throw new Unusable(`No group could be created: “${account.redactor.text(created.words)}”.`);
			}
			seen.firstAdding = created;
			if (!aboutNumbers(mixed)) return unknown('the creation was refused for another reason');
			return account.saysUnknownGroup(added) ? found(false) : unknown('the answer tells neither');
		},
	},
	{
		switch: 'emptyOnSuccess',
		question: 'Can an answer be a success and name no number?',
		call: 'the same',
		reading:
			'The lists of the answer. If they are empty, no later question about numbers is asked.',
		ask({ seen: { firstAdding }, account }) {
			const isNamed = firstAdding!.named.some((text) => names(text, plain(account.a)));
			if (isNamed) return found(false);
			const { named, listed } = firstAdding!;
			return named.length + listed.length === 0 ? found(true) : unknown('it names something else');
		},
	},
	{
		switch: 'answerNumbers',
		needsNames: true,
		question: 'How do answers write a number?',
		call: 'the same',
		reading: 'Its digits, country code and marks, and whether it is text.',
		ask({ seen, account: { a } }) {
			const style = styleOf(seen.firstAdding!, a);
			return style ? found(style) : unknown('in none of the known ways');
		},
	},
	{
		switch: 'answerLists',
		needsNames: true,
		question: 'Does an answer write a list as an array, or as a map by place?',
		call: 'the same',
		reading: 'The type of `succes`.',
		ask: ({ seen }) => found(Array.isArray(seen.firstAdding!.output.succes) ? 'array' : 'object'),
	},
	{
		switch: 'foreignNumbers',
		needsNames: true,
		question: 'Are numbers of other countries taken?',
		call: 'C2 with a number of Britain that nobody has',
		reading: 'Taken or refused.',
		async ask({ account }) {
			const reply = await account.add(account.main, [FOREIGN]);
			if (isRefused(reply, FOREIGN)) return found('refuse');
			return reply.named.some((text) => names(text, FOREIGN))
				? found('accept')
				: unknown('the answer does not tell');
		},
	},
	{
		switch: 'leadingPlus',
		needsNames: true,
		question: 'What does a leading plus mean?',
		call: 'C2 with the second number behind a plus; C2 with ten digits of another country behind one',
		reading:
			'Taken or refused; the ten digits come back with +91 (the plus is dropped) or without.',
		async ask(run) {
			const { account, seen } = run;
			const { main, a, b } = account;
			const reply = await account.add(main, [withPlus(b)]);
			seen.plus = reply;
			if (isRefused(reply, withPlus(b))) return found('refused');
			if (!isNamed(reply, b)) return unknown('the answer does not tell');
			const style = styleOf(seen.firstAdding!, a);
			const ten = await account.add(main, [TEN_DIGITS]);
			const text = ten.named.find((one) => names(one, TEN_DIGITS));
			if (style && text === written('+914710000000', style)) return found('stripped');
			if (style && text === written('+4710000000', style)) return found('heeded');
			// Where foreign numbers are refused and the ten digits are, they were read as a foreign number.
			const isForeignRefused = valueOf(run, 'foreignNumbers') === 'refuse';
			if (isForeignRefused && isRefused(ten, TEN_DIGITS)) return found('heeded');
			return unknown('the ten digits were refused, or came back in another way');
		},
	},
	{
		switch: 'removalNeedsId',
		needsNames: true,
		question: 'Does C3 want the ID of the group?',
		call: 'C3 with the group’s name; if refused, with its ID too',
		reading: 'Taken or refused.',
		async ask({ account }) {
			const { main, b, ledger } = account;
			if (!ledger.holds(main, plain(b))) await account.add(main, [plain(b)]);
			const entries = () => ledger.in(main).filter(({ form }) => form.core === b.core);
			if (entries().length === 0) return unknown('there is no number to remove');
			const reply = await account.remove(main, entries(), 'name');
			if (reply?.kind === 'done') return found(false);
			if (main.id === undefined) return unknown('refused, and no answer gave the ID');
			const again = await account.remove(main, entries(), 'id');
			if (again?.kind !== 'done') return unknown('refused in both ways');
			return found(true);
		},
	},
	{
		switch: 'badNumber',
		needsNames: true,
		question: 'Does one bad number refuse its request, or is it listed?',
		call: 'C2 with a good and a bad number',
		reading: 'A refusal that speaks of numbers, or a success with the number under `error`.',
		async ask(run) {
			const { account } = run;
			const { main, b } = account;
			if (!(await without(run, b))) return unknown(NOT_REMOVED);
			const reply = await account.add(main, [plain(b), BAD]);
			if (reply.kind === 'refused' && aboutNumbers(reply)) return found('refuseBatch');
			if (reply.listed.some((text) => names(text, BAD))) return found('list');
			return unknown('the bad number was taken, or the answer does not tell');
		},
	},
	{
		switch: 'leadingZero',
		needsNames: true,
		question: 'What does a 0 before ten digits mean?',
		call: 'C2 with the second number behind a 0',
		reading: 'Refused; or it comes back as the Indian number, or with the 0.',
		async ask(run) {
			const { account, seen } = run;
			const { main, a, b } = account;
			if (!b.isIndian) return unknown('it takes an Indian number to ask');
			if (!(await without(run, b))) return unknown(NOT_REMOVED);
			const reply = await account.add(main, [withZero(b)]);
			if (isRefused(reply, withZero(b))) return found('refused');
			const text = reply.named.find((one) => names(one, withZero(b)));
			const style = styleOf(seen.firstAdding!, a);
			if (text === undefined || !style) return unknown('the answer does not tell');
			if (text === written(`+${b.digits}`, style)) return found('trunk');
			return text === written(`+0${b.core}`, style)
				? found('kept')
				: unknown('it came back in another way');
		},
	},
	{
		switch: 'moreThan100',
		needsNames: true,
		question: 'Are more than 100 numbers in a request refused?',
		call: 'C2 with the second number 101 times',
		reading:
			'Taken or refused. If repeated numbers are merged first, 101 different ones may still be refused.',
		async ask(run) {
			const { account } = run;
			const { main, b } = account;
			if (!(await without(run, b))) return unknown(NOT_REMOVED);
			const reply = await account.add(main, Array<Form>(101).fill(plain(b)));
			if (reply.kind === 'done') return found('take');
			return /already|duplicate|repeat/i.test(reply.words)
				? unknown('refused for the repetition')
				: found('refuse');
		},
	},
	{
		switch: 'existingNumber',
		needsNames: true,
		question: 'What does adding a number again do?',
		call: 'C2 with the first number and a later expiry date; then a look into CloudAgent',
		reading:
			'Refused, listed or taken; if taken, CloudAgent shows the earlier date or the later one.',
		async ask({ account, seen, look }) {
			const { main, a } = account;
			const reply = await account.add(main, [plain(a)], SECOND_EXPIRY);
			seen.repeated = reply;
			if (reply.kind === 'refused') return found('refuseBatch');
			if (reply.listed.some((text) => names(text, plain(a)))) return found('list');
			if (!isNamed(reply, a)) return unknown('the answer does not tell');
			const shown = await look({ group: main.name, first: FIRST_EXPIRY, second: SECOND_EXPIRY });
			if (!shown) return unknown('taken; no call tells the expiry date, and nobody looked');
			return found(shown === 'first' ? 'keep' : 'renew');
		},
	},
	{
		switch: 'insertedCounts',
		needsNames: true,
		question: 'Does `inserted` count only numbers that the group did not hold?',
		call: 'the same',
		reading: '`inserted` of a number that is there already.',
		ask({ seen: { repeated } }) {
			if (repeated!.kind !== 'done' || repeated!.named.length === 0) {
				return unknown('a number cannot be added again');
			}
			const { inserted } = repeated!.output;
			if (inserted === 0) return found('newToGroup');
			return inserted === 1 ? found('all') : unknown('the answer has no such count');
		},
	},
	{
		switch: 'existingName',
		question: 'What does creating a group under a name that exists do?',
		call: 'C1 with the name of the first group',
		reading: 'Refused, or another ID.',
		async ask({ account }) {
			const { main, twin, a } = account;
			const reply = await account.create(twin, [plain(a)], FIRST_EXPIRY);
			if (reply.kind === 'refused') return found('refuse');
			if (twin.id === undefined) return unknown('taken, and no answer gave an ID');
			return twin.id === main.id ? unknown('taken as the same group') : found('another');
		},
	},
	{
		switch: 'digitsOnlyName',
		question: 'May the name of a group consist of digits?',
		call: 'C1 with a name of 14 digits; if refused, with another name',
		reading: 'Taken or refused.',
		async ask({ account, seen }) {
			const { second, b, digitsName } = account;
			const { name } = second;
			second.name = digitsName;
			const reply = await account.create(second, [plain(b)]);
			if (reply.kind === 'done') {
				seen.second = second;
				return found('accept');
			}
			second.name = name;
			const other = await account.create(second, [plain(b)]);
			if (other.kind !== 'done') return unknown('no second group could be created');
			seen.second = second;
			return found('refuse');
		},
	},
	{
		switch: 'newCounts',
		needsNames: true,
		question: 'Does `new` count numbers that no group of the account held?',
		call: 'C2 to the second group with the first number, which the first group holds',
		reading: '`new` is 0 (the account knows the number) or 1 (the group did not hold it).',
		async ask({ account, seen }) {
			if (!seen.second) return unknown('there is no second group');
			const reply = await account.add(seen.second, [plain(account.a)]);
			seen.secondAdding = reply;
			const count = reply.output.new;
			if (count === 0) return found('newToAccount');
			return count === 1 ? found('newToGroup') : unknown('the answer has no such count');
		},
	},
	{
		switch: 'removalGroup',
		needsNames: true,
		question: 'Does C3 remove from the named group only?',
		call: 'C3 from the second group with the first number; C2 to the first group with the same',
		reading: 'The first group still holds the number (adding answers as it does again), or not.',
		async ask(run) {
			const { account, seen } = run;
			const { main, a, ledger } = account;
			const { second } = seen;
			const entries = second ? ledger.in(second).filter(({ form }) => form.core === a.core) : [];
			if (!second || entries.length === 0) return unknown('no number is in two groups');
			if (!ledger.holds(main, plain(a))) return unknown('no number is in two groups');
			const reply = await account.remove(second, entries, wayOf(run));
			if (!reply || !isNamed(reply, a)) return unknown('the removal was not confirmed');
			const after = await account.add(main, [plain(a)]);
			const { repeated } = seen;
			if (!repeated || repeated.kind === 'refused' || !isNamed(repeated, a)) {
				const isThere = after.kind === 'refused' || !isNamed(after, a);
				return found(isThere ? 'heeded' : 'ignored');
			}
			if (after.output.new === repeated.output.new && after.output.new !== 1)
				return found('heeded');
			return after.output.new === 1 ? found('ignored') : unknown('the counts do not tell');
		},
	},
	{
		switch: 'legacy',
		question: 'Does the legacy API still answer?',
		call: 'L2 with `id`',
		reading: 'Any answer but “not found”.',
		async ask({ account, seen }) {
			const { main, a } = account;
			seen.legacy = await account.addBy('L2', { id: main.id ?? 0 }, main, [plain(a)]);
			return found(seen.legacy.kind !== 'missing');
		},
	},
	{
		switch: 'idKey',
		question: 'Which spelling of the group’s ID does L2 read?',
		call: 'the same; L2 with `Id`',
		reading: 'Taken, or refused for a missing parameter.',
		async ask({ account, seen }) {
			const { main, a } = account;
			if (seen.legacy!.kind === 'missing') return unknown('the legacy API does not answer');
			if (main.id === undefined) return unknown('no answer gave the ID');
			if (isAccountRefused(seen.legacy!)) return unknown('the legacy API refuses the account');
			const reads = (reply: Reply) => reply.kind === 'done' || aboutNumbers(reply);
			const small = reads(seen.legacy!);
			const capital = reads(await account.addBy('L2', { Id: main.id }, main, [plain(a)]));
			if (small && capital) return found('either');
			if (!small && !capital) return unknown('refused with both');
			return found(small ? 'id' : 'Id');
		},
	},
	{
		switch: 'missingPath',
		question: 'How does a path answer that does not exist?',
		call: 'none: what the path of C2 or the legacy API answered',
		reading: 'Status and type of the answer.',
		ask({ seen: { otherPath, legacy } }) {
			const page = otherPath ?? (legacy?.kind === 'missing' ? legacy : undefined);
			if (!page) return unknown('all paths exist');
			if (page.status === 405) return found('plain405');
			return found(typeof page.body === 'string' ? 'html404' : 'json404');
		},
	},
	{
		switch: 'phpNotices',
		question: 'Does PHP write notices before its answers?',
		call: 'none: all answers of the check',
		reading: 'Marks before the JSON.',
		ask: ({ account }) => found(account.hasNotices),
	},
	{
		switch: 'errorStatus',
		question: 'Which HTTP status does a refusal have?',
		call: 'none: all refusals of the check',
		reading: 'The status that all of them have.',
		ask({ account }) {
			const refusals = account.log.filter(({ answer }) => isRefusalBody(answer));
			const statuses = new Set(refusals.map(({ status }) => status!));
			if (statuses.size === 0) return unknown('nothing was refused');
			const [status] = statuses;
			return statuses.size === 1 ? found(status) : unknown(`differs: ${[...statuses].join(', ')}`);
		},
	},
];

/** What no call can settle without harm, and why. */
export const NOT_ASKED: ReadonlyArray<{ question: string; switch?: SwitchName; why: string }> = [
	{
		question: 'How many numbers can a group hold?',
		switch: 'groupHolds',
		why: 'It takes thousands of numbers, and would block them.',
	},
	{
		question: 'How many calls a minute are allowed?',
		switch: 'rateLimit',
		why: 'Reaching a limit may stop the account’s live calls. A limit that was met is in the report.',
	},
	{
		question: 'May two calls for numbers be under way at a time?',
		switch: 'bulkCalls',
		why: 'The check makes one call after another.',
	},
	{
		question: 'How many tokens an hour are allowed?',
		switch: 'tokensPerHour',
		why: 'Every new token ends the one that others use.',
	},
	{
		question: 'In which time zone is an expiry date, and what does a missing or past one mean?',
		why: 'No call tells an expiry date, and waiting for one takes longer than the check.',
	},
	{
		question: 'Which other numbers are refused for their format?',
		switch: 'isBad',
		why: 'It takes many numbers, which belong to others.',
	},
	{
		question: 'What does a removal without a group do?',
		why: 'It may remove from every group of the account.',
	},
];

/** The account cannot be checked. */
export class Unusable extends Error {}

const NOT_REMOVED = 'the number could not be removed before';

export function styleOf(reply: Reply, own: Own): NumberStyle | undefined {
	const text = reply.named.find((one) => names(one, plain(own)));
	return NUMBER_STYLES.find((style) => written(`+${own.digits}`, style) === text);
}

const isNamed = (reply: Reply, own: Own) => reply.named.some((text) => names(text, plain(own)));

/** Refused alone, whether as a whole request or in the list of errors. */
const isRefused = (reply: Reply, form: Form) =>
	reply.kind === 'refused' ||
	(!reply.named.some((text) => names(text, form)) &&
		reply.listed.some((text) => names(text, form)));

const aboutNumbers = ({ fields, words }: Reply) =>
	fields.some((field) => /^blockNumbers?$/i.test(field)) || /block ?number/i.test(words);

const ACCOUNT_REFUSED = ['token', 'wantsToken', 'wantsKey', 'userName', 'authentication'];

const isAccountRefused = ({ kind, words }: Reply) =>
	kind === 'refused' && ACCOUNT_REFUSED.includes(readAccountFailure(words) ?? '');

/** Of the API itself: not for a path that does not exist, nor for a call too many. */
function isRefusalBody(answer: unknown): boolean {
	const { status, message } = toJson(answer);
	if (typeof status !== 'string' || /^success$/i.test(status)) return false;
	const words = String(message);
	return (
		!/not found/i.test(words) && !['rateLimit', 'busy'].includes(readAccountFailure(words) ?? '')
	);
}

export function valueOf({ found: settled }: Run, name: SwitchName): unknown {
	const finding = settled.get(name);
	return finding && 'value' in finding ? finding.value : undefined;
}

const wayOf = (run: Run) => (valueOf(run, 'removalNeedsId') === true ? 'id' : 'name');

/** Takes a number out of the first group, where it may be in it. */
async function without(run: Run, own: Own): Promise<boolean> {
	const { account } = run;
	const entries = () =>
		account.ledger.in(account.main).filter(({ form }) => form.core === own.core);
	if (entries().length > 0) await account.remove(account.main, entries(), wayOf(run));
	return entries().length === 0;
}
