import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { GROUP_DESCRIPTION, NUMBERS_PER_REQUEST, operationsWhere } from '../contract';
import { COUNTRIES } from '../phone/countries';
import { field } from './field';

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

const blocking = operationsWhere(({ expires }) => expires);

export const optionFields: INodeProperties[] = [
	{
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
	},
];
