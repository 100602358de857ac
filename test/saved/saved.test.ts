import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ALL_OPERATIONS } from '../../nodes/OzonetelBlockGroup/contract';
import { startSimulator, type Simulator } from '../simulator';
import { OPTION_NAMES } from '../support/contract';
import { disposeExpressionEngine } from '../support/instance';
import { NOW, runSaved, type Saved } from './run';

// What every release saved in somebody's n8n runs in this one, with the same result.

const releases = globSync('*.json', { cwd: __dirname }).sort();
const savedBy = (release: string) =>
	JSON.parse(readFileSync(join(__dirname, release), 'utf8')) as Saved[];

let simulator: Simulator;
beforeAll(async () => (simulator = await startSimulator()));
beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
	await simulator.close();
	await disposeExpressionEngine();
});

describe.each(releases)('saved by %s', (release) => {
	it.each(savedBy(release).map((saved) => [saved.what, saved] as const))(
		'%s',
		async (_, { result, ...saved }) => {
			expect(await runSaved(saved, simulator)).toEqual(result);
		},
	);
});

it('the first release saved every operation and every option', () => {
	const nodes = savedBy('0.1.0.json').map(({ node }) => node.parameters);
	const operations = nodes.map(({ operation = 'addNumbers' }) => operation);
	const options = nodes.flatMap(({ options = {} }) => Object.keys(options as object));
	expect(ALL_OPERATIONS.filter((one) => !operations.includes(one))).toEqual([]);
	expect(OPTION_NAMES.filter((one) => !options.includes(one))).toEqual([]);
});
