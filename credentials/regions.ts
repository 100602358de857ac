import type { CountryCode } from 'libphonenumber-js';

/** A choice of the credential's 'Region'. */
interface Region {
	/** As the credential offers it. */
	name: string;
	apiHost: string;
	/** The host of the admin website, which users paste by mistake. */
	adminHost: string;
	/** The meaning of 'Automatic' in the options 'Default Country' and 'Time Zone', if it has one. */
	country?: CountryCode;
	timeZone?: string;
}

/** Where Ozonetel runs CloudAgent: one row per region (docs/ozonetel-api.md §1). */
export const REGIONS: Readonly<Record<string, Region>> = {
	india: {
		name: 'India',
		apiHost: 'in1-ccaas-api.ozonetel.com',
		adminHost: 'in-ccaas.ozonetel.com',
		country: 'IN',
		timeZone: 'Asia/Kolkata',
	},
	international: {
		name: 'International',
		apiHost: 'api.ccaas.ozonetel.com',
		adminHost: 'ccaas.ozonetel.com',
	},
};

/** The region whose API has this origin. */
export const regionOf = (origin: string): Region | undefined =>
	Object.values(REGIONS).find(({ apiHost }) => origin === `https://${apiHost}`);
