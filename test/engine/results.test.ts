import { each, phones, registered, simulated } from '../support/simulated';

// What the node returns besides one item per number: a dry run, a summary, a note, other spellings.

const ozonetel = simulated();
const [a, b, c, d] = phones(4);

it.each(['addNumbers', 'removeNumbers', 'createGroup'])(
	'%s as a dry run does everything but the requests',
	async (operation) => {
		const { output } = await ozonetel.run([a, b, `+91${a}`, 'NA', ''], {
			parameters: {
				operation,
				description: 'Some numbers',
				expires: 'onDate',
				expiryDate: '2030-01-31',
			},
			options: { dryRun: true, batchSize: 1 },
		});
		expect(ozonetel.simulator.requests).toEqual([]);
		expect(each(output, 'status')).toEqual(['planned', 'planned', 'planned', 'invalid', 'invalid']);
		expect(each(output, 'sentAs')).toEqual([`91${a}`, `91${b}`, `91${a}`, null, null]);
		expect(each(output, 'batch')).toEqual([1, 2, 1, null, null]);
		expect(each(output, 'registeredAs')).toEqual(Array(5).fill(null));
		const expiryDate = operation === 'removeNumbers' ? null : '2030-01-31 23:59:59';
		expect(each(output, 'expiryDate')).toEqual(Array(5).fill(expiryDate));
	},
);

it('dry runs only the items that ask for it', async () => {
	const items = [
		{ phone: a, dry: true },
		{ phone: b, dry: false },
	];
	const { output } = await ozonetel.run(items, { options: { dryRun: '={{ $json.dry }}' } });
	expect(each(output, 'status')).toEqual(['planned', 'added']);
	expect(ozonetel.held()).toEqual([registered(b)]);
});

it('sums up in one item, paired to all', async () => {
	ozonetel.simulator.switches.isBad = (number) => number === `91${b}`;
	const { output } = await ozonetel.run([a, b, 'NA', `0${a}`, [c, d]], {
		options: { output: 'summary' },
		downstream: { requested: '={{ $json.requested }}' },
	});
	expect(output).toHaveLength(1);
	const { requests, ...counts } = output[0].json;
	expect(counts).toEqual({
		requested: 6,
		distinct: 4,
		added: 3,
		removed: 0,
		refused: 1,
		invalid: 1,
		unconfirmed: 0,
		failed: 0,
		duplicates: 1,
		inserted: 3,
	});
	expect(requests).toBe(ozonetel.simulator.requests.length);
	expect(output[0].pairedItem).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
});

it('says how many Ozonetel inserted only where every answer says it', async () => {
	const options = { output: 'summary', batchSize: 1 };
	await ozonetel.run([a]);
	const again = await ozonetel.run([a, b], { options });
	expect(again.output[0].json).toMatchObject({ added: 2, inserted: 1 });

	ozonetel.simulator.fault = ({ body }) => {
		const { blockNumbers } = body as { blockNumbers: string[] };
		if (!blockNumbers.includes(`91${c}`)) return undefined;
		const answer = { status: 'success', message: 'updated', output: { succes: [`+91${c}`] } };
		return { kind: 'raw', body: JSON.stringify(answer) };
	};
	const silent = await ozonetel.run([b, c], { options });
	expect(silent.output[0].json).toMatchObject({ added: 2 });
	expect(silent.output[0].json).not.toHaveProperty('inserted');
});

it('sums up failures and removals too', async () => {
	const summary = { output: 'summary', maxRetries: 0, batchSize: 1 };
	await ozonetel.run([a, b]);
	const removed = await ozonetel.run([a, b], {
		parameters: { operation: 'removeNumbers' },
		options: summary,
	});
	expect(removed.output[0].json).toMatchObject({ requested: 2, removed: 2, added: 0, requests: 2 });

	ozonetel.simulator.fault = () => ({ kind: 'status', status: 500 });
	for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
		const failed = await ozonetel.run([a, b], { options: summary, onError });
		expect(failed.output[0].json).toMatchObject({ requested: 2, failed: 2, added: 0 });
		expect(failed.errorOutput).toEqual([]);
	}
});

it('takes no country for granted off the India domain', async () => {
	const { output } = await ozonetel.run(['09876500000', '+91 98765 00000'], {
		options: { defaultCountry: 'auto' },
	});
	expect(each(output, 'sentAs')).toEqual(['09876500000', '919876500000']);
});
