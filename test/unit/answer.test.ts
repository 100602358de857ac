import { readAnswer } from '../../nodes/OzonetelBlockGroup/ozonetel/answer';

const statuses = [200, 401];
const error = (message: unknown, more: object = {}) => ({ status: 'error', message, ...more });
const account = (message: string) => ({ status: 'false', message, data: null });

const added = {
	status: 'success',
	message: 'updated',
	input: { id: 20, blockNumbers: ['9700000003', '9700000094'] },
	output: { succes: ['+919700000003', '+919700000094'], error: [], new: 2, inserted: 2 },
};
const created = {
	status: 'success',
	message: 'created',
	output: { affectedRows: 1, lastInsertId: 20, succes: ['+919700000003'], error: ['12'] },
};
const removed = {
	status: 'success',
	message: 'deleted',
	output: { success: ['+919700000003'], error: [], deleted: 1 },
};

describe.each(statuses)('the body decides at HTTP %i', (status) => {
	it.each([
		[added, { message: 'updated', done: added.output.succes, rejected: [] }],
		[created, { message: 'created', done: ['+919700000003'], rejected: ['12'], groupId: '20' }],
		[removed, { message: 'deleted', done: ['+919700000003'], rejected: [], deleted: 1 }],
		[{ status: 'success' }, { done: [], rejected: [] }],
		[
			{ status: 'success', output: null },
			{ done: [], rejected: [] },
		],
		[{ status: 'success', output: { succes: [], error: ['1', '2'] } }, { rejected: ['1', '2'] }],
		[
			{ status: 'success', output: { error: { '9700000003': 'already exists', '0': '+9712' } } },
			{ rejected: ['+9712', '9700000003'] },
		],
		[
			{ status: 'success', output: { error: [{ number: '97-00000003', reason: 'invalid' }] } },
			{ rejected: ['9700000003'] },
		],
		[{ status: 'success', output: { error: 'of 9700000003' } }, { rejected: [] }],
		[JSON.stringify(added), { done: added.output.succes }],
	])('success: %j', (body, expected) => {
		expect(readAnswer(status, body)).toMatchObject({ verdict: 'success', ...expected });
	});

	it.each([
		['authentication', error('Authentication failed')],
		['parameters', error('Parameters are mandatory')],
		['parameters', error('All parameters are mandatory')],
		['authentication', account('Invalid User Details')],
		['wantsKey', account('Api Key Should Not be Null or Empty.')],
		['wantsToken', account('Token Should Not be Null or Empty.')],
		['userName', account('Username Should Not be Null or Empty.')],
		['authentication', account('Invalid userName or apiKey')],
		['authentication', error('Missing userName or apiKey')],
		['authentication', account('userName or apiKey not valid')],
		['authentication', account('apiKey cannot be empty')],
		['authentication', { status: 'failure', message: 'no user found' }],
		['authentication', account('Unauthorized')],
		['body', account('Invalid Json Pass Valid Json')],
		['token', account('Token Expired')],
		['token', account('Invalid Token')],
		['token', account('JWT expired')],
		['token', account('jwt has expired')],
		['token', account('The token is invalid')],
		['token', { status: 'fail', message: 'invalid_token' }],
		['token', error('Session expired')],
		['group', error('Invalid group “Token”')],
		['group', error('Invalid group id')],
		['group', error('Group Unauthorised calls does not exist')],
		['group', error('Group “Rate limit” not found')],
		['nameTaken', error('Group name Unauthorized already exists')],
		['rateLimit', error('Max limit exceeded')],
		['rateLimit', error('Request limit exhausted')],
		['rateLimit', error('API rate limit reached')],
		['busy', error('Already one process is running please try after some time')],
	])('%s: %j', (kind, body) => {
		const answer = readAnswer(status, body);
		expect(answer).toEqual({
			verdict: 'failure',
			kind,
			message: body.message,
			httpStatus: status,
		});
	});

	it('numbers refused', () => {
		const format = 'Blocknumbers data contains invalid format of numbers';
		for (const key of ['blockNumbers', 'blockNumber', 'BlockNumbers']) {
			expect(readAnswer(status, error('invalid data', { errors: { [key]: format } }))).toEqual({
				verdict: 'numbersRefused',
				message: `invalid data: ${format}`,
				because: 'format',
			});
		}
	});

	it.each([
		['Block number already exists', 'there'],
		['Block Number seems to be invalid or already exists', 'there'],
		['Group already holds its maximum of numbers', 'other'],
		['No', 'other'],
	])('numbers refused with “%s”', (said, because) => {
		const body = error('invalid data', { errors: { blockNumbers: said } });
		expect(readAnswer(status, body)).toMatchObject({ verdict: 'numbersRefused', because });
		const inWords = readAnswer(status, error(said));
		if (because === 'there') expect(inWords).toMatchObject({ verdict: 'numbersRefused', because });
		else expect(inWords.verdict).toBe('failure');
	});

	it.each([
		'Block number not found',
		'Blocknumbers does not exist',
		'Numbers are not present in the group',
		'Number not found in group',
		'Invalid block number',
	])('numbers refused that are not there: “%s”', (said) => {
		for (const httpStatus of [status, 404]) {
			const because = 'other';
			expect(readAnswer(httpStatus, error(said))).toMatchObject({
				verdict: 'numbersRefused',
				because,
			});
		}
	});

	it.each(['Group or number not found', 'Invalid group id or block number'])(
		'not of numbers alone: “%s”',
		(said) => {
			expect(readAnswer(status, error(said))).toMatchObject({ kind: 'group' });
		},
	);

	it('a group that exists is no number that does', () => {
		for (const said of ['Block Number Group already exists', 'Group name already exists']) {
			expect(readAnswer(status, error(said))).toMatchObject({ kind: 'nameTaken' });
		}
	});

	it('numbers refused in words alone', () => {
		const format = 'Blocknumbers data contains invalid format of numbers';
		for (const body of [
			error(format),
			account(format),
			error('invalid data', { errors: [format] }),
		]) {
			expect(readAnswer(status, body).verdict).toBe('numbersRefused');
		}
		expect(readAnswer(status, error('invalid data')).verdict).toBe('failure');
	});

	it('a bad name is no bad number', () => {
		const errors = { name: 'Name (X) allows 2 to 50 characters only' };
		const both = { ...errors, blockNumbers: 'contains invalid format of numbers' };
		for (const fields of [errors, both]) {
			expect(readAnswer(status, error('invalid data', { errors: fields }))).toMatchObject({
				verdict: 'failure',
				message: expect.stringContaining('invalid data: Name (X) allows 2 to 50 characters only'),
			});
		}
	});
});

