import { Lab } from '../support/lab';
import { itemsOf } from '../support/workflow';

describe('an execution with 5,000 numbers', () => {
	let lab: Lab;
	beforeAll(async () => (lab = await Lab.open('large')));
	afterAll(async () => await lab.close());

	it('blocks them in 50 requests, is saved, and is read back whole', async () => {
		const phones = Array.from({ length: 5_000 }, (_, at) => String(9_700_000_000 + at));
		const { answer, execution } = await lab.block(phones, {});
		expect(answer.status).toBe(200);
		expect(lab.simulator.requests).toHaveLength(50);
		expect(lab.simulator.group('Do Not Call')?.numbers.size).toBe(5_000);

		const saved = itemsOf(execution, 'Ozonetel').map(({ json }) => json);
		expect(saved.map(({ phoneNumber }) => phoneNumber)).toEqual(phones);
		expect(saved.every(({ status }) => status === 'added')).toBe(true);
		expect(answer.body).toEqual(saved);
	});
});
