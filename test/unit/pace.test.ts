import fc from 'fast-check';

import {
	Gate,
	gateOf,
	Pace,
	type Slowdown,
	type Turn,
} from '../../nodes/OzonetelBlockGroup/ozonetel/pace';
import {
	changing,
	closedAt,
	oneAfterAnother,
	simulateRun,
	SimulatedClock,
	steady,
	takesAtMost,
	windowOf,
	type SimulatedServer,
} from '../support/simulatedServer';

// The pace of runs against servers that nobody describes to it. Time is simulated.

jest.setTimeout(120_000);

const settings = (given: Partial<Parameters<typeof simulateRun>[1]> = {}) => ({
	concurrentRequests: 50,
	batchInterval: 0,
	rateLimitWait: 60,
	maxRetries: 3,
	requests: 100,
	...given,
});

/** ms between the starts of requests that follow each other. */
const gapsOf = (log: Array<{ at: number }>) =>
	log.slice(1).map(({ at }, index) => Math.round(at - log[index].at));

/** A run whose requests the test starts and ends one by one. */
function byHand(given: Partial<Parameters<typeof simulateRun>[1]> = {}) {
	const clock = new SimulatedClock();
	const told: Slowdown[] = [];
	const pace = new Pace(settings(given), new Gate(clock), {
		slowedDown: (slowdown) => void told.push(slowdown),
	});
	const start = async () => {
		const turn = pace.start();
		await clock.until(turn);
		return await turn;
	};
	return { clock, pace, told, start };
}

const allThrough = (ends: unknown[]) => ends.every((end) => end === 'through');

describe('a server without limits', () => {
	it('is asked by as many as allowed, nearly as fast as all at once', async () => {
		const run = await simulateRun(steady(50), settings({ requests: 1000 }));
		expect(run.mostUnderWay).toBe(50);
		expect(run.took).toBeLessThan(1.25 * (1000 / 50) * 50);
	});

	it('that works on one request after the other is kept at work', async () => {
		const run = await simulateRun(oneAfterAnother(600), settings({ requests: 300 }));
		expect(run.took).toBeLessThan(1.01 * 300 * 600);
	});
});

