const { COUNT, THOROUGH } = process.env;

/** Whether a suite of many cases should try all of them, or as many as COUNT says. */
export const isThorough = Boolean(COUNT || THOROUGH);

/**
 * How often a suite tries random cases: a little in `npm test`, far more in `npm run reliability`, or as
 * often as you say: `COUNT=1000000 npm run test:jest -- test/faults/fuzz`.
 */
export const tries = (usual: number, thorough: number): number =>
	Number(COUNT || (THOROUGH ? thorough : usual));

/** A time limit for such a suite, in ms. */
export const patience = isThorough ? 3 * 3_600_000 : 120_000;
