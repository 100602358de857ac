import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	GROUP_DESCRIPTION,
	GROUP_NAME,
	NUMBERS_PER_REQUEST,
	OPERATIONS,
	PARAMETERS,
	operationsWhere,
	type ParameterName,
} from './contract';
import { COUNTRIES } from './phone/countries';

/** What the contract does not say of a field: its texts, and when it is shown. */
type Rest = Omit<INodeProperties, 'displayName' | 'name' | 'type' | 'default' | 'options'> &
	Partial<Pick<INodeProperties, 'type' | 'options'>> & {
		/** What the values of a choice mean. */
		meanings?: Readonly<Record<string, string>>;
	};

/** A field of the form: name, label, type, values, default and range are those of the contract. */
function field(name: ParameterName, { meanings, ...rest }: Rest): INodeProperties {
	const parameter = PARAMETERS[name];
	const isSwitch = typeof parameter.default === 'boolean';
	return {
		displayName: parameter.label,
		name: name.replace('options.', ''),
		type: 'values' in parameter ? 'options' : (typeof parameter.default as INodeProperties['type']),
		// An option that is added is meant to be used: n8n shows it with its default.
		default: isSwitch || parameter.default,
		...('values' in parameter && {
			options: Object.entries(parameter.values).map(([value, label]) => ({
				name: label,
				value,
				...(meanings && { description: meanings[value] }),
			})),
		}),
		...('min' in parameter && {
			typeOptions: { minValue: parameter.min, maxValue: parameter.max },
		}),
		...rest,
	};
}

const blocking = operationsWhere(({ expires }) => expires);

/** Countries to choose from; the list can be searched by name and by calling code. */
const countryChoices: INodePropertyOptions[] = [
	{
		name: 'Automatic',
		value: 'auto',
		description: 'India if the credential uses the India region, otherwise none',
	},
	{
		name: 'None',
		value: 'none',
		description: 'Numbers without a country code are sent as they are',
	},
	...COUNTRIES.map(({ code, name, callingCode }) => ({
		name: `${name} (+${callingCode})`,
		value: code,
	})),
];

/** Names that zones have today, where Node.js lists the former one. */
const RENAMED_ZONES = [
	'Africa/Asmara',
	'America/Argentina/Buenos_Aires',
	'America/Nuuk',
	'Asia/Ho_Chi_Minh',
	'Asia/Kathmandu',
	'Asia/Kolkata',
	'Asia/Yangon',
	'Atlantic/Faroe',
	'Europe/Kyiv',
	'Pacific/Kanton',
	'UTC',
];

/** Time zones to choose from, by their IANA names. */
const timeZoneChoices: INodePropertyOptions[] = [
	{
		name: 'Automatic',
		value: 'auto',
		description:
			'Asia/Kolkata if the credential uses the India region, otherwise the time zone of the workflow',
	},
	...[...new Set([...Intl.supportedValuesOf('timeZone'), ...RENAMED_ZONES])]
		.sort((a, b) => a.localeCompare(b, 'en'))
		.map((zone) => ({ name: zone, value: zone })),
];

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		field('options.batchInterval', {
			description:
				'How long to wait between the start of one request and the next, in milliseconds',
		}),
		field('options.batchSize', {
			description: `How many numbers to send in one request. Ozonetel accepts at most ${NUMBERS_PER_REQUEST}.`,
		}),
		field('options.concurrentRequests', {
			description:
				'How many requests may run at the same time. A higher value makes long lists faster: the node finds out how much the account allows, and slows down when Ozonetel is busy or its limit is reached. Your live calls may share that limit, so keep 1 if in doubt.',
		}),
		field('options.dateFormat', {
			description: "How to read dates such as 05/06/2027 in 'Expiry Date'",
			meanings: {
				auto: 'Reads 31/12/2027, and 05/06/2027 only where the other dates of the list show the order',
				dayFirst: '05/06/2027 is 5 June',
				monthFirst: '05/06/2027 is 6 May',
			},
			displayOptions: {
				show: { '/operation': blocking, '/expires': ['onDate', 'onDateIfGiven'] },
			},
		}),
		field('options.defaultCountry', {
			type: 'options',
			options: countryChoices,
			description:
				'Country of numbers written without a country code. An expression may give its code (IN), name (India) or calling code (+91).',
		}),
		field('options.dryRun', {
			description: 'Whether to only show what would be sent, without sending anything',
		}),
		field('options.groupDescription', {
			description: `A description of the group, sent with the numbers: ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters`,
			displayOptions: { show: { '/operation': ['addNumbers'] } },
		}),
		field('options.ifGroupExists', {
			description: 'What to do if the group to create exists already',
			meanings: {
				addNumbers:
					'Add the numbers to the group, and create it only if there is none. A workflow with this setting can be run again.',
				error: 'Create the group without looking. If it exists, Ozonetel decides what happens.',
			},
			displayOptions: { show: { '/operation': ['createGroup'] } },
		}),
		field('options.includeInputFields', {
			description:
				'Whether to include the fields of the input item, such as a name or a CRM ID, in each result. If both have a field of the same name, the field of the result is kept.',
		}),
		field('options.maxRetries', {
			description:
				'How often to retry a request after a temporary failure. A request to create a group is not retried if it may have reached Ozonetel.',
		}),
		field('options.numberFormat', {
			description: 'How to write the numbers that are sent',
			meanings: {
				asGiven: 'As entered, without spaces and punctuation, e.g. 09812345678',
				digits:
					'With the country code, e.g. 919812345678. A foreign number of ten digits or fewer keeps its plus sign, because Ozonetel would read it as an Indian number without it.',
				e164: 'With the country code and a plus sign, e.g. +919812345678',
			},
		}),
		field('options.onRefused', {
			description: 'What to do if numbers are refused, invalid or unconfirmed',
			meanings: {
				report: 'Return an item for each number that was not accepted, with the reason',
				stop: "Send everything, then fail with one error that names the numbers that were not accepted. Applies only if 'On Error' is set to stop the workflow.",
			},
		}),
		field('options.output', {
			description: 'What the node returns',
			meanings: { each: 'One item for each number', summary: 'One item with the counts' },
		}),
		field('options.timeZone', {
			type: 'options',
			options: timeZoneChoices,
			description:
				"Time zone in which 'Expiry Date' is read and sent. An expression may give its IANA name.",
			displayOptions: { show: { '/operation': blocking } },
		}),
		field('options.timeout', {
			description: 'How long to wait for the complete answer to one request, in milliseconds',
		}),
		field('options.rateLimitWait', {
			description:
				'How long to wait after Ozonetel reports a rate limit without saying how long to wait, in seconds',
		}),
	],
};

