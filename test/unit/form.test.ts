import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { OzonetelApi } from '../../credentials/OzonetelApi.credentials';
import codex from '../../nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.json';
import { OzonetelBlockGroup } from '../../nodes/OzonetelBlockGroup/OzonetelBlockGroup.node';
import {
	ALL_OPERATIONS,
	OPERATIONS,
	PARAMETERS,
	type ParameterName,
} from '../../nodes/OzonetelBlockGroup/contract';
import {
	ITEM_PARAMETERS,
	resolveSettings,
	type Settings,
} from '../../nodes/OzonetelBlockGroup/input/settings';
import { OPTION_NAMES } from '../support/contract';

const DEFAULTS = Object.fromEntries(
	ITEM_PARAMETERS.map((name: ParameterName) => [name, PARAMETERS[name].default]),
);

const { description } = new OzonetelBlockGroup();
const { properties } = description;
const node = { typeVersion: 1 };

const options = properties.find(({ name }) => name === 'options')!.options as INodeProperties[];
const values = ({ options: choices = [] }: INodeProperties) =>
	(choices as INodePropertyOptions[]).map(({ value }) => value);

/** The fields of the form for these choices, in order. */
const shown = (parameters: IDataObject, fields = properties, root = parameters) =>
	fields.filter((field) =>
		NodeHelpers.displayParameter(parameters as never, field, node, description, root as never),
	);
const names = (...args: Parameters<typeof shown>) => shown(...args).map(({ name }) => name);
const inputs = (parameters: IDataObject) =>
	shown(parameters).filter(({ type }) => type !== 'notice');

describe('the form', () => {
	it.each([
		['addNumbers', 'current', ['groupName*', 'phoneNumbers*', 'expires']],
		['addNumbers', 'legacy', ['groupName', 'groupId*', 'phoneNumbers*', 'expires']],
		...['current', 'legacy'].map((version) => [
			'createGroup',
			version,
			['groupName*', 'description*', 'phoneNumbers*', 'expires'],
		]),
		['removeNumbers', 'current', ['groupName', 'groupId', 'phoneNumbers*']],
		['removeNumbers', 'legacy', ['groupId*', 'phoneNumbers*']],
	] as Array<[string, string, string[]]>)(
		'%s, %s: the fields in order, required ones with an asterisk',
		(operation, apiVersion, fields) => {
			const choices = { resource: 'blockGroup', operation, apiVersion, expires: 'never' };
			const marked = inputs(choices).map(({ name, required }) => (required ? `${name}*` : name));
			expect(marked).toEqual(['resource', 'operation', ...fields, 'apiVersion', 'options']);
		},
	);

	it('has one resource, which workflows saved before there was any do without', () => {
		const [resource] = properties;
		expect(resource).toMatchObject({ name: 'resource', type: 'options', default: 'blockGroup' });
		expect(resource.options).toEqual([{ name: 'Block Group', value: 'blockGroup' }]);
		const saved = { operation: 'removeNumbers', groupName: 'Opted out' };
		const loaded = NodeHelpers.getNodeParameters(properties, saved, true, false, node, description);
		expect(loaded).toMatchObject({ resource: 'blockGroup', operation: 'removeNumbers' });
	});

	it.each(
		ALL_OPERATIONS.flatMap((operation) =>
			(['current', 'legacy'] as const).map((apiVersion) => [operation, apiVersion] as const),
		),
	)('%s, %s: asks for the group as the contract says', (operation, apiVersion) => {
		const fields = inputs({ resource: 'blockGroup', operation, apiVersion });
		const useOf = (name: string) => {
			const field = fields.find((one) => one.name === name);
			if (!field) return 'none';
			return field.required ? 'required' : 'optional';
		};
		expect({ name: useOf('groupName'), id: useOf('groupId') }).toEqual(
			OPERATIONS[operation].group[apiVersion],
		);
	});

	it.each([
		['addNumbers', 'current', /only in campaigns that are set to block it/],
		['createGroup', 'legacy', /only in campaigns that are set to block it/],
		['removeNumbers', 'current', /may be removed from every group/],
		['removeNumbers', 'legacy', undefined],
	])('%s, %s: says what must be known in a notice', (operation, apiVersion, words) => {
		const choices = { resource: 'blockGroup', operation, apiVersion };
		const notices = shown(choices).filter(({ type }) => type === 'notice');
		expect(notices.map(({ displayName }) => displayName)).toEqual(
			words ? [expect.stringMatching(words)] : [],
		);
	});

	it.each([
		['never', []],
		['onDate', ['expiryDate']],
		['onDateIfGiven', ['expiryDate']],
		['afterPeriod', ['expiryAmount', 'expiryUnit']],
	])('expires %s', (expires, fields) => {
		for (const apiVersion of ['current', 'legacy']) {
			for (const operation of ['addNumbers', 'createGroup']) {
				expect(names({ operation, apiVersion, expires })).toEqual(expect.arrayContaining(fields));
			}
			const removing = names({ operation: 'removeNumbers', apiVersion, expires });
			expect(removing.filter((name) => name.startsWith('expir'))).toEqual([]);
		}
	});

	it.each([
		['addNumbers', 'onDate', ['ifGroupExists']],
		['addNumbers', 'afterPeriod', ['dateFormat', 'ifGroupExists']],
		['createGroup', 'onDateIfGiven', ['groupDescription']],
		['removeNumbers', 'never', ['dateFormat', 'groupDescription', 'ifGroupExists', 'timeZone']],
	])(
		'%s, expires %s: has the options of the contract but those that mean nothing there',
		(operation, expires, hidden) => {
			const root = { operation, apiVersion: 'current', expires };
			expect(names({}, options, root).sort()).toEqual(
				OPTION_NAMES.filter((name) => !hidden.includes(name)).sort(),
			);
		},
	);
});

