import { refusals, type Answer } from './answers';
import type { Switches } from './switches';

/** The calls that are worked on: where there is place for so many, others are told that one is running. */
export class BulkCalls {
	private running = 0;
	private generation = 0;

	/** The answer where all places are taken, or nothing. */
	refusal({ bulkCalls, errorStatus }: Switches): Answer | undefined {
		if (!bulkCalls || this.running < bulkCalls.atATime) return undefined;
		return { status: errorStatus, body: refusals.busy };
	}

	/** Takes a place until the answer leaves. */
	hold(answer: Answer, { bulkCalls }: Switches): Answer {
		if (!bulkCalls) return answer;
		const { generation } = this;
		this.running++;
		const done = () => {
			if (generation === this.generation) this.running--;
		};
		return { ...answer, work: { ms: bulkCalls.ms, done } };
	}

	clear(): void {
		this.running = 0;
		this.generation++;
	}
}
