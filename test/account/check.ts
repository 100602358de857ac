import { Account, Ended, type Access, type LoggedCall, type Settings } from './account';
import type { Entry, OwnGroup } from './ledger';
import type { Own } from './numbers';
import {
	PROBES,
	Unusable,
	valueOf,
	type Finding,
	type Look,
	type Run,
	type SwitchName,
} from './probes';

export interface Outcome {
	findings: Map<SwitchName, Finding>;
	calls: LoggedCall[];
	limits: string[];
	/** What may still be blocked, and why it could not be removed. */
	left: Array<{ group: OwnGroup; number: string; certain: boolean }>;
	/** The groups that were created, or may have been: no call deletes one. */
	groups: OwnGroup[];
	/** Why it ended before its last question. */
	ended?: string;
	/** The account refuses the check itself: there is nothing to report. */
	unusable?: string;
}

export interface Check {
	/** Asks no more, and removes what is blocked. */
	stop(): void;
	done: Promise<Outcome>;
}

/** Asks all questions, one after another, and removes every number, whatever happens on the way. */
export function startCheck(
	access: Access,
	numbers: { a: Own; b: Own },
	look: Look,
	settings?: Settings,
): Check {
	const account = new Account(access, numbers.a, numbers.b, settings);
	return {
		stop: () => account.stop(),
		done: checked({ account, look, found: new Map(), seen: {} }),
	};
}

async function checked(run: Run): Promise<Outcome> {
	const { account } = run;
	let ended: string | undefined;
	let unusable: string | undefined;
	try {
		await askAll(run);
	} catch (error) {
		if (error instanceof Unusable) unusable = error.message;
		ended = error instanceof Ended ? error.message : `a fault of the check: ${nameOf(error)}`;
		if (unusable) ended = unusable;
	}
	// A fault of the removal itself must not hide what is left.
	await removeAll(run).catch((error: unknown) => (ended ??= `a fault: ${nameOf(error)}`));
	for (const { switch: name } of PROBES) {
		if (!run.found.has(name)) run.found.set(name, { unknown: `the check ended: ${ended}` });
	}
	const { ledger, log, limits, main, second, twin } = account;
	return {
		findings: run.found,
		calls: log,
		limits,
		left: ledger.all.map(({ group, form, registered }) => ({
			group,
			number: form.label,
			certain: registered !== undefined,
		})),
		groups: [main, second, twin].filter((group) => account.mayExist.has(group)),
		ended,
		unusable,
	};
}

const NO_NAMES = 'answers do not name the numbers';

async function askAll(run: Run): Promise<void> {
	for (const probe of PROBES) {
		run.account.why = probe.switch;
		const isMute = valueOf(run, 'emptyOnSuccess') !== false;
		const finding = probe.needsNames && isMute ? { unknown: NO_NAMES } : await probe.ask(run);
		run.found.set(probe.switch, finding);
	}
}

/** Waits between tries while there is no answer, in ms. */
const PATIENCE = [2000, 5000, 10_000, 20_000];

/** Out of every group of the check's own, in each way that the API has. */
async function removeAll(run: Run): Promise<void> {
	const { account } = run;
	const { main, second, twin, ledger } = account;
	account.beginRemoval();
	account.why = 'removal at the end';
	for (const group of [second, twin, main]) {
		for (const way of waysOf(run, group)) {
			if (ledger.in(group).length === 0) break;
			if (way !== 'name' && group.id === undefined) await learnId(run, group);
			if (way !== 'name' && group.id === undefined) continue;
			const answered = await patiently(run, async () => {
				await account.remove(group, ledger.in(group), way);
			});
			if (!answered) return; // what is left is told
			const rest = ledger.in(group);
			if (rest.length > 1) await oneByOne(run, rest, group, way);
		}
	}
}

/** A number that is not there may refuse the others with it. */
async function oneByOne(run: Run, entries: Entry[], group: OwnGroup, way: Way): Promise<void> {
	for (const entry of entries) {
		if (run.account.callsLeft <= 2) return;
		await patiently(run, async () => void (await run.account.remove(group, [entry], way)));
	}
}

type Way = 'name' | 'id' | 'legacy';

function waysOf(run: Run, group: OwnGroup): Way[] {
	const byName: Way[] = valueOf(run, 'removalNeedsId') === true ? ['id'] : ['name', 'id'];
	const current: Way[] = group.onlyById ? ['id'] : byName;
	return valueOf(run, 'legacy') === false ? current : [...current, 'legacy'];
}

/** The ID of a group whose creation got no answer: adding what may be in it tells. */
async function learnId({ account }: Run, group: OwnGroup): Promise<void> {
	const [entry] = account.ledger.in(group);
	if (group.onlyById || !entry) return;
	await account.add(group, [entry.form]).catch(() => undefined);
}

/** Tries again while no answer comes; whether one came at last. */
async function patiently({ account }: Run, call: () => Promise<void>): Promise<boolean> {
	for (const wait of [...PATIENCE, undefined]) {
		try {
			await call();
			return true;
		} catch (error) {
			if (!(error instanceof Ended)) throw error;
			if (wait === undefined || account.callsLeft <= 0) return false;
			await account.pause(wait);
		}
	}
	return false;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