it.each(['error', 'false', 'fail', 'fails', 'Fail', 'failure', 'Error', false])(
	'“%s” is no success, whatever numbers come with it',
	(status) => {
		expect(readAnswer(200, { ...added, status })).toMatchObject({
			verdict: 'failure',
			kind: 'refused',
			message: 'updated',
		});
	},
);

it.each([null, 'anything', '', true, ['success'], { code: 'success' }])(
	'“%s” tells nothing of what was done',
	(status) => {
		expect(readAnswer(200, { ...added, status })).toMatchObject({
			verdict: 'failure',
			kind: 'unreadable',
			message: 'updated',
		});
	},
);

it.each(['Success', 'SUCCESS', ' success '])('“%s” is a success', (status) => {
	expect(readAnswer(200, { ...added, status }).verdict).toBe('success');
});

describe('words of a message', () => {
	it.each<[unknown, string | RegExp]>([
		['No', 'No'],
		[['No', 'Never'], 'No, Never'],
		[{ a: 'No', b: 'Never' }, 'No, Never'],
		['<b>No</b><br>\n  never', 'No never'],
		['No\u0000\u001b[31m\u202enever', /^No.*never$/],
		['x'.repeat(10_000), /^x{1,300}$/],
		[`No${' '.repeat(10_000)}never`, 'No'],
		[Array.from({ length: 1000 }, () => 'No'), /^.{1,300}$/],
		[42, '42'],
		[undefined, /./],
		[null, /./],
		['', /./],
		[[], /./],
		[{}, /./],
	])('%p', (message, words) => {
		const { message: read } = readAnswer(200, error(message));
		if (typeof words === 'string') expect(read).toBe(words);
		else expect(read).toMatch(words);
	});

	it.each(['', {}, { data: 'x' }, '<html></html>'])(
		'%j has none, and is not called empty',
		(body) => {
			expect(readAnswer(502, body).message).toBe('HTTP 502 and no message');
		},
	);

	it('can be a list and still say what kind it is', () => {
		const body = error(['Authentication failed']);
		expect(readAnswer(200, body)).toMatchObject({ kind: 'authentication' });
	});
});

