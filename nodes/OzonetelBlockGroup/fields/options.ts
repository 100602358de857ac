import type { INodeProperties } from 'n8n-workflow';

import { NUMBERS_PER_REQUEST, RANGES, type Range } from '../limits';
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
				description: 'Milliseconds between the starts of two requests',
			},
			{
				displayName: 'Batch Size',
				name: 'batchSize',
				type: 'number',
				typeOptions: within(RANGES.batchSize),
				default: 100,
				description: `How many numbers go into one request. Ozonetel takes ${NUMBERS_PER_REQUEST} at most.`,
			},
			{
				displayName: 'Concurrent Requests',
				name: 'concurrentRequests',
				type: 'number',
				typeOptions: within(RANGES.concurrentRequests),
				default: 1,
				description:
					'How many requests may be under way at the same time, at most. More make a long list faster, up to what the account takes: the run finds that pace by itself and slows down where Ozonetel is busy or its limit is reached. Live calls share that limit, so leave it at 1 if in doubt.',
			},
			{
				displayName: 'Date Format',
				name: 'dateFormat',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'auto',
						description: 'Reads 31/12/2027; refuses 05/06/2027, as it can mean two dates',
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
				description: 'Whether to do everything but the requests, to see what would be sent',
			},
			{
				displayName: 'Group Description',
				name: 'groupDescription',
				type: 'string',
				default: '',
				description:
					'Sent as the description of the group when numbers are added: 2 to 100 characters',
				displayOptions: { show: { '/operation': ['addNumbers'] } },
			},
			{
				displayName: 'Include Input Fields',
				name: 'includeInputFields',
				type: 'boolean',
				default: false,
				description:
					'Whether to pass on the fields of the input item beside the result, such as a name or a CRM ID. Where both have a field, the one of the result counts.',
			},
			{
				displayName: 'Max Retries',
				name: 'maxRetries',
				type: 'number',
				typeOptions: within(RANGES.maxRetries),
				default: 3,
				description:
					'How often a request is repeated after a temporary failure. Creating a group is never repeated once its request may have arrived.',
			},
			{
				displayName: 'Number Format',
				name: 'numberFormat',
				type: 'options',
				options: [
					{ name: 'As Given', value: 'asGiven', description: 'Cleaned only, e.g. 09812345678' },
					{
						name: 'Digits',
						value: 'digits',
						description:
							'Country code and number, e.g. 919812345678. A foreign number of ten digits keeps its plus sign: without it Ozonetel would take it for a national one.',
					},
					{
						name: 'E.164',
						value: 'e164',
						description: 'The same with a plus sign, e.g. +919812345678',
					},
				],
				default: 'digits',
				description: 'How numbers are written when they are sent',
			},
			{
				displayName: 'On Refused Numbers',
				name: 'onRefused',
				type: 'options',
				options: [
					{
						name: 'Report',
						value: 'report',
						description: 'Each number that was not accepted is an item that says so',
					},
					{
						name: 'Stop',
						value: 'stop',
						description:
							"After everything is sent, one error names the numbers that were not accepted. Only where 'On Error' stops the workflow.",
					},
				],
				default: 'report',
				description: 'What to do about numbers that are refused, invalid or unconfirmed',
			},
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				options: [
					{ name: 'Each Number', value: 'each', description: 'One item per number asked for' },
					{ name: 'Summary', value: 'summary', description: 'One item with counts' },
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
				description: 'Milliseconds that one request may take, until its answer is complete',
			},
			{
				displayName: 'Wait After Rate Limit (Seconds)',
				name: 'rateLimitWait',
				type: 'number',
				typeOptions: within(RANGES.rateLimitWait),
				default: 60,
				description: 'How long to wait after a rate-limit answer that names no delay itself',
			},
		],
	},
];
