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
import { toRequest } from './ozonetel/api';
import { openSession, withoutAccount, type Session } from './ozonetel/credential';
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

	const sent = await send(context, input, stop).catch((error: unknown) => brokenOff(input, error));
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
	session: Session;
	/** Why nothing is sent if 'On Error' stops the workflow. */
	problem?: InputProblem;
	/** What the dates of the run show about the order of day and month. */
	dates?: OrderShown;
}

async function read(context: IExecuteFunctions): Promise<Input> {
	const session = await openSession(context);
	const region = regionOf(session.origin);
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
	const ofCredential = session.failure && {
		problem: session.failure.message,
		remedy: 'Choose a credential in this node, or correct the one chosen.',
		ofEveryItem: true,
	};
	const ofItem = unreadable && { ...unreadable, others: others.map(({ item }) => item) };
	const problem = ofCredential ?? ofItem ?? notCreated;
	return { settings, asked: withoutDuplicates(numbers), session, problem, dates };
}

/** Reading itself failed. Every item still gets a result. */
function nothingRead(context: IExecuteFunctions, error: unknown): Input {
	const items = context.getInputData().length;
	const requests = unreadItems(items, error);
	return {
		settings: defaultRunSettings(),
		asked: withoutDuplicates(requests.flatMap(requestedNumbers)),
		session: withoutAccount(error),
		problem: { ...toProblem(error), ofEveryItem: true },
	};
}

/** Sends what can be sent. */
async function send(
	context: IExecuteFunctions,
	{ asked, settings, session }: Input,
	stopAtFirstFailure: boolean,
): Promise<Sent> {
	const batches = toBatches(asked);
	if (batches.length === 0) return { requests: 0, waited: 0, cancelled: false };
	const progress = new Progress(context.logger, asked.length);
	const transport = new Transport(context, session, settings, progress);
	try {
		const call: Call = async (target, numbers) => await transport.send(toRequest(target, numbers));
		const result = await sendBatches(batches, call, {
			pace: transport.pace,
			stopAtFirstFailure,
			creations: context.getContext('node') as Creations,
			progress,
			isCancelled: () => transport.cancelled,
		});
		return { ...result, requests: transport.requests, waited: transport.pace.waited };
	} finally {
		transport.leave();
	}
}

/** Sending itself failed. What Ozonetel has confirmed stays, the rest is unknown. */
function brokenOff({ asked }: Input, error: unknown): Sent {
	leaveUnknown(asked, error);
	return { broken: error, requests: 0, waited: 0, cancelled: false };
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