describe('an answer that is not of the API', () => {
	const page = (title: string) =>
		`<!doctype html><html><head><style>b{color:red}</style><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

	it.each<[number, unknown, string]>([
		[405, 'Method Not Allowed', 'notFound'],
		[404, page('404 Not Found'), 'notFound'],
		[404, '', 'notFound'],
		[404, error('Not Found'), 'notFound'],
		[404, { message: 'Not Found' }, 'notFound'],
		[405, error('Method Not Allowed'), 'notFound'],
		[200, page('404 Not Found'), 'notFound'],
		[404, error('Invalid group id'), 'group'],
		[404, account('Invalid User Details'), 'authentication'],
		[200, page('Welcome'), 'unreadable'],
		[200, '', 'unreadable'],
		[200, undefined, 'unreadable'],
		[200, null, 'unreadable'],
		[200, '{"status":"success","output":{"succes":["+91970', 'unreadable'],
		[200, [], 'unreadable'],
		[200, [added], 'unreadable'],
		[200, 42, 'unreadable'],
		[200, {}, 'unreadable'],
		[200, { output: added.output }, 'unreadable'],
		[200, { token: 'x', message: '' }, 'unreadable'],
		[200, Buffer.from('x'), 'unreadable'],
		[204, '', 'unreadable'],
		[301, '', 'redirect'],
		[302, page('Moved'), 'redirect'],
		[401, '', 'authentication'],
		[403, page('Forbidden'), 'authentication'],
		[407, page('Proxy Authentication Required'), 'proxy'],
		[408, '', 'server'],
		[429, '', 'rateLimit'],
		[429, error('Slow down'), 'rateLimit'],
		[400, 'Bad Request', 'refused'],
		[413, 'Request Entity Too Large', 'refused'],
		[500, '', 'server'],
		[502, page('502 Bad Gateway'), 'server'],
		[503, error('Try later'), 'server'],
		[200, error('Anything else'), 'refused'],
	])('HTTP %i, %j: %s', (status, body, kind) => {
		const answer = readAnswer(status, body);
		expect(answer).toMatchObject({ verdict: 'failure', kind, httpStatus: status });
		expect(answer.message).not.toBe('');
		expect(answer.message).not.toMatch(/[<>]|color:/);
	});
});

describe('notices of PHP before the JSON', () => {
	const html =
		'<br />\n<b>Notice</b>:  Undefined index: id in <b>/var/www/{x}/a.php</b> on line <b>12</b><br />\n';
	const plain = '\nPHP Warning:  Undefined variable $x in /var/www/a.php on line 3\n';

	it.each([html, plain, html.repeat(200), `${plain}  `, '<b>Deprecated</b>: x<br/>\t'])(
		'are left out: %j',
		(notices) => {
			expect(readAnswer(200, notices + JSON.stringify(added))).toEqual(readAnswer(200, added));
			const refused = error('Invalid group id');
			expect(readAnswer(200, notices + JSON.stringify(refused))).toEqual(readAnswer(200, refused));
		},
	);

	it.each([
		['a page around it', html, '<hr>'],
		['another answer after it', html, JSON.stringify(added)],
		['no notice', 'Your request was: ', ''],
		['no notice on a line of its own', 'Your request was:\n', ''],
		['the end of the script', '<br />\n<b>Fatal error</b>: x on line <b>1</b><br />\n', ''],
	])('not where there is %s', (_, before, after) => {
		expect(readAnswer(200, before + JSON.stringify(added) + after)).toMatchObject({
			kind: 'unreadable',
		});
	});

	it.each([html, '<br />'.repeat(20)])('alone are no answer: %j', (text) => {
		expect(readAnswer(200, text)).toMatchObject({ kind: 'unreadable' });
	});
});

describe('numbers of an answer', () => {
	const done = (succes: unknown) => {
		const answer = readAnswer(200, { status: 'success', output: { succes } });
		return answer.verdict === 'success' ? answer.done : answer;
	};

	it.each<[unknown, string[]]>([
		[
			['+919700000003', 919700000094],
			['+919700000003', '919700000094'],
		],
		['+919700000003', []],
		// More digits than JSON keeps: 9007199254740993 reads as …992, which is another number.
		[[-919700000003, 919700.5, 2 ** 53, 1e21], []],
		[[' '.repeat(60) + '+919700000003'], []], // longer than any number
		[{ 0: '+919700000003' }, ['+919700000003']],
		[42, []],
		[true, []],
		[null, []],
		[
			{ 0: '+91 97000-00003', 2: '(0)97000.00094', 3: 9700000003 },
			['+919700000003', '09700000094', '9700000003'],
		],
		[[null, true, {}, [], '', 'all', '<b>1</b>', '1e9', NaN, '+', '9'.repeat(50)], []],
	])('%j', (list, numbers) => {
		expect(done(list)).toEqual(numbers);
	});

	it.each([
		[20, '20'],
		['20', '20'],
		[0, undefined],
		['', undefined],
		[null, undefined],
		[-1, undefined],
		['<b>', undefined],
		[[], undefined],
		[{}, undefined],
	])('lastInsertId %p names the group %p', (lastInsertId, groupId) => {
		const answer = readAnswer(200, { status: 'success', output: { lastInsertId } });
		expect((answer as { groupId?: string }).groupId).toBe(groupId);
	});
});
