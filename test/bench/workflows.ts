import {
	manualTrigger,
	ozonetelType,
	row,
	type Node,
	type Workflow,
} from '../n8n/support/workflow';
import { GROUP, phone } from './script';

/** Which credential: of the simulator on this machine, or of the same far away. */
export type Place = 'near' | 'far';

export const CREDENTIALS: Record<Place, { id: string; name: string }> = {
	near: { id: 'benchCredential1', name: 'Ozonetel account' },
	far: { id: 'benchCredential2', name: 'Ozonetel account, far away' },
};

const credentialsOf = (place: Place) => ({ ozonetelApi: CREDENTIALS[place] });

/** The nodes whose time counts: ours, or what replaces it. */
export const COUNTED = ['Ozonetel Block Group', 'Chunk', 'HTTP Request', 'Split'];

const list = (size: number): Node =>
	code(
		'List',
		`${phone.toString()}
return Array.from({ length: ${size} }, (_, at) => ({ json: { phone: phone(at) } }));`,
	);

/** Our node; the country is what 'auto' stands for on the India domain. */
export const ours = (id: string, size: number, place: Place, options: object): Workflow => ({
	...row('Ozonetel Block Group', manualTrigger, list(size), {
		name: 'Ozonetel Block Group',
		type: ozonetelType,
		typeVersion: 1,
		credentials: credentialsOf(place),
		parameters: {
			groupName: GROUP,
			phoneNumbers: '={{ $json.phone }}',
			options: { defaultCountry: 'IN', ...options },
		},
	}),
	id,
});

/** What a skilled user builds: chunks of 100 in code, one request each, one item per number in code. */
export const byHand = (id: string, size: number, place: Place, url: string): Workflow => ({
	...row(
		'By hand',
		manualTrigger,
		list(size),
		code(
			'Chunk',
			`const phones = $input.all().map((item) => String(item.json.phone).replace(/\\D/g, '').slice(-10));
const chunks = [];
for (let at = 0; at < phones.length; at += 100) {
	chunks.push({ json: { blockNumbers: phones.slice(at, at + 100).map((phone) => '91' + phone) } });
}
return chunks;`,
		),
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials: credentialsOf(place),
			parameters: {
				method: 'PUT',
				url: `${url}/ca_apis/updateBlockNumbers`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'ozonetelApi',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ { groupName: '${GROUP}', blockNumbers: $json.blockNumbers } }}`,
				options: {},
			},
		},
		code(
			'Split',
			`const results = [];
for (const { json } of $input.all()) {
	for (const phone of json.output.succes) results.push({ json: { phone, status: 'added' } });
	for (const phone of json.output.error) results.push({ json: { phone, status: 'refused' } });
}
return results;`,
		),
	),
	id,
});

export function code(name: string, jsCode: string): Node {
	return { name, type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode } };
}
