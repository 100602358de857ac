import fc from 'fast-check';

import { Concurrency, type Flight } from '../../nodes/OzonetelBlockGroup/ozonetel/pace/concurrency';
import { LeastWait } from '../../nodes/OzonetelBlockGroup/ozonetel/pace/leastWait';
import { Pace } from '../../nodes/OzonetelBlockGroup/ozonetel/pace/pace';
import type { Request, Slowdown } from '../../nodes/OzonetelBlockGroup/ozonetel/pace/types';
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

// The governor of a run against servers that nobody describes to it. Time is simulated.

jest.setTimeout(120_000);

const settings = (given: Partial<Parameters<typeof simulateRun>[1]> = {}) => ({
	concurrentRequests: 50,
	batchInterval: 0,
	rateLimitWait: 60,
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
	const pace = new Pace(settings(given), clock, 100, {
		slowedDown: (slowdown) => void told.push(slowdown),
	});
	const start = async () => {
		const request = pace.start();
		await clock.until(request);
		return await request;
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

	it('is asked by one at a time where that is the setting', async () => {
		const run = await simulateRun(steady(50), settings({ concurrentRequests: 1 }));
		expect(run.mostUnderWay).toBe(1);
		expect(run.took).toBe(100 * 50);
	});

	it('keeps the interval', async () => {
		const { log } = await simulateRun(steady(50), settings({ batchInterval: 20 }));
		expect(Math.min(...gapsOf(log))).toBe(20);
	});

	it('that queues what it is sent is not sent more than helps', async () => {
		const run = await simulateRun(oneAfterAnother(600), settings({ requests: 300 }));
		expect(run.mostUnderWay).toBeLessThanOrEqual(20);
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
		expect(run.refused.busy / run.sent).toBeLessThanOrEqual(0.03);
	});

	it('one, and goes on with it after its answer', async () => {
		const run = await simulateRun(takesAtMost(1, 300, 300), settings({ requests: 300 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took).toBeLessThan(1.1 * 300 * 600);
		expect(run.refused.busy / run.sent).toBeLessThanOrEqual(0.03);
	});

	it('one, and with somebody else for some seconds', async () => {
		const server = closedAt(5000, 12_000, steady(100));
		const run = await simulateRun(server, settings({ concurrentRequests: 1, requests: 1000 }));
		expect(allThrough(run.ends)).toBe(true);
		expect(run.took).toBeLessThan(1000 * 100 + 4 * 7000);
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
			[5, 10, 60].flatMap((size) =>
				[5, 50, 600].map((latency) => ({ size, concurrentRequests, latency })),
			),
		),
	)(
		'of $size a window, asked by $concurrentRequests, $latency ms away',
		async ({ size, concurrentRequests, latency }) => {
			for (const windows of [3, 5, 10, 30]) {
				const run = await simulateRun(
					windowOf(size, WINDOW, latency),
					settings({ concurrentRequests, requests: size * windows }),
				);
				expect(allThrough(run.ends)).toBe(true);
				expect(run.refused.limit / windows).toBeLessThanOrEqual(1.5);
				expect(run.took / (windows * WINDOW)).toBeLessThanOrEqual(1.1);
			}
		},
	);

	it('that becomes wider is found out', async () => {
		const server = changing(windowOf(10, WINDOW, 50), windowOf(60, WINDOW, 50), 5 * WINDOW);
		const run = await simulateRun(server, settings({ requests: 50 + 600 }));
		expect(run.took).toBeLessThan((5 + 10 + 4) * WINDOW);
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
	const waits = async (fate: 'busy' | 'limit', rateLimitWait: number) => {
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
		expect([first, second, Math.max(...rest)]).toEqual([60_000, 120_000, 600_000]);
	});

	it('after “limit” are never shorter than the wait that is set', async () => {
		expect(new Set(await waits('limit', 3600))).toEqual(new Set([3_600_000]));
	});

	it('after “busy” grow to half a minute, and differ from those of other executions', async () => {
		const [one, another] = [await waits('busy', 60), await waits('busy', 60)];
		expect(one[1]).toBeGreaterThan(one[0]);
		expect(Math.max(...one, ...another)).toBeLessThanOrEqual(1.25 * 30_000);
		expect(one).not.toEqual(another);
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

	it.each(['through', 'limit'] as const)(
		'learns nothing from a late answer to the one before: %s',
		async (fate) => {
			const { clock, pace, start } = byHand();
			const [first, late] = [await start(), await start()];
			pace.end(first, 'limit', 1000);
			const next = await start();
			pace.end(late, fate, fate === 'limit' ? 60_000 : undefined);
			const waiting = start();
			await clock.until(clock.sleep(50));
			pace.end(next, 'through');
			expect((await waiting).at).toBe(1050);
		},
	);
});

describe('a server that lets nothing through', () => {
	it.each([
		['busy', 60_000],
		['limit', 10 * 60_000],
	] as const)('%s: ends, and says so', async (fate, most) => {
		const run = await simulateRun(
			{ way: () => 20, arrives: () => ({ fate, takes: 0 }) },
			settings({ requests: 200 }),
		);
		expect(new Set(run.ends)).toEqual(new Set([fate]));
		expect(run.took).toBeLessThan(most);
		expect(run.sent).toBeLessThan(200 + 10);
	});
});

it('a creation meets no other request of the run', async () => {
	const clock = new SimulatedClock();
	const pace = new Pace(settings(), clock, 100);
	let underWay = 0;
	const most: Record<string, number> = { creation: 0, other: 0 };
	const send = async (kind: 'creation' | 'other') => {
		const request = await pace.start(kind === 'creation');
		most[kind] = Math.max(most[kind], ++underWay);
		await clock.sleep(50);
		most[kind] = Math.max(most[kind], underWay--);
		pace.end(request, 'through');
	};
	const kinds = Array.from({ length: 100 }, (_, at) => (at % 20 === 9 ? 'creation' : 'other'));
	await clock.until(
		Promise.all(kinds.map(async (kind) => await pace.run(async () => await send(kind)))),
	);
	expect(most.creation).toBe(1);
	expect(most.other).toBeGreaterThan(3);
});

it('a cancelled run waits for nothing', async () => {
	const clock = new SimulatedClock();
	const pace = new Pace(settings({ concurrentRequests: 1 }), clock, 10);
	let first!: Request;
	const running = pace.run(async () => {
		first = await pace.start();
		await new Promise(() => {}); // the batch goes on
	});
	await new Promise(setImmediate);
	const rest = Promise.all([pace.start(), pace.run(async () => await pace.start())]);
	clock.cancelled = true;
	pace.end(first, 'limit');
	await clock.until(rest);
	void running;
	expect(clock.now()).toBe(0);
});

it('says why it slows down', async () => {
	const told: string[] = [];
	const listener = {
		slowedDown: ({ why, wait }: { why: string; wait: number }) =>
			void told.push(`${why} ${Math.round(wait / 1000)} s`),
	};
	await simulateRun(windowOf(10, 60_000, 50), settings({ requests: 30 }), listener);
	expect(told).toEqual(['limit 60 s', 'window 60 s']);
	told.length = 0;
	await simulateRun(takesAtMost(1, 600), settings({ requests: 30 }), listener);
	expect(told).toEqual(['busy 0 s']);
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
					const given = { concurrentRequests, requests, batchInterval, maxRetries: 10 };
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
					expect(limit + busy).toBeLessThanOrEqual(3 * concurrentRequests + requests + 10);
				},
			),
			{ numRuns: 2000 },
		);
	});
});

/** A share of the requests fails whatever they are. */
const failing = (server: SimulatedServer, share: number): SimulatedServer => ({
	...server,
	arrives: (now) => (Math.random() < share ? { fate: 'failed', takes: 10 } : server.arrives(now)),
});

describe('how many under way', () => {
	const flight = { serial: 0, level: 50, latency: 50 };
	/** A run with so many under way as are allowed, whose answers come as described. */
	const answers = (concurrency: Concurrency, count: number, given: Partial<Flight> = {}) => {
		for (let serial = 0; serial < count; serial++) {
			concurrency.through({ ...flight, ...given }, 50);
		}
	};
	const grown = () => {
		const concurrency = new Concurrency(50);
		answers(concurrency, 30);
		expect(concurrency.limit).toBe(50);
		return concurrency;
	};

	it('shrinks once per round trip, not once per failure', () => {
		const concurrency = grown();
		for (let serial = 30; serial < 80; serial++) {
			concurrency.failed({ ...flight, serial }, 80);
		}
		expect(concurrency.limit).toBe(35);
	});

	it('grows by one per round trip once it was too much', () => {
		const concurrency = grown();
		concurrency.failed({ ...flight, serial: 30 }, 80);
		answers(concurrency, 34);
		expect(concurrency.limit).toBe(35);
		answers(concurrency, 2);
		expect(concurrency.limit).toBe(36);
	});

	it('falls at once below what was too many', () => {
		const concurrency = grown();
		concurrency.busy({ ...flight, serial: 30, level: 4 }, 80);
		expect(concurrency.limit).toBe(3);
	});

	it('grows only where it is used', () => {
		const concurrency = new Concurrency(50);
		for (let answer = 0; answer < 30; answer++) concurrency.through(flight, 1);
		expect(concurrency.limit).toBe(2);
	});

	it('grows where answers take twice as long', () => {
		const concurrency = new Concurrency(50);
		answers(concurrency, 1, { latency: 50 });
		answers(concurrency, 24, { latency: 100 });
		expect(concurrency.limit).toBe(50);
	});

	it('stays where answers wait in line, until that is how long they take', () => {
		const concurrency = grown();
		concurrency.failed({ ...flight, serial: 30 }, 80);
		answers(concurrency, 100, { latency: 500 });
		const { limit } = concurrency;
		expect(limit).toBeLessThan(40);
		answers(concurrency, 1000, { latency: 500 });
		expect(concurrency.limit).toBeGreaterThan(limit);
	});

	it('is less for a server in trouble', async () => {
		const { pace, start } = byHand();
		expect(pace.limit).toBe(2);
		pace.end(await start(), 'failed');
		expect(pace.limit).toBe(1);
	});

	it('that was too many is tried again ever more rarely', () => {
		const concurrency = new Concurrency(50);
		const untilTwo = (serial: number) => {
			concurrency.busy({ ...flight, serial, level: 2 }, serial + 1);
			expect(concurrency.limit).toBe(1);
			let count = 0;
			for (; concurrency.limit < 2; count++) answers(concurrency, 1);
			return count;
		};
		expect([untilTwo(0), untilTwo(1000), untilTwo(2000)]).toEqual([100, 200, 400]);
	});
});

describe('the least wait', () => {
	it('is what was told until that proves too short, and then found by halves', () => {
		const wait = new LeastWait(1000);
		wait.held(500);
		expect(wait.next).toBe(1000);
		wait.failed(1000);
		wait.held(5000);
		expect(wait.next).toBe(3000);
		wait.failed(3000);
		expect(wait.next).toBe(4000);
		wait.held(4000);
		expect(wait.next).toBe(3500);
	});

	it('is looked for between the longest too short and the shortest that held', () => {
		const wait = new LeastWait(1000);
		wait.failed(3000);
		wait.failed(1000);
		expect(wait.next).toBe(3000);
		wait.held(5000);
		wait.held(9000);
		expect(wait.next).toBe(4000);
	});

	it('may become shorter than what was too short', () => {
		const wait = new LeastWait(1000);
		wait.failed(3000);
		wait.held(2000);
		expect(wait.next).toBe(1000);
	});
});
