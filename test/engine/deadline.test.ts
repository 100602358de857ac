import type { Fault } from '../simulator';
import { phones, simulated, tally } from '../support/simulated';

// A request's time counts to the last byte of its answer, and no answer is read without end.

const ozonetel = simulated();
const [a] = phones(1);
const creation = { operation: 'createGroup', groupName: 'Spam', description: 'Callers of spam' };

const answerWith = (fault: Fault) => (ozonetel.simulator.fault = () => fault);
const once = (fault: Fault) =>
	(ozonetel.simulator.fault = ({ n }) => (n === 1 ? fault : undefined));

describe.each<[string, Fault]>([
	['drips the body', { kind: 'drip', everyMs: 100 }],
	['drips the header', { kind: 'drip', everyMs: 100, part: 'header' }],
	['answers late', { kind: 'late', ms: 5000 }],
	['never answers', { kind: 'hang', applied: true }],
])('a server that %s', (_, fault) => {
	it('is given up when the time is over', async () => {
		answerWith(fault);
		const { error, taskData } = await ozonetel.run([a], {
			options: { timeout: 600, maxRetries: 0 },
		});
		expect(error?.message).toBe('Ozonetel did not answer in time');
		expect(taskData.executionTime).toBeGreaterThanOrEqual(590);
		expect(taskData.executionTime).toBeLessThan(3000);
	});

	it('is asked again, and may have created a group', async () => {
		once(fault);
		const { output } = await ozonetel.run([a], { options: { timeout: 600 } });
		expect(tally(output)).toEqual({ added: 1 });

		ozonetel.simulator.requests.length = 0;
		once(fault);
		const { error } = await ozonetel.run([a], { parameters: creation, options: { timeout: 600 } });
		expect(error?.description).toMatch(/may have been created/);
		expect(ozonetel.simulator.requests).toHaveLength(1);
	});

	it('does not outlive a cancelled execution', async () => {
		answerWith(fault);
		const { error, taskData } = await ozonetel.run([a], { cancelAfterMs: 300 });
		expect(error?.message).toMatch(/^The execution was cancelled/);
		expect(taskData.executionTime).toBeLessThan(3000);
	});
});

it('reads a slow answer that comes in time', async () => {
	answerWith({ kind: 'drip', everyMs: 2 });
	const { output } = await ozonetel.run([a]);
	expect(tally(output)).toEqual({ added: 1 });
});

describe.each([false, true])('an answer of 100 MB (packed: %p)', (packed) => {
	it('is not read into memory', async () => {
		once({ kind: 'huge', bytes: 100_000_000, packed });
		const before = process.memoryUsage().rss;
		let most = 0;
		const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
		const { error } = await ozonetel.run([a], { options: { maxRetries: 0 } });
		clearInterval(watch);
		expect(error?.message).toMatch(/more than 1 MB/);
		expect(most - before).toBeLessThan(80_000_000);
	});

	it('is asked for again', async () => {
		once({ kind: 'huge', bytes: 3_000_000, packed });
		const { output } = await ozonetel.run([a]);
		expect(tally(output)).toEqual({ added: 1 });
	});
});
