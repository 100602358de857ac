import { inOtherWords, pages, refusals, type Answer } from './answers';
import {
	refusalByAccount,
	refusalByApiKey,
	refusalByBasicAuth,
	Tokens,
	type Account,
} from './authentication';
import { BlockGroups } from './blockGroups';
import * as operations from './operations';
import { BulkCalls, RateWindow } from './limits';
import type { RequestBody } from './requestBody';
import type { Switches } from './switches';

/** What Ozonetel sees of a request. `body` is undefined where it is not JSON. */
export interface OzonetelRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	body: unknown;
}

const legacyPath = '/CAServicesV3/blockNumberGroupV2.php';
const updatePath = {
	plural: '/ca_apis/updateBlockNumbers',
	singular: '/ca_apis/updateBlockNumber',
};
const generatePath = '/ca_apis/CAToken/generateToken';

type Call = operations.Operation | 'generateToken';

/** path → method → call (docs/ozonetel-api.md §1) */
const calls: Record<string, Record<string, Call>> = {
	[legacyPath]: {
		POST: operations.createGroup,
		PUT: operations.addNumbersById,
		DELETE: operations.removeNumbersById,
	},
	'/ca_apis/createBlockNumber': { POST: operations.createGroup },
	[updatePath.plural]: { PUT: operations.addNumbersByName },
	[updatePath.singular]: { PUT: operations.addNumbersByName },
	'/ca_apis/deleteBlockNumber': { DELETE: operations.removeNumbersByName },
	'/ca_apis/campaignStatus': { GET: operations.campaignStatus },
	[generatePath]: { POST: 'generateToken' },
};

/** Ozonetel without HTTP: one account, its groups and its tokens. */
export class Ozonetel {
	readonly groups: BlockGroups;
	readonly tokens = new Tokens();
	readonly rateWindow = new RateWindow();
	private readonly bulkCalls = new BulkCalls();

	constructor(
		readonly account: Account,
		readonly switches: Switches,
	) {
		this.groups = new BlockGroups(switches);
	}

	answer(request: OzonetelRequest): Answer {
		const answer = this.answerInUsualWords(request);
		return this.switches.otherWords ? { ...answer, body: inOtherWords(answer.body) } : answer;
	}

	private answerInUsualWords(request: OzonetelRequest): Answer {
		const { switches } = this;
		const path = request.path.split('?', 1)[0];
		if (path === '/' && request.method === 'GET') return pages.welcome;
		const limited = this.rateWindow.refusal(switches);
		if (limited) return limited;
		if (!this.exists(path)) return pages.missing[switches.missingPath];
		const call = calls[path][request.method];
		if (!call) return pages.methodNotAllowed;

		const body = isObject(request.body) ? request.body : {};
		const refusal = this.refusalOfCaller(path, request, body) ?? refusalOfFormat(request);
		if (refusal) return { status: switches.errorStatus, body: refusal };

		const isBulk = call !== 'generateToken' && call !== operations.campaignStatus;
		const busy = isBulk ? this.bulkCalls.refusal(switches) : undefined;
		if (busy) return busy;

		const said: { status?: string } =
			call === 'generateToken'
				? this.tokens.generate(this.account, switches)
				: call(body, this.groups, switches);
		const isError = said.status !== undefined && said.status !== 'success';
		const answer = { status: isError ? switches.errorStatus : 200, body: said };
		return isError || !isBulk ? answer : this.bulkCalls.hold(answer, switches);
	}

	clear(): void {
		this.groups.clear();
		this.tokens.clear();
		this.rateWindow.clear();
		this.bulkCalls.clear();
	}

	private exists(path: string): boolean {
		if (path === legacyPath) return this.switches.legacy;
		const isUpdate = path === updatePath.plural || path === updatePath.singular;
		if (!isUpdate) return Object.hasOwn(calls, path);
		const { updatePath: existing } = this.switches;
		return existing === 'both' || path === updatePath[existing];
	}

	/** Who calls is asked before what is asked for. */
	private refusalOfCaller(path: string, { headers }: OzonetelRequest, body: RequestBody) {
		const { account, switches, tokens } = this;
		if (path === legacyPath) return refusalByBasicAuth(headers, account);
		if (path === generatePath)
			return refusalByApiKey(headers, body, account, refusals.tokenRefused);
		return refusalByAccount(headers, body, account, tokens, switches);
	}
}

/** Every body is JSON, and says so. */
function refusalOfFormat({ headers, body }: OzonetelRequest): object | undefined {
	if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
		return refusals.wrongContentType;
	return isObject(body) ? undefined : refusals.notJson;
}

function isObject(value: unknown): value is RequestBody {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