it.each<[string, string, unknown, string[]?]>([
	['resource', 'options', 'blockGroup', ['blockGroup']],
	['operation', 'options', 'addNumbers', ['addNumbers', 'createGroup', 'removeNumbers']],
	['apiVersion', 'options', 'current', ['current', 'legacy']],
	['groupName', 'string', ''],
	['groupId', 'string', ''],
	['description', 'string', ''],
	['phoneNumbers', 'string', ''],
	['expires', 'options', 'never', ['afterPeriod', 'never', 'onDate', 'onDateIfGiven']],
	['expiryDate', 'dateTime', ''],
	['expiryAmount', 'number', 30],
	['expiryUnit', 'options', 'days', ['days', 'hours', 'months', 'weeks', 'years']],
	['options', 'collection', {}],
	['batchSize', 'number', 100],
	['batchInterval', 'number', 0],
	['concurrentRequests', 'number', 1],
	['dateFormat', 'options', 'auto', ['auto', 'dayFirst', 'monthFirst']],
	['defaultCountry', 'options', 'auto'],
	['numberFormat', 'options', 'digits', ['asGiven', 'digits', 'e164']],
	['timeZone', 'options', 'auto'],
	['onRefused', 'options', 'report', ['report', 'stop']],
	['output', 'options', 'each', ['each', 'summary']],
	['dryRun', 'boolean', true], // an option that is added is on
	['groupDescription', 'string', ''],
	['ifGroupExists', 'options', 'error', ['addNumbers', 'error']],
	['includeInputFields', 'boolean', true],
	['maxRetries', 'number', 3],
	['rateLimitWait', 'number', 60],
	['timeout', 'number', 60000],
])('%s is of type %s, by default %j', (name, type, value, allowed = []) => {
	const fields = [...properties, ...options].filter((field) => field.name === name);
	expect(fields.length).toBeGreaterThan(0);
	for (const field of fields) {
		expect(field).toMatchObject({ type, default: value });
		if (allowed.length > 0) expect(values(field).sort()).toEqual(allowed);
	}
});

it.each([
	['batchSize', { minValue: 1, maxValue: 100 }],
	['concurrentRequests', { minValue: 1, maxValue: 50 }],
	['maxRetries', { minValue: 0, maxValue: 10 }],
])('%s has its bounds', (name, typeOptions) => {
	expect(options.find((field) => field.name === name)).toMatchObject({ typeOptions });
});

it('shows every parameter of the contract under its label', () => {
	const labels = [...properties, ...options].map(
		({ name, displayName }) => `${name}: ${displayName}`,
	);
	for (const [name, { label }] of Object.entries(PARAMETERS)) {
		expect(labels).toContain(`${name.replace('options.', '')}: ${label}`);
	}
});

