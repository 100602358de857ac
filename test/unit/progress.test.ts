import { Progress } from '../../nodes/OzonetelBlockGroup/send/progress';

afterEach(() => jest.restoreAllMocks());

it('says every ten seconds how far a run is, and nothing of a short one', () => {
	let now = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	const said: string[] = [];
	const progress = new Progress({ ...console, info: (text: string) => said.push(text) }, 500);
	const words = [1, 2, 11, 12, 21].map((second) => {
		now = second * 1000;
		progress.batchDone(100, second);
		return said.splice(0);
	});
	const prefix = 'Ozonetel Block Group:';
	expect(words).toEqual([
		[],
		[],
		[`${prefix} 300 of 500 numbers handled, 11 requests at a time`],
		[],
		[`${prefix} 500 of 500 numbers handled, 21 requests at a time`],
	]);
});
