import { names, type Form } from './numbers';
import type { Reply } from './calls';

/** A group that the check created, or may have created. */
export interface OwnGroup {
	/** How the report calls it. */
	label: string;
	name: string;
	id?: string | number;
	/** Another group has the same name, so only the id tells them apart. */
	onlyById?: boolean;
}

export interface Entry {
	group: OwnGroup;
	form: Form;
	/** As an answer named it; unknown where no answer confirmed it. */
	registered?: string | number;
	since: number;
}

/** What may be blocked by the check: written down before a request leaves, taken out once it surely is gone. */
export class Ledger {
	private entries: Entry[] = [];
	/** When a number was last confirmed as removed, from whichever group. */
	private readonly removed = new Map<string | number, number>();
	private time = 0;

	get all(): readonly Entry[] {
		return this.entries;
	}

	in(group: OwnGroup): Entry[] {
		return this.entries.filter((entry) => entry.group === group);
	}

	holds(group: OwnGroup, form: Form): boolean {
		return this.in(group).some((entry) => entry.form.core === form.core);
	}

	/** Before numbers are sent to a group: they may arrive even if no answer does. */
	adding(group: OwnGroup, forms: Form[]): { settle: (reply: Reply) => void; undo: () => void } {
		const before = new Set(this.entries);
		for (const form of distinct(forms)) {
			if (!this.in(group).some((entry) => entry.form.text === form.text)) {
				this.entries.push({ group, form, since: ++this.time });
			}
		}
		const isFresh = (entry: Entry) =>
			!before.has(entry) &&
			entry.group === group &&
			forms.some(({ text }) => text === entry.form.text);
		const undo = () => {
			this.entries = this.entries.filter((entry) => !isFresh(entry));
		};
		const settle = (reply: Reply) => {
			if (reply.kind === 'unreadable') return; // may have arrived
			for (const entry of this.in(group).filter(({ form }) => forms.includes(form))) {
				entry.registered = reply.named.find((text) => names(text, entry.form)) ?? entry.registered;
				if (reply.named.some((text) => names(text, entry.form))) entry.since = ++this.time;
			}
			// A refusal of several numbers may have come after some of them were stored.
			const isRefused = (form: Form) =>
				reply.kind !== 'done' && (isTooShort(form) || distinct(forms).length === 1);
			const isOut = ({ form }: Entry) =>
				isRefused(form) || reply.listed.some((text) => names(text, form));
			this.entries = this.entries.filter((entry) => !(isFresh(entry) && isOut(entry)));
		};
		return { settle, undo };
	}

	/** The group does not exist, so no unanswered call put anything into it. */
	forgetUnconfirmed(group: OwnGroup): void {
		this.entries = this.entries.filter(
			(entry) => entry.group !== group || entry.registered !== undefined,
		);
	}

	/** No answer came to a removal: what a later one does not find was taken by it. */
	mayBeRemoved(asked: Entry[]): void {
		for (const { form } of asked) this.removed.set(form.core, ++this.time);
	}

	/** After a removal: named numbers are gone, and so are those that another removal took before. */
	afterRemoval(asked: Entry[], reply: Reply): void {
		if (reply.kind !== 'done') {
			// No number at all, so that no answer to adding it can have been a success.
			const isNone = (entry: Entry) => asked.length === 1 && isTooShort(entry.form);
			const none = asked.filter((entry) => entry.registered === undefined && isNone(entry));
			this.entries = this.entries.filter((entry) => !none.includes(entry));
			return;
		}
		const is = (text: string | number, { form, registered }: Entry) =>
			registered === undefined ? names(text, form) : text === registered || names(text, form);
		const isGone = (entry: Entry) => {
			if (reply.named.some((text) => is(text, entry))) return true;
			if (!reply.listed.some((text) => is(text, entry))) return false;
			// Not there: it never arrived, or a removal from another group had taken it.
			if (entry.registered === undefined) return true;
			return (this.removed.get(entry.form.core) ?? 0) > entry.since;
		};
		const gone = asked.filter(isGone);
		this.entries = this.entries.filter((entry) => !gone.includes(entry));
		for (const { form } of gone) this.removed.set(form.core, ++this.time);
	}
}

const isTooShort = ({ text }: Form) => text.length < 3;

const distinct = (forms: Form[]): Form[] => [
	...new Map(forms.map((form) => [form.text, form])).values(),
];
