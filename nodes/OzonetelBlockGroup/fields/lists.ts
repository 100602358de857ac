import type { INodePropertyOptions } from 'n8n-workflow';

import { COUNTRIES } from '../phone/countries';

/** Countries to choose from; the list can be searched by name and by calling code. */
export const countryChoices: INodePropertyOptions[] = [
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
export const timeZoneChoices: INodePropertyOptions[] = [
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
