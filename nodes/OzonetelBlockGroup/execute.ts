import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { regionOf } from '../../credentials/regions';
import { emptyGroups, groupWithoutNumbers, tellGroupsNotCreated } from './input/newGroups';
import { isUnreadable, readItems } from './input/readItems';
import { requestedNumbers } from './input/requestedNumbers';
import { readRunSettings } from './input/runSettings';
import {
	toCancelledError,
	toCredentialError,
	toInputError,
	toNodeError,
	toRefusedError,
	toStoppingError,
} from './output/errors';
import { toItems } from './output/items';
import { toHints, toSummary } from './output/summary';
import { toUnexpected } from './output/unexpected';
import { openSession, toCredentialFailure } from './ozonetel/credential';
import { clockOf } from './ozonetel/pace/clock';
import { Pace } from './ozonetel/pace/pace';
import { Transport } from './ozonetel/transport';
import { toBatches, withoutDuplicates } from './send/batches';
import { clientOf, failingClient } from './send/client';
import type { Creations } from './send/creation';
import { Progress } from './send/progress';
import { sendBatches } from './send/send';
import type { RequestedNumber } from './model';

/**
 * Every number's result. Where 'On Error' continues, nothing is thrown, whatever happens: n8n would
 * hand out the input as if it had been done.
 *
 * @throws {NodeOperationError | NodeApiError} only where the node's 'On Error' stops the workflow
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const run: Run = {};
	try {
		return await send(context, run);
	} catch (error) {
		const node = context.getNode();
		if (!context.continueOnFail()) throw toStoppingError(node, error);
		const asked = toUnexpected(error, run.asked ?? context.getInputData().length);
		return toItems(asked, node.onError === 'continueErrorOutput');
	}
}

/** How far a run came, for whoever must tell of it when it breaks off. */
interface Run {
	asked?: RequestedNumber[];
}

/** A number's way through the node: read → clean → expiry → batch → send → result. */
async function send(context: IExecuteFunctions, run: Run): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	const goOn = context.continueOnFail();
	const session = await openSession(context).catch(toCredentialFailure);
	if ('verdict' in session && !goOn) throw toCredentialError(node, session);
	const region = 'origin' in session ? regionOf(session.origin) : undefined;
	const { problem: ofRun, ...settings } = readRunSettings(context);
	const defaults = {
		country: region?.country,
		timeZone: region?.timeZone ?? context.getTimezone(),
		now: DateTime.now(),
	};
	const requests = readItems(context, defaults, ofRun);
	const numbers = requests.flatMap(requestedNumbers);
	const empty = emptyGroups(numbers);
	const problem = requests.find(isUnreadable) ?? groupWithoutNumbers(empty);
	if (problem && !goOn) throw toInputError(node, problem);

	const asked = (run.asked = withoutDuplicates(tellGroupsNotCreated(numbers, empty)));
	const batches = toBatches(asked);
	const progress = new Progress(context.logger, asked.length);
	const pace = new Pace(settings, clockOf(context), batches.length, progress);
	const client =
		'verdict' in session
			? failingClient(session)
			: clientOf(new Transport(context, session, settings, pace));
	const { failed, cancelled } = await sendBatches(batches, client, {
		pace,
		stopAtFirstFailure: !goOn,
		creations: context.getContext('node') as Creations,
		progress,
	});
	if (failed && !goOn) throw toNodeError(node, failed, asked);
	if (cancelled && !goOn) throw toCancelledError(node, asked);

	const refused = settings.stopOnRefused && !goOn ? toRefusedError(node, asked) : undefined;
	if (refused) throw refused;
	const hints = toHints(asked, settings.summary, pace.waited);
	if (hints.length > 0) context.addExecutionHints?.(...hints);
	if (settings.summary) return toSummary(asked, client.requests, requests.length, pace.waited);
	const input = settings.includeInputFields ? context.getInputData() : undefined;
	return toItems(asked, node.onError === 'continueErrorOutput', input);
}