describe('the lists to choose from', () => {
	const choices = (name: string) =>
		options.find((field) => field.name === name)!.options as INodePropertyOptions[];

	it.each([
		['defaultCountry', ['auto', 'none', 'IN', 'US', 'GB', 'AE'], 'India (+91)'],
		['timeZone', ['auto', 'UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv'], 'Asia/Kolkata'],
	])('%s: each once, in order, the special ones first', (name, some, shownName) => {
		const list = choices(name);
		const all = list.map(({ value }) => value);
		expect(all).toEqual(expect.arrayContaining(some));
		expect(new Set(all).size).toBe(all.length);
		expect(list.map((choice) => choice.name)).toContain(shownName);
		const special = some.filter((value) => ['auto', 'none'].includes(value));
		expect(all.slice(0, special.length)).toEqual(special);
		const rest = list.slice(special.length).map((choice) => choice.name);
		expect(rest).toEqual([...rest].sort((a, b) => a.localeCompare(b, 'en')));
	});

	it('hold what the node takes', () => {
		for (const [name, setting] of [
			['defaultCountry', 'options.defaultCountry'],
			['timeZone', 'options.timeZone'],
		]) {
			for (const { value } of choices(name)) {
				const given = { ...DEFAULTS, groupName: 'Opted out', [setting]: value } as Settings;
				const defaults = { timeZone: 'UTC', now: DateTime.now() };
				expect([value, resolveSettings(given, defaults).problem]).toEqual([value, undefined]);
			}
		}
	});

	it('weigh little on the editor, which loads every node with its lists', () => {
		expect(JSON.stringify(description).length).toBeLessThan(60_000);
	});
});

it('the node is as the contract names it', () => {
	expect(description).toMatchObject({
		name: 'ozonetelBlockGroup',
		displayName: 'Ozonetel Block Group',
		version: 1,
		usableAsTool: true,
		credentials: [{ name: 'ozonetelApi', required: true }],
	});
	expect(description.description).toMatch(/^Block and unblock phone numbers/);
	for (const { name } of properties.find(({ name: any }) => any === 'operation')!
		.options as INodePropertyOptions[]) {
		expect(description.subtitle).toContain(`"${name}"`);
	}
});

describe('the credential', () => {
	const credential = new OzonetelApi();
	const field = (name: string) => credential.properties.find((any) => any.name === name)!;

	it('has the fields of the contract', () => {
		expect(credential).toMatchObject({ name: 'ozonetelApi', displayName: 'Ozonetel API' });
		expect(
			credential.properties.map(({ name, type, default: value }) => [name, type, value]),
		).toEqual([
			['username', 'string', ''],
			['apiKey', 'string', ''],
			['region', 'options', 'india'],
			['domain', 'string', ''],
			['authentication', 'options', 'apiKey'],
			['token', 'hidden', ''],
		]);
		expect(values(field('region'))).toEqual(['india', 'international', 'other']);
		expect(values(field('authentication'))).toEqual(['apiKey', 'token']);
		expect(field('apiKey').typeOptions).toEqual({ password: true });
		expect(field('token').typeOptions).toEqual({ expirable: true, password: true });
	});

	it('asks for the domain of another region only', () => {
		const asks = (region: string) => names({ region }, credential.properties).includes('domain');
		expect(['india', 'international', 'other'].map(asks)).toEqual([false, false, true]);
	});
});

describe('the codex', () => {
	it('belongs to the node', () => {
		expect(codex.node).toBe('n8n-nodes-ozonetel'); // the name of the package
		expect(codex.categories).toContain('Communication');
		// With them the editor adds the node at once instead of listing its actions.
		expect(codex).not.toHaveProperty('subcategories');
		expect(codex.resources.primaryDocumentation[0].url).toMatch(/^https:/);
		expect(codex.resources.credentialDocumentation[0].url).toMatch(/^https:/);
	});

	it('is found by what people call it', () => {
		const words = `block list, blacklist, DND, do not call, spam, opt-out, block number, phone, telephone,
			number, call center, contact centre, cloud agent, do not disturb, unsubscribe, dialer, telephony,
			block caller, spam call`;
		expect(codex.alias).toEqual(expect.arrayContaining(words.split(/,\s+/)));
	});
});
