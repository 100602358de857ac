import { parse } from 'csv-parse/sync';
import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startSimulator, type Group, type LoggedRequest } from '../simulator';
import { credentialFor } from '../support/credentialFor';
import { disposeExpressionEngine, runNode } from '../support/engine';
import { demoGroups, demoSwitches } from './account';

/** A line of numbers.csv, as a CRM exports it. */
export type Row = Record<'Name' | 'Phone' | 'List' | 'Block Until' | 'Note', string>;

export interface Demo {
	rows: Row[];
	results: INodeExecutionData[];
	requests: LoggedRequest[];
	groups: Group[];
	hints: NodeExecutionHint[];
	nodeMs: number;
}

/** CSV → Ozonetel Block Group, as a workflow in n8n: the built node, n8n's engine, real HTTP. */
export async function runDemo(): Promise<Demo> {
	const rows: Row[] = parse(readFileSync(join(__dirname, '../../examples/numbers.csv')), {
		bom: true,
		columns: true,
	});
	const simulator = await startSimulator({
		groups: demoGroups,
		switches: demoSwitches,
	});
	try {
		const { output, hints, taskData, error } = await runNode({
			items: rows,
			credential: credentialFor(simulator),
			parameters: {
				operation: 'addNumbers',
				groupName: '={{ $json.List }}',
				phoneNumbers: '={{ $json.Phone }}',
				expires: "={{ $json['Block Until'] ? 'onDate' : 'never' }}",
				expiryDate: "={{ $json['Block Until'] }}",
				options: { defaultCountry: 'IN', timeZone: 'Asia/Kolkata' },
			},
			onError: 'continueRegularOutput',
		});
		if (error) throw new Error(error.message);
		return {
			rows,
			results: output,
			requests: simulator.requests,
			groups: simulator.groups,
			hints,
			nodeMs: taskData.executionTime,
		};
	} finally {
		await simulator.close();
		await disposeExpressionEngine();
	}
}
