import type { INodeProperties } from 'n8n-workflow';

import { NUMBERS_PER_REQUEST, RANGES, type Range } from '../contract';
import { countryChoices, timeZoneChoices } from './choices';

const within = ({ min, max }: Range) => ({ minValue: min, maxValue: max });

export const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Batch Interval (Ms)',
				name: 'batchInterval',
				type: 'number',
				typeOptions: within(RANGES.batchInterval),
				default: 0,
				description:
					'How long to wait between the start of one request and the next, in milliseconds',
			},
			{
				displayName: 'Batch Size',
				name: 'batchSize',
				type: 'number',
				typeOptions: within(RANGES.batchSize),
				default: 100,
				description: `How many numbers to send in one request. Ozonetel accepts at most ${NUMBERS_PER_REQUEST}.`,
			},
			{
				displayName: 'Concurrent Requests',
				name: 'concurrentRequests',
				type: 'number',
				typeOptions: within(RANGES.concurrentRequests),
				default: 1,
				description:
					'How many requests may run at the same time. A higher value makes long lists faster: the node finds out how much the account allows, and slows down when Ozonetel is busy or its limit is reached. Your live calls may share that limit, so keep 1 if in doubt.',
			},
			{
				displayName: 'Date Format',
				name: 'dateFormat',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'auto',
						description: 'Reads 31/12/2027, but not 05/06/2027, which could mean two dates',
					},
					{ name: 'Day First', value: 'dayFirst', description: '05/06/2027 is 5 June' },
					{ name: 'Month First', value: 'monthFirst', description: '05/06/2027 is 6 May' },
				],
				default: 'auto',
				description: "How to read dates such as 05/06/2027 in 'Expiry Date'",
			},
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'options',
				options: countryChoices,
				default: 'auto',
				description:
					'Country of numbers written without a country code. An expression may give its code (IN), name (India) or calling code (+91).',
			},
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: 'Whether to only show what would be sent, without sending anything',
			},
			{
				displayName: 'Group Description',
				name: 'groupDescription',
				type: 'string',
				default: '',
				description: 'A description of the group, sent with the numbers: 2 to 100 characters',
				displayOptions: { show: { '/operation': ['addNumbers'] } },
			},
			{
				displayName: 'Include Input Fields',
				name: 'includeInputFields',
				type: 'boolean',
				default: false,
				description:
					'Whether to include the fields of the input item, such as a name or a CRM ID, in each result. If both have a field of the same name, the field of the result is kept.',
			},
			{
				displayName: 'Max Retries',
				name: 'maxRetries',
				type: 'number',
				typeOptions: within(RANGES.maxRetries),
				default: 3,
				description:
					'How often to retry a request after a temporary failure. A request to create a group is not retried if it may have reached Ozonetel.',
			},
			{
				displayName: 'Number Format',
				name: 'numberFormat',
				type: 'options',
				options: [
					{
						name: 'As Given',
						value: 'asGiven',
						description: 'As entered, without spaces and punctuation, e.g. 09812345678',
					},
					{
						name: 'Digits',
						value: 'digits',
						description:
							'With the country code, e.g. 919812345678. A foreign number of ten digits keeps its plus sign, because Ozonetel would read it as an Indian number without it.',
					},
					{
						name: 'E.164',
						value: 'e164',
						description: 'With the country code and a plus sign, e.g. +919812345678',
					},
				],
				default: 'digits',
				description: 'How to write the numbers that are sent',
			},
			{
				displayName: 'On Refused Numbers',
				name: 'onRefused',
				type: 'options',
				options: [
					{
						name: 'Report',
						value: 'report',
						description: 'Return an item for each number that was not accepted, with the reason',
					},
					{
						name: 'Stop',
						value: 'stop',
						description:
							"Send everything, then fail with one error that lists the numbers that were not accepted. Applies only if 'On Error' is set to stop the workflow.",
					},
				],
				default: 'report',
				description: 'What to do if numbers are refused, invalid or unconfirmed',
			},
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				options: [
					{ name: 'Each Number', value: 'each', description: 'One item for each number' },
					{ name: 'Summary', value: 'summary', description: 'One item with the counts' },
				],
				default: 'each',
				description: 'What the node returns',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'options',
				options: timeZoneChoices,
				default: 'auto',
				description:
					"Time zone in which 'Expiry Date' is read and sent. An expression may give its IANA name.",
			},
			{
				displayName: 'Timeout (Ms)',
				name: 'timeout',
				type: 'number',
				typeOptions: within(RANGES.timeout),
				default: 60000,
				description: 'How long to wait for the complete answer to one request, in milliseconds',
			},
			{
				displayName: 'Wait After Rate Limit (Seconds)',
				name: 'rateLimitWait',
				type: 'number',
				typeOptions: within(RANGES.rateLimitWait),
				default: 60,
				description:
					'How long to wait after Ozonetel reports a rate limit without saying how long to wait, in seconds',
			},
		],
	},
];