describe('a server that takes so many calls at a time, and is busy for the others', () => {
	it.each([50, 100, 300, 1000])('one, with %i requests', async (requests) => {
		const run = await simulateRun(takesAtMost(1, 600), settings({ requests }));
		const single = settings({ requests, concurrentRequests: 1 });
		const { took } = await simulateRun(takesAtMost(1, 600), single);
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took / took).toBeLessThanOrEqual(1.1);
		expect(run.refused.busy / run.sent).toBeLessThanOrEqual(0.02);
	});

	it.each([2, 5, 20])('%i', async (capacity) => {
		const run = await simulateRun(takesAtMost(capacity, 600), settings({ requests: 1000 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took).toBeLessThan((1.15 * 1000 * 600) / capacity);
		expect(run.refused.busy / run.sent).toBeLessThanOrEqual(0.04);
	});

	it('one, and goes on with it after its answer', async () => {
		const run = await simulateRun(takesAtMost(1, 300, 300), settings({ requests: 300 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took).toBeLessThan(1.4 * 300 * 600);
		expect(run.refused.busy / run.sent).toBeLessThanOrEqual(0.03);
	});

	it('one, and with somebody else for some seconds', async () => {
		const server = closedAt(5000, 12_000, steady(100));
		const run = await simulateRun(server, settings({ concurrentRequests: 1, requests: 1000 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took).toBeLessThan(1000 * 100 + 4 * 7000);
	});

	it('many, but none beside somebody else', async () => {
		const server = closedAt(5000, 25_000, steady(160));
		const run = await simulateRun(server, settings({ requests: 3000 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.refused.busy).toBeLessThan(3 * 50);
	});

	it('one, until it takes many', async () => {
		const server = changing(takesAtMost(1, 100), steady(100), 20_000);
		const run = await simulateRun(server, settings({ requests: 2000 }));
		expect(run.took).toBeLessThan(20_000 + 30_000);
	});
});

describe('a server with a limit', () => {
	const WINDOW = 60_000;

	it.each(
		[1, 5, 50].flatMap((concurrentRequests) =>
			[
				{ size: 5, windows: 10 },
				{ size: 10, windows: 10 },
				{ size: 60, windows: 30 },
			].flatMap((server) =>
				[5, 50, 600].map((latency) => ({ ...server, concurrentRequests, latency })),
			),
		),
	)(
		'of $size a window for $windows windows, $concurrentRequests at a time, $latency ms away',
		async ({ size, windows, concurrentRequests, latency }) => {
			const run = await simulateRun(
				windowOf(size, WINDOW, latency),
				settings({ concurrentRequests, requests: size * windows }),
			);
			expect(allThrough(run.ends)).toBe(true);
			expect(run.refused.limit / windows).toBeLessThanOrEqual(2);
			// The last window need not come to its end.
			expect(run.took / ((windows - 1) * WINDOW)).toBeLessThanOrEqual(1.1);
		},
	);

	it('that becomes wider is found out', async () => {
		const server = changing(windowOf(10, WINDOW, 50), windowOf(60, WINDOW, 50), 5 * WINDOW);
		const run = await simulateRun(server, settings({ requests: 50 + 600 }));
		expect(run.took).toBeLessThan((5 + 10 + 5) * WINDOW);
	});

	it('whose window is longer than the wait that is set', async () => {
		const server = windowOf(10, 5000, 50);
		const run = await simulateRun(server, settings({ rateLimitWait: 1, requests: 200 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.refused.limit / 20).toBeLessThanOrEqual(2.5);
		expect(run.took / (20 * 5000)).toBeLessThanOrEqual(1.2);
	});

	it('is waited for, and the run knows how long', async () => {
		const { pace, took } = await simulateRun(windowOf(10, WINDOW, 50), settings());
		expect(pace.waited).toBeGreaterThan(9 * WINDOW - 10_000);
		expect(pace.waited).toBeLessThanOrEqual(took);
	});
});

describe('a server that says how long it wants to be left alone', () => {
	it.each(['limit', 'failed'] as const)('is left alone by all requests: %s', async (fate) => {
		const { pace, start } = byHand();
		const [one, another] = [await start(), await start()];
		pace.end(one, fate, 40_000);
		pace.end(another, fate, 1000);
		expect((await start()).at).toBe(40_000);
	});

	it('is left alone: busy', async () => {
		const { pace, start } = byHand();
		pace.end(await start(), 'busy', 40_000);
		expect((await start()).at).toBe(40_000);
	});

	it('has its window known from then on', async () => {
		const server = windowOf(10, 60_000, 50, 'first', true);
		const run = await simulateRun(
			server,
			settings({ rateLimitWait: 1, concurrentRequests: 1, requests: 200 }),
		);
		expect(allThrough(run.ends)).toBe(true);

		expect(run.refused.limit).toBeLessThanOrEqual(5);
	});
});

describe('waits between refusals', () => {
	const waits = async (fate: 'busy' | 'limit' | 'failed', rateLimitWait: number) => {
		const { pace, start } = byHand({ rateLimitWait });
		const log: Array<{ at: number }> = [];
		for (let refusal = 0; refusal < 10; refusal++) {
			const request = await start();
			log.push(request);
			pace.end(request, fate);
		}
		return gapsOf(log);
	};

	it('after “limit” grow from the wait that is set to ten minutes', async () => {
		const [first, second, ...rest] = await waits('limit', 60);
		expect([first, second, Math.max(...rest)]).toEqual([60_000, 240_000, 600_000]);
	});

	it('after “limit” are never shorter than the wait that is set', async () => {
		expect(new Set(await waits('limit', 3600))).toEqual(new Set([3_600_000]));
	});

	it.each(['busy', 'failed'] as const)(
		'after “%s” grow to half a minute, and differ from those of other executions',
		async (fate) => {
			const [one, another] = [await waits(fate, 60), await waits(fate, 60)];
			expect(one[2]).toBeGreaterThan(2 * one[1]);
			expect(Math.max(...one, ...another)).toBeLessThanOrEqual(1.25 * 30_000);
			expect(Math.min(...one.slice(4))).toBeGreaterThan(0.7 * 30_000);
			expect(one).not.toEqual(another);
		},
	);

	it('after a first failure are left to its request', async () => {
		const { clock, pace, start } = byHand();
		pace.end(await start(), 'failed');
		await start();
		expect(clock.now()).toBe(0);
	});

	it('are counted whole, however many requests begin to wait meanwhile', async () => {
		const { clock, pace, start } = byHand();
		pace.end(await start(), 'limit');
		const second = start();
		await clock.until(clock.sleep(30_000));
		const third = pace.start();
		pace.end(await second, 'through');
		await clock.until(third);
		expect(pace.waited).toBe(60_000);
	});

	it('after “busy” are told', async () => {
		const { pace, told, start } = byHand();
		pace.end(await start(), 'busy', 40_000);
		expect(told).toEqual([expect.objectContaining({ why: 'busy', wait: 40_000 })]);
	});
});

describe('a window', () => {
	it('that never changes is tried for more ever more rarely', async () => {
		const run = await simulateRun(
			windowOf(10, 60_000, 50),
			settings({ concurrentRequests: 1, requests: 10 * 200 }),
		);
		expect(allThrough(run.ends)).toBe(true);
		expect(run.refused.limit).toBeLessThanOrEqual(12);
	});

	it('is not used up by requests that were never sent', async () => {
		const { pace, start } = byHand({ concurrentRequests: 1 });
		for (let sent = 0; sent < 5; sent++) pace.end(await start(), 'through');
		pace.end(await start(), 'limit');
		pace.end(await start(), 'through');
		for (let unsent = 0; unsent < 10; unsent++) pace.end(await start(), 'unsent');
		expect((await start()).at).toBe(60_000);
	});

	it('learns nothing from a late answer to the one before', async () => {
		const { pace, start } = byHand();
		for (let sent = 0; sent < 5; sent++) pace.end(await start(), 'through');
		pace.end(await start(), 'limit');
		pace.end(await start(), 'through');
		const late = await start();
		for (let sent = 2; sent < 5; sent++) pace.end(await start(), 'through');
		const next = await start();
		expect(next.at).toBe(120_000);
		pace.end(late, 'limit');
		pace.end(next, 'through');
		expect((await start()).at).toBe(120_000);
	});
});

describe('a server that lets nothing through', () => {
	it.each([
		// maxRetries, how many seconds a run may take, how many requests at most, whether it says when to return
		['busy', 3, 5 * 60, 12, false],
		['limit', 3, 20 * 60, 12, false],
		['failed', 3, 2 * 60, 12, false],
		['busy', 3, 11 * 60, 12, true],
		['limit', 3, 11 * 60, 12, true],
		['failed', 3, 11 * 60, 12, true],
		['busy', 0, 1, 4, false],
		['limit', 0, 1, 4, false],
		['failed', 0, 1, 4, false],
	] as const)(
		'%s, %i retries: the run ends',
		async (fate, maxRetries, seconds, requests, tells) => {
			const retryAfter = tells ? 60_000 : undefined;
			const server = { way: () => 20, arrives: () => ({ fate, takes: 0, retryAfter }) };
			for (const concurrentRequests of [1, 50]) {
				const run = await simulateRun(
					server,
					settings({ requests: 2000, maxRetries, concurrentRequests }),
				);
				expect(run.ends.filter((end) => end === 'through')).toEqual([]);
				expect(run.ends).not.toContain(undefined);
				expect(run.took).toBeLessThan(seconds * 1000);
				expect(run.sent).toBeLessThanOrEqual(requests + concurrentRequests);
			}
		},
	);

	it('but for a while loses no request that there was time for', async () => {
		for (const concurrentRequests of [1, 5, 50]) {
			for (const [ms, lost] of [
				[1000, 0],
				[5000, 0],
				[15_000, 1],
				[30_000, 1],
			]) {
				const server = failingAt(3000, 3000 + ms, steady(200));
				const run = await simulateRun(server, settings({ requests: 600, concurrentRequests }));
				expect(run.ends.filter((end) => end !== 'through').length).toBeLessThanOrEqual(lost);
				expect(run.refused.failed).toBeLessThanOrEqual(1.5 * concurrentRequests + 6);
			}
		}
	});

	it('but every other request, does not end the run', async () => {
		let calls = 0;
		const server: SimulatedServer = {
			way: () => 20,
			arrives: () => ({ fate: calls++ % 2 === 0 ? 'failed' : 'through', takes: 0 }),
		};
		const run = await simulateRun(server, settings({ requests: 200, maxRetries: 0 }));
		expect(run.sent).toBe(200);
	});
});

describe('runs of one account in one process', () => {
	const sideBySide = async (server: SimulatedServer, sizes: number[], concurrentRequests = 1) => {
		const clock = new SimulatedClock();
		const gate = new Gate(clock);
		const runs = sizes.map(
			async (requests) =>
				await simulateRun(server, settings({ requests, concurrentRequests }), { clock, gate }),
		);
		return await Promise.all(runs);
	};

	it.each([1, 5])(
		'take turns where the server takes one call at a time (%i at a time)',
		async (concurrentRequests) => {
			const server = takesAtMost(1, 600);
			const [long, ...short] = await sideBySide(server, [40, 1, 1, 1], concurrentRequests);
			expect([long, ...short].every(({ ends }) => allThrough(ends))).toBe(true);
			for (const { took } of short) expect(took).toBeLessThan(10 * 602);
			expect(long.took).toBeLessThan(1.1 * 43 * 602);
		},
	);

	it('do not wait for the interval of another', async () => {
		const clock = new SimulatedClock();
		const gate = new Gate(clock);
		const own = { clock, gate };
		const [slow, quick] = await Promise.all([
			simulateRun(steady(50), settings({ requests: 2, batchInterval: 3_600_000 }), own),
			simulateRun(windowOf(10, 60_000, 50), settings({ requests: 20, rateLimitWait: 60 }), own),
		]);
		expect(slow.log[1].at - slow.log[0].at).toBe(3_600_000);
		expect(Math.max(...quick.log.map(({ at }) => at))).toBeLessThan(70_000);
	});

	it('share a limit', async () => {
		const runs = await sideBySide(windowOf(10, 60_000, 50), [50, 50], 5);
		expect(runs.every(({ ends }) => allThrough(ends))).toBe(true);
		const refused = runs.reduce((sum, run) => sum + run.refused.limit, 0);
		expect(refused).toBeLessThanOrEqual(2 * 10);
		expect(Math.max(...runs.map(({ took }) => took))).toBeLessThan(1.1 * 10 * 60_000);
	});
});

it('a request that must be alone meets no other', async () => {
	const clock = new SimulatedClock();
	const gate = new Gate(clock);
	const paces = [1, 2].map(() => new Pace(settings(), gate));
	let underWay = 0;
	const most: Record<string, number> = { alone: 0, other: 0 };
	const send = async (pace: Pace, kind: 'alone' | 'other') => {
		const turn = await pace.start(kind === 'alone');
		most[kind] = Math.max(most[kind], ++underWay);
		await clock.sleep(50);
		most[kind] = Math.max(most[kind], underWay--);
		pace.end(turn, 'through');
	};
	const kinds = Array.from({ length: 100 }, (_, at) => (at % 20 === 9 ? 'alone' : 'other'));
	await clock.until(
		Promise.all(
			paces.flatMap((pace) =>
				kinds.map(async (kind) => await pace.run(async () => await send(pace, kind))),
			),
		),
	);
	expect(most.alone).toBe(1);
	expect(most.other).toBeGreaterThan(3);
});

it('a request that must be alone is not passed by others for ever', async () => {
	const clock = new SimulatedClock();
	const gate = new Gate(clock);
	const other = simulateRun(steady(50), settings({ requests: 2000 }), { clock, gate });
	await clock.until(clock.sleep(1000));
	const pace = new Pace(settings(), gate);
	const startedAt = pace.start(true).then((turn) => {
		pace.end(turn, 'through');
		return turn.at;
	});
	expect(allThrough((await other).ends)).toBe(true);
	expect(await startedAt).toBeLessThanOrEqual(1060);
});

it('what was learnt of an account is forgotten once all its runs have ended', async () => {
	const gate = gateOf('an account');
	const [one, another] = [new Pace(settings(), gate), new Pace(settings(), gate)];
	const send = async (pace: Pace) => pace.end(await pace.start(), 'through');
	const first = one.run(async () => await send(one));
	await another.run(async () => {
		await send(another);
		await first;
		expect(gateOf('an account')).toBe(gate);
	});
	expect(gateOf('an account')).not.toBe(gate);
});

it('nothing waits any longer once all runs have ended', async () => {
	const clock = new SimulatedClock();
	const waits: Array<() => boolean> = [];
	const sleep = async (ms: number, isOver: () => boolean) => {
		waits.push(isOver);
		await clock.sleep(ms);
	};
	const gate = new Gate({ now: () => clock.now(), sleep });
	await simulateRun(windowOf(5, 60_000, 50), settings({ requests: 12 }), { clock, gate });
	expect(waits.length).toBeGreaterThan(1);
	expect(waits.filter((isOver) => !isOver())).toEqual([]);
});

it('a run that is stopped waits for nothing', async () => {
	const { clock, pace } = byHand({ concurrentRequests: 1 });
	let first!: Turn;
	const running = pace.run(async () => {
		first = await pace.start();
		await new Promise(() => {}); // the batch goes on
	});
	await new Promise(setImmediate);
	const rest = Promise.all([pace.start(), pace.run(async () => await pace.start())]);
	pace.stop();
	pace.end(first, 'limit');
	await clock.until(rest);
	void running;
	expect(clock.now()).toBe(0);
});

describe('how many under way', () => {
	it('are two, then ten, then what the option allows', async () => {
		const { log } = await simulateRun(steady(200), settings({ requests: 1000 }));
		const waves = new Map<number, number>();
		for (const { at } of log) waves.set(at, (waves.get(at) ?? 0) + 1);
		expect([...waves.values()].slice(0, 4)).toEqual([2, 10, 50, 50]);
	});

	/** A run with so many under way as the option allows. */
	const grown = async () => {
		const given = byHand();
		const turns = await Promise.all(Array.from({ length: 2 }, given.start));
		for (const turn of turns) given.pace.end(turn, 'through');
		for (const turn of await Promise.all(Array.from({ length: 10 }, given.start))) {
			given.pace.end(turn, 'through');
		}
		expect(given.pace.limit).toBe(50);
		return { ...given, turns: await Promise.all(Array.from({ length: 50 }, given.start)) };
	};

	it('are halved once per round of failures, not once per failure', async () => {
		const { pace, turns } = await grown();
		for (const turn of turns) pace.end(turn, 'failed');
		expect(pace.limit).toBe(25);
	});

	it('are at once fewer than what was too many', async () => {
		const { pace, turns } = await grown();
		pace.end(turns[3], 'busy');
		expect(pace.limit).toBe(3);
	});

	it('that were too many are tried again ever more rarely', async () => {
		const { log } = await simulateRun(takesAtMost(1, 600), settings({ requests: 800 }));
		const tried = log.flatMap(({ fate }, n) => (fate === 'busy' ? [n] : []));
		expect(tried.length).toBeGreaterThan(2);
		const gaps = tried.slice(1).map((n, at) => n - tried[at]);
		for (const [at, gap] of gaps.slice(1).entries()) expect(gap).toBeGreaterThan(1.8 * gaps[at]);
	});
});

describe('any server', () => {
	const latency = fc.oneof(
		fc.integer({ min: 0, max: 2000 }).map((ms) => () => ms),
		fc.integer({ min: 1, max: 500 }).map((mean) => () => -Math.log(1 - Math.random()) * mean),
		fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1000, max: 20_000 })).map(
			([usual, rare]) =>
				() =>
					Math.random() < 0.02 ? rare : usual,
		),
	);
	const simple: fc.Arbitrary<SimulatedServer> = fc.oneof(
		latency.map((way) => steady(way)),
		fc
			.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1500 }), latency)
			.map(([capacity, takes, way]) => takesAtMost(capacity, takes, 0, way)),
		fc
			.tuple(
				fc.integer({ min: 1, max: 80 }),
				fc.integer({ min: 100, max: 90_000 }),
				latency,
				fc.constantFrom('first', 'clock', 'sliding'),
				fc.boolean(),
			)
			.map(([size, ms, way, kind, tells]) => windowOf(size, ms, way, kind, tells)),
		fc
			.tuple(fc.integer({ min: 1, max: 1000 }), latency)
			.map(([takes, way]) => oneAfterAnother(takes, way)),
	);
	const server: fc.Arbitrary<() => SimulatedServer> = fc.oneof(
		simple.map((one) => () => one),
		fc.tuple(simple, simple, fc.integer({ min: 0, max: 120_000 })).map(
			([a, b, at]) =>
				() =>
					changing(a, b, at),
		),
		fc.tuple(simple, fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 20_000 })).map(
			([one, from, ms]) =>
				() =>
					closedAt(from, from + ms, one),
		),
		fc.tuple(simple, fc.double({ min: 0, max: 0.3, noNaN: true })).map(
			([one, share]) =>
				() =>
					failing(one, share),
		),
	);

	it('gets every request once unless it is retried, never more at a time than asked for, and wastes little', async () => {
		await fc.assert(
			fc.asyncProperty(
				server,
				fc.integer({ min: 1, max: 50 }),
				fc.integer({ min: 0, max: 150 }),
				fc.constantFrom(0, 0, 0, 30, 500),
				async (make, concurrentRequests, requests, batchInterval) => {
					// Ten refusals in a row may be bad luck, where a share of all requests fails.
					const given = { concurrentRequests, requests, batchInterval, maxRetries: 20 };
					const run = await simulateRun(make(), settings(given));
					const { limit, busy, failed } = run.refused;
					// Everything had its end, and nothing was left behind while others were served.
					expect(run.ends).toHaveLength(requests);
					expect(run.ends).not.toContain(undefined);
					expect(run.ends.filter((end) => end !== 'through')).toEqual([]);
					expect(run.mostUnderWay).toBeLessThanOrEqual(concurrentRequests);
					expect(run.overLimit).toBeLessThanOrEqual(0);
					expect(Math.min(...gapsOf(run.log), Infinity)).toBeGreaterThanOrEqual(batchInterval);
					expect(run.sent).toBe(requests + limit + busy + failed);
					// A change may find as many under way as are allowed, and some windows on the way.
					expect(limit + busy).toBeLessThanOrEqual(3 * concurrentRequests + 1.25 * requests + 10);
				},
			),
			{ numRuns: 1000 },
		);
	});
});

/** In trouble for a time. */
const failingAt = (from: number, to: number, server: SimulatedServer): SimulatedServer => ({
	...server,
	arrives: (now) => (now >= from && now < to ? { fate: 'failed', takes: 0 } : server.arrives(now)),
});

/** A share of the requests fails whatever they are. */
const failing = (server: SimulatedServer, share: number): SimulatedServer => ({
	...server,
	arrives: (now) => (Math.random() < share ? { fate: 'failed', takes: 10 } : server.arrives(now)),
});
