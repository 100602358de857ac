/** Not sought more exactly than to this share. */
const EXACT = 1.1;

/** The least wait that is long enough, found by halving what lies between too short and long enough. */
export class LeastWait {
	private tooShort?: number;
	private enough: number;

	/** @param told what is taken to be enough until it proves too short */
	constructor(told: number) {
		this.enough = told;
	}

	/** What to wait next, in ms. */
	get next(): number {
		const { tooShort, enough } = this;
		if (tooShort !== undefined && enough === Infinity) return tooShort;
		if (tooShort === undefined || enough <= tooShort * EXACT + 1) return enough;
		return (tooShort + enough) / 2;
	}

	failed(waited: number): void {
		this.tooShort = Math.max(this.tooShort ?? 0, waited);
		if (this.enough <= this.tooShort) this.enough = Infinity;
	}

	held(waited: number): void {
		// Never told too short, it is not tried for less.
		if (this.tooShort === undefined) return;
		this.enough = Math.min(this.enough, waited);
		if (this.tooShort >= this.enough) this.tooShort = 0;
	}
}
