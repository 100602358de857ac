import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { regionOf } from '../../credentials/regions';
import type { OrderShown } from './input/dateText';
import { isUnreadable, readItems, requestedNumbers, unreadItems } from './input/items';
import { groupsNotCreated } from './input/noNumbers';
import { defaultRunSettings, readRunSettings } from './input/settings';
import { toProblem } from './input/values';
import type { RequestedNumber, RunSettings } from './model';
import { toError, toInputError, type InputProblem } from './output/errors';
import { toHints } from './output/hints';
import { toItems, toSummary } from './output/items';
import { accountOf, openSession, toCredentialFailure, type Session } from './ozonetel/credential';
import type { Failure } from './ozonetel/failures';
import { Gate, gateOf, Pace } from './ozonetel/pace';
import { toRequest } from './ozonetel/api';
import { Transport } from './ozonetel/transport';
import { toBatches, withoutDuplicates } from './send/batches';
import type { Call, Creations } from './send/creation';
import { leaveUnknown } from './send/outcomes';
import { Progress } from './send/progress';
import { sendBatches, type Sent } from './send/send';

/**
 * A number's way through the node: read → clean → expiry → batch → send → result. The setting 'On Error'
 * is applied here and nowhere else. If it says to continue, nothing is thrown, whatever happens: n8n
 * would pass on the input items as if they had been processed.
 *
 * @param stop whether 'On Error' stops the workflow
 * @returns every number's result
 * @throws {NodeOperationError | NodeApiError} if 'On Error' stops the workflow
 */
export async function execute(
	context: IExecuteFunctions,
	stop: boolean,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();

	const input = await read(context).catch((error: unknown) => nothingRead(context, error));
	if (stop && input.problem) throw toInputError(node, input.problem);

	const sent = await send(context, input, stop);
	const error = stop ? toError(node, input, sent) : undefined;
	if (error) throw error;

	const { asked, settings } = input;
	const items = context.getInputData();
	showHints(context, input, sent);
	if (settings.output === 'summary') return toSummary(asked, sent, items.length);
	const onErrorBranch = node.onError === 'continueErrorOutput';
	return toItems(asked, onErrorBranch, settings.includeInputFields ? items : undefined);
}

interface Input {
	settings: RunSettings;
	asked: RequestedNumber[];
	account: Account;
	/** Why nothing is sent if 'On Error' stops the workflow. */
	problem?: InputProblem;
	/** What the dates of the run show about the order of day and month. */
	dates?: OrderShown;
}

/** The session, or why the credential cannot be used: then every number fails for that reason. */
type Account =
	{ session: Session; failure?: undefined } | { session?: undefined; failure: Failure };

async function read(context: IExecuteFunctions): Promise<Input> {
	const account = await openSession(context).then(
		(session): Account => ({ session }),
		(error: unknown): Account => ({ failure: toCredentialFailure(error) }),
	);
	const region = account.session && regionOf(account.session.origin);
	const { settings, problem: ofRun } = readRunSettings(context);
	const defaults = {
		country: region?.country,
		timeZone: region?.timeZone ?? context.getTimezone(),
		now: DateTime.now(),
	};
	const { requests, dates } = readItems(context, defaults, ofRun);
	const numbers = requests.flatMap(requestedNumbers);
	const notCreated = groupsNotCreated(numbers);
	const [unreadable, ...others] = requests.filter(isUnreadable);
	const ofCredential = account.failure && {
		problem: account.failure.message,
		remedy: 'Open the credential of this node and correct it.',
		ofEveryItem: true,
	};
	const ofItem = unreadable && { ...unreadable, others: others.map(({ item }) => item) };
	const problem = ofCredential ?? ofItem ?? notCreated;
	return { settings, asked: withoutDuplicates(numbers), account, problem, dates };
}

/** Reading itself failed. Every item still gets a result. */
function nothingRead(context: IExecuteFunctions, error: unknown): Input {
	const items = context.getInputData().length;
	const requests = unreadItems(items, error);
	return {
		settings: defaultRunSettings(),
		asked: withoutDuplicates(requests.flatMap(requestedNumbers)),
		account: { failure: toCredentialFailure(error) },
		problem: { ...toProblem(error), ofEveryItem: true },
	};
}

/** Sends what can be sent. Never throws: an unexpected error is part of the result. */
async function send(
	context: IExecuteFunctions,
	{ asked, settings, account }: Input,
	stopAtFirstFailure: boolean,
): Promise<Sent> {
	const { session, failure } = account;
	const batches = toBatches(asked);
	if (batches.length === 0) return { requests: 0, waited: 0, cancelled: false };
	const over = new AbortController();
	try {
		const progress = new Progress(context.logger, asked.length);
		const gate = session ? gateOf(accountOf(session)) : new Gate();
		const cancel = context.getExecutionCancelSignal();
		const pace = new Pace(settings, gate, progress);
		if (cancel?.aborted) pace.stop();
		cancel?.addEventListener('abort', () => pace.stop(), { signal: over.signal });
		const line = session
			? new Transport(context, session, settings, pace)
			: { send: async () => await Promise.resolve(failure), requests: 0 };
		const call: Call = async (target, numbers) => await line.send(toRequest(target, numbers));
		const result = await sendBatches(batches, call, {
			pace,
			stopAtFirstFailure,
			creations: context.getContext('node') as Creations,
			progress,
			isCancelled: () => cancel?.aborted ?? false,
		});
		return { ...result, requests: line.requests, waited: pace.waited };
	} catch (error) {
		leaveUnknown(asked, error);
		return { broken: error, requests: 0, waited: 0, cancelled: false };
	} finally {
		over.abort();
	}
}

/** A failing hint must not cost the results. */
function showHints(context: IExecuteFunctions, input: Input, sent: Sent): void {
	try {
		const hints = toHints(input.asked, input.settings, sent.waited, input.dates);
		if (hints.length > 0) context.addExecutionHints?.(...hints);
	} catch (error) {
		context.logger.warn(`Ozonetel Block Group: no hints are shown: ${String(error)}`);
	}
}