const groupName = (rest: Rest) => field('groupName', { placeholder: 'e.g. Opted out', ...rest });
const groupId = (rest: Rest) => field('groupId', { placeholder: 'e.g. 20', ...rest });

/** The form, from top to bottom. */
export const fields: INodeProperties[] = [
	{
		// It offers no choice, but n8n names a node's actions and tools by resource and operation.
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Block Group', value: 'blockGroup' }],
		default: 'blockGroup',
	},
	field('operation', {
		noDataExpression: true,
		options: Object.entries(OPERATIONS).map(([value, { name, action, summary }]) => ({
			name,
			value,
			action,
			description: summary,
		})),
		displayOptions: { show: { resource: ['blockGroup'] } },
	}),
	{
		displayName:
			'A group blocks calls only in campaigns that are set to block it. Set this in the campaign, in CloudAgent.',
		name: 'campaignNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: operationsWhere(({ done }) => done === 'added') } },
	},
	{
		displayName:
			'The numbers may be removed from every group, even if you name one. Ozonetel does not document whether this call takes the group into account.',
		name: 'removalNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	},
	// What names the group: which of these is needed differs by operation and API version.
	groupName({
		required: true,
		description:
			'The Block Number Group that gets the numbers. It must exist, under exactly this name: capitals and spaces count.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['current'] } },
	}),
	groupName({
		required: true,
		description: `The name of the new group: ${GROUP_NAME.min} to ${GROUP_NAME.max} characters`,
		displayOptions: { show: { operation: ['createGroup'] } },
	}),
	groupName({
		description: 'The name of the group. It is sent along with the ID.',
		displayOptions: { show: { operation: ['addNumbers'], apiVersion: ['legacy'] } },
	}),
	groupName({
		description:
			'The group to remove the numbers from, exactly as in CloudAgent. Leave it empty to remove them whatever their group.',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	}),
	groupId({
		required: true,
		description: 'The ID of the group, which the legacy API uses instead of the name',
		displayOptions: {
			show: { operation: ['addNumbers', 'removeNumbers'], apiVersion: ['legacy'] },
		},
	}),
	groupId({
		description:
			'The ID of the group in CloudAgent. Enter it if Ozonetel answers “Parameters are mandatory”: some accounts may require it.',
		displayOptions: { show: { operation: ['removeNumbers'], apiVersion: ['current'] } },
	}),
	field('description', {
		required: true,
		placeholder: 'e.g. Customers who opted out of calls',
		description: `What the new group is for: ${GROUP_DESCRIPTION.min} to ${GROUP_DESCRIPTION.max} characters. Ozonetel requires it.`,
		displayOptions: { show: { operation: ['createGroup'] } },
	}),
	field('phoneNumbers', {
		typeOptions: { rows: 3 },
		required: true,
		placeholder: 'e.g. 9812345678, +91 98123-45679',
		description:
			'Drag the field that holds the number here. Also accepts a list, or several numbers separated by commas, semicolons, tabs or new lines. Spaces, dashes and brackets do not matter.',
	}),
	field('expires', {
		description: 'When the numbers are unblocked again',
		meanings: {
			afterPeriod: 'Block the numbers for a period, starting now',
			never: 'Block the numbers until they are removed',
			onDate: 'Block the numbers until a date, or a date and time',
			onDateIfGiven:
				'Block the numbers until a date, or a date and time. If an item has no date, block its numbers until they are removed.',
		},
		displayOptions: { show: { operation: blocking } },
	}),
	field('expiryDate', {
		type: 'dateTime',
		description:
			"When the block ends: 2027-03-31, 2027-03-31 18:30:00, 31 Mar 2027, 31/03/2027, an ISO date, a spreadsheet's day number or a Unix time stamp. A date alone means until the end of that day. Dates such as 05/06/2027 are read like the other dates of the list, or need the option 'Date Format'.",
		displayOptions: { show: { operation: blocking, expires: ['onDate', 'onDateIfGiven'] } },
	}),
	field('expiryAmount', {
		typeOptions: { minValue: 1 },
		description: 'How long the numbers stay blocked, in the unit below',
		displayOptions: { show: { operation: blocking, expires: ['afterPeriod'] } },
	}),
	field('expiryUnit', {
		displayOptions: { show: { operation: blocking, expires: ['afterPeriod'] } },
	}),
	// Few accounts still need the legacy API.
	field('apiVersion', {
		description: 'Which version of the Ozonetel API to use',
		meanings: {
			current: 'For almost every account. Groups are identified by name.',
			legacy: 'Deprecated by Ozonetel. Groups are identified by ID.',
		},
	}),
	options,
];
